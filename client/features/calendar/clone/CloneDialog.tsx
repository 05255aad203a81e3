// One promotion, many, or a whole year, into another year: every proposed window stands beside the one it comes from, with
// what a person should look at. What is ticked is created when it is confirmed, as one step of undo; nothing before.

import { createMemo, createResource, createSignal, For, Show } from 'solid-js'
import { createPromotions } from '../../../../shared/commands/clone.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { cloneKey, cloneSlices, type PlannedClone, planClones } from '../../../../shared/domain/clone/clone-plan.ts'
import { ANCHORS, type Anchor } from '../../../../shared/domain/clone/re-anchor.ts'
import { createHolidays } from '../../../../shared/domain/holidays/holidays.ts'
import { fiscalYearOfPromotion } from '../../../../shared/domain/weeks/fiscal-week.ts'
import { fiscalYear } from '../../../../shared/domain/weeks/fiscal-year.ts'
import { fiscalYearLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { clashesIn } from '../../../data/clashes.ts'
import { Button } from '../../../ui/Button.tsx'
import { CheckField } from '../../../ui/CheckField.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { useCalendar } from '../calendar-state.ts'
import { proposedSummary } from '../create/proposed-summary.ts'
import { CloneRow } from './CloneRow.tsx'
import { type CloneRequest, endCloning } from './clone-request.ts'
import { type ReadSource, readSources, sourceAt } from './clone-sources.ts'
import './clone-dialog.css'

const ANCHOR_OPTIONS = ANCHORS.map((anchor) => ({ value: anchor, label: { fiscal_week: 'The same fiscal week', holiday: 'The same holiday' }[anchor] }))
const YEARS_AHEAD = [1, 2, 3, -1] as const

export interface ShownClone {
  readonly plan: PlannedClone
  readonly promotion: PromotionSummary
}

export const CloneDialog = (props: { request: CloneRequest }) => {
  const calendar = useCalendar()
  const { workspace } = calendar
  const book = clashesIn(workspace)
  const firstId = props.request.promotionIds?.[0]
  const ownAccount = firstId === undefined ? undefined : calendar.promotionById(firstId)?.accountId
  const [fromId, setFromId] = createSignal(props.request.accountId ?? ownAccount ?? calendar.accounts()[0]?.accountId ?? '')
  const fromAccount = createMemo(() => calendar.accountById(fromId()))
  const yearOf = (promotion: PromotionSummary): number | null => {
    const account = calendar.accountById(promotion.accountId)
    return account === null || promotion.inStore === null ? null : fiscalYearOfPromotion(account.system, promotion.inStore.from)
  }
  const years = createMemo(() => [...new Set(calendar.allOf(fromId()).map(yearOf))].filter((year) => year !== null).sort((a, b) => b - a))
  const yearLabel = (year: number): string => {
    const account = fromAccount()
    return account === null ? String(year) : fiscalYearLabel(account.system, year)
  }
  const [chosenYear, setChosenYear] = createSignal<number | null>(null)
  const sourceYear = (): number | null => {
    if (props.request.promotionIds !== null) {
      const first = firstId === undefined ? null : calendar.promotionById(firstId)
      return first === null ? null : yearOf(first)
    }
    return chosenYear() ?? years()[0] ?? null
  }
  const promotions = createMemo((): readonly PromotionSummary[] => {
    const ids = props.request.promotionIds
    if (ids !== null) return ids.map((id) => calendar.promotionById(id)).filter((promotion) => promotion !== null)
    return calendar.allOf(fromId()).filter((promotion) => yearOf(promotion) === sourceYear())
  })
  const [sources] = createResource<readonly ReadSource[], readonly PromotionSummary[]>(promotions, (wanted) => readSources(calendar, wanted))

  const [ahead, setAhead] = createSignal(1)
  const [anchor, setAnchor] = createSignal<Anchor>('fiscal_week')
  const [isRestated, setIsRestated] = createSignal(true)
  const [intoId, setIntoId] = createSignal<string | null>(null)
  const intoAccount = createMemo(() => calendar.accountById(intoId() ?? fromId()))
  const targetYears = () => {
    const [year, account] = [sourceYear(), intoAccount()]
    return year === null || account === null
      ? []
      : YEARS_AHEAD.map((by) => {
          const { weeks } = fiscalYear(account.system, year + by)
          return { value: String(by), label: `${fiscalYearLabel(account.system, year + by)}${weeks === 53 ? ' · 53 weeks' : ''}` }
        })
  }
  const holidays = createMemo(() => {
    const settings = workspace.summaries.all('settings')[0]
    return createHolidays(settings ?? {})
  })
  const cloned = createMemo(() => {
    const keys = new Set<string>()
    for (const promotion of calendar.all()) {
      const year = promotion.clonedFrom === undefined ? null : yearOf(promotion)
      if (year !== null && promotion.clonedFrom !== undefined) keys.add(cloneKey(promotion.clonedFrom, year))
    }
    return keys
  })
  const plans = createMemo((): readonly ShownClone[] => {
    const account = intoAccount()
    // Asked before it is read: reading what is still loading would hide the page.
    const read = sources.loading ? [] : (sources() ?? [])
    if (account === null) return []
    const wish = { anchor: anchor(), years: ahead(), isRestated: isRestated() }
    const world = { holidays: holidays(), items: workspace.summaries.all('item'), today: workspace.today(), cloned: cloned() }
    return planClones(
      read.map((each) => sourceAt(each, account)),
      wish,
      world,
    ).flatMap((plan, index) => {
      const promotion = read[index]?.promotion
      return promotion === undefined ? [] : [{ plan, promotion }]
    })
  })
  /** What somebody ticked or unticked; the rest is as proposed. */
  const [ticks, setTicks] = createSignal<ReadonlyMap<string, boolean>>(new Map())
  const isTicked = ({ plan }: ShownClone) => plan.draft !== null && (ticks().get(plan.ref) ?? plan.isProposed)
  const chosen = createMemo(() => plans().filter(isTicked))
  const clashes = createMemo(() => {
    const [loaded, account] = [book(), intoAccount()]
    if (loaded === null || account === null) return new Map<string, number>()
    const proposed = chosen().flatMap(({ plan }) => {
      if (plan.draft === null || plan.after === null) return []
      return [
        proposedSummary(plan.draft, { accountId: account.accountId, year: fiscalYearOfPromotion(account.system, plan.after.from), promotionId: plan.ref }),
      ]
    })
    const found = loaded.proposed(proposed)
    return new Map([...found].map(([ref, those]) => [ref, those.filter(({ level }) => level === 'error').length]))
  })
  const setAll = (isOn: boolean) => setTicks(new Map(plans().map(({ plan }) => [plan.ref, isOn])))

  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  const targetLabel = () =>
    targetYears()
      .find(({ value }) => value === String(ahead()))
      ?.label.split(' · ')[0] ?? ''
  const confirm = async () => {
    const slices = cloneSlices(chosen().map(({ plan }) => plan))
    const count = chosen().length
    const label = `Cloned ${count} ${count === 1 ? 'promotion' : 'promotions'} into ${targetLabel()}`
    setIsBusy(true)
    const stopped = await workspace.edit(label, async ({ run }) => {
      for (const { path, drafts } of slices) {
        const outcome = await run(path, createPromotions, { drafts })
        if (!outcome.ok) return outcome.error.message
      }
      return null
    })
    setIsBusy(false)
    if (stopped !== null) return void setProblem(stopped)
    endCloning()
    await calendar.actions.say(label)
  }

  return (
    <Dialog
      title={
        props.request.promotionIds === null ? 'Clone a year' : promotions().length === 1 ? 'Clone into another year' : `Clone ${promotions().length} promotions`
      }
      size="large"
      open
      onClose={endCloning}
      actions={
        <>
          <span class="clone-count" aria-live="polite" data-problem={problem() === null ? undefined : ''}>
            {problem() ?? `${chosen().length} of ${plans().length} chosen. Nothing is created before you confirm.`}
          </span>
          <Button onClick={endCloning}>Cancel</Button>
          <Button kind="primary" busy={isBusy()} disabled={chosen().length === 0} onClick={() => void confirm()}>
            {`Clone ${chosen().length}`}
          </Button>
        </>
      }
    >
      <div class="clone-dialog">
        <div class="clone-wish">
          <Show when={props.request.promotionIds === null}>
            <SelectField
              label="Account"
              value={fromId()}
              options={calendar.accounts().map(({ accountId, name }) => ({ value: accountId, label: name }))}
              onCommit={(accountId) => {
                setFromId(accountId)
                setChosenYear(null)
              }}
            />
            <SelectField
              label="From"
              value={String(sourceYear() ?? '')}
              options={years().map((year) => ({ value: String(year), label: yearLabel(year) }))}
              onCommit={(year) => void setChosenYear(Number(year))}
            />
          </Show>
          <SelectField label="Into" value={String(ahead())} options={targetYears()} onCommit={(by) => void setAhead(Number(by))} />
          <SelectField
            label="At"
            value={intoId() ?? fromId()}
            options={calendar.accounts().map(({ accountId, name }) => ({ value: accountId, label: name }))}
            onCommit={(accountId) => void setIntoId(accountId)}
          />
          <SelectField label="Placed by" value={anchor()} options={ANCHOR_OPTIONS} onCommit={(next) => void setAnchor(next)} />
        </div>
        <Show when={anchor() === 'fiscal_week'}>
          <CheckField
            label="Years of 53 weeks restated"
            words="Compare years of 53 weeks restated, so that seasons line up"
            value={isRestated()}
            onCommit={(next) => void setIsRestated(next)}
          />
        </Show>
        <Show when={!sources.loading} fallback={<Skeleton rows={6} />}>
          <Show when={plans().length > 0} fallback={<p class="clone-none">There is nothing in that year to clone.</p>}>
            <div class="clone-tools">
              <Button kind="quiet" onClick={() => setAll(true)}>
                All
              </Button>
              <Button kind="quiet" onClick={() => setAll(false)}>
                None
              </Button>
              <Button kind="quiet" onClick={() => setTicks(new Map())}>
                As proposed
              </Button>
            </div>
            <ul class="clone-list" aria-label="Proposed clones">
              <For each={plans()}>
                {(shown) => (
                  <CloneRow
                    shown={shown}
                    account={intoAccount()}
                    isTicked={isTicked(shown)}
                    errors={clashes().get(shown.plan.ref) ?? 0}
                    onTick={(isOn) => setTicks(new Map([...ticks(), [shown.plan.ref, isOn]]))}
                  />
                )}
              </For>
            </ul>
          </Show>
        </Show>
      </div>
    </Dialog>
  )
}
