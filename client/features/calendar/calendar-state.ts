// The state the views of the calendar share: what is shown (in the address of the page, so that a view can be sent), what
// is selected, which promotion is open, what is being created. One per page; handed down by context.

import { useSearchParams } from '@solidjs/router'
import { type Accessor, createContext, createEffect, createMemo, createSelector, createSignal, on, onCleanup, useContext } from 'solid-js'
import { assert } from '../../../shared/base/assert.ts'
import type { CivilDate, DateWindow } from '../../../shared/base/civil.ts'
import { useWorkspace } from '../../data/context.ts'
import type { Peer, WorkspaceData } from '../../data/workspace-data.ts'
import { browserPlatform } from '../../platform.ts'
import { notify } from '../../ui/toasts.tsx'
import { type CalendarActions, createCalendarActions } from './calendar-actions.ts'
import { type CalendarData, createCalendarData } from './calendar-data.ts'
import { filterFromParams, filterToParams, NO_FILTER, type PromotionFilter } from './promotion-filter.ts'
import { ZOOMS, type Zoom } from './timeline/timeline-scale.ts'

/** `shared/docs/terms/planning-terms.ts` knows them too: a saved view remembers its place. */
export const VIEWS = ['timeline', 'month', 'grid', 'board', 'week'] as const
export type View = (typeof VIEWS)[number]

/** What a new promotion starts from: nothing, an account, or an account and the weeks somebody drew. */
export interface CreationStart {
  readonly accountId: string | null
  readonly inStore: DateWindow | null
}

/** Promotions about to go, or to be copied, to another account: dropped there, or asked where to. */
export interface PromotionTask {
  readonly kind: 'move' | 'copy'
  readonly promotionIds: readonly string[]
  readonly accountId: string | null
  /** The first day in store of the first of them, where it was dropped; null keeps the weeks. */
  readonly from: CivilDate | null
}

export interface CalendarState extends CalendarData {
  readonly workspace: WorkspaceData
  readonly actions: CalendarActions
  readonly filter: Accessor<PromotionFilter>
  readonly setFilter: (change: Partial<PromotionFilter>) => void
  readonly clearFilter: () => void
  /** What the address says; what a view keeps there (month, sorting, columns) is its own affair. Reactive. */
  readonly params: Readonly<Params>
  readonly setParams: (change: Params) => void
  /** What a view shows beside the filter (month, grouping, columns): the address, else as it was left. Reactive. */
  readonly setting: (name: string) => string | undefined
  readonly setSetting: (name: string, value: string | undefined) => void
  /** All of the address but the promotion that is open: what a saved view keeps, and a colleague follows. */
  readonly query: Accessor<string>
  /** How far along a view is scrolled, in its own words: what a colleague who follows is shown. */
  readonly setAnchor: (anchor: string) => void
  /** Where a colleague who is followed has scrolled to; null for nobody. */
  readonly followedAnchor: Accessor<string | null>
  readonly setFollowedAnchor: (anchor: string | null) => void
  readonly showQuery: (query: string) => void
  readonly view: Accessor<View>
  readonly setView: (view: View) => void
  readonly zoom: Accessor<Zoom>
  readonly setZoom: (zoom: Zoom) => void
  /** The promotion the keys act on. */
  readonly selected: Accessor<string | null>
  readonly select: (promotionId: string | null) => void
  /** Several promotions, chosen for something to be done to all of them at once. */
  readonly marked: Accessor<ReadonlySet<string>>
  readonly mark: (promotionIds: Iterable<string>) => void
  readonly toggleMark: (promotionId: string) => void
  readonly isMarked: (promotionId: string) => boolean
  readonly task: Accessor<PromotionTask | null>
  readonly startTask: (task: PromotionTask | null) => void
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
  /** Settings as they were left. */
  settings: Params
  /** The day at the left edge. */
  day: number | null
  top: number
  /** Rows of the timeline folded the other way than they are by themselves. */
  toggled: ReadonlySet<string>
}

/** Kept while the workspace is open, not longer. */
const memories = new WeakMap<WorkspaceData, CalendarMemory>()

export type Params = Record<string, string | undefined>

const NOBODY: readonly Peer[] = []

/** Scrolling tells a few times a second where it is. */
const ANCHOR_MS = 200

/** Settings that outlast the visit, on this device, for this person. */
const LASTING = ['group', 'sort', 'cols', 'fields', 'rows', 'ghosts']
const DEFAULT_VIEW = 'default'

const keptSettings = (key: string): Params => {
  try {
    return JSON.parse(localStorage.getItem(key) ?? '{}') as Params
  } catch {
    return {}
  }
}

export const createCalendarState = (): CalendarState => {
  const workspace = useWorkspace()
  const [params, setParams] = useSearchParams<Record<string, string>>()
  const settingsKey = `endcap.calendar/${workspace.session.workspaceId}/${workspace.session.person.id}`
  let memory = memories.get(workspace)
  // The view somebody chose to begin with, where the address asks for none.
  const isFirst = memory === undefined
  if (memory === undefined) {
    memory = { view: 'timeline', zoom: 'quarter', settings: { ...keptSettings(settingsKey) }, day: null, top: 0, toggled: new Set() }
    memories.set(workspace, memory)
  }
  const kept = memory
  if (isFirst && location.search === '' && kept.settings[DEFAULT_VIEW] !== undefined) setParams(paramsOf(kept.settings[DEFAULT_VIEW]), { replace: true })
  const keepSettings = () => {
    try {
      const lasting = Object.fromEntries(Object.entries(kept.settings).filter(([name]) => LASTING.includes(name) || name === DEFAULT_VIEW))
      localStorage.setItem(settingsKey, JSON.stringify(lasting))
    } catch {
      // Kept for this visit only.
    }
  }

  const filter = createMemo(() => filterFromParams(params))
  const data = createCalendarData(workspace, filter)
  const actions = createCalendarActions({ workspace, data, now: browserPlatform.now, notify })

  // Older links say `list`.
  const view = createMemo(() => VIEWS.find((known) => known === params.view) ?? (params.view === 'list' ? 'grid' : kept.view))
  const zoom = createMemo(() => ZOOMS.find((known) => known === params.zoom) ?? kept.zoom)
  const [selected, setSelected] = createSignal<string | null>(null)
  const [marks, setMarks] = createSignal<ReadonlySet<string>>(new Set())
  // What is no longer there is not marked either.
  const marked = createMemo<ReadonlySet<string>>(() => {
    const chosen = marks()
    return chosen.size === 0 ? chosen : new Set([...chosen].filter((id) => data.promotionById(id) !== null))
  })
  const isMarked = createSelector<ReadonlySet<string>, string>(marked, (id, chosen) => chosen.has(id))
  const [task, startTask] = createSignal<PromotionTask | null>(null)
  const openId = createMemo(() => params.promotion ?? null)
  const [creation, setCreation] = createSignal<CreationStart | null>(null)

  let wantsFocus = false
  const [expected, setExpected] = createSignal<string | null>(null)

  const select = (promotionId: string | null) => {
    setSelected(promotionId)
    workspace.presence.setSelection(promotionId)
  }
  createEffect(on(openId, (id) => id !== null && select(id)))
  onCleanup(() => {
    workspace.presence.setSelection(null)
    workspace.presence.setView('')
  })

  /** Colleagues are few: no index is kept for them. */
  const promotionOfLine = (lineId: string): string | null =>
    data.all().find((promotion) => promotion.lines.some((line) => line.lineId === lineId))?.promotionId ?? null

  const query = createMemo(() => {
    const said = new URLSearchParams(Object.entries({ ...params, view: view() } as Record<string, string>).filter(([name]) => name !== 'promotion'))
    said.sort()
    return said.toString()
  })
  const [anchor, tellAnchor] = createSignal('')
  let nextAnchor = ''
  let anchorTimer: ReturnType<typeof setTimeout> | undefined
  const setAnchor = (next: string) => {
    nextAnchor = next
    anchorTimer ??= setTimeout(() => {
      anchorTimer = undefined
      tellAnchor(nextAnchor)
    }, ANCHOR_MS)
  }
  onCleanup(() => clearTimeout(anchorTimer))
  const [followedAnchor, setFollowedAnchor] = createSignal<string | null>(null)
  createEffect(() => workspace.presence.setView(`${query()}#${anchor()}`))

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
    params,
    setParams: (change) => setParams(change, { replace: true }),
    setting: (name) => params[name] ?? kept.settings[name],
    setSetting: (name, value) => {
      kept.settings[name] = value
      keepSettings()
      if (name !== DEFAULT_VIEW) setParams({ [name]: value }, { replace: true })
    },
    query,
    setAnchor,
    followedAnchor,
    setFollowedAnchor,
    showQuery: (query) => {
      const next = paramsOf(query)
      for (const name of Object.keys(params)) if (!(name in next) && name !== 'promotion') next[name] = undefined
      kept.view = VIEWS.find((known) => known === next.view) ?? kept.view
      setParams(next, { replace: true })
    },
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
    marked,
    mark: (promotionIds) => void setMarks(new Set(promotionIds)),
    toggleMark: (promotionId) => {
      const next = new Set(marked())
      if (!next.delete(promotionId)) next.add(promotionId)
      setMarks(next)
    },
    isMarked,
    task,
    startTask: (next) => void startTask(next),
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

const paramsOf = (query: string): Params => Object.fromEntries(new URLSearchParams(query))

export const CalendarContext = createContext<CalendarState>()

export const useCalendar = (): CalendarState => {
  const calendar = useContext(CalendarContext)
  assert(calendar !== undefined, 'useCalendar outside the calendar')
  return calendar
}
