// A new promotion in one small form: account, weeks, mechanic, group. Opened by N, by the button, by a double press or by
// drawing on the wall, which brings account and weeks along. Enter in any field creates.

import { createMemo, createSignal, onMount, Show } from 'solid-js'
import { addDays, type CivilDate, type DateWindow, windowDays } from '../../../../shared/base/civil.ts'
import { MECHANIC_LABELS, MECHANICS, type Mechanic } from '../../../../shared/docs/terms/mechanic.ts'
import { automaticName } from '../../../../shared/domain/promotion-name.ts'
import { adWeekStartOn, adWeeksBetween, isWholeAdWeeks } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayLabel, fiscalYearLabel, weekLabel, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { ComboField } from '../../../ui/ComboField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { type CreationStart, useCalendar } from '../calendar-state.ts'
import './new-promotion.css'

const WEEKS_AHEAD = 78
const WEEKS_BACK = 8
const WEEKS_MAX = 52

const MECHANIC_OPTIONS = MECHANICS.map((mechanic) => ({ value: mechanic, label: `${mechanic} · ${MECHANIC_LABELS[mechanic]}` }))

export const NewPromotion = (props: { start: CreationStart }) => {
  const calendar = useCalendar()
  const [accountId, setAccountId] = createSignal(props.start.accountId ?? calendar.accounts()[0]?.accountId ?? '')
  const account = createMemo(() => calendar.accountById(accountId()))
  const adWeekStart = () => account()?.adWeekStart ?? 0
  /** The next whole week nobody has begun yet. */
  const nextWeek = (): CivilDate => addDays(adWeekStartOn(adWeekStart(), calendar.workspace.today()), 7)
  const [window, setWindow] = createSignal<DateWindow | null>(props.start.inStore)
  const inStore = (): DateWindow => window() ?? { from: nextWeek(), to: addDays(nextWeek(), 6) }
  const [mechanic, setMechanic] = createSignal<Mechanic>('TPR')
  const [itemGroup, setItemGroup] = createSignal('')
  const [name, setName] = createSignal('')
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  let form!: HTMLFormElement

  const isWhole = () => isWholeAdWeeks(adWeekStart(), inStore())
  const weeks = () => Math.max(1, Math.round(windowDays(inStore()) / 7))
  const weekOptions = createMemo(() => {
    const shown = account()
    if (shown === null) return []
    const today = calendar.workspace.today()
    const first = [addDays(today, -7 * WEEKS_BACK), inStore().from].sort()[0] ?? today
    const last = [addDays(today, 7 * WEEKS_AHEAD), addDays(inStore().from, 70)].sort().at(-1) ?? today
    return adWeeksBetween(shown.system, shown.adWeekStart, first, last).map((week) => ({
      value: week.start,
      label: `${weekLabel(week)} · ${dayLabel(week.start)} ${week.start.slice(0, 4)} · ${fiscalYearLabel(shown.system, week.fiscalYear)}`,
    }))
  })
  const chooseAccount = (next: string) => {
    const before = window()
    setAccountId(next)
    // The weeks of the other account begin on another day.
    if (before !== null)
      setWindow({
        from: adWeekStartOn(adWeekStart(), addDays(before.from, 3)),
        to: addDays(adWeekStartOn(adWeekStart(), addDays(before.from, 3)), windowDays(before) - 1),
      })
  }

  const create = async () => {
    if (isBusy()) return
    // The field in hand commits first.
    if (document.activeElement instanceof HTMLElement && form.contains(document.activeElement)) document.activeElement.blur()
    if (form.querySelector('[aria-invalid="true"]') !== null) return
    setIsBusy(true)
    const outcome = await calendar.actions.create({ accountId: accountId(), inStore: inStore(), mechanic: mechanic(), itemGroup: itemGroup(), name: name() })
    setIsBusy(false)
    if (!outcome.ok) return void setProblem(outcome.error.message)
    calendar.endCreation()
    calendar.expect(outcome.value.promotionId)
  }

  const automatic = () => {
    const shown = account()
    return shown === null ? '' : automaticName(shown, { itemGroup: itemGroup(), mechanic: mechanic(), from: inStore().from })
  }
  const when = () => {
    const shown = account()
    return shown === null ? '' : windowWithWeeks(shown.system, shown.adWeekStart, inStore())
  }

  /** Enter on a suggestion takes the suggestion; anywhere else it creates. */
  let isChoosing = false
  onMount(() => {
    form.addEventListener(
      'keydown',
      () => {
        isChoosing = form.querySelector('[role=option][aria-selected=true]') !== null
      },
      true,
    )
    // Who came from an account's row says what; who came from nowhere says where first.
    queueMicrotask(() => form.querySelector<HTMLElement>(props.start.accountId === null ? 'select' : '[role=combobox]')?.focus())
  })

  return (
    <Dialog
      title="New promotion"
      open
      onClose={() => calendar.endCreation()}
      actions={
        <>
          <Button onClick={() => calendar.endCreation()}>Cancel</Button>
          <Button kind="primary" busy={isBusy()} onClick={() => void create()}>
            Create promotion
          </Button>
        </>
      }
    >
      <form
        ref={form}
        class="new-promotion"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
        onKeyDown={(event) => {
          if (event.key !== 'Enter' || event.isComposing || isChoosing) return
          event.preventDefault()
          queueMicrotask(() => void create())
        }}
      >
        <SelectField
          label="Account"
          value={accountId()}
          options={calendar.accounts().map((one) => ({ value: one.accountId, label: one.name }))}
          onCommit={chooseAccount}
        />
        <Show
          when={isWhole()}
          fallback={<WindowField label="In store" value={inStore()} onCommit={(next) => (next === null ? 'Say when it is in store.' : void setWindow(next))} />}
        >
          <div class="new-promotion-weeks">
            <SelectField
              label="First week"
              value={inStore().from}
              options={weekOptions()}
              onCommit={(from) => void setWindow({ from, to: addDays(from, windowDays(inStore()) - 1) })}
            />
            <NumberField
              label="Weeks"
              whole
              min={1}
              max={WEEKS_MAX}
              value={weeks()}
              onCommit={(count) =>
                count === null ? 'Give the number of weeks.' : void setWindow({ from: inStore().from, to: addDays(inStore().from, count * 7 - 1) })
              }
            />
          </div>
        </Show>
        <div class="new-promotion-pair">
          <ComboField
            label="Promoted group"
            value={itemGroup()}
            suggestions={calendar.itemGroups()}
            placeholder="CHIPS-8OZ"
            onCommit={(next) => void setItemGroup(next)}
          />
          <SelectField label="Mechanic" value={mechanic()} options={MECHANIC_OPTIONS} onCommit={(next) => void setMechanic(next)} />
        </div>
        <TextField label="Name" value={name()} placeholder={automatic()} onCommit={(next) => void setName(next)} />
        <p class="new-promotion-when" aria-live="polite" data-problem={problem() === null ? undefined : ''}>
          {problem() ?? when()}
        </p>
      </form>
    </Dialog>
  )
}
