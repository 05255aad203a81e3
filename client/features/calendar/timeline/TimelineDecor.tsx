// What stands around the bars: when the account takes no promotions, deadlines as pins, holidays in the ruler and as faint
// days through the rows, last year's promotions. None of it is needed for the first paint: it loads right behind it.

import { createMemo, For, Show } from 'solid-js'
import { type DateWindow, fromDayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { type Deadline, deadlineState, deadlinesOf, WARN_DAYS_DEFAULT } from '../../../../shared/domain/deadlines/deadlines.ts'
import { createHolidays, type Holiday } from '../../../../shared/domain/holidays/holidays.ts'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { useCalendar } from '../calendar-state.ts'
import { HEAD_WIDTH } from './create-viewport.ts'
import { labelWidth } from './label-width.ts'
import { isFar, spanOf, xOfDate } from './timeline-scale.ts'
import { type TimelineRowModel, useTimeline } from './timeline-state.ts'
import './timeline-decor.css'

/** No memo of its own: hundreds of bars ask. */
const useSettings = () => {
  const { workspace } = useCalendar()
  return () => workspace.summaries.all('settings')[0]
}

const useWindow = () => {
  const { range } = useTimeline()
  return createMemo<DateWindow>(() => ({ from: fromDayNumber(range().from), to: fromDayNumber(range().to) }))
}

const datesText = ({ from, to }: DateWindow): string => (from === to ? dayLabel(from) : `${dayLabel(from)} – ${dayLabel(to)}`)

// ---- black-outs and last year, behind and below the bars ----

export const RowBackdrop = (props: { row: TimelineRowModel }) => {
  const state = useTimeline()
  const window = useWindow()
  const blackouts = createMemo(() =>
    (props.row.account()?.blackouts ?? []).filter(
      (blackout) =>
        blackout.window.from <= window().to &&
        blackout.window.to >= window().from &&
        (blackout.itemGroup === '' || props.row.part === null || state.grouping() !== 'account' || blackout.itemGroup === props.row.part),
    ),
  )
  const ghosts = createMemo(() => props.row.ghosts()?.ghosts.filter(({ window: { from, to } }) => from <= window().to && to >= window().from) ?? [])
  const ghostsTop = () => props.row.layout().height - (props.row.ghosts()?.height ?? 0)
  return (
    <>
      <For each={blackouts()}>
        {(blackout) => {
          const span = createMemo(() => spanOf(state.scale(), blackout.window))
          const words = () => [blackout.name || 'Black-out', blackout.itemGroup].filter((part) => part !== '').join(' · ')
          return (
            <div
              class="timeline-blackout"
              role="presentation"
              title={`${words()}: no promotions ${datesText(blackout.window)}`}
              style={{ left: `${span().x}px`, width: `${span().width}px` }}
            >
              <span>{words()}</span>
            </div>
          )
        }}
      </For>
      <Show when={ghosts().length > 0}>
        <div class="timeline-last-year" aria-hidden="true" style={{ top: `${ghostsTop()}px` }}>
          <For each={ghosts()}>
            {(ghost) => (
              <div
                class="timeline-echo"
                title={ghost.hint}
                data-left-out={ghost.isRepeated ? undefined : ''}
                style={{ left: `${ghost.x}px`, width: `${ghost.width}px`, top: `${ghost.y}px` }}
              >
                <span>{ghost.label}</span>
              </div>
            )}
          </For>
        </div>
      </Show>
    </>
  )
}

// ---- deadlines ----

interface Pin {
  readonly deadline: Deadline
  readonly x: number
  readonly state: 'done' | 'passed' | 'soon' | 'open' | 'over'
}

const PIN_WORDS: Readonly<Record<Pin['state'], string>> = { done: ', done', passed: ', overdue', soon: ', soon', open: '', over: ', passed' }

export const BarPins = (props: { promotion: PromotionSummary; row: TimelineRowModel; bottom: number }) => {
  const calendar = useCalendar()
  const state = useTimeline()
  const settings = useSettings()
  const pins = createMemo<readonly Pin[]>(() => {
    const account = props.row.account()
    const { promotion } = props
    if (account === null || !isLiveStatus(promotion.status)) return []
    if (isFar(calendar.zoom()) && !state.isSelected(promotion.promotionId)) return []
    const today = calendar.workspace.today()
    const scale = state.scale()
    return deadlinesOf(promotion, account)
      .filter(({ key }) => key !== 'claim')
      .map((deadline) => {
        const due = deadlineState(deadline, today, settings()?.deadlineWarnDays ?? WARN_DAYS_DEFAULT)
        // Nobody can still keep it once the promotion has begun.
        const isOver = due === 'passed' && promotion.inStore !== null && promotion.inStore.from <= today
        return { deadline, x: xOfDate(scale, deadline.due) + scale.dayWidth / 2, state: isOver ? 'over' : due }
      })
  })
  const openMenu = async (deadline: Deadline, at: DOMRect) => {
    const [{ openMenuAt }, { tickDeadline }] = await Promise.all([import('../../../ui/MenuList.tsx'), import('../tick-deadline.ts')])
    const open = { label: 'Open the promotion', icon: 'edit', onSelect: () => calendar.open(props.promotion.promotionId) } as const
    const tick = {
      label: deadline.done === null ? 'Mark as done' : 'Not done after all',
      icon: 'check',
      onSelect: () => void tickDeadline(calendar, props.promotion, deadline),
    } as const
    openMenuAt({ x: at.left, y: at.bottom }, `${deadline.name} ${dayLabel(deadline.due)}`, calendar.workspace.canWrite() ? [tick, open] : [open])
  }
  return (
    <For each={pins()}>
      {(pin) => (
        // The menu of the bar has the deadlines for the keys.
        <div
          class="timeline-pin"
          aria-hidden="true"
          title={`${pin.deadline.name} · ${dayLabel(pin.deadline.due)}${PIN_WORDS[pin.state]}\n${props.promotion.name}`}
          data-state={pin.state}
          style={{ transform: `translate(${pin.x - 5}px, ${props.bottom - 1}px)` }}
          onPointerDown={(event) => event.stopPropagation()}
          onClick={(event) => void openMenu(pin.deadline, event.currentTarget.getBoundingClientRect())}
        />
      )}
    </For>
  )
}

// ---- holidays ----

const MARK_WIDTH = 12
const FEDERAL_FIRST: Readonly<Record<Holiday['kind'], number>> = { custom: 0, federal: 1, retail: 2, season: 3 }

interface HolidayMark {
  readonly holiday: Holiday
  readonly x: number
  readonly width: number
  readonly label: string
}

/** Names where they do not run into each other: custom ones first, then federal, then those that sell. */
const named = (marks: readonly Omit<HolidayMark, 'label'>[]): readonly HolidayMark[] => {
  const taken: { from: number; to: number }[] = marks.filter(({ holiday }) => holiday.kind !== 'season').map(({ x }) => ({ from: x - 1, to: x + MARK_WIDTH }))
  const labels = new Map<Holiday, string>()
  for (const { holiday, x, width } of [...marks].sort((a, b) => FEDERAL_FIRST[a.holiday.kind] - FEDERAL_FIRST[b.holiday.kind])) {
    const from = holiday.kind === 'season' ? x + 4 : x + MARK_WIDTH
    const to = from + labelWidth(holiday.name) * 0.95 + 6
    if (holiday.kind === 'season' && to > x + width) continue
    if (taken.some((other) => other.from < to && other.to > from && !(other.from === x - 1))) continue
    taken.push({ from, to })
    labels.set(holiday, holiday.name)
  }
  return marks.map((mark) => ({ ...mark, label: labels.get(mark.holiday) ?? '' }))
}

const useHolidays = () => {
  const settings = useSettings()
  const holidays = createMemo(() => createHolidays(settings() ?? {}))
  const window = useWindow()
  return createMemo(() => holidays().within(window()))
}

export const RulerHolidays = () => {
  const state = useTimeline()
  const holidays = useHolidays()
  const marks = createMemo(() => named(holidays().map((holiday) => ({ holiday, ...spanOf(state.scale(), holiday.window) }))))
  return (
    <For each={marks()}>
      {(mark) => (
        <div
          class="ruler-holiday"
          data-kind={mark.holiday.kind}
          title={`${mark.holiday.name} · ${datesText(mark.holiday.window)} ${mark.holiday.window.from.slice(0, 4)}`}
          style={{ left: `${mark.x}px`, width: mark.holiday.kind === 'season' ? `${mark.width}px` : undefined }}
        >
          <span class="ruler-holiday-name">{mark.label}</span>
        </div>
      )}
    </For>
  )
}

/** Days through all rows, where a day can be seen. */
export const HolidayDays = () => {
  const calendar = useCalendar()
  const state = useTimeline()
  const holidays = useHolidays()
  const days = createMemo(() => (isFar(calendar.zoom()) ? [] : holidays().filter(({ kind }) => kind !== 'season')))
  return (
    <For each={days()}>
      {(holiday) => {
        const span = createMemo(() => spanOf(state.scale(), holiday.window))
        return <div class="timeline-holiday" role="presentation" style={{ left: `${HEAD_WIDTH + span().x}px`, width: `${span().width}px` }} />
      }}
    </For>
  )
}
