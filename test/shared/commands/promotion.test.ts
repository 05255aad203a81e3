import { describe, expect, test } from 'vitest'
import { calendarPath } from '../../../shared/base/document-path.ts'
import {
  copyPromotion,
  createPromotion,
  deletePromotion,
  type LiveCalendar,
  moveOrResize,
  movePromotion,
  type PromotionDraft,
  resizePromotion,
  restorePromotion,
  setLineCell,
  setPromotionStatus,
} from '../../../shared/commands/promotion.ts'
import { setCell } from '../../../shared/commands/rows.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { contextFor, copyOf, meet, replica } from '../../support/replicas.ts'

const PATH = calendarPath('marlow', 2027)
const account = { name: 'Marlow Markets', adWeekStart: 3, system: weekSystemById('nrf-454')! } as const
const ann = contextFor('ann')

const DRAFT: PromotionDraft = {
  promotion: {
    name: 'Chips in February',
    inStore: { from: '2027-02-03', to: '2027-02-09' },
    order: { from: '2027-01-13', to: '2027-02-02' },
    scanBack: { from: '2027-02-03', to: '2027-02-09' },
    submitBy: '2026-11-02',
    priceLoadBy: '2027-01-06',
    merchandising: ['display_endcap', 'shipper'],
  },
  lines: [
    { itemGroup: 'CHIPS-8OZ', mechanic: 'SCAN', rate: '0.50', rateBasis: 'per_unit', promoRetail: { multiple: 2, price: 500 } },
    { itemGroup: 'SALSA-16OZ', mechanic: 'DISP', lump: 500_000 },
  ],
}

const planned = (): { live: LiveCalendar; promotionId: string } => {
  const live = replica('calendar', PATH)
  const created = createPromotion(live, DRAFT, ann)
  if (!created.ok) throw new Error(created.error.message)
  return { live, promotionId: created.value.promotionId }
}

describe('creating a promotion', () => {
  test('writes the promotion and its lines, each line naming it, in the order given (D1)', () => {
    const { live, promotionId } = planned()
    expect(live.row('promotions', promotionId)).toMatchObject({ name: 'Chips in February', status: 'idea', merchandising: ['display_endcap', 'shipper'] })
    expect(live.rows('lines').map(({ promotionId, itemGroup, mechanic }) => [promotionId, itemGroup, mechanic])).toEqual([
      [promotionId, 'CHIPS-8OZ', 'SCAN'],
      [promotionId, 'SALSA-16OZ', 'DISP'],
    ])
  })

  test('refuses what has no dates, impossible dates or a bad line, and then writes nothing', () => {
    const live = replica('calendar', PATH)
    const { inStore: _, ...undated } = DRAFT.promotion
    expect(createPromotion(live, { ...DRAFT, promotion: undated }, ann)).toMatchObject({ ok: false, error: { field: 'inStore' } })
    for (const inStore of [
      { from: '2027-02-09', to: '2027-02-03' },
      { from: '2027-02-30', to: '2027-03-03' },
      { from: '2027-01-01', to: '2030-01-01' },
    ]) {
      expect(createPromotion(live, { ...DRAFT, promotion: { ...DRAFT.promotion, inStore } }, ann)).toMatchObject({ ok: false })
    }
    expect(createPromotion(live, { ...DRAFT, lines: [{ rate: 'a lot' }] }, ann)).toMatchObject({ ok: false, error: { field: 'rate' } })
    expect([live.rowIds('promotions'), live.rowIds('lines')]).toEqual([[], []])
  })

  test('refuses a calendar that is in the trash (D10)', () => {
    const live = replica('calendar', PATH)
    live.tombstone('ann', '2026-11-21')
    expect(createPromotion(live, DRAFT, ann)).toMatchObject({ ok: false, error: { message: expect.stringContaining('trash') } })
  })
})

describe('moving a promotion', () => {
  test('takes every window along, and every deadline that is not done', () => {
    const { live, promotionId } = planned()
    setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'submitByDone', value: { by: 'ann', on: '2026-10-30', due: '2026-11-02' } })
    expect(movePromotion(live, { promotionId, from: '2027-02-10', account }, ann).ok).toBe(true)
    expect(live.row('promotions', promotionId)).toMatchObject({
      inStore: { from: '2027-02-10', to: '2027-02-16' },
      order: { from: '2027-01-20', to: '2027-02-09' },
      scanBack: { from: '2027-02-10', to: '2027-02-16' },
      submitBy: '2026-11-02',
      priceLoadBy: '2027-01-13',
      ship: null,
    })
  })

  test('past the edge of the year keeps it in its document (D8)', () => {
    const { live, promotionId } = planned()
    expect(movePromotion(live, { promotionId, from: '2028-02-09', account }, ann).ok).toBe(true)
    expect(live.row('promotions', promotionId)?.inStore).toEqual({ from: '2028-02-09', to: '2028-02-15' })
  })

  test('renames it only while it carries its automatic name', () => {
    const { live, promotionId } = planned()
    movePromotion(live, { promotionId, from: '2027-02-10', account }, ann)
    expect(live.row('promotions', promotionId)?.name).toBe('Chips in February')
    setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'name', value: 'Marlow Markets · CHIPS-8OZ · SCAN · W2' })
    movePromotion(live, { promotionId, from: '2027-02-17', account }, ann)
    expect(live.row('promotions', promotionId)?.name).toBe('Marlow Markets · CHIPS-8OZ · SCAN · W3')
    const [line] = live.rows('lines')
    setLineCell(live, { promotionId, lineId: line!.id, cell: 'mechanic', value: 'TPR', account }, ann)
    expect(live.row('promotions', promotionId)?.name).toBe('Marlow Markets · CHIPS-8OZ · TPR · W3')
  })

  test('of nothing, of a deleted one, of one without dates, or out of the calendar is refused and writes nothing', () => {
    const { live, promotionId } = planned()
    expect(movePromotion(live, { promotionId: 'nobody', from: '2027-02-10', account }, ann)).toMatchObject({ ok: false })
    for (const from of ['9998-12-30', '2027-02-30', '']) expect(movePromotion(live, { promotionId, from, account }, ann)).toMatchObject({ ok: false })
    expect(live.row('promotions', promotionId)?.inStore?.from).toBe('2027-02-03')
    setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'inStore', value: null })
    expect(movePromotion(live, { promotionId, from: '2027-02-10', account }, ann)).toMatchObject({ ok: false, error: { field: 'inStore' } })
    deletePromotion(live, { promotionId }, ann)
    expect(movePromotion(live, { promotionId, from: '2027-02-10', account }, ann)).toMatchObject({
      ok: false,
      error: { message: expect.stringContaining('deleted') },
    })
  })

  test('by two people at once leaves one valid window on both devices (D3)', () => {
    const { live, promotionId } = planned()
    const other = copyOf('calendar', live)
    movePromotion(live, { promotionId, from: '2027-02-10', account }, ann)
    resizePromotion(other, { promotionId, inStore: { from: '2027-02-03', to: '2027-02-23' }, account }, contextFor('bob'))
    meet(live, other)
    const window = live.row('promotions', promotionId)?.inStore
    expect(other.row('promotions', promotionId)?.inStore).toEqual(window)
    expect([
      { from: '2027-02-10', to: '2027-02-16' },
      { from: '2027-02-03', to: '2027-02-23' },
    ]).toContainEqual(window)
  })
})

describe('resizing a promotion', () => {
  test('keeps the windows equal that were equal to the weeks in store, and leaves the others', () => {
    const { live, promotionId } = planned()
    const inStore = { from: '2027-02-03', to: '2027-02-16' }
    expect(resizePromotion(live, { promotionId, inStore, account }, ann).ok).toBe(true)
    expect(live.row('promotions', promotionId)).toMatchObject({ inStore, scanBack: inStore, order: DRAFT.promotion.order })
  })

  test('to a window that ends before it starts says so and changes nothing', () => {
    const { live, promotionId } = planned()
    expect(resizePromotion(live, { promotionId, inStore: { from: '2027-02-09', to: '2027-02-03' }, account }, ann)).toMatchObject({
      ok: false,
      error: { field: 'inStore', message: 'The first day must not be after the last.' },
    })
    expect(live.row('promotions', promotionId)?.inStore).toEqual(DRAFT.promotion.inStore)
  })
})

test('typing other weeks in store moves the other dates along when they are as many, and only then', () => {
  const { live, promotionId } = planned()
  moveOrResize(live, { promotionId, inStore: { from: '2027-02-10', to: '2027-02-16' }, account }, ann)
  expect(live.row('promotions', promotionId)?.order).toEqual({ from: '2027-01-20', to: '2027-02-09' })
  moveOrResize(live, { promotionId, inStore: { from: '2027-02-17', to: '2027-03-02' }, account }, ann)
  expect(live.row('promotions', promotionId)?.order).toEqual({ from: '2027-01-20', to: '2027-02-09' })
  expect(moveOrResize(live, { promotionId, inStore: { from: '2027-03-02', to: '2027-02-17' }, account }, ann)).toMatchObject({ ok: false })
})

describe('a line', () => {
  test('is made when the first cell of a promotion without lines is set, and refuses nonsense', () => {
    const live = replica('calendar', PATH)
    const created = createPromotion(live, { ...DRAFT, lines: [] }, ann)
    if (!created.ok) throw new Error(created.error.message)
    const { promotionId } = created.value
    expect(setLineCell(live, { promotionId, lineId: null, cell: 'mechanic', value: 'XYZ', account }, ann)).toMatchObject({
      ok: false,
      error: { field: 'mechanic' },
    })
    expect(setLineCell(live, { promotionId, lineId: null, cell: 'mechanic', value: 'BOGO', account }, ann).ok).toBe(true)
    expect(live.rows('lines').map((line) => [line.promotionId, line.mechanic])).toEqual([[promotionId, 'BOGO']])
    expect(setLineCell(live, { promotionId, lineId: 'nobody', cell: 'rate', value: '1', account }, ann)).toMatchObject({ ok: false })
  })
})

describe('deleting and restoring', () => {
  test('brings the promotion back with its lines (D10)', () => {
    const { live, promotionId } = planned()
    deletePromotion(live, { promotionId }, ann)
    expect(live.row('promotions', promotionId)?.deleted).toMatchObject({ by: 'ann' })
    expect(setPromotionStatus(live, { promotionId, status: 'confirmed' }, ann)).toMatchObject({ ok: false })
    restorePromotion(live, { promotionId }, ann)
    expect(live.row('promotions', promotionId)?.deleted).toBeNull()
    expect(live.rows('lines').filter(({ deleted }) => deleted === null)).toHaveLength(2)
    expect(setPromotionStatus(live, { promotionId, status: 'confirmed' }, ann).ok).toBe(true)
  })
})

describe('copying a promotion', () => {
  test('keeps what was planned, moved, and none of what happened (D12: import keys are not copied)', () => {
    const { live, promotionId } = planned()
    setCell(live, { rows: 'promotions', rowId: promotionId, cell: 'externalKey', value: 'import-7' })
    setPromotionStatus(live, { promotionId, status: 'confirmed' }, ann)
    const copy = copyPromotion(live, { promotionId, days: 364 }, ann)
    if (!copy.ok) throw new Error(copy.error.message)
    expect(copy.value.promotion).toMatchObject({
      name: 'Chips in February',
      status: 'idea',
      inStore: { from: '2028-02-02', to: '2028-02-08' },
      submitBy: '2027-11-01',
      clonedFrom: `${PATH}#${promotionId}`,
    })
    expect(copy.value.promotion).not.toHaveProperty('externalKey')
    const next = replica('calendar', calendarPath('marlow', 2028))
    expect(createPromotion(next, copy.value, ann).ok).toBe(true)
    expect(next.rows('lines').map(({ itemGroup }) => itemGroup)).toEqual(['CHIPS-8OZ', 'SALSA-16OZ'])
  })
})
