// One tab stop, and keys from there (LOOK, Keys): up and down walk the bars in reading order, left and right move the bar,
// Shift resizes, Ctrl or ⌘ makes it days, Alt takes it to another account, Enter opens, Shift+Space marks, Delete deletes with
// an undo. Row headers are stops too, so that an account without promotions is reachable; Space folds their groups out.

import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { Nudge } from './create-nudge.ts'
import { FOOTER_HEIGHT, RULER_HEIGHT } from './create-viewport.ts'
import { WEEKS_HEIGHT } from './timeline-model.ts'
import { isRowKey } from './timeline-rows.ts'
import { type FocusKey, type PlacedRow, reveal, type TimelineState } from './timeline-state.ts'

export interface Navigation {
  readonly focus: (key: FocusKey) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
  /** Marks everything of a row between the bar marked last and this one. */
  readonly markTo: (promotionId: string) => void
}

export interface NavigationDeps {
  readonly state: TimelineState
  readonly nudge: Nudge
  readonly openMenu: (promotion: PromotionSummary, element: HTMLElement) => void
}

const MARGINS = { top: RULER_HEIGHT, bottom: FOOTER_HEIGHT }

export const createNavigation = ({ state, nudge, openMenu }: NavigationDeps): Navigation => {
  const { calendar } = state
  const { actions, workspace } = calendar
  let markedLast: string | null = null

  const focus = (key: FocusKey) => {
    if (!isRowKey(key)) state.unfold(key)
    // A row nobody has looked at has no bars yet.
    state.rowOf(key)?.row.setNear(true)
    const placed = state.rowOf(key)
    if (placed === undefined) return
    const bar = placed.row.layout().byId.get(key)
    if (bar === undefined && !isRowKey(key)) return
    const { scrollLeft } = state.scroller()
    const span =
      bar === undefined
        ? { left: scrollLeft + 60, right: scrollLeft + 61, top: placed.top, bottom: placed.top + Math.min(placed.height, 80) }
        : { left: bar.x, right: bar.x + bar.width, top: placed.top + bar.y - WEEKS_HEIGHT - 6, bottom: placed.top + bar.y + bar.height + 8 }
    state.setFocusKey(key)
    reveal(state, span, MARGINS)
    queueMicrotask(() =>
      state
        .scroller()
        .querySelector<HTMLElement>(`[data-key="${CSS.escape(key)}"]`)
        ?.focus({ preventScroll: true }),
    )
  }

  /** Reading order: the row's header, then its bars from left to right. */
  const stopsOf = ({ row }: PlacedRow): readonly FocusKey[] => [row.key, ...row.layout().placements.map(({ promotionId }) => promotionId)]

  const walk = (step: 1 | -1) => {
    const rows = state.rows()
    const placed = state.rowOf(state.focusKey() ?? '')
    if (placed === undefined) return void (rows[0] !== undefined && focus(rows[0].row.key))
    const stops = stopsOf(placed)
    const beside = stops[stops.indexOf(state.focusKey() ?? '') + step]
    if (beside !== undefined) return focus(beside)
    const next = rows[placed.index + step]
    if (next === undefined) return
    next.row.setNear(true)
    focus(step === 1 ? next.row.key : (stopsOf(next).at(-1) ?? next.row.key))
  }

  const walkRows = (step: 1 | -1, key: string) => {
    const next = state.rows()[(state.rowOf(key)?.index ?? 0) + step]
    if (next === undefined) return
    next.row.setNear(true)
    const { scrollLeft } = state.scroller()
    const nearest = next.row.layout().placements.find(({ x, width }) => x + width > scrollLeft)
    focus(nearest?.promotionId ?? next.row.key)
  }

  const rowKeys = (event: KeyboardEvent, key: string): boolean => {
    const placed = state.rowOf(key)
    const placements = placed?.row.layout().placements ?? []
    const edge = event.key === 'Home' ? placements[0] : event.key === 'End' ? placements.at(-1) : undefined
    switch (event.key) {
      case 'ArrowDown':
        walk(1)
        return true
      case 'ArrowUp':
        walk(-1)
        return true
      case 'PageDown':
        walkRows(1, key)
        return true
      case 'PageUp':
        walkRows(-1, key)
        return true
      case 'Home':
      case 'End':
        focus(edge?.promotionId ?? placed?.row.key ?? key)
        return true
      case 'Escape':
        if (calendar.marked().size === 0) return false
        calendar.mark([])
        actions.announce('Nothing selected')
        return true
      case 'a':
      case 'A':
        if (!(event.ctrlKey || event.metaKey)) return false
        calendar.mark(placements.map(({ promotionId }) => promotionId))
        actions.announce(`${placements.length} selected`)
        return true
      default:
        return false
    }
  }

  const toggleMark = ({ promotionId }: PromotionSummary) => {
    calendar.toggleMark(promotionId)
    markedLast = promotionId
    actions.announce(`${calendar.isMarked(promotionId) ? 'Selected' : 'Not selected'}, ${calendar.marked().size} in all`)
  }

  /** All that are marked, where this one is among them. */
  const together = (promotion: PromotionSummary): readonly PromotionSummary[] =>
    calendar.isMarked(promotion.promotionId)
      ? [...calendar.marked()].map((id) => calendar.promotionById(id)).filter((other): other is PromotionSummary => other !== null)
      : [promotion]

  const barKeys = (event: KeyboardEvent, promotion: PromotionSummary): boolean => {
    const isMod = event.ctrlKey || event.metaKey
    const snap = isMod ? 'days' : 'weeks'
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
        if (event.key === ' ' && event.shiftKey) toggleMark(promotion)
        else calendar.open(promotion.promotionId, true)
        return true
      case 'Delete':
      case 'Backspace': {
        if (!workspace.canWrite()) return false
        nudge.finish()
        const all = together(promotion)
        walk(1)
        if (all.length > 1) void import('../bulk/bulk-acts.ts').then(({ deleteMany }) => deleteMany(calendar, all))
        else void actions.remove(promotion)
        return true
      }
      case 'd':
      case 'D': {
        if (!isMod || !workspace.canWrite()) return false
        nudge.finish()
        const all = together(promotion)
        if (all.length > 1) void import('../bulk/bulk-acts.ts').then(({ copyMany }) => copyMany(calendar, all, 7))
        else void actions.duplicate(promotion, 7).then((made) => made !== null && calendar.expect(made))
        return true
      }
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

  /** Alt with up or down: to the account above or below, after a look at what changes there. */
  const accountKeys = (event: KeyboardEvent, promotion: PromotionSummary): boolean => {
    if ((event.key !== 'ArrowUp' && event.key !== 'ArrowDown') || !workspace.canWrite()) return false
    nudge.finish()
    const ids = calendar.shownAccountIds()
    const accountId = ids[ids.indexOf(promotion.accountId) + (event.key === 'ArrowDown' ? 1 : -1)]
    if (accountId === undefined) return false
    calendar.startTask({ kind: 'move', promotionIds: together(promotion).map(({ promotionId }) => promotionId), accountId, from: null })
    return true
  }

  const headKeys = (event: KeyboardEvent, key: string): boolean => {
    const row = state.rowOf(key)?.row
    const [first] = row?.layout().placements ?? []
    if (event.key === 'ArrowRight' && first !== undefined) {
      focus(first.promotionId)
      return true
    }
    if (row?.isOpen != null && (event.key === ' ' || (event.key === 'ArrowRight' && !row.isOpen()) || (event.key === 'ArrowLeft' && row.isOpen()))) {
      state.toggle(key)
      actions.announce(row.isOpen() ? 'Folded out' : 'Folded in')
      return true
    }
    if (event.key !== 'Enter' || row?.accountId == null || !workspace.canWrite()) return false
    calendar.startCreation({ accountId: row.accountId, inStore: null })
    return true
  }

  return {
    focus,
    onKeyDown: (event) => {
      if (!(event.target instanceof HTMLElement)) return
      const key = event.target.dataset.key
      if (key === undefined) return
      const promotion = isRowKey(key) ? null : calendar.promotionById(key)
      if (promotion === null && !isRowKey(key)) return
      const isUsed = event.altKey
        ? promotion !== null && accountKeys(event, promotion)
        : (promotion !== null && barKeys(event, promotion)) || rowKeys(event, key) || (promotion === null && headKeys(event, key))
      if (isUsed) {
        event.preventDefault()
        event.stopPropagation()
      }
    },
    markTo: (promotionId) => {
      const from = markedLast ?? calendar.selected()
      const placed = state.rowOf(promotionId)
      const ids = placed?.row.layout().placements.map((bar) => bar.promotionId) ?? []
      const [a, b] = [ids.indexOf(from ?? ''), ids.indexOf(promotionId)]
      const between = a === -1 ? [promotionId] : ids.slice(Math.min(a, b), Math.max(a, b) + 1)
      calendar.mark([...calendar.marked(), ...between])
      markedLast = promotionId
      actions.announce(`${calendar.marked().size} selected`)
    },
  }
}
