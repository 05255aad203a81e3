// A month of weeks, bars across days. The arrow keys go from day to day and over the month's edge; Enter lists what is in
// store on the day, N begins a promotion there. One account's own weeks where the filter leaves one account, else the
// workspace's: the row says which fiscal week it is.

import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { addDays, type DateWindow, dayNumber, fromDayNumber, WEEKDAY_NAMES, type Weekday } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { adWeekOf, adWeekStartOn } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayLabel, weekLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar } from '../calendar-state.ts'
import { DayList } from './DayList.tsx'
import { MonthBar } from './MonthBar.tsx'
import { dayOfMonth, firstMonth, inStoreOn, isMonth, monthLabel, monthOf, monthWeeks, stepMonth } from './month-model.ts'
import './month-view.css'

/** `NRF 4-5-4` of `NRF 4-5-4, Sun–Sat from the Sunday nearest 1 February`. */
const shortLabel = (label: string): string => label.split(',')[0] ?? label

const LANE_HEIGHT = 22
const DAY_HEAD = 26

export const MonthView = () => {
  const calendar = useCalendar()
  const { workspace } = calendar
  const month = createMemo(() => {
    const asked = calendar.setting('month')
    return isMonth(asked) ? asked : firstMonth(calendar.shown(), workspace.today())
  })
  const setMonth = (next: string) => {
    calendar.setSetting('month', next)
    calendar.actions.announce(monthLabel(next))
  }
  /** Whose weeks the rows are. */
  const weeks = createMemo(() => {
    const [only, ...others] = calendar.shownAccountIds()
    const account = others.length > 0 || only === undefined ? null : calendar.accountById(only)
    if (account !== null) return { system: account.system, weekStart: account.adWeekStart, name: account.name }
    const system = weekSystemById(workspace.summaries.all('settings')[0]?.defaultWeekSystemId ?? '') ?? DEFAULT_WEEK_SYSTEM
    return { system, weekStart: system.weekStart, name: shortLabel(system.label) }
  })
  const [rowHeight, setRowHeight] = createSignal(120)
  const [day, setDay] = createSignal<number | null>(null)
  const [listed, setListed] = createSignal<string | null>(null)
  let grid!: HTMLDivElement

  const lanes = () => Math.max(1, Math.floor((rowHeight() - DAY_HEAD - 4) / LANE_HEIGHT))
  const rows = createMemo(() => monthWeeks(month(), weeks().weekStart, calendar.shown(), lanes()))
  const weekCount = createMemo(() => rows().length)
  const weekdays = createMemo(() => Array.from({ length: 7 }, (_, index) => WEEKDAY_NAMES[((weeks().weekStart + index) % 7) as Weekday]))
  const tabStop = createMemo(() => {
    const shown = rows()
    const first = shown[0]?.first ?? 0
    const last = (shown.at(-1)?.first ?? 0) + 6
    const chosen = day()
    if (chosen !== null && chosen >= first && chosen <= last) return chosen
    const today = dayNumber(workspace.today())
    return monthOf(workspace.today()) === month() ? today : dayNumber(`${month()}-01`)
  })

  onMount(() => {
    const observer = new ResizeObserver(() => setRowHeight(grid.querySelector<HTMLElement>('.month-week')?.clientHeight ?? 120))
    observer.observe(grid)
    onCleanup(() => observer.disconnect())
  })
  createEffect(on(weekCount, () => queueMicrotask(() => setRowHeight(grid.querySelector<HTMLElement>('.month-week')?.clientHeight ?? 120)), { defer: true }))

  const goTo = (to: number) => {
    const date = fromDayNumber(to)
    setDay(to)
    if (monthOf(date) !== month()) setMonth(monthOf(date))
    queueMicrotask(() => grid.querySelector<HTMLElement>(`[data-day="${to}"]`)?.focus())
  }
  const weekAround = (date: string): DateWindow => {
    const from = adWeekStartOn(weeks().weekStart, date)
    return { from, to: addDays(from, 6) }
  }
  const plan = (at: number) => {
    if (!workspace.canWrite() || calendar.accounts().length === 0) return
    const [only, ...others] = calendar.shownAccountIds()
    calendar.startCreation({ accountId: others.length === 0 ? (only ?? null) : null, inStore: weekAround(fromDayNumber(at)) })
  }

  const onKeyDown = (event: KeyboardEvent) => {
    const at = event.target instanceof HTMLElement && event.target.dataset.day !== undefined ? Number(event.target.dataset.day) : null
    if (at === null || event.metaKey || event.ctrlKey || event.altKey) return
    const acts: Record<string, () => void> = {
      ArrowRight: () => goTo(at + 1),
      ArrowLeft: () => goTo(at - 1),
      ArrowDown: () => goTo(at + 7),
      ArrowUp: () => goTo(at - 7),
      PageDown: () => goTo(dayNumber(`${stepMonth(monthOf(fromDayNumber(at)), 1)}-01`)),
      PageUp: () => goTo(dayNumber(`${stepMonth(monthOf(fromDayNumber(at)), -1)}-01`)),
      Home: () => goTo(dayNumber(adWeekStartOn(weeks().weekStart, fromDayNumber(at)))),
      End: () => goTo(dayNumber(adWeekStartOn(weeks().weekStart, fromDayNumber(at))) + 6),
      Enter: () => setListed(fromDayNumber(at)),
      ' ': () => setListed(fromDayNumber(at)),
      n: () => plan(at),
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }

  const closeList = () => {
    const date = listed()
    setListed(null)
    if (date !== null) queueMicrotask(() => grid.querySelector<HTMLElement>(`[data-day="${dayNumber(date)}"]`)?.focus())
  }
  createEffect(() => {
    const id = calendar.expected()
    const inStore = id === null ? null : (calendar.promotionById(id)?.inStore ?? null)
    if (id === null || inStore === null) return
    calendar.expect(null)
    goTo(dayNumber(inStore.from))
  })

  const dayName = (date: string, count: number, isToday: boolean) =>
    [
      dayLabel(date),
      weekLabel(adWeekOf(weeks().system, weeks().weekStart, date)),
      isToday ? 'today' : '',
      count === 0 ? 'nothing in store' : `${count} in store`,
    ]
      .filter((part) => part !== '')
      .join(', ')

  return (
    <div class="month-view">
      <div class="month-head">
        <IconButton label="The month before" icon="chevron-left" onClick={() => setMonth(stepMonth(month(), -1))} />
        <Button kind="quiet" onClick={() => goTo(dayNumber(workspace.today()))}>
          Today
        </Button>
        <IconButton label="The month after" icon="chevron-right" onClick={() => setMonth(stepMonth(month(), 1))} />
        <h2 class="month-name" aria-live="polite">
          {monthLabel(month())}
        </h2>
        <span class="month-weeks-of">Weeks of {weeks().name}</span>
      </div>
      <p id="month-keys" class="visually-hidden">
        Arrow keys go from day to day. Enter lists what is in store. N plans a promotion.
      </p>
      {/* biome-ignore lint/a11y/useSemanticElements: a grid of days with bars across them */}
      <div
        ref={grid}
        class="month-grid"
        role="grid"
        aria-label={monthLabel(month())}
        aria-describedby="month-keys"
        style={{ '--weeks': weekCount() }}
        onKeyDown={onKeyDown}
      >
        {/* biome-ignore lint/a11y/useSemanticElements: a row of the grid above */}
        {/* biome-ignore lint/a11y/useFocusableInteractive: headings */}
        <div class="month-weekdays" role="row">
          {/* biome-ignore lint/a11y/useSemanticElements: as above */}
          {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
          <span role="columnheader">
            <span class="visually-hidden">Week</span>
          </span>
          <For each={weekdays()}>
            {(name) => (
              // biome-ignore lint/a11y/useSemanticElements: as above
              // biome-ignore lint/a11y/useFocusableInteractive: as above
              <span role="columnheader">{name}</span>
            )}
          </For>
        </div>
        <For each={rows()}>
          {(week) => (
            // biome-ignore lint/a11y/useSemanticElements: as above
            // biome-ignore lint/a11y/useFocusableInteractive: its days have the focus
            <div class="month-week" role="row">
              {/* biome-ignore lint/a11y/useSemanticElements: as above */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: as above */}
              <span class="month-week-label" role="rowheader">
                {weekLabel(adWeekOf(weeks().system, weeks().weekStart, fromDayNumber(week.first)))}
              </span>
              <For each={week.days}>
                {(each) => (
                  // biome-ignore lint/a11y/useSemanticElements: as above
                  // biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys
                  <div
                    class="month-day"
                    role="gridcell"
                    data-day={each.day}
                    data-outside={each.isInMonth ? undefined : ''}
                    data-today={each.date === workspace.today() ? '' : undefined}
                    tabIndex={tabStop() === each.day ? 0 : -1}
                    aria-selected={listed() === each.date}
                    onFocus={() => setDay(each.day)}
                    onClick={() => {
                      setDay(each.day)
                      if (isPhone() && each.count > 0) setListed(each.date)
                    }}
                    onDblClick={() => plan(each.day)}
                  >
                    <span class="month-day-number" aria-hidden="true">
                      {dayOfMonth(each.day)}
                    </span>
                    <span class="visually-hidden">{dayName(each.date, each.count, each.date === workspace.today())}</span>
                    <Show when={each.hidden > 0}>
                      <button
                        type="button"
                        class="month-more"
                        tabIndex={-1}
                        aria-label={`+${each.hidden} more on ${dayLabel(each.date)}`}
                        onClick={(event) => {
                          event.stopPropagation()
                          setListed(each.date)
                        }}
                      >
                        +{each.hidden}
                        <span class="month-more-word"> more</span>
                      </button>
                    </Show>
                  </div>
                )}
              </For>
              {/* biome-ignore lint/a11y/useSemanticElements: as above */}
              {/* biome-ignore lint/a11y/useFocusableInteractive: its bars are reached by pointer, and by key through a day */}
              <div class="month-bars" role="gridcell">
                <For each={week.bars}>{(bar) => <MonthBar bar={bar} />}</For>
              </div>
            </div>
          )}
        </For>
      </div>
      <Show when={listed()}>
        {(date) => (
          <DayList
            date={date()}
            promotions={inStoreOn(calendar.shown(), date()) as readonly PromotionSummary[]}
            onClose={closeList}
            onPlan={() => plan(dayNumber(date()))}
          />
        )}
      </Show>
    </div>
  )
}
