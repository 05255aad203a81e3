// One tab stop, and keys from there (LOOK, Keys): up and down walk the bars in reading order, left and right move the bar,
// Shift resizes, Ctrl or ⌘ makes it days, Enter opens, Delete deletes with an undo. Row headers are stops too, so that an
// account without promotions is reachable.

import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { Nudge } from './create-nudge.ts'
import { WEEKS_HEIGHT } from './timeline-model.ts'
import { type FocusKey, reveal, rowKey, type TimelineState } from './timeline-state.ts'

export interface Navigation {
  readonly focus: (key: FocusKey) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export interface NavigationDeps {
  readonly state: TimelineState
  readonly nudge: Nudge
  readonly openMenu: (promotion: PromotionSummary, element: HTMLElement) => void
  readonly margins: { readonly top: number; readonly bottom: number }
}

export const createNavigation = ({ state, nudge, openMenu, margins }: NavigationDeps): Navigation => {
  const { calendar } = state

  const focus = (key: FocusKey) => {
    const accountId = key.startsWith('row:') ? key.slice(4) : calendar.promotionById(key)?.accountId
    const placed = accountId === undefined ? undefined : state.rowOf(accountId)
    if (placed === undefined) return
    const bar = placed.row.layout().byId.get(key)
    if (bar === undefined && !key.startsWith('row:')) return
    const { scrollLeft } = state.scroller()
    const span =
      bar === undefined
        ? { left: scrollLeft + 60, right: scrollLeft + 61, top: placed.top, bottom: placed.top + Math.min(placed.height, 80) }
        : { left: bar.x, right: bar.x + bar.width, top: placed.top + bar.y - WEEKS_HEIGHT - 6, bottom: placed.top + bar.y + bar.height + 8 }
    state.setFocusKey(key)
    reveal(state, span, margins)
    queueMicrotask(() =>
      state
        .scroller()
        .querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true }),
    )
  }

  /** Reading order: each row's header, then its bars from left to right. */
  const order = (): readonly FocusKey[] =>
    state.rows().flatMap(({ row }) => [rowKey(row.accountId), ...row.layout().placements.map(({ promotionId }) => promotionId)])

  const walk = (step: 1 | -1) => {
    const keys = order()
    const at = keys.indexOf(state.focusKey() ?? '')
    const next = keys[at === -1 ? 0 : at + step]
    if (next !== undefined) focus(next)
  }

  const walkRows = (step: 1 | -1, accountId: string) => {
    const rows = state.rows()
    const next = rows[rows.findIndex(({ row }) => row.accountId === accountId) + step]
    if (next === undefined) return
    const { scrollLeft } = state.scroller()
    const nearest = next.row.layout().placements.find(({ x, width }) => x + width > scrollLeft)
    focus(nearest?.promotionId ?? rowKey(next.row.accountId))
  }

  const rowKeys = (event: KeyboardEvent, accountId: string): boolean => {
    const placements = state.rowOf(accountId)?.row.layout().placements ?? []
    const edge = event.key === 'Home' ? placements[0] : event.key === 'End' ? placements.at(-1) : undefined
    switch (event.key) {
      case 'ArrowDown':
        walk(1)
        return true
      case 'ArrowUp':
        walk(-1)
        return true
      case 'PageDown':
        walkRows(1, accountId)
        return true
      case 'PageUp':
        walkRows(-1, accountId)
        return true
      case 'Home':
      case 'End':
        focus(edge?.promotionId ?? rowKey(accountId))
        return true
      default:
        return false
    }
  }

  const barKeys = (event: KeyboardEvent, promotion: PromotionSummary): boolean => {
    const snap = event.ctrlKey || event.metaKey ? 'days' : 'weeks'
    switch (event.key) {
      case 'ArrowLeft':
      case 'ArrowRight': {
        const direction = event.key === 'ArrowRight' ? 1 : -1
        if (event.shiftKey) nudge.stretch(promotion, direction, snap)
        else nudge.move(promotion, direction, snap)
        return true
      }
      case 'Enter':
      case ' ':
        nudge.finish()
        calendar.open(promotion.promotionId, true)
        return true
      case 'Delete':
      case 'Backspace':
        if (!calendar.workspace.canWrite()) return false
        nudge.finish()
        walk(1)
        void calendar.actions.remove(promotion)
        return true
      case 'Escape':
        return nudge.cancel()
      case 'ContextMenu':
        openMenu(promotion, event.target as HTMLElement)
        return true
      case 'F10':
        if (!event.shiftKey) return false
        openMenu(promotion, event.target as HTMLElement)
        return true
      default:
        return false
    }
  }

  return {
    focus,
    onKeyDown: (event) => {
      if (event.altKey || !(event.target instanceof HTMLElement)) return
      const key = event.target.dataset.key
      if (key === undefined) return
      const promotion = calendar.promotionById(key)
      const accountId = key.startsWith('row:') ? key.slice(4) : promotion?.accountId
      if (accountId === undefined) return
      const isUsed =
        (promotion !== null && promotion !== undefined && barKeys(event, promotion)) ||
        rowKeys(event, accountId) ||
        (promotion === null && headKeys(event, accountId))
      if (isUsed) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
  }

  function headKeys(event: KeyboardEvent, accountId: string): boolean {
    const [first] = state.rowOf(accountId)?.row.layout().placements ?? []
    if (event.key === 'ArrowRight' && first !== undefined) {
      focus(first.promotionId)
      return true
    }
    if (event.key !== 'Enter' || !calendar.workspace.canWrite()) return false
    calendar.startCreation({ accountId, inStore: null })
    return true
  }
}
