// The shared civil ruler on top, in two lines; today is a mark between them and never covers a label. While something is
// dragged, its days are tinted here too. Marks are kept by their day, so that scrolling makes only the new ones.

import { createMemo, For, Show } from 'solid-js'
import { useCalendar } from '../calendar-state.ts'
import { civilRuler, todayX } from './timeline-ruler.ts'
import { spanOf } from './timeline-scale.ts'
import { useTimeline } from './timeline-state.ts'

export const TimelineRuler = () => {
  const calendar = useCalendar()
  const state = useTimeline()
  const marks = createMemo(() => civilRuler(state.scale(), state.range()))
  const upper = createMemo(() => new Map(marks().upper.map((mark) => [mark.day, mark])))
  const lower = createMemo(() => new Map(marks().lower.map((mark) => [mark.day, mark])))
  const dragged = createMemo(() => {
    const drag = state.drag()
    return drag === null ? null : spanOf(state.scale(), drag.window)
  })
  return (
    <div class="timeline-ruler" aria-hidden="true">
      <div class="timeline-corner">
        <Show when={state.rows().length > 0}>
          {/* biome-ignore lint/a11y/useKeyWithClickEvents: Space on a row folds; the palette has this one */}
          {/* biome-ignore lint/a11y/noStaticElementInteractions: as above */}
          <span
            class="timeline-fold"
            data-open={state.areAllOpen() ? '' : undefined}
            title={state.areAllOpen() ? 'Fold all in' : 'Fold all out'}
            onClick={() => state.toggleAll()}
          />
        </Show>
        <span>{calendar.shownAccountIds().length === 1 ? '1 account' : `${calendar.shownAccountIds().length} accounts`}</span>
      </div>
      <div class="timeline-ruler-track">
        <For each={[...upper().keys()]}>
          {(day) => (
            <Show when={upper().get(day)}>
              {(mark) => (
                <div class="ruler-upper" style={{ left: `${mark().x}px`, width: `${mark().width}px` }}>
                  <span class="ruler-label">{mark().label}</span>
                </div>
              )}
            </Show>
          )}
        </For>
        <For each={[...lower().keys()]}>
          {(day) => (
            <Show when={lower().get(day)}>
              {(mark) => (
                <div class="ruler-lower" data-strong={mark().isStrong ? '' : undefined} style={{ left: `${mark().x}px`, width: `${mark().width}px` }}>
                  <span class="ruler-label">{mark().label}</span>
                </div>
              )}
            </Show>
          )}
        </For>
        <Show when={state.decor()}>
          {(decor) => {
            const Holidays = decor().RulerHolidays
            return <Holidays />
          }}
        </Show>
        <Show when={dragged()}>{(span) => <div class="ruler-dragged" style={{ transform: `translateX(${span().x}px)`, width: `${span().width}px` }} />}</Show>
        <div class="ruler-today" style={{ transform: `translateX(${todayX(state.scale(), calendar.workspace.today())}px)` }} />
      </div>
    </div>
  )
}
