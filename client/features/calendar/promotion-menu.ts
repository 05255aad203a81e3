// What can be done to a promotion at the pointer: the context menu of a bar, a row, an agenda entry.

import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES } from '../../../shared/docs/terms/promotion-terms.ts'
import { deadlinesOf } from '../../../shared/domain/deadlines/deadlines.ts'
import { dayLabel } from '../../../shared/domain/weeks/week-labels.ts'
import { type MenuEntry, openMenuAt } from '../../ui/MenuList.tsx'
import { notify } from '../../ui/toasts.tsx'
import type { CalendarState } from './calendar-state.ts'
import { requestClone } from './clone/clone-request.ts'
import { tickDeadline } from './tick-deadline.ts'

export const promotionMenu = (calendar: CalendarState, promotion: PromotionSummary): readonly MenuEntry[] => {
  const { promotionId } = promotion
  const open: MenuEntry = { label: 'Open', icon: 'edit', keys: '↵', onSelect: () => calendar.open(promotionId) }
  const link: MenuEntry = { label: 'Copy link', icon: 'link', onSelect: () => void copyLink(calendar, promotionId) }
  if (!calendar.workspace.canWrite()) return [open, link]
  const account = calendar.accountById(promotion.accountId)
  const deadlines = account === null ? [] : deadlinesOf(promotion, account).filter(({ key }) => key !== 'claim')
  return [
    open,
    {
      label: calendar.isMarked(promotionId) ? 'Unselect' : 'Select',
      icon: 'check',
      keys: '⇧ Space',
      onSelect: () => calendar.toggleMark(promotionId),
    },
    link,
    'separator',
    { label: 'Copy to the next week', icon: 'copy', keys: 'Ctrl D', onSelect: () => void calendar.actions.duplicate(promotion, 7) },
    { label: 'Clone into another year …', icon: 'calendar', onSelect: () => requestClone({ promotionIds: [promotionId], accountId: promotion.accountId }) },
    {
      label: 'Move to another account …',
      icon: 'store',
      onSelect: () => calendar.startTask({ kind: 'move', promotionIds: [promotionId], accountId: null, from: null }),
    },
    'separator',
    ...PROMOTION_STATUSES.map(
      (status): MenuEntry => ({
        label: PROMOTION_STATUS_LABELS[status],
        checked: promotion.status === status,
        onSelect: () => void calendar.actions.setStatus(promotion, status),
      }),
    ),
    ...(deadlines.length === 0 ? [] : (['separator'] as const)),
    ...deadlines.map(
      (deadline): MenuEntry => ({
        label: `${deadline.name} · ${dayLabel(deadline.due)}${deadline.done === null ? '' : ', done'}`,
        icon: deadline.done === null ? 'clock' : 'check',
        onSelect: () => void tickDeadline(calendar, promotion, deadline),
      }),
    ),
    'separator',
    { label: 'Delete', icon: 'trash', keys: 'Del', danger: true, onSelect: () => void calendar.actions.remove(promotion) },
  ]
}

const copyLink = async (calendar: CalendarState, promotionId: string): Promise<void> => {
  const link = new URL(calendar.workspace.href(`/calendar?promotion=${promotionId}`), location.href).href
  try {
    await navigator.clipboard.writeText(link)
    notify({ message: 'Link copied' })
  } catch {
    notify({ message: link, sticky: true })
  }
}

export const openPromotionMenu = (calendar: CalendarState, promotion: PromotionSummary, point: { readonly x: number; readonly y: number }): void =>
  openMenuAt(point, promotion.name || 'Promotion', promotionMenu(calendar, promotion))
