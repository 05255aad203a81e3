// The account's promotions by date, each leading to its bar on the calendar.

import { createMemo, createSignal, For, Show } from 'solid-js'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS } from '../../../shared/docs/terms/mechanic.ts'
import { isLiveStatus, PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import type { WeekSystem } from '../../../shared/docs/terms/week-system.ts'
import { isRunningOn } from '../../../shared/domain/account/account-figures.ts'
import { fiscalWeekOf } from '../../../shared/domain/weeks/fiscal-week.ts'
import { fiscalYearLabel, windowWithWeeks } from '../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type ProfileValue, weekSystemOf } from './account-context.ts'

export const AccountPromotions = (props: { readonly value: ProfileValue; readonly promotions: readonly PromotionSummary[] }) => {
  const { today } = useWorkspace()
  const [isPastShown, setPastShown] = createSignal(false)
  const sorted = createMemo(() => props.promotions.toSorted((a, b) => startOf(a).localeCompare(startOf(b)) || a.name.localeCompare(b.name)))
  const isPast = ({ inStore }: PromotionSummary) => inStore !== null && inStore.to < today()
  const past = createMemo(() => sorted().filter(isPast))
  const shown = createMemo(() => (isPastShown() ? sorted() : sorted().filter((promotion) => !isPast(promotion))))
  const byYear = createMemo(() => {
    const years = new Map<string, PromotionSummary[]>()
    for (const promotion of shown()) {
      const year = yearLabelOf(promotion, weekSystemOf(props.value))
      const others = years.get(year)
      if (others === undefined) years.set(year, [promotion])
      else others.push(promotion)
    }
    return [...years]
  })
  return (
    <Show
      when={props.promotions.length > 0}
      fallback={<EmptyState title="No promotions planned here yet" hint="Draw the first one on the calendar, or import the year you have." />}
    >
      <div class="account-promotions">
        <Show when={past().length > 0}>
          <Button kind="quiet" icon={isPastShown() ? 'chevron-up' : 'chevron-down'} onClick={() => setPastShown(!isPastShown())}>
            {isPastShown() ? 'Hide' : 'Show'} {past().length} that ended
          </Button>
        </Show>
        <For each={byYear()} fallback={<p class="overview-none">Everything planned here has ended.</p>}>
          {([year, promotions]) => (
            <section class="account-year-group">
              <h2 class="account-year">{year}</h2>
              <ul class="account-rows">
                <For each={promotions}>{(promotion) => <PromotionRow promotion={promotion} value={props.value} />}</For>
              </ul>
            </section>
          )}
        </For>
      </div>
    </Show>
  )
}

/** Undated ones last. */
const startOf = ({ inStore }: PromotionSummary): string => inStore?.from ?? '9999'

/** The account's fiscal year of the first day: `FY2027`. */
const yearLabelOf = ({ inStore }: PromotionSummary, system: WeekSystem): string =>
  inStore === null ? 'No dates yet' : fiscalYearLabel(system, fiscalWeekOf(system, inStore.from).fiscalYear)

/** Its account is named above: `Marlow Markets CHIPS-8OZ TPR` is `CHIPS-8OZ TPR` here. */
const nameWithin = (name: string, accountName: string): string =>
  (accountName !== '' && name.startsWith(accountName) ? name.slice(accountName.length).replace(/^[\s·:,–—-]+/, '') : name) || 'Untitled promotion'

const PromotionRow = (props: { readonly promotion: PromotionSummary; readonly value: ProfileValue }) => {
  const { today, href } = useWorkspace()
  const mechanics = () => [...new Set(props.promotion.lines.map(({ mechanic }) => MECHANIC_LABELS[mechanic]))].join(', ')
  return (
    <li class="account-row" data-dead={isLiveStatus(props.promotion.status) ? undefined : ''}>
      <a class="account-row-link" href={href(`/calendar?promotion=${props.promotion.promotionId}`)}>
        {nameWithin(props.promotion.name, props.value.name)}
      </a>
      <span class="account-row-when">
        <Show when={props.promotion.inStore} fallback="No dates yet">
          {(window) => windowWithWeeks(weekSystemOf(props.value), props.value.adWeekStart, window())}
        </Show>
      </span>
      <span class="account-row-more">{mechanics()}</span>
      <span class="account-row-state">
        <Show when={isRunningOn(props.promotion, today())}>
          <Chip tone="good">Live today</Chip>
        </Show>
        <Chip>{PROMOTION_STATUS_LABELS[props.promotion.status]}</Chip>
      </span>
    </li>
  )
}
