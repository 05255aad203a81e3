// What is due, over all accounts: late first, then today, then week by week. Each line says the civil date and the account's
// own week. A tick says it is done. The arrow keys walk the lines, Space ticks, Enter opens.

import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, Match, mapArray, on, onCleanup, onMount, Show, Switch } from 'solid-js'
import { adWeekOf } from '../../../../shared/domain/weeks/ad-week.ts'
import { dayLabel, weekLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { Button } from '../../../ui/Button.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { useCalendar } from '../calendar-state.ts'
import { Segmented } from '../toolbar/Segmented.tsx'
import { DueRow } from './DueRow.tsx'
import { tickDue } from './tick-due.ts'
import { type Due, dueGroups, duesOfAccount, duesOfActions, HORIZON_LABELS, HORIZONS, lateSince } from './week-model.ts'
import './my-week.css'

const SHOWN_FIRST = 120

export const MyWeek = () => {
  const calendar = useCalendar()
  const { workspace } = calendar
  const navigate = useNavigate()
  const horizon = createMemo(() => HORIZONS.find((known) => known === calendar.setting('due')) ?? '4w')
  const isOn = (name: string, fallback = false) => (calendar.setting(name) ?? (fallback ? '1' : '')) === '1'
  const toggle = (name: string, on: boolean) => calendar.setSetting(name, on ? '1' : '0')

  const system = createMemo(() => weekSystemById(workspace.summaries.all('settings')[0]?.defaultWeekSystemId ?? '') ?? DEFAULT_WEEK_SYSTEM)
  // Account by account: an edit works out one account's dates again.
  const ofAccounts = createMemo(
    mapArray(calendar.shownAccountIds, (accountId) =>
      createMemo(() => {
        const account = calendar.accountById(accountId)
        return account === null ? [] : duesOfAccount(calendar.shownOf(accountId), account, workspace.today())
      }),
    ),
  )
  const ofActions = createMemo(() => {
    const shown = new Set(calendar.shownAccountIds())
    return duesOfActions(workspace.summaries.all('action').filter(({ accountId }) => shown.has(accountId)))
  })
  const groups = createMemo(() => {
    const since = lateSince(workspace.today())
    const dues: Due[] = []
    for (const list of ofAccounts()) for (const due of list()) if (due.due >= since) dues.push(due)
    for (const due of ofActions()) if (due.due >= since) dues.push(due)
    return dueGroups(dues, {
      today: workspace.today(),
      weekStart: 1,
      horizon: horizon(),
      withDone: isOn('done'),
      withStarts: isOn('starts', true),
      owner: isOn('mine') ? workspace.session.person.name : '',
    })
  })
  const [limit, setLimit] = createSignal(SHOWN_FIRST)
  const total = createMemo(() => groups().reduce((sum, { dues }) => sum + dues.length, 0))
  /** The next thing beyond how far one looks. */
  const later = createMemo(() => {
    let next: string | null = null
    for (const list of ofAccounts()) for (const { due, isDone } of list()) if (!isDone && due >= workspace.today() && (next === null || due < next)) next = due
    return next
  })
  /** As many lines as were asked for, in whole groups' order. */
  const shown = createMemo(() => {
    let left = limit()
    return groups().flatMap((group) => {
      if (left <= 0) return []
      const dues = group.dues.slice(0, left)
      left -= dues.length
      return [{ ...group, dues, count: group.dues.length }]
    })
  })
  const byId = createMemo(() => new Map(groups().flatMap(({ dues }) => dues.map((due) => [due.id, due] as const))))
  const order = createMemo(() => shown().flatMap(({ dues }) => dues.map(({ id }) => id)))
  const [active, setActive] = createSignal<string | null>(null)
  const tabStop = () => (active() !== null && byId().has(active() ?? '') ? active() : (order()[0] ?? null))
  let scroller!: HTMLDivElement

  const focus = (id: string) => {
    setActive(id)
    queueMicrotask(() => scroller.querySelector<HTMLElement>(`[data-due="${CSS.escape(id)}"]`)?.focus())
  }
  const open = (due: Due) => {
    if (due.kind === 'action') navigate(workspace.href(`/packets/${due.accountId}/${due.action.packetId}`))
    else calendar.open(due.promotion.promotionId, true)
  }
  const tick = async (due: Due) => {
    // The line may go with its tick: the next one has the keys then.
    const ids = order()
    const next = ids[ids.indexOf(due.id) + 1] ?? ids[ids.indexOf(due.id) - 1] ?? null
    const hadFocus = scroller.contains(document.activeElement)
    await tickDue(calendar, due)
    if (hadFocus) setTimeout(() => focus(byId().has(due.id) ? due.id : (next ?? '')), 0)
  }
  const onKeyDown = (event: KeyboardEvent) => {
    const id = event.target instanceof HTMLElement ? event.target.dataset.due : undefined
    const due = id === undefined ? undefined : byId().get(id)
    if (id === undefined || due === undefined || event.metaKey || event.ctrlKey || event.altKey) return
    const ids = order()
    const at = ids.indexOf(id)
    const go = (to: number) => focus(ids[Math.max(0, Math.min(ids.length - 1, to))] ?? id)
    const acts: Record<string, () => void> = {
      ArrowDown: () => go(at + 1),
      ArrowUp: () => go(at - 1),
      Home: () => go(0),
      End: () => go(ids.length - 1),
      PageDown: () => go(at + 10),
      PageUp: () => go(at - 10),
      Enter: () => open(due),
      ' ': () => void tick(due),
    }
    const act = acts[event.key]
    if (act === undefined) return
    event.preventDefault()
    event.stopPropagation()
    act()
  }
  createEffect(
    on(calendar.openId, (id, before) => {
      if (id === null && typeof before === 'string') setTimeout(() => document.activeElement === document.body && active() !== null && focus(active() ?? ''), 0)
    }),
  )
  let end!: HTMLDivElement
  onMount(() => {
    const observer = new IntersectionObserver(
      (entries) => entries.some((entry) => entry.isIntersecting) && setLimit((now) => (now < total() ? now + SHOWN_FIRST : now)),
      {
        root: scroller,
        rootMargin: '600px',
      },
    )
    observer.observe(end)
    onCleanup(() => observer.disconnect())
  })

  const box = (name: string, label: string, fallback = false) => (
    <label class="my-week-box">
      <input type="checkbox" checked={isOn(name, fallback)} onChange={(event) => toggle(name, event.currentTarget.checked)} />
      <span>{label}</span>
    </label>
  )
  return (
    <div class="my-week">
      <div class="my-week-head">
        <Segmented
          label="How far ahead"
          value={horizon()}
          options={HORIZONS.map((value) => ({ value, label: HORIZON_LABELS[value] }))}
          onChange={(value) => calendar.setSetting('due', value)}
        />
        {box('mine', 'Only mine')}
        {box('starts', 'Starts', true)}
        {box('done', 'Done')}
        <span class="my-week-now">
          {weekLabel(adWeekOf(system(), system().weekStart, workspace.today()))} <span class="my-week-system">{system().label.split(',')[0]}</span>
        </span>
      </div>
      {/* biome-ignore lint/a11y/useSemanticElements: lines of text, no form */}
      <div ref={scroller} class="my-week-scroller" onKeyDown={onKeyDown} role="group" aria-label="What is due" aria-describedby="my-week-keys">
        <p id="my-week-keys" class="visually-hidden">
          Arrow keys go from line to line. Space ticks, Enter opens.
        </p>
        <Show
          when={total() > 0}
          fallback={
            <EmptyState
              title={isOn('mine') ? 'Nothing of yours is due.' : 'Nothing is due.'}
              hint={
                isOn('mine')
                  ? 'A promotion is yours when you are its owner.'
                  : later() !== null && horizon() !== 'all'
                    ? `The next thing to come is on ${dayLabel(later() ?? '')} ${(later() ?? '').slice(0, 4)}.`
                    : 'Deadlines come from an account’s templates and lead times, or from the dates of a promotion. Set them once and every promotion has them.'
              }
              action={
                <Switch
                  fallback={
                    <a class="button" data-kind="plain" href={workspace.href('/accounts')}>
                      Go to the accounts
                    </a>
                  }
                >
                  <Match when={isOn('mine')}>
                    <Button onClick={() => toggle('mine', false)}>Show everybody’s</Button>
                  </Match>
                  <Match when={later() !== null && horizon() !== 'all'}>
                    <Button onClick={() => calendar.setSetting('due', 'all')}>Show all that is to come</Button>
                  </Match>
                </Switch>
              }
            />
          }
        >
          <For each={shown().map(({ id }) => id)}>
            {(groupId) => {
              const group = createMemo(() => shown().find(({ id }) => id === groupId))
              return (
                <section class="due-group" aria-labelledby={`due-${groupId}`}>
                  <h2 id={`due-${groupId}`} class="due-heading" data-late={group()?.isLate ? '' : undefined}>
                    <Show when={group()?.title}>
                      <span>{group()?.title}</span>
                    </Show>
                    <Show when={group()?.first}>
                      {(first) => (
                        <span class="due-heading-days">
                          {group()?.days} <span class="due-heading-week">{weekLabel(adWeekOf(system(), system().weekStart, first()))}</span>
                        </span>
                      )}
                    </Show>
                    <span class="due-count">{group()?.count}</span>
                  </h2>
                  <ul>
                    <For each={group()?.dues.map(({ id }) => id) ?? []}>
                      {(id) => (
                        <Show when={byId().get(id)}>
                          {(due) => (
                            <DueRow
                              due={due()}
                              isLate={group()?.isLate ?? false}
                              isTabStop={tabStop() === id}
                              onFocus={() => setActive(id)}
                              onTick={() => void tick(due())}
                              onOpen={() => open(due())}
                            />
                          )}
                        </Show>
                      )}
                    </For>
                  </ul>
                </section>
              )
            }}
          </For>
        </Show>
        <div ref={end} aria-hidden="true" class="my-week-end" />
      </div>
    </div>
  )
}
