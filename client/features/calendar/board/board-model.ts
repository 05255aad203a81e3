// The board: a column per status, in each the promotions by their first day. Pure.

import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUSES, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'

export interface BoardColumn {
  readonly status: PromotionStatus
  /** By first day, those without dates last; ties by id, the same on every device. */
  readonly cards: readonly PromotionSummary[]
}

const UNDATED = '9999'

/** By day first: sorting days and the few promotions of each is quicker than sorting all there are. */
export const boardColumns = (promotions: readonly PromotionSummary[]): readonly BoardColumn[] => {
  const days = new Map<PromotionStatus, Map<string, PromotionSummary[]>>(PROMOTION_STATUSES.map((status) => [status, new Map()]))
  for (const promotion of promotions) {
    const ofStatus = days.get(promotion.status)
    const day = promotion.inStore?.from ?? UNDATED
    const ofDay = ofStatus?.get(day)
    if (ofDay === undefined) ofStatus?.set(day, [promotion])
    else ofDay.push(promotion)
  }
  return PROMOTION_STATUSES.map((status) => ({
    status,
    cards: [...(days.get(status) ?? [])]
      .sort(([a], [b]) => (a < b ? -1 : 1))
      .flatMap(([, ofDay]) => ofDay.sort((a, b) => (a.promotionId < b.promotionId ? -1 : 1))),
  }))
}

export interface BoardPlace {
  readonly column: number
  readonly row: number
}

export const placeOfCard = (columns: readonly BoardColumn[], promotionId: string): BoardPlace | null => {
  for (const [column, { cards }] of columns.entries()) {
    const row = cards.findIndex((card) => card.promotionId === promotionId)
    if (row >= 0) return { column, row }
  }
  return null
}

/** The card the arrow keys go to; sideways past columns that are empty. */
export const stepOnBoard = (columns: readonly BoardColumn[], from: BoardPlace, key: string): BoardPlace | null => {
  const cards = columns[from.column]?.cards ?? []
  switch (key) {
    case 'ArrowDown':
      return from.row + 1 < cards.length ? { ...from, row: from.row + 1 } : null
    case 'ArrowUp':
      return from.row > 0 ? { ...from, row: from.row - 1 } : null
    case 'Home':
      return cards.length > 0 ? { ...from, row: 0 } : null
    case 'End':
      return cards.length > 0 ? { ...from, row: cards.length - 1 } : null
    case 'ArrowLeft':
    case 'ArrowRight': {
      const step = key === 'ArrowLeft' ? -1 : 1
      for (let column = from.column + step; column >= 0 && column < columns.length; column += step) {
        const count = columns[column]?.cards.length ?? 0
        if (count > 0) return { column, row: Math.min(from.row, count - 1) }
      }
      return null
    }
    default:
      return null
  }
}
