// The year at a glance instead of the wall: a column per week, as high as what is in store in it. A finger anywhere on it
// goes there; the keyboard walks it as a slider.

import { createMemo, For, Show } from 'solid-js'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { AgendaWeek } from './agenda-model.ts'

interface StripProps {
  readonly year: number
  readonly years: readonly number[]
  readonly weeks: readonly AgendaWeek[]
  readonly seen: number | null
  readonly today: number
  readonly onYear: (year: number) => void
  readonly onWeek: (monday: number) => void
}

const HEIGHT = 32

export const YearStrip = (props: StripProps) => {
  const most = createMemo(() => Math.max(1, ...props.weeks.map(({ running }) => running)))
  const seenIndex = () =>
    Math.max(
      0,
      props.weeks.findIndex(({ monday }) => monday === props.seen),
    )
  const at = () => props.years.indexOf(props.year)
  let strip!: HTMLDivElement

  const goAt = (clientX: number) => {
    const box = strip.getBoundingClientRect()
    const index = Math.floor(((clientX - box.left) / box.width) * props.weeks.length)
    const week = props.weeks[Math.max(0, Math.min(props.weeks.length - 1, index))]
    if (week !== undefined) props.onWeek(nearestWithSomething(week.monday))
  }
  /** Weeks in which nothing starts have no place in the list: the next one that has. */
  const nearestWithSomething = (monday: number): number =>
    props.weeks.find((week) => week.monday >= monday && week.starting.length > 0)?.monday ??
    props.weeks.findLast((week) => week.starting.length > 0)?.monday ??
    monday
  const step = (direction: 1 | -1) => {
    const from = props.seen ?? props.weeks[0]?.monday ?? 0
    const next =
      direction === 1
        ? props.weeks.find((week) => week.monday > from && week.starting.length > 0)
        : props.weeks.findLast((week) => week.monday < from && week.starting.length > 0)
    if (next !== undefined) props.onWeek(next.monday)
  }

  return (
    <div class="year-strip">
      <div class="year-strip-head">
        <IconButton label="The year before" icon="chevron-left" disabled={at() <= 0} onClick={() => props.onYear(props.years[at() - 1] ?? props.year)} />
        <span class="year-strip-year">{props.year}</span>
        <IconButton
          label="The year after"
          icon="chevron-right"
          disabled={at() >= props.years.length - 1}
          onClick={() => props.onYear(props.years[at() + 1] ?? props.year)}
        />
      </div>
      <div
        ref={strip}
        class="year-strip-weeks"
        role="slider"
        tabIndex={0}
        aria-label="Week of the year"
        aria-valuemin={1}
        aria-valuemax={props.weeks.length}
        aria-valuenow={seenIndex() + 1}
        aria-valuetext={props.weeks[seenIndex()]?.label}
        onKeyDown={(event) => {
          const direction = event.key === 'ArrowRight' || event.key === 'ArrowDown' ? 1 : event.key === 'ArrowLeft' || event.key === 'ArrowUp' ? -1 : null
          if (direction === null) return
          event.preventDefault()
          step(direction)
        }}
        onPointerDown={(event) => {
          event.currentTarget.setPointerCapture(event.pointerId)
          goAt(event.clientX)
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) goAt(event.clientX)
        }}
      >
        <For each={props.weeks}>
          {(week) => (
            <span class="year-strip-week" data-seen={week.monday === props.seen ? '' : undefined} data-now={week.monday === props.today ? '' : undefined}>
              <span class="year-strip-bar" style={{ height: `${Math.round((week.running / most()) * HEIGHT)}px` }} />
              <Show when={week.month}>
                <span class="year-strip-month">{week.month?.slice(0, 1)}</span>
              </Show>
            </span>
          )}
        </For>
      </div>
    </div>
  )
}
