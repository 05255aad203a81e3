// One account: its name and weeks at the left, its own week labels above its bars.

import { createMemo, For, Show } from 'solid-js'
import { groupDigits } from '../../../../shared/base/money.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { weekChip, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { isSameList } from '../calendar-data.ts'
import { useCalendar } from '../calendar-state.ts'
import type { DragStart } from './create-drag.ts'
import type { Nudge } from './create-nudge.ts'
import { HEAD_WIDTH } from './create-viewport.ts'
import { TimelineBar } from './TimelineBar.tsx'
import { barHeight, type Placement, WEEKS_HEIGHT } from './timeline-model.ts'
import { weekGrid, weekRuler } from './timeline-ruler.ts'
import { spanOf, xOfDay } from './timeline-scale.ts'
import { rowKey, type TimelineRowModel, useTimeline } from './timeline-state.ts'

interface RowProps {
  readonly row: TimelineRowModel
  readonly tabStop: string | null
  readonly drag: DragStart
  readonly nudge: Nudge
  readonly onMenu: (promotion: PromotionSummary, point: { readonly x: number; readonly y: number }) => void
}

export const TimelineRow = (props: RowProps) => {
  const calendar = useCalendar()
  const state = useTimeline()
  const placed = () => state.rowOf(props.row.accountId)
  const account = () => props.row.account()
  const layout = () => props.row.layout()

  /**
   * Bars near the window, left to right, and the one that has the focus: it must not vanish under it. While one of them has
   * it they also keep their order in the page: an element that is put elsewhere loses the focus.
   */
  const visible = createMemo<readonly string[]>(
    (before) => {
      const { from, to } = state.range()
      const left = xOfDay(state.scale(), from)
      const right = xOfDay(state.scale(), to)
      const kept = state.focusKey()
      const shown = layout()
        .placements.filter((bar) => (bar.right > left && bar.left < right) || bar.promotionId === kept)
        .map(({ promotionId }) => promotionId)
      if (kept === null || !layout().byId.has(kept)) return shown
      const still = new Set(shown)
      const known = new Set(before)
      return [...before.filter((promotionId) => still.has(promotionId)), ...shown.filter((promotionId) => !known.has(promotionId))]
    },
    [],
    { equals: isSameList },
  )
  const marks = createMemo(() => {
    const shown = state.isFirstPaint() ? null : account()
    return new Map((shown === null ? [] : weekRuler(state.scale(), state.range(), shown.system, shown.adWeekStart)).map((mark) => [mark.day, mark]))
  })
  const grid = createMemo(() => weekGrid(state.scale(), account()?.adWeekStart ?? 0))
  const ghost = createMemo(() => {
    const drag = state.drag()
    return drag !== null && drag.accountId === props.row.accountId ? drag : null
  })
  const clashes = clashesIn(calendar.workspace)
  const isTabStop = () => props.tabStop === rowKey(props.row.accountId)

  return (
    // biome-ignore lint/a11y/useSemanticElements: a row of the grid above
    // biome-ignore lint/a11y/useFocusableInteractive: its cells have the focus
    <div class="timeline-row" role="row" aria-rowindex={(placed()?.index ?? 0) + 1} style={{ top: `${placed()?.top ?? 0}px`, height: `${layout().height}px` }}>
      {/* biome-ignore lint/a11y/useSemanticElements: a header of the grid above */}
      <div
        class="timeline-head"
        role="rowheader"
        data-key={rowKey(props.row.accountId)}
        tabIndex={isTabStop() ? 0 : -1}
        onFocus={() => {
          state.setFocusKey(rowKey(props.row.accountId))
          calendar.select(null)
        }}
      >
        <span class="timeline-account">{account()?.name}</span>
        <span class="timeline-facts">
          <span class="timeline-week-chip">{weekChip(account()?.adWeekStart ?? 0)}</span>
          <Show when={(account()?.storeCount ?? 0) > 0}>
            <span>{groupDigits(account()?.storeCount ?? 0)} stores</span>
          </Show>
          <span class="timeline-count">{layout().placements.length}</span>
        </span>
      </div>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: drawing is the pointer's way; N and Enter on the row are the keyboard's */}
      <div
        class="timeline-track"
        role="presentation"
        style={{
          'background-size': `${grid().step}px 100%, ${state.scale().dayWidth}px 100%`,
          'background-position': `${grid().offset}px 0, 0 0`,
        }}
        onPointerDown={(event) => {
          const y = event.clientY - event.currentTarget.getBoundingClientRect().top
          props.drag.days(event, props.row.accountId, Math.max(WEEKS_HEIGHT + 2, y - barHeight(calendar.zoom()) / 2))
        }}
        onDblClick={(event) => {
          if (event.target !== event.currentTarget || !calendar.workspace.canWrite()) return
          calendar.startCreation({ accountId: props.row.accountId, inStore: null })
        }}
      >
        <div class="timeline-weeks" aria-hidden="true">
          <For each={[...marks().keys()]}>
            {(day) => (
              <Show when={marks().get(day)}>
                {(mark) => (
                  <div class="timeline-week" data-strong={mark().isStrong ? '' : undefined} style={{ left: `${mark().x}px`, width: `${mark().width}px` }}>
                    <span class="timeline-week-label">
                      <Show when={mark().lead}>
                        <span class="timeline-lead">{mark().lead}</span>
                      </Show>
                      {mark().label}
                    </span>
                  </div>
                )}
              </Show>
            )}
          </For>
        </div>
        <For each={visible()}>
          {(promotionId) => {
            const bar = createMemo<Placement | undefined>((before) => layout().byId.get(promotionId) ?? before)
            return (
              <Show when={bar()}>
                {(shown) => (
                  <TimelineBar
                    bar={shown()}
                    clashes={clashes()?.counts({ accountId: props.row.accountId, promotionId }).error ?? 0}
                    isTabStop={props.tabStop === promotionId}
                    isHeld={ghost()?.promotionId === promotionId && ghost()?.kind !== 'copy'}
                    drag={props.drag}
                    nudge={props.nudge}
                    onMenu={props.onMenu}
                  />
                )}
              </Show>
            )
          }}
        </For>
        <Show when={ghost()}>
          {(drag) => {
            const span = () => spanOf(state.scale(), drag().window)
            const words = () => {
              const shown = account()
              return shown === null ? '' : windowWithWeeks(shown.system, shown.adWeekStart, drag().window)
            }
            /** Kept in view at the left edge of what is seen. */
            const labelX = () => Math.max(0, state.viewport.left() - span().x)
            return (
              <div
                class="timeline-ghost"
                data-kind={drag().kind}
                style={{ transform: `translate(${span().x}px, ${drag().y}px)`, width: `${span().width}px`, height: `${barHeight(calendar.zoom())}px` }}
              >
                <span
                  class="timeline-ghost-label"
                  style={{ left: `${labelX()}px`, 'max-width': `${Math.max(240, state.viewport.trackWidth() - HEAD_WIDTH)}px` }}
                >
                  {drag().kind === 'copy' ? `Copy · ${words()}` : words()}
                </span>
              </div>
            )
          }}
        </Show>
      </div>
    </div>
  )
}
