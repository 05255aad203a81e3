// The planning wall: accounts down, days across, one scroller for both. Reads summaries only. Rows and bars outside the
// window are not there; the account column, the ruler and the spend strip stick to the edges by CSS.

import { batch, createEffect, createMemo, createSignal, For, getOwner, on, onCleanup, onMount, runWithOwner, Show } from 'solid-js'
import { type DateWindow, dayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { registerCommand } from '../../../data/app-commands.ts'
import { afterPaint } from '../../../data/pace.ts'
import { useCalendar } from '../calendar-state.ts'
import { createKeptFocus } from '../keep-focus.ts'
import { FOOTER_HEIGHT, HEAD_WIDTH, RULER_HEIGHT } from './create-viewport.ts'
import { TimelineFooter } from './TimelineFooter.tsx'
import { TimelineRow } from './TimelineRow.tsx'
import { TimelineRuler } from './TimelineRuler.tsx'
import { todayX } from './timeline-ruler.ts'
import { isFar, xOfDay } from './timeline-scale.ts'
import { createTimelineState, TimelineContext } from './timeline-state.ts'
import './timeline.css'

/** Pixels a day needs before days get lines too. */
const DAY_LINE_WIDTH_MIN = 24
const PANEL_WIDTH = 420
/** Days left of today that stay in view. */
const LEAD_DAYS = 14
const ELSEWHERE_AFTER_MS = 4000

/** What the toolbar steers. */
export interface TimelineHandle {
  readonly goToToday: () => void
  readonly page: (direction: -1 | 1) => void
}

/** What moves bars is asked for with the first sign of a person, wherever on the page: long before a pointer is down on a bar. */
const whenSomebodyMoves = (act: () => void) => {
  const signs = new AbortController()
  const once = () => {
    signs.abort()
    act()
  }
  for (const name of ['pointermove', 'pointerdown', 'keydown', 'focusin']) addEventListener(name, once, { signal: signs.signal, capture: true, passive: true })
  onCleanup(() => signs.abort())
}

export const Timeline = (props: { ref: (handle: TimelineHandle) => void }) => {
  const calendar = useCalendar()
  const state = createTimelineState(calendar)
  const { workspace } = calendar

  const openMenu = async (promotion: PromotionSummary, at: { x: number; y: number } | HTMLElement) => {
    const { openPromotionMenu } = await import('../promotion-menu.ts')
    const box = at instanceof HTMLElement ? at.getBoundingClientRect() : null
    openPromotionMenu(calendar, promotion, box === null ? (at as { x: number; y: number }) : { x: box.left + 12, y: box.bottom })
  }
  const owner = getOwner()
  const withTools = () =>
    import('./create-tools.ts').then(({ createTools }) => {
      const known = state.tools()
      if (known !== null) return known
      const made = runWithOwner(owner, () => createTools(state, (promotion, element) => void openMenu(promotion, element)))
      if (made !== undefined) state.setTools(made)
      return made ?? null
    })
  const focus = (key: string) => void withTools().then((tools) => tools?.navigation.focus(key))

  let scroller!: HTMLDivElement
  const left = { ...calendar.position }
  // On a first sync summaries come in pieces, and each may widen the wall: until somebody moves it, it opens on the day
  // `firstDay` says of what is there by then.
  let isUntouched = left.day === null
  const touch = () => {
    isUntouched = false
  }
  // The frame of the wall is there before this device has been read. Then size, place and rows come together, so that the
  // rows are drawn once, where they are first seen.
  createEffect(
    on(calendar.isLoaded, (isLoaded) => {
      if (!isLoaded) return
      batch(() => {
        state.attach(scroller)
        state.viewport.expect(xOfDay(state.scale(), left.day ?? firstDay(state.scale().firstDay)), left.top)
      })
      const expected = { left: state.viewport.left(), top: state.viewport.top() }
      queueMicrotask(() => scroller.scrollTo(expected))
      // Kept as it goes: while the timeline is being taken down nothing may be asked of it any more.
      createEffect(() => {
        // An empty wall was not looked at: the first look is still to come.
        if (calendar.all().length === 0) return
        // With its fraction: a whole day would be a step to the left with every visit.
        calendar.position.day = state.scale().firstDay + state.viewport.left() / state.scale().dayWidth
        calendar.position.top = state.viewport.top()
        calendar.setAnchor(`${calendar.position.day.toFixed(1)},${Math.round(calendar.position.top)}`)
      })
      createEffect(() => {
        const [day, top] = calendar.followedAnchor()?.split(',').map(Number) ?? []
        if (day === undefined || top === undefined || Number.isNaN(day + top)) return
        touch()
        scroller.scrollTo({ left: xOfDay(state.scale(), day), top })
      })
    }),
  )

  createKeptFocus(
    () => scroller,
    state.visibleRows,
    () => scroller.querySelector<HTMLElement>(`[data-key="${CSS.escape(state.focusKey() ?? '')}"]`),
  )

  /** Today when something is planned soon, else the next thing planned: nobody wants to open on an empty wall. */
  const firstDay = (fallback: number): number => {
    const today = workspace.today()
    const now = dayNumber(today)
    const seen = state.viewport.trackWidth() / state.scale().dayWidth
    let next: DateWindow | null = null
    for (const { inStore } of calendar.all()) {
      if (inStore === null || inStore.to < today) continue
      if (next === null || inStore.from < next.from) next = inStore
    }
    const lead = Math.min(LEAD_DAYS, seen / 6)
    if (next === null || dayNumber(next.from) < now + seen / 3) return now - lead
    return Math.max(fallback, dayNumber(next.from) - lead)
  }

  onMount(() => {
    whenSomebodyMoves(() => void withTools())
    for (const name of ['wheel', 'pointerdown', 'keydown', 'focusin']) scroller.addEventListener(name, touch, { passive: true })
  })
  createEffect(
    on([() => state.scale(), () => calendar.all()], () => {
      if (isUntouched && calendar.all().length > 0) queueMicrotask(() => isUntouched && state.scrollToDay(firstDay(state.scale().firstDay)))
    }),
  )
  // Behind the documents, like the strip below: planning can begin without it.
  createEffect(
    on(
      () => workspace.sync().connection !== 'connecting',
      (isSettled) => {
        if (isSettled && state.decor() === null) void afterPaint().then(async () => state.setDecor(await import('./TimelineDecor.tsx')))
      },
    ),
  )
  createEffect(
    on(
      () => calendar.setting('ghosts') === '1',
      (isAsked) => {
        if (!isAsked) return state.setGhostsOf(null)
        void import('./last-year.ts').then(({ createGhosts }) => calendar.setting('ghosts') === '1' && state.setGhostsOf(createGhosts(calendar, state)))
      },
    ),
  )
  // A zoom keeps in place what one looks at: the selected bar, else today, else the day at the left.
  createEffect(
    on(
      () => state.scale(),
      (scale, before) => {
        if (isUntouched || before === undefined || before.dayWidth === 0 || before === scale) return
        // Not the scroller's own: a narrower wall has already cut that short.
        const left = state.viewport.left()
        const seen = state.viewport.trackWidth()
        const isSeen = (day: number) => xOfDay(before, day) >= left && xOfDay(before, day) < left + seen
        const selected = calendar.promotionById(calendar.selected() ?? '')?.inStore?.from
        const anchors = [...(selected === undefined ? [] : [dayNumber(selected)]), dayNumber(workspace.today())]
        const day = anchors.find(isSeen) ?? before.firstDay + left / before.dayWidth
        const offset = xOfDay(before, day) - left
        queueMicrotask(() => scroller.scrollTo({ left: xOfDay(scale, day) - offset }))
      },
    ),
  )
  // What is opened is seen beside its details, wherever it was opened from: the wall, a link, the palette.
  createEffect(
    on(
      () => (calendar.promotionById(calendar.openId() ?? '') === null ? null : calendar.openId()),
      (id, before) => {
        if (id !== null) queueMicrotask(() => revealBesidePanel(id))
        // Closing gives the focus back to the bar, unless somebody has it.
        else if (typeof before === 'string') setTimeout(() => document.activeElement === document.body && focus(before), 0)
      },
    ),
  )
  const revealBesidePanel = (id: string) => {
    state.unfold(id)
    state.rowOf(id)?.row.setNear(true)
    const placed = state.rowOf(id)
    const bar = placed?.row.layout().byId.get(id)
    if (placed === undefined || bar === undefined) return
    touch()
    state.setFocusKey(id)
    const seen = state.viewport.wallWidth() - PANEL_WIDTH
    const { scrollLeft, scrollTop } = scroller
    const isSeen = bar.x >= scrollLeft && bar.x + Math.min(bar.width, 80) <= scrollLeft + seen
    const bottom = scrollTop + scroller.clientHeight - RULER_HEIGHT - FOOTER_HEIGHT
    const isInHeight = placed.top + bar.y >= scrollTop && placed.top + bar.y + bar.height <= bottom
    scroller.scrollTo({
      left: isSeen ? scrollLeft : bar.x - seen / 4,
      top: isInHeight ? scrollTop : placed.top,
      behavior: matchMedia('(prefers-reduced-motion: reduce)').matches ? 'auto' : 'smooth',
    })
  }
  createEffect(() => {
    const id = calendar.expected()
    if (id === null || calendar.promotionById(id) === null) return
    calendar.expect(null)
    setTimeout(() => focus(id), 0)
  })

  props.ref({
    goToToday: () => {
      touch()
      state.scrollToDay(dayNumber(workspace.today()) - LEAD_DAYS)
    },
    page: (direction) => {
      touch()
      scroller.scrollBy({ left: direction * state.viewport.trackWidth() * 0.8, behavior: 'smooth' })
    },
  })
  registerCommand({
    id: 'timeline.focus',
    label: 'Go to the promotions on the timeline',
    keys: 'g p',
    group: 'Calendar',
    run: () => {
      const visible = state.rows().find(({ top, height }) => top + height > scroller.scrollTop)
      const bar = visible?.row.layout().placements.find(({ x, width }) => x + width > scroller.scrollLeft)
      if (visible !== undefined) focus(bar?.promotionId ?? visible.row.key)
    },
  })

  const tabStop = createMemo(() => {
    const key = state.focusKey()
    if (key !== null && state.rowOf(key) !== undefined) return key
    const [first] = state.visibleRows()
    return first?.row.key ?? null
  })
  const [Elsewhere, setElsewhere] = createSignal<typeof import('./TimelineElsewhere.tsx').TimelineElsewhere | null>(null)
  // The wall opens where something is planned: that nothing is can only be said after a while.
  onMount(() => {
    const timer = setTimeout(
      () => void import('./TimelineElsewhere.tsx').then(({ TimelineElsewhere }) => setElsewhere(() => TimelineElsewhere)),
      ELSEWHERE_AFTER_MS,
    )
    onCleanup(() => clearTimeout(timer))
  })
  const nowX = createMemo(() => todayX(state.scale(), workspace.today()))

  return (
    <TimelineContext.Provider value={state}>
      {/* biome-ignore lint/a11y/useSemanticElements: a wall of bars is no table of text */}
      <div
        ref={scroller}
        class="timeline"
        role="grid"
        aria-label="Promotions by account and week"
        aria-rowcount={state.rows().length}
        aria-readonly={!workspace.canWrite()}
        aria-multiselectable="true"
        data-far={isFar(calendar.zoom()) ? '' : undefined}
        tabIndex={-1}
        onKeyDown={(event) => {
          const tools = state.tools()
          if (tools !== null) tools.navigation.onKeyDown(event)
          else void withTools().then((loaded) => loaded?.navigation.onKeyDown(event))
        }}
        onFocusOut={(event) => {
          // Not at once: an element may be leaving because it is being taken away.
          if (!(event.relatedTarget instanceof Node && scroller.contains(event.relatedTarget))) queueMicrotask(() => state.tools()?.nudge.finish())
        }}
        style={{
          '--head': `${HEAD_WIDTH}px`,
          '--ruler': `${RULER_HEIGHT}px`,
          '--footer': `${FOOTER_HEIGHT}px`,
          '--day-line': state.scale().dayWidth >= DAY_LINE_WIDTH_MIN ? 'var(--day-ink)' : 'transparent',
        }}
      >
        <div class="timeline-wall" role="presentation" style={{ width: `${HEAD_WIDTH + state.width()}px` }}>
          <TimelineRuler />
          <div class="timeline-rows" role="presentation" style={{ height: `${state.rowsHeight()}px` }}>
            <div class="timeline-today" role="presentation" style={{ transform: `translateX(${HEAD_WIDTH + nowX()}px)` }} />
            <Show when={state.decor()}>
              {(decor) => {
                const Days = decor().HolidayDays
                return <Days />
              }}
            </Show>
            <For each={state.visibleRows().map(({ row }) => row)}>
              {(row) => <TimelineRow row={row} tabStop={tabStop()} onMenu={(promotion, point) => void openMenu(promotion, point)} />}
            </For>
            <Show when={state.marquee()}>
              {(box) => (
                <div
                  class="timeline-marquee"
                  role="presentation"
                  style={{
                    left: `${HEAD_WIDTH + box().left}px`,
                    top: `${box().top}px`,
                    width: `${box().right - box().left}px`,
                    height: `${box().bottom - box().top}px`,
                  }}
                />
              )}
            </Show>
          </div>
          <Show when={state.rows().length > 0}>
            <TimelineFooter />
          </Show>
        </div>
      </div>
      <Show when={Elsewhere()}>
        {(Elsewhere) => {
          const Hint = Elsewhere()
          return (
            <Hint
              onGo={(day) => {
                touch()
                state.scrollToDay(day)
              }}
            />
          )
        }}
      </Show>
    </TimelineContext.Provider>
  )
}
