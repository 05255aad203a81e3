// The calendar, home of the app: one selection, one filter and one undo over a timeline, a grid, a month, a board and a list
// of what is due; on the phone an agenda instead of the wall. The timeline comes with the page; everything else (the other
// views, details, the new-promotion dialog) when it is asked for.

import { createMemo, createSignal, lazy, Match, onCleanup, Show, Suspense, Switch } from 'solid-js'
import { registerCommand } from '../../data/app-commands.ts'
import { clashesIn } from '../../data/clashes.ts'
import { followed } from '../../data/following.ts'
import { Button } from '../../ui/Button.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { isPhone } from '../../ui/viewport.ts'
import { CalendarContext, createCalendarState } from './calendar-state.ts'
import { cloneRequest, endCloning, requestClone } from './clone/clone-request.ts'
import { isFiltering } from './promotion-filter.ts'
import { Timeline, type TimelineHandle } from './timeline/Timeline.tsx'
import { CalendarCount } from './toolbar/CalendarCount.tsx'
import { CalendarToolbar } from './toolbar/CalendarToolbar.tsx'
import { TimeControls } from './toolbar/TimeControls.tsx'
import './calendar.css'

const PromotionGrid = lazy(() => import('./grid/PromotionGrid.tsx').then(({ PromotionGrid }) => ({ default: PromotionGrid })))
const MonthView = lazy(() => import('./month/MonthView.tsx').then(({ MonthView }) => ({ default: MonthView })))
const StatusBoard = lazy(() => import('./board/StatusBoard.tsx').then(({ StatusBoard }) => ({ default: StatusBoard })))
const MyWeek = lazy(() => import('./week/MyWeek.tsx').then(({ MyWeek }) => ({ default: MyWeek })))
const Agenda = lazy(() => import('./agenda/Agenda.tsx').then(({ Agenda }) => ({ default: Agenda })))
const CalendarLayers = lazy(() => import('./CalendarLayers.tsx').then(({ CalendarLayers }) => ({ default: CalendarLayers })))
const CalendarEmpty = lazy(() => import('./CalendarEmpty.tsx').then(({ CalendarEmpty }) => ({ default: CalendarEmpty })))
const ClashButton = lazy(() => import('./clashes/ClashButton.tsx').then(({ ClashButton }) => ({ default: ClashButton })))

const CalendarPage = () => {
  const calendar = createCalendarState()
  const [timeline, setTimeline] = createSignal<TimelineHandle | null>(null)
  const clashes = clashesIn(calendar.workspace)
  const canCreate = () => calendar.workspace.canWrite() && calendar.accounts().length > 0

  /** The account of what has the keys, so that N plans on. */
  const startCreation = () => {
    if (!canCreate()) return
    const focused = document.activeElement instanceof HTMLElement ? (document.activeElement.dataset.key ?? '') : ''
    const accountId = focused.startsWith('row:')
      ? (/^row:([^/]+)/.exec(focused)?.[1] ?? null)
      : (calendar.promotionById(calendar.selected() ?? focused)?.accountId ?? null)
    calendar.startCreation({ accountId, inStore: null })
  }

  registerCommand({ id: 'promotion.new', label: 'New promotion', keys: 'n', group: 'Calendar', run: startCreation })
  registerCommand({ id: 'calendar.today', label: 'Go to today on the timeline', group: 'Calendar', run: () => timeline()?.goToToday() })
  registerCommand({ id: 'calendar.quarter', label: 'Zoom to a quarter', group: 'Calendar', run: () => calendar.setZoom('quarter') })
  registerCommand({ id: 'calendar.year', label: 'Zoom to a year', group: 'Calendar', run: () => calendar.setZoom('year') })
  registerCommand({ id: 'calendar.clear', label: 'Clear the calendar filter', group: 'Calendar', run: () => calendar.clearFilter() })

  registerCommand({
    id: 'calendar.clone',
    label: 'Clone a year of promotions …',
    group: 'Calendar',
    run: () => {
      if (canCreate()) requestClone({ promotionIds: null, accountId: calendar.promotionById(calendar.selected() ?? '')?.accountId ?? null })
    },
  })
  onCleanup(endCloning)

  /** A device that has yet to hear from the server for the first time does not know. */
  const isComing = () => {
    const { isFirstSync, connection } = calendar.workspace.sync()
    return isFirstSync && connection !== 'offline'
  }
  const isEmpty = createMemo(
    () => calendar.isLoaded() && (calendar.accounts().length === 0 || (calendar.shown().length === 0 && isFiltering(calendar.filter()))),
  )

  const hasLayers = createMemo<boolean>(
    (had) =>
      had ||
      calendar.openId() !== null ||
      calendar.creation() !== null ||
      cloneRequest() !== null ||
      calendar.marked().size > 0 ||
      calendar.task() !== null ||
      followed() !== null,
    false,
  )

  return (
    <CalendarContext.Provider value={calendar}>
      <Page
        title="Calendar"
        flush
        subtitle={
          <Show when={isPhone()}>
            <CalendarCount />
          </Show>
        }
        actions={
          <>
            <Suspense>
              <Show when={clashes() !== null}>
                <ClashButton />
              </Show>
            </Suspense>
            <Show when={!isPhone() && calendar.view() === 'timeline'}>
              <TimeControls timeline={timeline()} />
            </Show>
            <Show when={calendar.workspace.canWrite() && !isPhone()}>
              <Button kind="primary" icon="plus" disabled={!canCreate()} onClick={startCreation} title="New promotion (N)">
                New promotion
              </Button>
            </Show>
          </>
        }
        toolbar={<CalendarToolbar />}
      >
        <Show
          when={!isEmpty()}
          fallback={
            <Show when={calendar.accounts().length > 0 || !isComing()} fallback={<Skeleton rows={8} />}>
              <Suspense>
                <CalendarEmpty />
              </Suspense>
            </Show>
          }
        >
          <Show
            when={!isPhone() && calendar.view() === 'timeline'}
            fallback={
              <Suspense>
                <Show when={calendar.isLoaded()}>
                  <Switch fallback={<Agenda />}>
                    <Match when={calendar.view() === 'grid'}>
                      <PromotionGrid />
                    </Match>
                    <Match when={calendar.view() === 'month'}>
                      <MonthView />
                    </Match>
                    <Match when={calendar.view() === 'board'}>
                      <StatusBoard />
                    </Match>
                    <Match when={calendar.view() === 'week'}>
                      <MyWeek />
                    </Match>
                  </Switch>
                </Show>
              </Suspense>
            }
          >
            <Timeline ref={setTimeline} />
          </Show>
        </Show>
      </Page>
      <Suspense>
        <Show when={hasLayers()}>
          <CalendarLayers />
        </Show>
      </Suspense>
      <div class="visually-hidden" role="status" aria-live="polite">
        {calendar.actions.announcement()}
      </div>
    </CalendarContext.Provider>
  )
}

export default CalendarPage
