import { describe, expect, test } from 'vitest'
import { civilRuler, weekRuler } from '../../../../client/features/calendar/timeline/timeline-ruler.ts'
import { timelineExtent, timelineScale } from '../../../../client/features/calendar/timeline/timeline-scale.ts'
import { dayNumber } from '../../../../shared/base/civil.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'

const extent = timelineExtent([], '2027-02-01')
const quarter = timelineScale('quarter', 1274, extent)
const year = timelineScale('year', 1113, extent)
const range = { from: dayNumber('2027-01-20'), to: dayNumber('2027-03-20') }
const system = (id: string) => weekSystemById(id)!

describe("the rows' own weeks", () => {
  test('stand side by side: Sat–Fri, Sun–Sat and Wed–Tue, each with its week and first date', () => {
    const texts = (id: string, adWeekStart: 0 | 3 | 6) => weekRuler(quarter, range, system(id), adWeekStart).map(({ lead, label }) => `${lead} ${label}`.trim())
    expect(texts('walmart', 6)).toContain('P1 W1 · 30 Jan')
    expect(texts('nrf-454', 0)).toContain('P1 W1 · 31 Jan')
    expect(texts('nrf-454', 3)).toContain('P1 W1 · 3 Feb')
    expect(texts('nrf-454', 3)).toContain('W2 · 10 Feb')
  })

  test('are periods from afar, the first named by its year, and counted off in fours where there are none', () => {
    const far = { from: dayNumber('2027-01-01'), to: dayNumber('2027-12-31') }
    expect(weekRuler(year, far, system('nrf-454'), 0).map(({ lead }) => lead)).toEqual(expect.arrayContaining(['FY2027', 'P2', 'P12']))
    const iso = weekRuler(year, far, system('iso'), 1)
    expect(iso.map(({ label }) => label)).toEqual(expect.arrayContaining(['W1', 'W5', 'W49']))
  })

  test('follow each other without a gap', () => {
    const marks = weekRuler(quarter, range, system('13x4'), 3)
    for (let index = 1; index < marks.length; index++) {
      const before = marks[index - 1]!
      expect(marks[index]?.x).toBeCloseTo(before.x + before.width)
    }
  })
})

describe('the shared ruler', () => {
  test('has months over Mondays from near and years over months from afar', () => {
    const near = civilRuler(quarter, range)
    expect(near.upper.map(({ label }) => label)).toEqual(['January 2027', 'February 2027', 'March 2027'])
    expect(near.lower.map(({ label }) => label)).toContain('Mon 1')
    const far = civilRuler(year, { from: dayNumber('2026-12-15'), to: dayNumber('2027-02-15') })
    expect(far.upper.map(({ label }) => label)).toEqual(['2026', '2027'])
    expect(far.lower.map(({ label }) => label)).toEqual(['Dec', 'Jan', 'Feb'])
  })

  test('names every day when there is room', () => {
    const week = timelineScale('week', 1200, extent)
    expect(civilRuler(week, { from: dayNumber('2027-02-01'), to: dayNumber('2027-02-03') }).lower.map(({ label }) => label)).toEqual([
      'Mon 1',
      'Tue 2',
      'Wed 3',
    ])
  })
})
