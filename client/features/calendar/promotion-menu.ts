// What can be done to a promotion at the pointer: the context menu of a bar, a row, an agenda entry.

import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES } from '../../../shared/docs/terms/promotion-terms.ts'
import { type MenuEntry, openMenuAt } from '../../ui/MenuList.tsx'
import type { CalendarState } from './calendar-state.ts'
import { requestClone } from './clone/clone-request.ts'

export const promotionMenu = (calendar: CalendarState, promotion: PromotionSummary): readonly MenuEntry[] => {
  const open: MenuEntry = { label: 'Open', icon: 'edit', keys: '↵', onSelect: () => calendar.open(promotion.promotionId) }
  if (!calendar.workspace.canWrite()) return [open]
  return [
    open,
    { label: 'Copy to the next week', icon: 'copy', onSelect: () => void calendar.actions.duplicate(promotion, 7) },
    {
      label: 'Clone into another year …',
      icon: 'calendar',
      onSelect: () => requestClone({ promotionIds: [promotion.promotionId], accountId: promotion.accountId }),
    },
    'separator',
    ...PROMOTION_STATUSES.map(
      (status): MenuEntry => ({
        label: PROMOTION_STATUS_LABELS[status],
        checked: promotion.status === status,
        onSelect: () => void calendar.actions.setStatus(promotion, status),
      }),
    ),
    'separator',
    { label: 'Delete', icon: 'trash', keys: 'Del', danger: true, onSelect: () => void calendar.actions.remove(promotion) },
  ]
}

export const openPromotionMenu = (calendar: CalendarState, promotion: PromotionSummary, point: { readonly x: number; readonly y: number }): void =>
  openMenuAt(point, promotion.name || 'Promotion', promotionMenu(calendar, promotion))
