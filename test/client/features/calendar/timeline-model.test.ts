import { describe, expect, test } from 'vitest'
import { barHeight, fitLabel, layoutRow } from '../../../../client/features/calendar/timeline/timeline-model.ts'
import { timelineExtent, timelineScale, xOfDate } from '../../../../client/features/calendar/timeline/timeline-scale.ts'
import { promotionSummary } from './promotion-summaries.ts'

const extent = timelineExtent([], '2027-02-01')
const quarter = timelineScale('quarter', 1183, extent)
const year = timelineScale('year', 1183, extent)
const base = { accountName: 'Marlow Markets', currency: 'USD' }

describe('a row of the timeline', () => {
  test('draws a bar over the days in store, and none for a promotion without dates', () => {
    const promotions = [promotionSummary('a', '2027-02-03', '2027-02-16'), { ...promotionSummary('b', '2027-02-03', '2027-02-09'), inStore: null }]
    const { placements } = layoutRow({ ...base, promotions, scale: quarter, zoom: 'quarter' })
    expect(placements.map(({ promotionId }) => promotionId)).toEqual(['a'])
    expect(placements[0]?.x).toBeCloseTo(xOfDate(quarter, '2027-02-03'))
    expect(placements[0]?.width).toBeCloseTo(14 * quarter.dayWidth - 1)
  })

  test('says beside the name what somebody chose, else mechanic and price', () => {
    const row = { ...base, promotions: [promotionSummary('a', '2027-02-03', '2027-03-16')], scale: quarter, zoom: 'quarter' } as const
    expect(layoutRow(row).placements[0]?.detail).toBe('TPR $2.99')
    expect(layoutRow({ ...row, detailOf: ({ status }) => status }).placements[0]?.detail).toBe('planned')
  })

  test('puts a label beside a bar too short for it, and keeps the next bar of the lane clear of it', () => {
    const promotions = [promotionSummary('a', '2027-02-03', '2027-02-09'), promotionSummary('b', '2027-02-17', '2027-02-23')]
    const { placements, lanes } = layoutRow({ ...base, promotions, scale: year, zoom: 'year' })
    expect(placements.map(({ isLabelInside }) => isLabelInside)).toEqual([false, false])
    expect(lanes).toBe(2)
    expect(placements[1]?.y).toBe((placements[0]?.y ?? 0) + barHeight('year') + 4)
  })

  test('draws order and ship as one span under the bar', () => {
    const promotion = {
      ...promotionSummary('a', '2027-02-17', '2027-02-23'),
      order: { from: '2027-01-27', to: '2027-02-09' },
      ship: { from: '2027-02-08', to: '2027-02-12' },
    }
    const [placement] = layoutRow({ ...base, promotions: [promotion], scale: quarter, zoom: 'quarter' }).placements
    expect(placement?.under?.x).toBeCloseTo(xOfDate(quarter, '2027-01-27'))
    expect(placement?.under?.width).toBeCloseTo(17 * quarter.dayWidth)
    expect(placement?.left).toBeCloseTo(xOfDate(quarter, '2027-01-27'))
  })

  test('follows where a promotion is being put before its document says so', () => {
    const promotions = [promotionSummary('a', '2027-02-03', '2027-02-09')]
    const windowOf = () => ({ from: '2027-02-10', to: '2027-02-16' })
    const { placements } = layoutRow({ ...base, promotions, scale: quarter, zoom: 'quarter', windowOf })
    expect(placements[0]?.x).toBeCloseTo(xOfDate(quarter, '2027-02-10'))
  })

  test('gives the fullest label that fits', () => {
    expect(fitLabel('CHIPS-8OZ', 'TPR $2.99', 200, false)).toMatchObject({ isInside: true, hasDetail: true, outsideWidth: 0 })
    expect(fitLabel('CHIPS-8OZ', 'TPR $2.99', 95, false)).toMatchObject({ isInside: true, hasDetail: false })
    expect(fitLabel('CHIPS-8OZ', 'TPR $2.99', 40, false)).toMatchObject({ isInside: false, hasDetail: true })
    expect(fitLabel('CHIPS-8OZ', 'TPR $2.99', 40, true)).toMatchObject({ isInside: false, hasDetail: false })
  })
})
