// Plan against actual, once weekly sales are there (DOMAIN §6): what was sold in its weeks, over which baseline, what that
// gave back, and what only came earlier or from elsewhere. The method changes the answer a great deal, so all stand beside
// each other and one is chosen; what it gives can become the baseline of the plan.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { roundedTo, toNumber } from '../../../../shared/base/exact.ts'
import { setCell } from '../../../../shared/commands/rows.ts'
import { BASELINE_METHOD_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import type { BaselineMethod } from '../../../../shared/docs/terms/planning-terms.ts'
import { chartWeeks } from '../../../../shared/domain/actuals/fact-weeks.ts'
import { promotionActual } from '../../../../shared/domain/actuals/promotion-actual.ts'
import type { Figure } from '../../../../shared/domain/figure.ts'
import type { FigureKey, FigureUnit } from '../../../../shared/domain/figure-formulas.ts'
import { figuresOfLines } from '../../../../shared/domain/line-figures.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { createLineContext } from '../detail/line-context.ts'
import { usePromotion } from '../detail/promotion-context.ts'
import { FigureList } from '../figures/FigureList.tsx'
import { figureText } from '../figures/figure-text.ts'
import { createPromotionFacts, isOf, seen } from './promotion-facts.ts'
import { WeekChart } from './WeekChart.tsx'
import './plan-actual.css'

const DEFAULT_METHOD: BaselineMethod = 'pre_post'
const ACTUAL_KEYS: readonly FigureKey[] = ['totalSpend', 'incrementalProfit', 'roiRatio', 'roiNet', 'breakEvenLift', 'costPerIncrementalUnit']

export const PlanActual = () => {
  const calendar = useCalendar()
  const { row, lines, account, bind } = usePromotion()
  const accountId = account()?.accountId ?? ''
  const facts = createPromotionFacts(calendar, accountId)
  const context = createLineContext(row)
  const currency = () => context().currency
  const groups = createMemo(() => [...new Set(lines().map(({ itemGroup }) => itemGroup))].filter((group) => group !== ''))
  /** What the lines are for first; any other subject may be chosen, for what was imported under another name. */
  const fitting = createMemo(() => facts().subjects.filter((subject) => groups().some((group) => isOf(calendar, group, subject))))
  const [chosenSubject, setChosenSubject] = createSignal<string | null>(null)
  const subject = () => chosenSubject() ?? fitting()[0] ?? null
  const [method, setMethod] = createSignal<BaselineMethod>(DEFAULT_METHOD)
  const linesOf = createMemo(() => {
    const shown = subject()
    const own = shown === null ? [] : lines().filter(({ itemGroup }) => isOf(calendar, itemGroup, shown))
    return own.length > 0 ? own : lines()
  })
  /** Where items say so, only what stands on the same shelf can take sales or bring them. */
  const categoryOf = (id: string) => calendar.workspace.summaries.all('item').find(({ itemId, group }) => itemId === id || group === id)?.category ?? ''
  const nameOf = (id: string) => calendar.workspace.summaries.all('item').find(({ itemId }) => itemId === id)?.name ?? id
  const actual = createMemo(() => {
    const [shown, inStore] = [subject(), row()?.inStore ?? null]
    if (shown === null || inStore === null) return null
    const others = facts()
      .subjects.filter((other) => other !== shown && isBeside(categoryOf(shown), categoryOf(other)))
      .map((other) => facts().of(other))
    return {
      inStore,
      subject: shown,
      facts: facts().of(shown),
      result: promotionActual(inStore, facts().of(shown), others, linesOf(), context(), { method: method() }),
    }
  })
  const planned = createMemo(() => figuresOfLines(linesOf(), context()))
  const isRunning = () => (row()?.inStore?.to ?? '') >= calendar.workspace.today()

  const takeBaseline = async (perWeek: Figure) => {
    const line = linesOf()[0]
    if (!perWeek.ok || line === undefined) return
    const units = Number(roundedTo(perWeek.value, 0))
    const outcome = await calendar.workspace.edit('Took the baseline of the weekly sales', async ({ run }) => {
      const values = { baselinePerWeek: units, baselineSource: 'pos', baselineMethod: method() }
      for (const [cell, value] of Object.entries(values)) {
        const set = await run(calendar.actions.pathOf(calendar.promotionById(line.promotionId) ?? { accountId, year: 0 }), setCell, {
          rows: 'lines',
          rowId: line.id,
          cell,
          value,
        })
        if (!set.ok) return set.error.message
      }
      return null
    })
    notifyProblem(outcome)
  }

  return (
    <Show when={facts().isLoaded} fallback={<Skeleton rows={5} />}>
      <Show when={facts().subjects.length > 0} fallback={<NoFacts />}>
        <div class="plan-actual">
          <Show when={subject() === null || facts().subjects.length > 1 || fitting().length === 0}>
            <SelectField
              label="Weekly sales of"
              value={subject() ?? ''}
              options={facts().subjects.map((id) => ({ value: id, label: nameOf(id) }))}
              placeholder="Choose what to compare with"
              hint={fitting().length === 0 ? `None of the weekly sales are of ${groups().join(', ') || 'its items'}.` : undefined}
              onCommit={(id) => void setChosenSubject(id)}
            />
          </Show>
          <Show when={actual()}>
            {(shown) => (
              <>
                <Show when={isRunning()}>
                  <p class="plan-actual-note">It has not ended yet: what is known so far may change.</p>
                </Show>
                <WeekChart
                  label={`Units a week of ${nameOf(shown().subject)}, ${dayMonthLabel(seen(shown().inStore).from)} to ${dayMonthLabel(seen(shown().inStore).to)}`}
                  weeks={chartWeeks(shown().facts.weeks, [], seen(shown().inStore))}
                  window={shown().inStore}
                  promoted={shown().facts.promoted}
                  baseline={usual(shown().result.baseline.perWeek)}
                />
                <table class="baseline-table">
                  <caption class="visually-hidden">Baselines by method</caption>
                  <thead>
                    <tr>
                      <th scope="col">Baseline by</th>
                      <th scope="col">A week</th>
                      <th scope="col">Lift</th>
                    </tr>
                  </thead>
                  <tbody>
                    <For each={shown().result.alternatives}>
                      {({ baseline, lift }) => (
                        <tr data-chosen={baseline.method === method() ? '' : undefined}>
                          <th scope="row">
                            <label class="baseline-method">
                              <input type="radio" name="baseline-method" checked={baseline.method === method()} onChange={() => setMethod(baseline.method)} />
                              {BASELINE_METHOD_LABELS[baseline.method]}
                              <span class="baseline-weeks">
                                {baseline.used.length} {baseline.used.length === 1 ? 'week' : 'weeks'}
                              </span>
                            </label>
                          </th>
                          <td>{figureText(baseline.perWeek, 'units', currency()) ?? 'n/a'}</td>
                          <td title={lift.ok ? undefined : lift.error}>{figureText(lift, 'percent', currency()) ?? 'n/a'}</td>
                        </tr>
                      )}
                    </For>
                  </tbody>
                </table>
                <Show when={!shown().result.baseline.perWeek.ok}>
                  <p class="plan-actual-note">{reasonOf(shown().result.baseline.perWeek)}</p>
                </Show>
                <table class="last-year">
                  <thead>
                    <tr>
                      <td />
                      <th scope="col">Plan</th>
                      <th scope="col">Actual</th>
                    </tr>
                  </thead>
                  <tbody>
                    <Compared label="Baseline units" unit="units" plan={planned().baseline} actual={shown().result.baselineUnits} currency={currency()} />
                    <Compared label="Units" unit="units" plan={planned().expectedUnits} actual={shown().result.units} currency={currency()} />
                    <Compared
                      label="Incremental"
                      unit="units"
                      plan={planned().incrementalUnits}
                      actual={shown().result.incrementalUnits}
                      currency={currency()}
                    />
                    <Compared label="Lift" unit="percent" plan={planned().lift} actual={shown().result.lift} currency={currency()} />
                    <Compared label="Spend" unit="money" plan={planned().totalSpend} actual={shown().result.figures.totalSpend} currency={currency()} />
                    <Compared label="ROI ratio" unit="ratio" plan={planned().roiRatio} actual={shown().result.figures.roiRatio} currency={currency()} />
                    <Compared label="ROI net" unit="percent" plan={planned().roiNet} actual={shown().result.figures.roiNet} currency={currency()} />
                    <Compared label="Dip after" unit="units" plan={null} actual={shown().result.dip} currency={currency()} />
                    <Compared label="Halo on others" unit="units" plan={null} actual={shown().result.halo} currency={currency()} />
                    <Compared label="Taken from others" unit="units" plan={null} actual={shown().result.cannibalised} currency={currency()} />
                    <Compared label="Net incremental" unit="units" plan={null} actual={shown().result.netIncremental} currency={currency()} />
                  </tbody>
                </table>
                <details class="plan-actual-arithmetic">
                  <summary>Show the arithmetic</summary>
                  <FigureList figures={shown().result.figures} keys={ACTUAL_KEYS} currency={currency()} isOpen />
                </details>
                <Show when={!bind.isReadOnly() && shown().result.baseline.perWeek.ok}>
                  <Button onClick={() => void takeBaseline(shown().result.baseline.perWeek)}>Plan with this baseline</Button>
                </Show>
              </>
            )}
          </Show>
        </div>
      </Show>
    </Show>
  )
}

const isBeside = (one: string, other: string): boolean => one === '' || other === '' || one === other
const usual = (perWeek: Figure): number | null => (perWeek.ok ? toNumber(perWeek.value, 2) : null)
const reasonOf = (figure: Figure): string => (figure.ok ? '' : figure.error)

interface ComparedProps {
  readonly label: string
  readonly unit: FigureUnit
  readonly plan: Figure | null
  readonly actual: Figure
  readonly currency: string
}

const Compared = (props: ComparedProps) => {
  const text = (figure: Figure | null) => (figure === null ? '' : (figureText(figure, props.unit, props.currency) ?? 'n/a'))
  const why = (figure: Figure | null) => (figure === null || figure.ok ? undefined : figure.error)
  return (
    <tr>
      <th scope="row">{props.label}</th>
      <td title={why(props.plan)}>{text(props.plan)}</td>
      <td title={why(props.actual)}>{text(props.actual)}</td>
    </tr>
  )
}

const NoFacts = () => {
  const calendar = useCalendar()
  const { account } = usePromotion()
  return (
    <EmptyState
      title={`There are no weekly sales of ${account()?.name ?? 'this account'} yet.`}
      hint="Import them, and lift, return, halo and dip of every promotion are worked out."
      action={
        <a class="button" data-kind="plain" href={calendar.workspace.href('/import')}>
          Import weekly sales
        </a>
      }
    />
  )
}
