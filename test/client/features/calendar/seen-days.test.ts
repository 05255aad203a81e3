import { describe, expect, test } from 'vitest'
import { nearestDays, plannedDays } from '../../../../client/features/calendar/timeline/seen-days.ts'
import { dayNumber } from '../../../../shared/base/civil.ts'

const PLANNED = plannedDays([
  { from: '2027-02-03', to: '2027-02-09' },
  null,
  { from: '2027-06-01', to: '2027-06-30' },
  { from: '2027-06-10', to: '2027-06-12' },
])
const between = (from: string, to: string) => nearestDays(PLANNED, dayNumber(from), dayNumber(to))

describe('the days one looks at', () => {
  test('hold something when a promotion touches them, by its first or its last day or across both edges', () => {
    expect(between('2027-01-01', '2027-02-03')).toBeNull()
    expect(between('2027-02-09', '2027-03-01')).toBeNull()
    expect(between('2027-06-14', '2027-06-20')).toBeNull()
  })

  test('before, between and after everything lead to the nearest on either side', () => {
    expect(between('2026-11-01', '2027-02-02')).toEqual({ endedOn: null, startsOn: dayNumber('2027-02-03') })
    expect(between('2027-02-10', '2027-05-31')).toEqual({ endedOn: dayNumber('2027-02-09'), startsOn: dayNumber('2027-06-01') })
    expect(between('2027-07-01', '2027-12-31')).toEqual({ endedOn: dayNumber('2027-06-30'), startsOn: null })
  })

  test('have nothing to lead to where nothing is planned', () => {
    expect(nearestDays(plannedDays([null]), 0, 100)).toBeNull()
  })
})
