// A new promotion, in one line or field by field: the fields follow the line, and what somebody sets in a field stays. Opened
// by N, by the button, by a double press or by drawing on the wall, which brings account and weeks along. What it would
// clash with is said before it exists. Enter anywhere creates.

import { createMemo, createSignal, onMount, Show } from 'solid-js'
import { addDays, type CivilDate, type DateWindow, windowDays } from '../../../../shared/base/civil.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { fromTemplate } from '../../../../shared/domain/clone/promotion-template.ts'
import { parseQuickAdd } from '../../../../shared/domain/quick-add/quick-add.ts'
import { adWeekStartOn, adWeeksBetween, isWholeAdWeeks } from '../../../../shared/domain/weeks/ad-week.ts'
import { fiscalYearOfPromotion } from '../../../../shared/domain/weeks/fiscal-week.ts'
import { dayLabel, fiscalYearLabel, weekLabel, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { Button } from '../../../ui/Button.tsx'
import { ComboField } from '../../../ui/ComboField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { type CreationStart, useCalendar } from '../calendar-state.ts'
import { ClashSentences, clashNames } from '../clashes/ClashSentences.tsx'
import { draftOfNew, type HandSet, NOTHING_SET } from './new-promotion-draft.ts'
import { proposedSummary } from './proposed-summary.ts'
import { QuickLine } from './QuickLine.tsx'
import { createTemplates } from './templates.ts'
import './new-promotion.css'

const WEEKS_AHEAD = 78
const WEEKS_BACK = 8
const WEEKS_MAX = 52
/** Of those that are only good to know the first few say enough. */
const CLASHES_SHOWN = 4
const PROPOSED = 'proposed'
const NO_TEMPLATE = ''

const MECHANIC_OPTIONS = MECHANICS.map((mechanic) => ({ value: mechanic, label: `${mechanic} · ${MECHANIC_LABELS[mechanic]}` }))

export const NewPromotion = (props: { start: CreationStart }) => {
  const calendar = useCalendar()
  const { workspace } = calendar
  const clashes = clashesIn(workspace)
  const [text, setText] = createSignal('')
  const [hand, setHand] = createSignal<HandSet>({ ...NOTHING_SET, accountId: props.start.accountId, inStore: props.start.inStore })
  const byHand = (change: Partial<HandSet>) => void setHand({ ...hand(), ...change })
  const proposal = createMemo(() =>
    parseQuickAdd(text(), {
      accounts: calendar.accounts(),
      systemOf: ({ weekSystemId }) => weekSystemById(weekSystemId) ?? DEFAULT_WEEK_SYSTEM,
      items: workspace.summaries.all('item'),
      today: workspace.today(),
      accountId: hand().accountId,
    }),
  )
  // Words come after hands where they name an account: who types "marlow" on another account's row means Marlow.
  const saysAccount = () => proposal().tokens.some(({ kind, level }) => kind === 'account' && level !== 'ambiguous')
  const accountId = () => (saysAccount() ? proposal().accountId : hand().accountId) ?? calendar.accounts()[0]?.accountId ?? ''
  const account = createMemo(() => calendar.accountById(accountId()))
  const adWeekStart = () => account()?.adWeekStart ?? 0
  /** The next whole week nobody has begun yet. */
  const nextWeek = (): CivilDate => addDays(adWeekStartOn(adWeekStart(), workspace.today()), 7)
  const templates = createTemplates(workspace)
  const [templateId, setTemplateId] = createSignal(NO_TEMPLATE)
  const template = () => templates().find(({ id }) => id === templateId()) ?? null
  const fromTemplateOn = (from: CivilDate) => {
    const chosen = template()
    return chosen === null ? null : fromTemplate(chosen.draft, from, workspace.today())
  }
  const inStore = createMemo<DateWindow>(
    () => hand().inStore ?? proposal().inStore ?? fromTemplateOn(nextWeek())?.promotion.inStore ?? { from: nextWeek(), to: addDays(nextWeek(), 6) },
  )
  const draft = createMemo(() => {
    const shown = account()
    return shown === null ? null : draftOfNew(proposal(), hand(), shown, inStore(), fromTemplateOn(inStore().from))
  })
  const line = () => draft()?.lines[0]
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  let form!: HTMLFormElement

  const isWhole = () => isWholeAdWeeks(adWeekStart(), inStore())
  const weeks = () => Math.max(1, Math.round(windowDays(inStore()) / 7))
  const weekOptions = createMemo(() => {
    const shown = account()
    if (shown === null) return []
    const today = workspace.today()
    const first = [addDays(today, -7 * WEEKS_BACK), inStore().from].sort()[0] ?? today
    const last = [addDays(today, 7 * WEEKS_AHEAD), addDays(inStore().from, 70)].sort().at(-1) ?? today
    return adWeeksBetween(shown.system, shown.adWeekStart, first, last).map((week) => ({
      value: week.start,
      label: `${weekLabel(week)} · ${dayLabel(week.start)} ${week.start.slice(0, 4)} · ${fiscalYearLabel(shown.system, week.fiscalYear)}`,
    }))
  })
  const chooseAccount = (next: string) => {
    // The line says what the fields say.
    const named = proposal().tokens.find(({ kind }) => kind === 'account')
    if (named !== undefined) setText(`${text().slice(0, named.from)}${calendar.accountById(next)?.name ?? ''}${text().slice(named.to)}`)
    const before = hand().inStore
    const start = calendar.accountById(next)?.adWeekStart ?? 0
    // The weeks of the other account begin on another day.
    const from = before === null ? null : adWeekStartOn(start, addDays(before.from, 3))
    byHand({ accountId: next, inStore: before === null || from === null ? null : { from, to: addDays(from, windowDays(before) - 1) } })
  }

  const wouldClash = createMemo(() => {
    const [book, proposed, shown] = [clashes(), draft(), account()]
    if (book === null || proposed === null || shown === null || line()?.itemGroup === '') return []
    const place = { accountId: shown.accountId, year: fiscalYearOfPromotion(shown.system, inStore().from), promotionId: PROPOSED }
    return book.proposed([proposedSummary(proposed, place)]).get(PROPOSED) ?? []
  })
  const shownClashes = () => {
    const grave = wouldClash().filter(({ level }) => level !== 'info')
    return [...grave, ...wouldClash().filter(({ level }) => level === 'info')].slice(0, Math.max(CLASHES_SHOWN, grave.length))
  }

  /** Two things it could mean, or dates that are none: a field set by hand settles it. */
  const blocking = (): string | null => {
    const settled = { account: false, weeks: hand().inStore !== null, group: hand().itemGroup !== null } as Readonly<Record<string, boolean>>
    const open = proposal().tokens.find(({ kind, level }) => kind !== 'unknown' && (level === 'ambiguous' || level === 'error') && settled[kind] !== true)
    if (open === undefined) return null
    return open.level === 'ambiguous' ? `“${open.text}”: ${open.meaning}. Choose one.` : open.meaning
  }
  let askedAbout = ''

  const create = async () => {
    if (isBusy()) return
    // The field in hand commits first.
    const focused = document.activeElement
    if (focused instanceof HTMLElement && form.contains(focused) && !focused.classList.contains('quick-line-input')) focused.blur()
    if (form.querySelector('[aria-invalid="true"]') !== null) return
    const stop = blocking()
    if (stop !== null) return void setProblem(stop)
    const { unread } = proposal()
    if (unread.length > 0 && askedAbout !== text()) {
      askedAbout = text()
      return void setProblem(`Not understood: ${unread.join(' ')}. Change it, or press Enter again to create it without.`)
    }
    const proposed = draft()
    if (proposed === null) return void setProblem('Choose an account.')
    setIsBusy(true)
    const facts = { itemGroup: line()?.itemGroup ?? '', mechanic: line()?.mechanic ?? 'TPR', name: '' } as const
    const outcome = await calendar.actions.create({ accountId: accountId(), inStore: inStore(), ...facts, draft: proposed })
    setIsBusy(false)
    if (!outcome.ok) return void setProblem(outcome.error.message)
    calendar.endCreation()
    calendar.expect(outcome.value.promotionId)
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
    // Who drew the weeks on an account's row says what.
    if (props.start.accountId !== null && props.start.inStore !== null) queueMicrotask(() => form.querySelector<HTMLElement>('[role=combobox]')?.focus())
  })

  return (
    <Dialog
      title="New promotion"
      size="medium"
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
          if (event.key !== 'Enter' || event.isComposing || isChoosing || event.target instanceof HTMLButtonElement) return
          event.preventDefault()
          queueMicrotask(() => void create())
        }}
      >
        <QuickLine
          text={text()}
          proposal={proposal()}
          onText={(next) => {
            setText(next)
            setProblem(null)
          }}
        />
        <Show when={templates().length > 0}>
          <SelectField
            label="Template"
            value={templateId()}
            options={[{ value: NO_TEMPLATE, label: 'None' }, ...templates().map(({ id, name }) => ({ value: id, label: name }))]}
            onCommit={(id) => void setTemplateId(id)}
          />
        </Show>
        <SelectField
          label="Account"
          value={accountId()}
          options={calendar.accounts().map((one) => ({ value: one.accountId, label: one.name }))}
          onCommit={chooseAccount}
        />
        <Show
          when={isWhole()}
          fallback={
            <WindowField label="In store" value={inStore()} onCommit={(next) => (next === null ? 'Say when it is in store.' : byHand({ inStore: next }))} />
          }
        >
          <div class="new-promotion-weeks">
            <SelectField
              label="First week"
              value={inStore().from}
              options={weekOptions()}
              onCommit={(from) => byHand({ inStore: { from, to: addDays(from, windowDays(inStore()) - 1) } })}
            />
            <NumberField
              label="Weeks"
              whole
              min={1}
              max={WEEKS_MAX}
              value={weeks()}
              onCommit={(count) =>
                count === null ? 'Give the number of weeks.' : byHand({ inStore: { from: inStore().from, to: addDays(inStore().from, count * 7 - 1) } })
              }
            />
          </div>
        </Show>
        <div class="new-promotion-pair">
          <ComboField
            label="Promoted group"
            value={line()?.itemGroup ?? ''}
            suggestions={calendar.itemGroups()}
            placeholder="CHIPS-8OZ"
            onCommit={(next) => byHand({ itemGroup: next })}
          />
          <SelectField label="Mechanic" value={line()?.mechanic ?? 'TPR'} options={MECHANIC_OPTIONS} onCommit={(next) => byHand({ mechanic: next })} />
        </div>
        <TextField label="Name" value={hand().name} placeholder={draft()?.promotion.name ?? ''} onCommit={(name) => byHand({ name })} />
        <p class="new-promotion-when" aria-live="polite" data-problem={problem() === null ? undefined : ''}>
          {problem() ?? [when(), (draft()?.lines.length ?? 0) > 1 ? `${draft()?.lines.length} lines` : ''].filter(Boolean).join(' · ')}
        </p>
        <Show when={shownClashes().length > 0}>
          <ClashSentences clashes={shownClashes()} promotionId={PROPOSED} names={clashNames(calendar, accountId())} />
        </Show>
      </form>
    </Dialog>
  )
}
