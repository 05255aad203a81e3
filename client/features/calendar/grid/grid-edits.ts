// What an edited cell of the list does: the same commands as everywhere, one step of undo each.

import { addDays, type DateWindow, windowDays } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { NO_ACCOUNT } from '../calendar-data.ts'
import type { CalendarState } from '../calendar-state.ts'
import { COLUMN_FACTS, type Column, onlyLine, parseCell } from './grid-model.ts'

/** Commits a typed text; resolves with what is wrong, or null. */
export const commitCell = async (calendar: CalendarState, promotion: PromotionSummary, column: Column, text: string): Promise<string | null> => {
  const account = calendar.accountById(promotion.accountId)
  if (account === null) return NO_ACCOUNT
  const parsed = parseCell(column, text, account.currency)
  if (!parsed.ok) return parsed.error
  const { workspace, actions } = calendar
  const { promotionId } = promotion
  const path = actions.pathOf(promotion)
  const label = `Changed ${COLUMN_FACTS[column].label.toLowerCase()}`
  const [{ setLineCell, moveOrResize }, { setCell }] = await Promise.all([
    import('../../../../shared/commands/promotion.ts'),
    import('../../../../shared/commands/rows.ts'),
  ])
  switch (column) {
    case 'name': {
      const outcome = await workspace.run(label, path, setCell, { rows: 'promotions', rowId: promotionId, cell: 'name', value: parsed.value })
      return outcome.ok ? null : outcome.error.message
    }
    case 'status':
      await actions.setStatus(promotion, parsed.value as PromotionStatus)
      return null
    case 'from':
    case 'to': {
      const inStore = editedWindow(promotion.inStore, column, parsed.value as string)
      if (inStore === null) return 'The last day must not be before the first.'
      const outcome = await workspace.run(label, path, moveOrResize, { promotionId, inStore, account })
      return outcome.ok ? null : outcome.error.message
    }
    case 'weeks':
      return null
    default: {
      const args = { promotionId, lineId: onlyLine(promotion)?.lineId ?? null, cell: column, value: parsed.value, account }
      const outcome = await workspace.run(label, path, setLineCell, args)
      return outcome.ok ? null : outcome.error.message
    }
  }
}

/** Another first day keeps the last; one past it moves the promotion whole. A last day before the first is refused. */
export const editedWindow = (before: DateWindow | null, column: 'from' | 'to', date: string): DateWindow | null => {
  if (before === null) return { from: date, to: column === 'from' ? addDays(date, 6) : date }
  if (column === 'from') return date <= before.to ? { from: date, to: before.to } : { from: date, to: addDays(date, windowDays(before) - 1) }
  return date < before.from ? null : { from: before.from, to: date }
}
