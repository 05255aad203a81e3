import { describe, expect, test } from 'vitest'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { markDeadline, setDeadlineDate } from '../../../shared/commands/deadlines.ts'
import { closePromotion, createPromotion, type LiveCalendar, movePromotion, reopenPromotion } from '../../../shared/commands/promotion.ts'
import { setCell } from '../../../shared/commands/rows.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { calendarDoc } from '../../../shared/docs/calendar.ts'
import { deadlinesOf } from '../../../shared/domain/deadlines/deadlines.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { contextFor, copyOf, meet, replica } from '../../support/replicas.ts'

const PATH = calendarPath('marlow', 2027)
const account = { name: 'Marlow Markets', adWeekStart: 3, system: weekSystemById('nrf-454')! } as const
const ann = contextFor('ann')
const rules = { deadlines: [{ templateId: 'samples', name: 'Samples', deadline: null, window: 'inStore', edge: 'from', offset: -8, unit: 'weeks' }] } as const

const planned = (): { live: LiveCalendar; promotionId: string } => {
  const live = replica('calendar', PATH)
  const promotion = { name: 'Chips', inStore: { from: '2027-02-03', to: '2027-02-09' }, submitBy: '2026-11-02', artDue: '2026-12-02' }
  const created = createPromotion(live, { promotion, lines: [{ itemGroup: 'CHIPS-8OZ' }] }, ann)
  if (!created.ok) throw new Error(created.error.message)
  return { live, promotionId: created.value.promotionId }
}
const summaryOf = (live: LiveCalendar): PromotionSummary =>
  calendarDoc.summary(live.value(), PATH).find((row): row is PromotionSummary => row.type === 'promotion')!
const dues = (live: LiveCalendar) =>
  Object.fromEntries(deadlinesOf(summaryOf(live), rules).map(({ key, due, done }) => [key, done === null ? due : `${due} done`]))

describe('changing the weeks in store', () => {
  test('C4: moves the deadlines that are not done, and only those', () => {
    const { live, promotionId } = planned()
    expect(dues(live)).toEqual({ submitBy: '2026-11-02', artDue: '2026-12-02', samples: '2026-12-09' })
    expect(markDeadline(live, { promotionId, key: 'submitBy', isDone: true, due: '2026-11-02' }, ann).ok).toBe(true)
    expect(markDeadline(live, { promotionId, key: 'samples', isDone: true, due: '2026-12-09' }, ann).ok).toBe(true)
    movePromotion(live, { promotionId, from: '2027-02-17', account }, ann)
    expect(dues(live)).toEqual({ submitBy: '2026-11-02 done', artDue: '2026-12-16', samples: '2026-12-09 done' })
    markDeadline(live, { promotionId, key: 'samples', isDone: false, due: '2026-12-09' }, ann)
    expect(dues(live).samples).toBe('2026-12-23')
  })

  test('takes a template’s date that was set by hand along, too', () => {
    const { live, promotionId } = planned()
    setDeadlineDate(live, { promotionId, key: 'samples', on: '2026-12-01' }, ann)
    movePromotion(live, { promotionId, from: '2027-02-17', account }, ann)
    expect(dues(live).samples).toBe('2026-12-15')
    setDeadlineDate(live, { promotionId, key: 'samples', on: null }, ann)
    expect(dues(live).samples).toBe('2026-12-23')
    expect(live.rows('pins')).toHaveLength(1)
  })
})

test('two people who mark the same deadline offline end with one that is done, and either can take it back', () => {
  const { live, promotionId } = planned()
  const other = copyOf('calendar', live)
  markDeadline(live, { promotionId, key: 'samples', isDone: true, due: '2026-12-09' }, ann)
  markDeadline(other, { promotionId, key: 'samples', isDone: true, due: '2026-12-09' }, contextFor('bob'))
  meet(live, other)
  expect(live.rows('pins')).toHaveLength(2)
  expect([dues(live), dues(other)]).toEqual([dues(live), dues(live)])
  expect(dues(live).samples).toBe('2026-12-09 done')
  markDeadline(other, { promotionId, key: 'samples', isDone: false, due: '2026-12-09' }, contextFor('bob'))
  expect(dues(other).samples).toBe('2026-12-09')
})

test('a deadline of nothing, or on no date, is refused', () => {
  const { live, promotionId } = planned()
  expect(markDeadline(live, { promotionId: 'nobody', key: 'submitBy', isDone: true, due: '2026-11-02' }, ann).ok).toBe(false)
  expect(markDeadline(live, { promotionId, key: 'submitBy', isDone: true, due: '2026-02-30' }, ann).ok).toBe(false)
  expect(setDeadlineDate(live, { promotionId, key: 'samples', on: '2026-02-30' }, ann).ok).toBe(false)
  expect(live.rows('pins')).toEqual([])
})

test('closing a promotion asks what was learned, and it can be opened again', () => {
  const { live, promotionId } = planned()
  const close = () => closePromotion(live, { promotionId, on: '2027-03-01' }, ann)
  expect(close()).toMatchObject({ ok: false, error: { field: 'lesson' } })
  setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'lesson', value: 'Two for five sold out by Friday.' })
  expect(close()).toMatchObject({ ok: false, error: { field: 'verdict' } })
  setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'verdict', value: 'repeat' })
  expect(closePromotion(live, { promotionId, on: '2027-01-01' }, ann).ok).toBe(false)
  expect(close().ok).toBe(true)
  expect(summaryOf(live)).toMatchObject({ settledOn: '2027-03-01', verdict: 'repeat' })
  reopenPromotion(live, { promotionId }, ann)
  expect(summaryOf(live)).not.toHaveProperty('settledOn')
})
