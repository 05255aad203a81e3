// The day on one page, and the phone's home: what is in store, what starts, what presses, whom I meet, what I owe. Read from
// summaries alone, so it is there without the network and before any document is opened.

import type { JSX } from 'solid-js'
import { createMemo, For, Show } from 'solid-js'
import { daysBetween } from '../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { promotionLabel } from '../../../shared/domain/promotion-label.ts'
import { adWeekOf } from '../../../shared/domain/weeks/ad-week.ts'
import { dayLabel, weekChip, weekLabel } from '../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { useWorkspace } from '../../data/context.ts'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { PromotionRow } from './PromotionRow.tsx'
import { dueWords, inStoreOn, nextMeetings, nextToStart, openActions, pressingDeadlines, SOON_DAYS, startingSoon } from './today-rows.ts'
import './TodayPage.css'

export default function TodayPage() {
  const workspace = useWorkspace()
  const { summaries, today } = workspace
  const accounts = createMemo(() => new Map(summaries.all('account').map((account) => [account.accountId, account])))
  const promotions = createMemo(() => summaries.all('promotion').filter(({ accountId }) => accounts().get(accountId)?.isDeleted === false))
  const inStore = createMemo(() => byAccount(inStoreOn(promotions(), today()), accounts()))
  const starting = createMemo(() => startingSoon(promotions(), today()))
  const deadlines = createMemo(() => pressingDeadlines(promotions(), today()))
  const meetings = createMemo(() => nextMeetings(summaries.all('packet'), today()))
  const actions = createMemo(() => openActions(summaries.all('action'), workspace.session.person.name))
  const accountName = (accountId: string) => accounts().get(accountId)?.name ?? ''
  const next = createMemo(() => nextToStart(promotions(), today()))
  const isQuiet = () => inStore().length + starting().length + deadlines().length + meetings().length + actions().length === 0

  const nextHref = () => workspace.href(`/calendar?promotion=${next()?.promotionId ?? ''}`)
  /** `SALSA-16OZ SCAN at Marlow Markets, from Wed 3 Feb 2027`. */
  const nextWords = () => {
    const promotion = next()
    if (promotion?.inStore == null) return ''
    const name = accountName(promotion.accountId)
    const { main, detail } = promotionLabel(promotion, name, accounts().get(promotion.accountId)?.currency ?? 'USD')
    const { from } = promotion.inStore
    return `${[main, detail].filter(Boolean).join(' ')} at ${name}, from ${dayLabel(from)} ${from.slice(0, 4)}`
  }

  return (
    <Page title="Today" subtitle={dayLabel(today())}>
      <Show when={summaries.isLoaded()} fallback={<Skeleton />}>
        <Show
          when={!isQuiet()}
          fallback={<QuietDay calendar={workspace.href('/calendar')} next={next() === null ? null : { href: nextHref(), words: nextWords() }} />}
        >
          <div class="today">
            <div class="today-column">
              <Section title="In store today" count={inStore().reduce((sum, [, list]) => sum + list.length, 0)} empty="Nothing is in store today.">
                <For each={inStore()}>
                  {([account, list]) => (
                    <section class="today-account">
                      <h3>
                        <a href={workspace.href(`/accounts/${account.accountId}`)}>{account.name}</a>
                        <span class="today-week">{weekOf(account, today())}</span>
                      </h3>
                      <ul>
                        <For each={list}>
                          {(promotion) => (
                            <PromotionRow
                              promotion={promotion}
                              accountName={account.name}
                              currency={account.currency}
                              when={promotion.inStore === null ? '' : endWords(daysBetween(today(), promotion.inStore.to))}
                            />
                          )}
                        </For>
                      </ul>
                    </section>
                  )}
                </For>
              </Section>
              <Section
                title={`Starting within ${SOON_DAYS} days`}
                count={starting().length}
                empty={
                  <>
                    Nothing starts in the next {SOON_DAYS} days.
                    <Show when={next()}>
                      {' '}
                      Then <a href={nextHref()}>{nextWords()}</a>.
                    </Show>
                  </>
                }
              >
                <ul>
                  <For each={starting()}>
                    {(promotion) => (
                      <PromotionRow
                        promotion={promotion}
                        accountName={accountName(promotion.accountId)}
                        currency={accounts().get(promotion.accountId)?.currency ?? 'USD'}
                        showAccount
                        when={promotion.inStore === null ? '' : startWords(promotion, accounts().get(promotion.accountId))}
                      />
                    )}
                  </For>
                </ul>
              </Section>
            </div>
            <div class="today-column">
              <Section title="Deadlines" count={deadlines().length} empty="No deadline passed or near.">
                <ul>
                  <For each={deadlines()}>
                    {(deadline) => (
                      <li>
                        <a class="today-row" href={workspace.href(`/calendar?promotion=${deadline.promotion.promotionId}`)}>
                          <span class="today-words">
                            <span class="today-name">{deadline.label}</span>
                            <span class="today-detail">{named(deadline.promotion, accountName(deadline.promotion.accountId))}</span>
                          </span>
                          <Chip tone={deadline.inDays < 0 ? 'danger' : deadline.inDays <= 3 ? 'warning' : 'plain'} title={dayLabel(deadline.on)}>
                            {dueWords(deadline.inDays)}
                          </Chip>
                        </a>
                      </li>
                    )}
                  </For>
                </ul>
              </Section>
              <Section title="Meetings" count={meetings().length} empty="No meeting in the next 30 days.">
                <ul>
                  <For each={meetings()}>
                    {(packet) => (
                      <li>
                        <a class="today-row" href={workspace.href(`/packets/${packet.accountId}/${packet.packetId}`)}>
                          <span class="today-words">
                            <span class="today-name">{packet.title || MEETING_TYPE_LABELS[packet.meetingType]}</span>
                            <span class="today-detail">{accountName(packet.accountId)}</span>
                          </span>
                          <span class="today-when">{[packet.on === null ? '' : dayLabel(packet.on), packet.at].filter(Boolean).join(', ')}</span>
                        </a>
                      </li>
                    )}
                  </For>
                </ul>
              </Section>
              <Section title="My open actions" count={actions().length} empty="Nothing open with your name on it.">
                <ul>
                  <For each={actions()}>
                    {(action) => (
                      <li>
                        <a class="today-row" href={workspace.href(`/packets/${action.accountId}/${action.packetId}`)}>
                          <span class="today-words">
                            <span class="today-name">{action.title || 'Untitled action'}</span>
                            <span class="today-detail">
                              {[accountName(action.accountId), action.owner.trim() === '' ? 'nobody’s yet' : ''].filter(Boolean).join(' · ')}
                            </span>
                          </span>
                          <Show when={action.due}>{(due) => <DueChip inDays={daysBetween(today(), due())} />}</Show>
                        </a>
                      </li>
                    )}
                  </For>
                </ul>
              </Section>
            </div>
          </div>
        </Show>
      </Show>
    </Page>
  )
}

const DueChip = (props: { inDays: number }) => (
  <Chip tone={props.inDays < 0 ? 'danger' : props.inDays <= 1 ? 'warning' : 'plain'}>{dueWords(props.inDays)}</Chip>
)

const Section = (props: { title: string; count: number; empty: JSX.Element; children: JSX.Element }) => (
  <section class="today-section">
    <h2>
      {props.title}
      <Show when={props.count > 0}>
        <span class="today-count">{props.count}</span>
      </Show>
    </h2>
    <Show when={props.count > 0} fallback={<p class="today-none">{props.empty}</p>}>
      {props.children}
    </Show>
  </section>
)

const QuietDay = (props: { calendar: string; next: { readonly href: string; readonly words: string } | null }) => (
  <EmptyState
    title="Nothing is in store, due or to be met"
    hint={
      props.next === null
        ? 'What runs today at your accounts, and what has to happen for it, gathers here by itself.'
        : `The next promotion is ${props.next.words}.`
    }
    action={
      <a class="button" data-kind="primary" href={props.next?.href ?? props.calendar}>
        {props.next === null ? 'Plan in the calendar' : 'Show it in the calendar'}
      </a>
    }
  />
)

const byAccount = (
  promotions: readonly PromotionSummary[],
  accounts: ReadonlyMap<string, AccountSummary>,
): readonly (readonly [AccountSummary, readonly PromotionSummary[]])[] => {
  const groups = new Map<string, PromotionSummary[]>()
  for (const promotion of promotions) groups.set(promotion.accountId, [...(groups.get(promotion.accountId) ?? []), promotion])
  return [...groups]
    .flatMap(([accountId, list]) => {
      const account = accounts.get(accountId)
      return account === undefined ? [] : [[account, list] as const]
    })
    .sort(([a], [b]) => a.name.localeCompare(b.name))
}

const weekOf = (account: AccountSummary, date: string): string =>
  `${weekLabel(adWeekOf(weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM, account.adWeekStart, date))} · ${weekChip(account.adWeekStart)}`

const startWords = (promotion: PromotionSummary, account: AccountSummary | undefined): string => {
  const from = promotion.inStore?.from ?? ''
  if (account === undefined) return dayLabel(from)
  return `${weekLabel(adWeekOf(weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM, account.adWeekStart, from))} · ${dayLabel(from)}`
}

const endWords = (inDays: number): string => (inDays === 0 ? 'last day' : inDays === 1 ? 'until tomorrow' : `${inDays} days left`)

const named = (promotion: PromotionSummary, accountName: string): string =>
  promotion.name.startsWith(accountName) ? promotion.name : [accountName, promotion.name].filter(Boolean).join(' · ')
