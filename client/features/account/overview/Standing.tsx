// What is on the shelf today and when we meet next, each leading to its place.

import { createMemo, For, Show } from 'solid-js'
import { isRunningOn, nextMeetingByAccount } from '../../../../shared/domain/account/account-figures.ts'
import { agoLabel } from '../../../../shared/domain/account/contact-freshness.ts'
import { dateWithWeek, dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../../data/context.ts'
import { type ProfileValue, useAccount, weekSystemOf } from '../account-context.ts'

const SHOWN = 4

export const Standing = (props: { readonly value: ProfileValue }) => {
  const { summaries, today, href } = useWorkspace()
  const { accountId } = useAccount()
  const running = createMemo(() =>
    summaries
      .ofAccount('promotion', accountId)
      .filter((promotion) => isRunningOn(promotion, today()))
      .sort((a, b) => (a.inStore?.to ?? '').localeCompare(b.inStore?.to ?? '')),
  )
  const meeting = createMemo(() => nextMeetingByAccount(summaries.ofAccount('packet', accountId), today()).get(accountId))
  return (
    <section class="overview-section">
      <h2>Now</h2>
      <ul class="standing">
        <For each={running().slice(0, SHOWN)} fallback={<li class="overview-none">Nothing on promotion today.</li>}>
          {(promotion) => (
            <li>
              <a href={href(`/calendar?promotion=${promotion.promotionId}`)}>{promotion.name || 'Untitled promotion'}</a>
              <span class="standing-when">until {dayMonthLabel(promotion.inStore?.to ?? today())}</span>
            </li>
          )}
        </For>
        <Show when={running().length > SHOWN}>
          <li class="overview-none">and {running().length - SHOWN} more</li>
        </Show>
      </ul>
      <h3 class="standing-title">Next meeting</h3>
      <Show when={meeting()} fallback={<p class="overview-none">None planned.</p>}>
        {(packet) => (
          <p class="standing-meeting">
            <a href={href(`/packets/${packet().accountId}/${packet().packetId}`)}>{packet().title || 'Untitled packet'}</a>
            <span class="standing-when">
              {dateWithWeek(weekSystemOf(props.value), props.value.adWeekStart, packet().on ?? today())}
              {packet().at === '' ? '' : `, ${packet().at}`} · {agoLabel(packet().on ?? today(), today())}
            </span>
          </p>
        )}
      </Show>
    </section>
  )
}
