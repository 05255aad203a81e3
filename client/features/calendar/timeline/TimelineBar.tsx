// One promotion on the wall: a bar over its days in store, coloured and patterned by mechanic family, as solid as its
// status; below it, thinly, when it is ordered and shipped; pins for what is due. A remote change tints it for a moment.

import { createEffect, createMemo, createSignal, For, on, onCleanup, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { retailText } from '../../../../shared/domain/retail-text.ts'
import { adWeekOf } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayLabel, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { useCalendar } from '../calendar-state.ts'
import type { Placement } from './timeline-model.ts'
import { isFar } from './timeline-scale.ts'
import { type TimelineRowModel, useTimeline } from './timeline-state.ts'

interface BarProps {
  readonly bar: Placement
  /** Promotions that want another price for the same items on the same day. */
  readonly clashes: number
  readonly isTabStop: boolean
  /** The pointer has taken it away: only its place is left. */
  readonly isHeld: boolean
  readonly row: TimelineRowModel
  readonly onMenu: (promotion: PromotionSummary, point: { readonly x: number; readonly y: number }) => void
}

const REMOTE_TINT_MS = 600

export const TimelineBar = (props: BarProps) => {
  const calendar = useCalendar()
  const state = useTimeline()
  const promotion = () => props.bar.promotion
  const account = () => calendar.accountById(promotion().accountId)
  const isSelected = () => state.isSelected(promotion().promotionId)
  const isMarked = () => calendar.isMarked(promotion().promotionId)
  const [isPointed, setIsPointed] = createSignal(false)
  const isClippedLeft = createMemo(() => props.bar.x < state.viewport.left() - 1 && props.bar.x + props.bar.width > state.viewport.left())
  const isClippedRight = createMemo(() => {
    const edge = state.viewport.left() + state.viewport.trackWidth()
    return props.bar.x + props.bar.width > edge + 1 && props.bar.x < edge
  })
  const peers = () => calendar.peersAt(promotion().promotionId)
  const isRemote = createRemoteTint(promotion, () => calendar.actions.isMine(promotion().promotionId) || isSelected())

  const name = createMemo(() => {
    const shown = account()
    const first = promotion().lines[0]
    const when =
      shown === null
        ? ''
        : `week ${adWeekOf(shown.system, shown.adWeekStart, props.bar.window.from).week}, ${dayLabel(props.bar.window.from)} to ${dayLabel(props.bar.window.to)}`
    const price = first === undefined ? '' : retailText(first.promoRetail, shown?.currency ?? 'USD')
    return [
      // What is seen comes first, as it is seen.
      props.bar.detail === '' ? props.bar.main : `${props.bar.main} ${props.bar.detail}`,
      first === undefined || first.itemGroup === props.bar.main ? '' : first.itemGroup,
      first === undefined ? '' : `${MECHANIC_LABELS[first.mechanic]}${price === '' || props.bar.detail !== '' ? '' : ` ${price}`}`,
      PROMOTION_STATUS_LABELS[promotion().status],
      when,
      props.clashes === 0 ? '' : clashWords(props.clashes),
      peers().length === 0
        ? ''
        : `${peers()
            .map((peer) => peer.name)
            .join(', ')} is here`,
    ]
      .filter((part) => part !== '')
      .join(', ')
  })
  const hint = () => {
    const shown = account()
    return shown === null
      ? promotion().name
      : `${promotion().name}\n${windowWithWeeks(shown.system, shown.adWeekStart, props.bar.window)}\n${PROMOTION_STATUS_LABELS[promotion().status]}`
  }

  return (
    <>
      <Show when={props.bar.under}>
        {(under) => (
          <div
            class="timeline-under"
            aria-hidden="true"
            data-family={props.bar.family}
            data-selected={isSelected() ? '' : undefined}
            data-far={isFar(calendar.zoom()) ? '' : undefined}
            title={`Orders and shipping for ${props.bar.main} ${props.bar.detail}`}
            style={{ transform: `translate(${under().x}px, ${props.bar.y + props.bar.height + 1}px)`, width: `${under().width}px` }}
          />
        )}
      </Show>
      {/* biome-ignore lint/a11y/useSemanticElements: a cell of the grid above */}
      {/* biome-ignore lint/a11y/useKeyWithClickEvents: the grid has the keys */}
      <div
        class="timeline-bar"
        role="gridcell"
        aria-label={name()}
        aria-selected={isMarked() || (isSelected() && calendar.marked().size === 0)}
        tabIndex={props.isTabStop ? 0 : -1}
        data-key={promotion().promotionId}
        data-family={props.bar.family}
        data-status={promotion().status}
        data-selected={isSelected() ? '' : undefined}
        data-marked={isMarked() ? '' : undefined}
        data-held={props.isHeld ? '' : undefined}
        data-remote={isRemote() ? '' : undefined}
        data-peer={peers().length > 0 ? '' : undefined}
        data-clipped-left={isClippedLeft() ? '' : undefined}
        data-clipped-right={isClippedRight() ? '' : undefined}
        style={{
          left: `${props.bar.x}px`,
          top: `${props.bar.y}px`,
          width: `${props.bar.width}px`,
          height: `${props.bar.height}px`,
          // Only where it shows: a variable of its own makes every part of a bar a style of its own.
          '--peer': peers().length === 0 ? undefined : `var(--peer-${(peers()[0]?.hue ?? 0) % 8})`,
        }}
        onFocus={() => {
          state.setFocusKey(promotion().promotionId)
          calendar.select(promotion().promotionId)
        }}
        onPointerEnter={(event) => {
          // Made for the bar that is pointed at, not for hundreds; so are its handles.
          event.currentTarget.title = hint()
          setIsPointed(true)
        }}
        onPointerDown={(event) => {
          const edge = (event.target as HTMLElement).dataset.edge
          event.stopPropagation()
          state.tools()?.nudge.finish()
          state.tools()?.drag.bar(event, promotion(), props.bar.window, props.bar.y, edge === 'from' || edge === 'to' ? edge : null)
        }}
        onClick={(event) => {
          if (state.tools()?.drag.hasJustDragged()) return
          if (event.shiftKey) state.tools()?.navigation.markTo(promotion().promotionId)
          else if (event.ctrlKey || event.metaKey) calendar.toggleMark(promotion().promotionId)
          else {
            if (calendar.marked().size > 0) calendar.mark([])
            calendar.open(promotion().promotionId)
          }
        }}
        onContextMenu={(event) => {
          event.preventDefault()
          props.onMenu(promotion(), { x: event.clientX, y: event.clientY })
        }}
      >
        <span class="timeline-bar-body" />
        <Show when={props.clashes > 0}>
          <span class="timeline-bar-clash" data-count={props.clashes} />
        </Show>
        <Show when={isClippedLeft()}>
          <span class="timeline-bar-arrow" data-side="left" />
        </Show>
        <span class="timeline-bar-label" data-outside={props.bar.isLabelInside ? undefined : ''}>
          <span class="timeline-bar-main">{props.bar.main}</span>
          <Show when={props.bar.detail}>
            {' '}
            <span class="timeline-bar-detail">{props.bar.detail}</span>
          </Show>
        </span>
        <Show when={isClippedRight()}>
          <span class="timeline-bar-arrow" data-side="right" />
        </Show>
        <Show when={(isPointed() || isSelected()) && calendar.workspace.canWrite()}>
          <span class="timeline-bar-handle" data-edge="from" />
          <span class="timeline-bar-handle" data-edge="to" />
        </Show>
        <Show when={peers().length > 0}>
          <span class="timeline-bar-peers">
            <For each={peers()}>{(peer) => <span data-initials={initialsOf(peer.name)} style={{ background: `var(--peer-${peer.hue % 8})` }} />}</For>
          </span>
        </Show>
      </div>
      <Show when={state.decor()}>
        {(decor) => {
          const Pins = decor().BarPins
          return <Pins promotion={promotion()} row={props.row} bottom={props.bar.y + props.bar.height} />
        }}
      </Show>
    </>
  )
}

const clashWords = (count: number): string => `${count} ${count === 1 ? 'clash' : 'clashes'}`

/** True for a moment after somebody else changed the promotion. */
const createRemoteTint = (promotion: () => PromotionSummary, isMine: () => boolean) => {
  const [isTinted, setIsTinted] = createSignal(false)
  let timer: ReturnType<typeof setTimeout> | undefined
  createEffect(
    on(
      promotion,
      () => {
        if (isMine()) return
        setIsTinted(true)
        clearTimeout(timer)
        timer = setTimeout(() => setIsTinted(false), REMOTE_TINT_MS)
      },
      { defer: true },
    ),
  )
  onCleanup(() => clearTimeout(timer))
  return isTinted
}

const initialsOf = (name: string): string =>
  name
    .split(/\s+/)
    .slice(0, 2)
    .map((part) => part[0] ?? '')
    .join('')
    .toUpperCase()
