// What the strip under the wall says once its arithmetic is there: what is spent in each stretch, and in all.

import { createMemo, For, Show } from 'solid-js'
import { formatMoney } from '../../../../shared/base/money.ts'
import { useCalendar } from '../calendar-state.ts'
import { createSpendPlan } from './planned-spend.ts'
import { spendBuckets } from './spend-buckets.ts'
import { spanOf } from './timeline-scale.ts'
import { useTimeline } from './timeline-state.ts'

const BAR_HEIGHT_MAX = 24

export const PlannedSpend = () => {
  const calendar = useCalendar()
  const state = useTimeline()
  const spend = createSpendPlan(calendar)
  const buckets = createMemo(() => {
    const only = calendar.shownAccountIds()
    const [accountId] = only
    return spendBuckets(state.range(), only.length === 1 && accountId !== undefined ? calendar.accountById(accountId) : null)
  })
  const columns = createMemo(() => {
    const amounts = spend().byBucket(buckets().map(({ window }) => window))
    const most = Math.max(1, spend().most)
    return buckets().map((bucket, index) => {
      const minor = amounts[index] ?? 0
      return { ...bucket, ...spanOf(state.scale(), bucket.window), minor, height: Math.min(1, minor / most) * BAR_HEIGHT_MAX }
    })
  })

  return (
    <>
      <div class="timeline-footer-head">
        <span>Planned spend</span>
        <span class="timeline-footer-note">
          {shortMoney(spend().total, spend().currency)} in all
          <Show when={spend().unknown > 0}>
            <span title="Lines whose spend cannot be worked out yet: a rate without a basis, or no baseline, pack or store count.">
              {' '}
              · {spend().unknown} open
            </span>
          </Show>
        </span>
      </div>
      <div class="timeline-footer-track">
        <For each={columns()}>
          {(column) => (
            <div
              class="timeline-spend"
              title={`${column.label}: ${formatMoney(column.minor, spend().currency)}`}
              style={{ transform: `translateX(${column.x}px)`, width: `${column.width}px` }}
            >
              <span class="timeline-spend-bar" style={{ height: `${column.height}px` }} />
              <Show when={column.minor > 0 && column.width > 44}>
                <span class="timeline-spend-label">{shortMoney(column.minor, spend().currency)}</span>
              </Show>
            </div>
          )}
        </For>
      </div>
    </>
  )
}

/** `$12.4k`: a column has no room for cents. */
export const shortMoney = (minor: number, currency: string): string => {
  const symbol = formatMoney(0, currency).replace(/[\d.,]+/, '')
  const amount = minor / 100
  if (Math.abs(amount) < 1000) return `${symbol}${Math.round(amount)}`
  if (Math.abs(amount) < 999_500) return `${symbol}${(amount / 1000).toFixed(Math.abs(amount) < 99_950 ? 1 : 0)}k`
  return `${symbol}${(amount / 1_000_000).toFixed(2)}M`
}
