// The board: a column per status, in each the promotions by their first day. Pure.

import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { PROMOTION_STATUSES, type PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'

export interface BoardColumn {
  readonly status: PromotionStatus
  /** By first day, those without dates last; ties by id, the same on every device. */
  readonly cards: readonly PromotionSummary[]
}

const UNDATED = '9999'

export const boardColumns = (promotions: readonly PromotionSummary[]): readonly BoardColumn[] => {
  const cards = new Map<PromotionStatus, PromotionSummary[]>(PROMOTION_STATUSES.map((status) => [status, []]))
  for (const promotion of promotions) cards.get(promotion.status)?.push(promotion)
  return PROMOTION_STATUSES.map((status) => ({ status, cards: (cards.get(status) ?? []).sort(inOrder) }))
}

const inOrder = (a: PromotionSummary, b: PromotionSummary): number => {
  const [left, right] = [a.inStore?.from ?? UNDATED, b.inStore?.from ?? UNDATED]
  if (left !== right) return left < right ? -1 : 1
  return a.promotionId < b.promotionId ? -1 : 1
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
