// What the strip under the wall says once its arithmetic is there: what is spent in each stretch, how many units more that is
// expected to sell, and both in all. Worked out for the whole wall at once, so that scrolling only shows other stretches.

import { createMemo, For, Show } from 'solid-js'
import { dayNumber } from '../../../../shared/base/civil.ts'
import { formatMoney, groupDigits } from '../../../../shared/base/money.ts'
import { useCalendar } from '../calendar-state.ts'
import { createSpendPlan } from './planned-spend.ts'
import { spendBuckets } from './spend-buckets.ts'
import { spanOf } from './timeline-scale.ts'
import { useTimeline } from './timeline-state.ts'

const BAR_HEIGHT_MAX = 24

export const PlannedSpend = () => {
  const calendar = useCalendar()
  const state = useTimeline()
  const extent = createMemo(() => ({ from: state.scale().firstDay, to: state.scale().firstDay + state.scale().days - 1 }), undefined, {
    equals: (a, b) => a?.from === b?.from && a?.to === b?.to,
  })
  const buckets = createMemo(() => {
    const only = calendar.shownAccountIds()
    const [accountId] = only
    return spendBuckets(extent(), only.length === 1 && accountId !== undefined ? calendar.accountById(accountId) : null)
  })
  const spend = createSpendPlan(
    calendar,
    createMemo(() => buckets().map(({ window }) => window)),
  )
  const currency = () => spend()?.currency ?? 'USD'
  const columns = createMemo(() => {
    const plan = spend()
    if (plan === null) return []
    const { from, to } = state.range()
    const most = Math.max(1, plan.most)
    return buckets().flatMap((bucket, index) => {
      if (dayNumber(bucket.window.to) < from || dayNumber(bucket.window.from) > to) return []
      const minor = plan.periods.spend[index] ?? 0
      const incremental = plan.periods.incremental[index] ?? 0
      const baseline = plan.periods.baseline[index] ?? 0
      const lift = baseline === 0 ? '' : `${Math.round((100 * incremental) / baseline)}%`
      return [{ ...bucket, ...spanOf(state.scale(), bucket.window), minor, incremental, lift, height: Math.min(1, minor / most) * BAR_HEIGHT_MAX }]
    })
  })
  const hint = (column: ReturnType<typeof columns>[number]) =>
    [
      `${column.label}: ${formatMoney(column.minor, currency())}`,
      column.lift === '' ? '' : `${groupDigits(column.incremental)} units more than without promotions: lift ${column.lift}`,
    ]
      .filter((part) => part !== '')
      .join('\n')

  return (
    <>
      <div class="timeline-footer-head">
        <span>Spend and lift</span>
        <Show when={spend()}>
          {(plan) => (
            <span class="timeline-footer-note">
              {shortMoney(plan().total, currency())} · +{shortCount(plan().incremental)} units
              <Show when={plan().unknown > 0}>
                <span title="Lines whose spend cannot be worked out yet: a rate without a basis, or no baseline, pack or store count.">
                  {' '}
                  · {plan().unknown} open
                </span>
              </Show>
            </span>
          )}
        </Show>
      </div>
      <div class="timeline-footer-track">
        <For each={columns()}>
          {(column) => (
            <div class="timeline-spend" title={hint(column)} style={{ transform: `translateX(${column.x}px)`, width: `${column.width}px` }}>
              <span class="timeline-spend-bar" style={{ height: `${column.height}px` }} />
              <Show when={column.minor > 0 && column.width > 44}>
                <span class="timeline-spend-label">{shortMoney(column.minor, currency())}</span>
              </Show>
              <Show when={column.lift !== '' && column.width > 120}>
                <span class="timeline-spend-lift">
                  +{shortCount(column.incremental)} · {column.lift}
                </span>
              </Show>
            </div>
          )}
        </For>
      </div>
    </>
  )
}

/** `12.4k`. */
const shortCount = (count: number): string =>
  Math.abs(count) < 1000
    ? String(count)
    : Math.abs(count) < 999_500
      ? `${(count / 1000).toFixed(Math.abs(count) < 99_950 ? 1 : 0)}k`
      : `${(count / 1_000_000).toFixed(2)}M`

/** `$12.4k`: a column has no room for cents. */
export const shortMoney = (minor: number, currency: string): string => {
  const symbol = formatMoney(0, currency).replace(/[\d.,]+/, '')
  const amount = minor / 100
  if (Math.abs(amount) < 1000) return `${symbol}${Math.round(amount)}`
  if (Math.abs(amount) < 999_500) return `${symbol}${(amount / 1000).toFixed(Math.abs(amount) < 99_950 ? 1 : 0)}k`
  return `${symbol}${(amount / 1_000_000).toFixed(2)}M`
}
