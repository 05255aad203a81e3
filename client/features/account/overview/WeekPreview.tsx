// Which week it is there: the fiscal week in words, and five weeks drawn so that one sees how the account's own weeks lie
// across the fiscal ones.

import { createMemo, For, Show } from 'solid-js'
import { addDays, daysBetween } from '../../../../shared/base/civil.ts'
import { adWeekOf, adWeeksBetween } from '../../../../shared/domain/weeks/ad-week.ts'
import { fiscalWeekOf, weeksBetween } from '../../../../shared/domain/weeks/fiscal-week.ts'
import type { FiscalWeek } from '../../../../shared/domain/weeks/fiscal-year.ts'
import { dayLabel, dayMonthLabel, fullWeekLabel, weekChip, weekLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../../data/context.ts'
import { type ProfileValue, weekSystemOf } from '../account-context.ts'

const DAYS = 35

export const WeekPreview = (props: { readonly value: ProfileValue }) => {
  const { today } = useWorkspace()
  const system = () => weekSystemOf(props.value)
  const week = createMemo(() => fiscalWeekOf(system(), today()))
  const adWeek = createMemo(() => adWeekOf(system(), props.value.adWeekStart, today()))
  const from = () => addDays(week().start, -7)
  const to = () => addDays(from(), DAYS - 1)
  const isApart = () => props.value.adWeekStart !== system().weekStart

  return (
    <section class="overview-section">
      <h2>This week there</h2>
      <p class="week-now">
        <strong>{fullWeekLabel(system(), week())}</strong>
        <Show when={week().key}>{(key) => <span class="week-key">{key()}</span>}</Show>
      </p>
      <p class="week-span">
        {dayLabel(week().start)} – {dayLabel(week().end)}
      </p>
      <div class="week-ruler" role="img" aria-label={rulerWords(week(), adWeek(), weekChip(props.value.adWeekStart))}>
        <Band label="Fiscal" weeks={weeksBetween(system(), from(), to())} from={from()} current={week().start} />
        <Band
          label={weekChip(props.value.adWeekStart)}
          weeks={adWeeksBetween(system(), props.value.adWeekStart, from(), to())}
          from={from()}
          current={adWeek().start}
          isOwn
        />
        <div class="week-today" style={{ '--day': String(daysBetween(from(), today())) }} />
      </div>
      <p class="week-note">
        <Show when={isApart()} fallback="Its own weeks begin with the fiscal ones.">
          Its own week: {dayLabel(adWeek().start)} – {dayLabel(adWeek().end)}
        </Show>
      </p>
    </section>
  )
}

const Band = (props: {
  readonly label: string
  readonly weeks: readonly FiscalWeek[]
  readonly from: string
  readonly current: string
  readonly isOwn?: boolean
}) => (
  <div class="week-band" data-own={props.isOwn ? '' : undefined}>
    <span class="week-band-label">{props.label}</span>
    <div class="week-band-weeks">
      <For each={props.weeks}>
        {(week) => {
          const first = () => Math.max(0, daysBetween(props.from, week.start))
          const last = () => Math.min(DAYS - 1, daysBetween(props.from, week.end))
          return (
            <span class="week-cell" data-current={week.start === props.current ? '' : undefined} style={{ 'grid-column': `${first() + 1} / ${last() + 2}` }}>
              <Show when={last() - first() >= 4}>
                <b>{weekLabel(week)}</b>
                <span>{dayMonthLabel(week.start)}</span>
              </Show>
            </span>
          )
        }}
      </For>
    </div>
  </div>
)

const rulerWords = (week: FiscalWeek, adWeek: FiscalWeek, chip: string): string =>
  `Fiscal ${weekLabel(week)} runs ${dayLabel(week.start)} to ${dayLabel(week.end)}; the account’s own ${chip} week runs ${dayLabel(adWeek.start)} to ${dayLabel(adWeek.end)}.`
