import { createMemo, createSignal, Show } from 'solid-js'
import { type TrashEntry, trashEntries } from '../../../shared/domain/trash/trash-entries.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { ask } from '../../ui/confirm.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Tabs } from '../../ui/Tabs.tsx'
import { notify } from '../../ui/toasts.tsx'
import { createPeople } from './people.ts'
import { DuplicateList } from './trash/DuplicateList.tsx'
import { TrashList } from './trash/TrashList.tsx'
import { emptyTrash } from './trash/trash-acts.ts'
import './TrashPage.css'

type View = 'deleted' | 'duplicates'

export default function TrashPage() {
  const workspace = useWorkspace()
  const { summaries } = workspace
  const people = createPeople(workspace)
  const [view, setView] = createSignal<View>('deleted')
  const [done, setDone] = createSignal<number | null>(null)
  const entries = createMemo(() =>
    trashEntries({
      accounts: summaries.all('account'),
      calendars: summaries.all('calendar'),
      promotions: summaries.all('promotion'),
      packets: summaries.all('packet'),
      items: summaries.all('item'),
    }),
  )
  const duplicates = createMemo(() => summaries.duplicates())

  const empty = async () => {
    const going = entries()
    const isSure = await ask(`Empty the trash for everyone?`, {
      verb: `Delete ${wordsFor(going)} for good`,
      danger: true,
      keep: 'Keep them',
      detail: `${whatGoes(going)} It is for good and for everyone, colleagues who are offline now included. Nothing outside the trash is touched.`,
    })
    if (!isSure) return
    setDone(0)
    const problem = await emptyTrash(workspace, going, setDone)
    setDone(null)
    notify(problem === null ? { message: `${wordsFor(going)} deleted for good` } : { message: problem, tone: 'danger' })
  }

  return (
    <Page
      title="Trash"
      actions={
        <Show when={workspace.role() === 'manager' && entries().length > 0 && view() === 'deleted'}>
          <Button icon="trash" busy={done() !== null} onClick={() => void empty()}>
            {done() === null ? 'Empty the trash' : `Deleting ${done()} of ${entries().length}`}
          </Button>
        </Show>
      }
    >
      <div class="trash-page">
        <Show when={summaries.isLoaded()} fallback={<Skeleton />}>
          <Tabs<View>
            label="What to look at"
            tabs={[
              { value: 'deleted', label: 'Deleted', count: entries().length },
              { value: 'duplicates', label: 'Duplicates', count: duplicates().length },
            ]}
            value={view()}
            onChange={setView}
          >
            <Show
              when={view() === 'deleted'}
              fallback={
                <Show
                  when={duplicates().length > 0}
                  fallback={
                    <EmptyState title="Nothing is there twice." hint="When two people import the same file before they meet, the copies are listed here." />
                  }
                >
                  <DuplicateList groups={duplicates()} />
                </Show>
              }
            >
              <Show
                when={entries().length > 0}
                fallback={
                  <EmptyState
                    title="The trash is empty."
                    hint="Deleted promotions, packets, calendars, accounts and items wait here until a manager empties it."
                  />
                }
              >
                <TrashList entries={entries()} people={people} />
              </Show>
            </Show>
          </Tabs>
        </Show>
      </div>
    </Page>
  )
}

const count = (entries: readonly TrashEntry[], kind: TrashEntry['kind']): number => entries.filter((entry) => entry.kind === kind).length
const plural = (number: number, noun: string): string => `${number} ${noun}${number === 1 ? '' : 's'}`

const wordsFor = (entries: readonly TrashEntry[]): string => plural(entries.length, 'entry').replace('entrys', 'entries')

const whatGoes = (entries: readonly TrashEntry[]): string => {
  const parts = (['promotion', 'packet', 'calendar', 'account', 'item'] as const)
    .map((kind) => ({ kind, number: count(entries, kind) }))
    .filter(({ number }) => number > 0)
    .map(({ kind, number }) => plural(number, kind))
  let inside = 0
  for (const entry of entries) inside += entry.kind === 'calendar' ? entry.promotions : entry.kind === 'account' ? entry.promotions + entry.packets : 0
  return `${parts.join(', ')} go${parts.length === 1 && entries.length === 1 ? 'es' : ''}${inside > 0 ? `, with ${plural(inside, 'promotion')} and packets inside them` : ''}.`
}
