// The state the views of the calendar share: what is shown (in the address of the page, so that a view can be sent), what
// is selected, which promotion is open, what is being created. One per page; handed down by context.

import { useSearchParams } from '@solidjs/router'
import { type Accessor, createContext, createEffect, createMemo, createSignal, on, onCleanup, useContext } from 'solid-js'
import { assert } from '../../../shared/base/assert.ts'
import type { DateWindow } from '../../../shared/base/civil.ts'
import { useWorkspace } from '../../data/context.ts'
import type { Peer, WorkspaceData } from '../../data/workspace-data.ts'
import { browserPlatform } from '../../platform.ts'
import { notify } from '../../ui/toasts.tsx'
import { type CalendarActions, createCalendarActions } from './calendar-actions.ts'
import { type CalendarData, createCalendarData } from './calendar-data.ts'
import { filterFromParams, filterToParams, NO_FILTER, type PromotionFilter } from './promotion-filter.ts'
import { ZOOMS, type Zoom } from './timeline/timeline-scale.ts'

export const VIEWS = ['timeline', 'list'] as const
export type View = (typeof VIEWS)[number]

/** What a new promotion starts from: nothing, an account, or an account and the weeks somebody drew. */
export interface CreationStart {
  readonly accountId: string | null
  readonly inStore: DateWindow | null
}

export interface CalendarState extends CalendarData {
  readonly workspace: WorkspaceData
  readonly actions: CalendarActions
  readonly filter: Accessor<PromotionFilter>
  readonly setFilter: (change: Partial<PromotionFilter>) => void
  readonly clearFilter: () => void
  readonly view: Accessor<View>
  readonly setView: (view: View) => void
  readonly zoom: Accessor<Zoom>
  readonly setZoom: (zoom: Zoom) => void
  /** The promotion the keys act on. */
  readonly selected: Accessor<string | null>
  readonly select: (promotionId: string | null) => void
  /** The promotion whose details are open. */
  readonly openId: Accessor<string | null>
  /** `withFocus`: the keys go on in the details, for who came by key. */
  readonly open: (promotionId: string, withFocus?: boolean) => void
  /** True once for details that shall take the focus. */
  readonly takeFocus: () => boolean
  readonly close: () => void
  readonly creation: Accessor<CreationStart | null>
  readonly startCreation: (start: CreationStart) => void
  readonly endCreation: () => void
  /** Gives the focus to a promotion as soon as the view shows it: one just created. */
  readonly expected: Accessor<string | null>
  readonly expect: (promotionId: string | null) => void
  /** Colleagues who have the promotion, or a field of it, selected. */
  readonly peersAt: (promotionId: string) => readonly Peer[]
  /** Where the timeline was left, for coming back to it. */
  readonly position: CalendarMemory
}

export interface CalendarMemory {
  view: View
  zoom: Zoom
  /** The day at the left edge. */
  day: number | null
  top: number
}

/** Kept while the workspace is open, not longer. */
const memories = new WeakMap<WorkspaceData, CalendarMemory>()

type Params = Record<'view' | 'zoom' | 'promotion' | 'q' | 'accounts' | 'mechanics' | 'statuses' | 'now', string>

const NOBODY: readonly Peer[] = []

export const createCalendarState = (): CalendarState => {
  const workspace = useWorkspace()
  const [params, setParams] = useSearchParams<Params>()
  let memory = memories.get(workspace)
  if (memory === undefined) {
    memory = { view: 'timeline', zoom: 'quarter', day: null, top: 0 }
    memories.set(workspace, memory)
  }
  const kept = memory

  const filter = createMemo(() =>
    filterFromParams({ q: params.q, accounts: params.accounts, mechanics: params.mechanics, statuses: params.statuses, now: params.now }),
  )
  const data = createCalendarData(workspace, filter)
  const actions = createCalendarActions({ workspace, data, now: browserPlatform.now, notify })

  const view = createMemo(() => VIEWS.find((known) => known === params.view) ?? kept.view)
  const zoom = createMemo(() => ZOOMS.find((known) => known === params.zoom) ?? kept.zoom)
  const [selected, setSelected] = createSignal<string | null>(null)
  const openId = createMemo(() => params.promotion ?? null)
  const [creation, setCreation] = createSignal<CreationStart | null>(null)

  let wantsFocus = false
  const [expected, setExpected] = createSignal<string | null>(null)

  const select = (promotionId: string | null) => {
    setSelected(promotionId)
    workspace.presence.setSelection(promotionId)
  }
  createEffect(on(openId, (id) => id !== null && select(id)))
  onCleanup(() => workspace.presence.setSelection(null))

  /** Colleagues are few: no index is kept for them. */
  const promotionOfLine = (lineId: string): string | null =>
    data.all().find((promotion) => promotion.lines.some((line) => line.lineId === lineId))?.promotionId ?? null

  const peers = createMemo(() => {
    const found = new Map<string, Peer[]>()
    for (const peer of workspace.presence.peers()) {
      const selected = peer.selection?.split('.')[0]
      if (selected === undefined || peer.isMe) continue
      const promotionId = data.promotionById(selected)?.promotionId ?? promotionOfLine(selected)
      if (promotionId === null) continue
      const others = found.get(promotionId)
      if (others === undefined) found.set(promotionId, [peer])
      else others.push(peer)
    }
    return found
  })

  return {
    ...data,
    workspace,
    actions,
    filter,
    setFilter: (change) => setParams(filterToParams({ ...filter(), ...change }), { replace: true }),
    clearFilter: () => setParams(filterToParams(NO_FILTER), { replace: true }),
    view,
    setView: (next) => {
      kept.view = next
      setParams({ view: next }, { replace: true })
    },
    zoom,
    setZoom: (next) => {
      kept.zoom = next
      setParams({ zoom: next }, { replace: true })
    },
    selected,
    select,
    openId,
    open: (promotionId, withFocus = false) => {
      wantsFocus = withFocus
      select(promotionId)
      setParams({ promotion: promotionId }, { replace: openId() !== null })
    },
    takeFocus: () => {
      const wants = wantsFocus
      wantsFocus = false
      return wants
    },
    close: () => setParams({ promotion: undefined }, { replace: true }),
    creation,
    startCreation: (start) => setCreation(start),
    endCreation: () => setCreation(null),
    expected,
    expect: (promotionId) => setExpected(promotionId),
    peersAt: (promotionId) => peers().get(promotionId) ?? NOBODY,
    position: kept,
  }
}

export const CalendarContext = createContext<CalendarState>()

export const useCalendar = (): CalendarState => {
  const calendar = useContext(CalendarContext)
  assert(calendar !== undefined, 'useCalendar outside the calendar')
  return calendar
}
