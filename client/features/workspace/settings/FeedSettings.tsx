// Calendar feeds: addresses that Outlook, Google and Apple calendars follow. Each member makes their own; the address is the
// key, so it is shown once and can be ended. Managers see and end everybody's.

import { useSearchParams } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { type CalendarFeed, CalendarFeedCreated, CalendarFeeds, FEED_KINDS } from '../../../../shared/protocol/http.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { ask } from '../../../ui/confirm.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { createServerData, FromServer } from './from-server.tsx'
import { SecretOnce } from './SecretOnce.tsx'
import { dayWords, timeWords } from './time-words.ts'
import '../../../ui/CheckField.css'

type Kind = CalendarFeed['kinds'][number]
const KIND_LABELS: Readonly<Record<Kind, string>> = { promotions: 'Weeks in store', deadlines: 'Deadlines', windows: 'Order, ship, ad and other windows' }
const ALL = 'all'
const MINE = 'mine'

export const FeedSettings = () => {
  const workspace = useWorkspace()
  const [params] = useSearchParams<{ account?: string }>()
  const path = `/api/workspaces/${workspace.session.workspaceId}/feeds`
  const feeds = createServerData(() => api.get(path, CalendarFeeds))
  const [of, setOf] = createSignal(params.account ?? ALL)
  const [kinds, setKinds] = createSignal<readonly Kind[]>(['promotions', 'deadlines'])
  const [made, setMade] = createSignal<{ readonly name: string; readonly address: string } | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)

  const accounts = () =>
    workspace.summaries
      .all('account')
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ accountId, name }) => ({ value: accountId, label: name }))
      .sort((a, b) => (a.label.toLowerCase() < b.label.toLowerCase() ? -1 : 1))
  const accountName = (accountId: string | null) => accounts().find(({ value }) => value === accountId)?.label ?? 'An account that is gone'
  const options = () => [{ value: ALL, label: 'All accounts' }, { value: MINE, label: 'Promotions I own' }, ...accounts()]
  const nameOf = () => (of() === ALL ? workspace.session.workspaceName : of() === MINE ? `Mine · ${workspace.session.workspaceName}` : accountName(of()))
  const scopeWords = (feed: CalendarFeed) =>
    feed.of === 'all' ? 'All accounts' : feed.of === 'mine' ? `Promotions ${feed.madeBy} owns` : accountName(feed.accountId)

  const toggle = (kind: Kind, isIn: boolean) => setKinds(FEED_KINDS.filter((each) => (each === kind ? isIn : kinds().includes(each))))
  const create = async () => {
    if (kinds().length === 0) return void setProblem('Choose at least one thing for the calendar to show.')
    const name = nameOf().slice(0, 100)
    const scope = of() === ALL || of() === MINE ? { of: of() } : { of: 'account', accountId: of() }
    setIsBusy(true)
    const answer = await api.post(path, { name, ...scope, kinds: [...kinds()] }, CalendarFeedCreated)
    setIsBusy(false)
    setProblem(answer.ok ? null : answer.error.message)
    if (!answer.ok) return
    setMade({ name, address: `${location.origin}/feeds/${answer.value.secret}.ics` })
    await feeds.reload()
  }
  const end = async (feed: CalendarFeed) => {
    const isSure = await ask(`End the feed ${feed.name}?`, {
      verb: 'End the feed',
      danger: true,
      detail: 'Calendars that follow it stop being brought up to date. What they have shown stays in them until it is taken out there.',
    })
    if (!isSure) return
    const answer = await api.remove(`${path}/${encodeURIComponent(feed.feedId)}`)
    if (!answer.ok) return void notify({ message: answer.error.message, tone: 'danger' })
    notify({ message: `The feed ${feed.name} no longer works` })
    await feeds.reload()
  }
  return (
    <section class="settings-section">
      <h2>Calendar feeds</h2>
      <p class="settings-words">
        An address that Outlook, Google or Apple calendars subscribe to and ask again by themselves; how often is up to them, Outlook and Google may take a day.
        It shows names, dates and prices on the shelf, never rates, spend or notes. Whoever has the address can read it.
      </p>
      <div class="settings-form">
        <SelectField label="Shows" value={of()} options={options()} onCommit={(value) => void setOf(value)} />
        <fieldset class="feed-kinds">
          <legend class="visually-hidden">What is in it</legend>
          <For each={FEED_KINDS}>
            {(kind) => (
              <label class="feed-kind">
                <input type="checkbox" class="check-input" checked={kinds().includes(kind)} onChange={(event) => toggle(kind, event.currentTarget.checked)} />
                {KIND_LABELS[kind]}
              </label>
            )}
          </For>
        </fieldset>
        <Button kind="primary" busy={isBusy()} onClick={() => void create()}>
          Make a feed
        </Button>
      </div>
      <Problem class="settings-problem" message={problem()} />
      <Show when={made()}>
        {(feed) => (
          <SecretOnce
            label={`Address of the feed ${feed().name}`}
            secret={feed().address}
            note="Shown once. Paste it where your calendar asks for a calendar from the internet."
            onDone={() => setMade(null)}
          />
        )}
      </Show>
      <FromServer data={feeds} what="The calendar feeds">
        {(value) => (
          <Show when={value().feeds.length > 0} fallback={<p class="settings-words">No feeds yet.</p>}>
            <ul class="settings-list">
              <For each={value().feeds}>
                {(feed) => (
                  <li class="settings-row">
                    <div class="settings-row-words">
                      <p class="settings-row-title">{feed.name}</p>
                      <p class="settings-row-facts">
                        {scopeWords(feed)} · {feed.kinds.map((kind) => KIND_LABELS[kind].toLowerCase()).join(', ')}
                      </p>
                      <p class="settings-row-facts">
                        made {dayWords(feed.createdAt)}
                        {feed.personId === workspace.session.person.id ? '' : ` by ${feed.madeBy}`} ·{' '}
                        {feed.lastReadAt === null ? 'not read yet' : `last read ${timeWords(feed.lastReadAt)}`}
                      </p>
                    </div>
                    <Button onClick={() => void end(feed)}>
                      End<span class="visually-hidden"> the feed {feed.name}</span>
                    </Button>
                  </li>
                )}
              </For>
            </ul>
          </Show>
        )}
      </FromServer>
    </section>
  )
}
