import { describe, expect, test } from 'vitest'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { createPromotion, type LiveCalendar } from '../../../shared/commands/promotion.ts'
import { addRow, deleteRows } from '../../../shared/commands/rows.ts'
import { type PromotionChange, writePromotions } from '../../../shared/commands/write-promotions.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { contextFor, replica } from '../../support/replicas.ts'

const PATH = calendarPath('marlow', 2027)
const account = { name: 'Marlow Markets', adWeekStart: 3, system: weekSystemById('nrf-454')! } as const
const ann = contextFor('ann')

/** One promotion that still has its automatic name. */
const planned = (): { live: LiveCalendar; promotionId: string } => {
  const live = replica('calendar', PATH) as LiveCalendar
  const made = createPromotion(
    live,
    {
      promotion: {
        name: 'Marlow Markets · CHIPS-8OZ · TPR · W1',
        inStore: { from: '2027-02-03', to: '2027-02-09' },
        scanBack: { from: '2027-02-03', to: '2027-02-09' },
        submitBy: '2026-11-02',
        status: 'planned',
        merchandising: ['shipper'],
      },
      lines: [{ itemGroup: 'CHIPS-8OZ', mechanic: 'TPR', rate: '0.5', rateBasis: 'per_unit' }],
    },
    ann,
  )
  if (!made.ok) throw new Error(made.error.message)
  return { live, promotionId: made.value.promotionId }
}
const write = (live: LiveCalendar, ...changes: PromotionChange[]) => writePromotions(live, { changes, creations: [], account }, ann)
const row = (live: LiveCalendar, id: string) => live.row('promotions', id)!

describe('writing many cells at once', () => {
  test('sets promotion, line, windows, status and choices, and an automatic name follows', () => {
    const { live, promotionId } = planned()
    const outcome = write(live, {
      promotionId,
      cells: { owner: 'Dana Reyes', confidence: 80 },
      inStore: { from: '2027-02-10', to: '2027-02-16' },
      status: 'offered',
      merchandising: ['display_endcap'],
      line: { itemGroup: 'DIPS', rate: '0.35' },
    })
    expect(outcome.ok).toBe(true)
    const written = row(live, promotionId)
    expect(written).toMatchObject({
      name: 'Marlow Markets · DIPS · TPR · W2',
      owner: 'Dana Reyes',
      confidence: 80,
      inStore: { from: '2027-02-10', to: '2027-02-16' },
      // A move takes the other dates along.
      scanBack: { from: '2027-02-10', to: '2027-02-16' },
      submitBy: '2026-11-09',
      status: 'offered',
      merchandising: ['display_endcap'],
    })
    expect(live.rows('lines')[0]).toMatchObject({ itemGroup: 'DIPS', rate: '0.35', mechanic: 'TPR' })
  })

  test('a name somebody gave stays, and a line is made where there is none', () => {
    const { live, promotionId } = planned()
    write(live, { promotionId, cells: { name: 'Spring wall' } })
    expect(write(live, { promotionId, inStore: { from: '2027-02-03', to: '2027-02-16' } }).ok).toBe(true)
    expect(row(live, promotionId)).toMatchObject({ name: 'Spring wall', scanBack: { from: '2027-02-03', to: '2027-02-16' } })
    const bare = addRow(live, { rows: 'promotions', input: { name: 'Bare', inStore: { from: '2027-03-03', to: '2027-03-09' } } }, ann)
    if (!bare.ok) throw new Error('not added')
    expect(write(live, { promotionId: bare.value, line: { mechanic: 'OI' } }).ok).toBe(true)
    expect(live.rows('lines').filter((line) => line.promotionId === bare.value)).toHaveLength(1)
  })

  test('writes nothing at all when one of them cannot be written', () => {
    const { live, promotionId } = planned()
    const before = JSON.stringify(live.value())
    const good: PromotionChange = { promotionId, cells: { owner: 'Dana' } }
    for (const bad of [
      { promotionId: 'gone', cells: { owner: 'Dana' } },
      { promotionId, inStore: { from: '2027-02-10', to: '2027-02-01' } },
      { promotionId, status: 'declined' },
      { promotionId, cells: { confidence: -1 } },
      { promotionId, cells: { colour: 'red' } },
      { promotionId, line: { rate: 'a lot' } },
    ] satisfies PromotionChange[])
      expect(write(live, good, bad as PromotionChange).ok).toBe(false)
    expect(JSON.stringify(live.value())).toBe(before)
  })

  test('leaves promotions of several lines and deleted ones alone', () => {
    const { live, promotionId } = planned()
    addRow(live, { rows: 'lines', input: { promotionId, mechanic: 'AD' } }, ann)
    expect(write(live, { promotionId, line: { rate: '1' } })).toMatchObject({ ok: false })
    deleteRows(live, { rows: 'promotions', rowIds: [promotionId] }, ann)
    expect(write(live, { promotionId, cells: { owner: 'Dana' } })).toMatchObject({ ok: false })
  })

  test('creates a thousand promotions in the time of one pass', () => {
    const { live } = planned()
    const creations = Array.from({ length: 1000 }, (_, index) => ({
      promotion: { name: `Promotion ${index}`, inStore: { from: '2027-02-03', to: '2027-02-09' } },
      lines: [{ itemGroup: 'DIPS', mechanic: 'OI' as const }],
    }))
    const outcome = writePromotions(live, { changes: [], creations, account }, ann)
    expect(outcome.ok && outcome.value.created.length).toBe(1000)
    expect(live.rows('lines')).toHaveLength(1001)
  })
})
