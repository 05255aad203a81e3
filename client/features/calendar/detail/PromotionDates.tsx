// The other windows, and the deadlines: those of the promotion and those of its account's templates, in order of their day,
// each with a tick. A deadline nobody has set by hand goes along with the weeks in store; one that is done stays where it
// was. Each window is one value, so nobody can store one that ends before it starts (D3).

import { createMemo, For, Show } from 'solid-js'
import { markDeadline, setDeadlineDate } from '../../../../shared/commands/deadlines.ts'
import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import { PROMOTION_WINDOW_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import {
  PROMOTION_DEADLINE_LABELS,
  PROMOTION_DEADLINES,
  PROMOTION_WINDOWS,
  type PromotionDeadline,
  type PromotionWindow,
} from '../../../../shared/docs/terms/promotion-terms.ts'
import { type Deadline, deadlineState, deadlinesOf, WARN_DAYS_DEFAULT } from '../../../../shared/domain/deadlines/deadlines.ts'
import { dateWithWeek, dayMonthLabel, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { DateField } from '../../../ui/DateField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { useCalendar } from '../calendar-state.ts'
import { createMemberNames } from '../member-names.ts'
import { AddFields, createDisclosure } from './AddFields.tsx'
import { usePromotion } from './promotion-context.ts'

type OtherWindow = Exclude<PromotionWindow, 'inStore'>
type Dated = OtherWindow | PromotionDeadline
const WINDOWS = PROMOTION_WINDOWS.filter((name): name is OtherWindow => name !== 'inStore')
const isWindowName = (name: Dated): name is OtherWindow => (WINDOWS as readonly string[]).includes(name)
const labelOf = (name: Dated): string => (isWindowName(name) ? PROMOTION_WINDOW_LABELS[name] : PROMOTION_DEADLINE_LABELS[name])

export const PromotionDates = (props: { row: PromotionRow }) => {
  const { bind, account, pins } = usePromotion()
  const calendar = useCalendar()
  const nameOf = createMemberNames(calendar.workspace)
  let section!: HTMLElement
  const deadlines = createMemo(() => deadlinesOf({ ...props.row, pins: pins() }, account() ?? {}))
  const byKey = createMemo(() => new Map(deadlines().map((deadline) => [deadline.key, deadline])))
  const disclosure = createDisclosure<Dated>(
    () => [...WINDOWS, ...PROMOTION_DEADLINES],
    (name) => props.row[name] !== null || byKey().has(name),
  )
  /** In order of their day; those opened by hand and without one yet come last. */
  const keys = () => [...byKey().keys(), ...PROMOTION_DEADLINES.filter((name) => !byKey().has(name) && disclosure.isShown(name))]
  const inWeeks = (name: OtherWindow) => {
    const [shown, window] = [account(), props.row[name]]
    return shown === null || window === null ? undefined : windowWithWeeks(shown.system, shown.adWeekStart, window)
  }
  return (
    <section ref={section} class="promotion-section">
      <h3>Dates and deadlines</h3>
      <div class="field-rows">
        <For each={WINDOWS.filter((name) => disclosure.isShown(name))}>
          {(name) => <WindowField {...bind.cell('promotions', props.row, name)} hint={inWeeks(name)} />}
        </For>
      </div>
      <Show when={keys().length > 0}>
        <ul class="deadline-list" aria-label="Deadlines">
          <For each={keys()}>{(key) => <DeadlineRow deadlineKey={key} deadline={byKey().get(key) ?? null} row={props.row} nameOf={nameOf} />}</For>
        </ul>
      </Show>
      <AddFields disclosure={disclosure} labelOf={labelOf} within={() => section} foldedAs="More dates" readOnly={bind.isReadOnly()} />
    </section>
  )
}

const SOURCES: Readonly<Record<Deadline['source'], string>> = {
  manual: 'set by hand',
  template: 'by the account’s template',
  lead_time: 'by the account’s lead time',
  window: 'end of the claim window',
}

const DeadlineRow = (props: { deadlineKey: string; deadline: Deadline | null; row: PromotionRow; nameOf: (personId: string) => string }) => {
  const calendar = useCalendar()
  const { bind, account, promotionId } = usePromotion()
  const name = () => props.deadline?.name ?? PROMOTION_DEADLINE_LABELS[props.deadlineKey as PromotionDeadline] ?? 'Deadline'
  const warnDays = () => calendar.workspace.summaries.all('settings')[0]?.deadlineWarnDays ?? WARN_DAYS_DEFAULT
  const state = () => (props.deadline === null ? 'open' : deadlineState(props.deadline, calendar.workspace.today(), warnDays()))
  const isOwn = () => (PROMOTION_DEADLINES as readonly string[]).includes(props.deadlineKey)
  const isFixed = () => props.deadlineKey === 'claim'
  const hint = () => {
    const [shown, deadline] = [account(), props.deadline]
    if (deadline === null) return undefined
    if (deadline.done !== null) return `Done ${dayMonthLabel(deadline.done.on)}${deadline.done.by === '' ? '' : `, ${props.nameOf(deadline.done.by)}`}`
    const week = shown === null ? '' : dateWithWeek(shown.system, shown.adWeekStart, deadline.due).split(' · ')[0]
    const words = { passed: 'passed', soon: 'soon', open: '', done: '' }[state()]
    return [words, week, SOURCES[deadline.source]].filter(Boolean).join(' · ')
  }
  const rings = () => (isOwn() ? bind.cell('promotions', props.row, props.deadlineKey as PromotionDeadline) : null)
  const set = (on: string | null) => bind.run(`Changed ${name().toLowerCase()}`, setDeadlineDate, { promotionId, key: props.deadlineKey, on })
  const mark = (isDone: boolean) => {
    const { deadline } = props
    if (deadline === null) return
    void bind.run(`${isDone ? 'Done' : 'Not done'}: ${name()}`, markDeadline, { promotionId, key: props.deadlineKey, isDone, due: deadline.due })
  }
  return (
    <li class="deadline-row" data-state={state()}>
      <input
        type="checkbox"
        class="check-input"
        aria-label={`${name()}: done`}
        checked={props.deadline?.done != null}
        disabled={bind.isReadOnly() || props.deadline === null || isFixed()}
        onChange={(event) => mark(event.currentTarget.checked)}
      />
      <DateField
        label={name()}
        value={props.deadline?.due ?? null}
        readOnly={bind.isReadOnly() || isFixed() || props.deadline?.done != null}
        hint={hint()}
        selectedBy={rings()?.selectedBy}
        onFocus={() => rings()?.onFocus()}
        onBlur={() => rings()?.onBlur()}
        onCommit={set}
      />
    </li>
  )
}
