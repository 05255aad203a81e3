import { createMemo, createSignal, For, Show } from 'solid-js'
import type { TrashEntry, TrashKind } from '../../../../shared/domain/trash/trash-entries.ts'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { Icon, type IconName } from '../../../ui/Icon.tsx'
import { notify } from '../../../ui/toasts.tsx'
import type { People } from '../people.ts'
import { restoreEntry } from './trash-acts.ts'

const ROWS_AT_ONCE = 200

const ICONS: Readonly<Record<TrashKind, IconName>> = { promotion: 'tag', packet: 'packets', calendar: 'calendar', account: 'accounts', item: 'items' }

export const TrashList = (props: { readonly entries: readonly TrashEntry[]; readonly people: People }) => {
  const [shown, setShown] = createSignal(ROWS_AT_ONCE)
  const rows = createMemo(() => props.entries.slice(0, shown()))
  return (
    <>
      <ul class="trash-list">
        <For each={rows()}>{(entry) => <TrashRow entry={entry} people={props.people} />}</For>
      </ul>
      <Show when={props.entries.length > shown()}>
        <Button onClick={() => setShown(shown() + ROWS_AT_ONCE)}>Show more of the {props.entries.length - shown()} below</Button>
      </Show>
    </>
  )
}

const TrashRow = (props: { readonly entry: TrashEntry; readonly people: People }) => {
  const workspace = useWorkspace()
  const restore = async () => {
    const problem = await restoreEntry(workspace, props.entry)
    if (problem !== null) notify({ message: problem, tone: 'danger' })
    else notify({ message: `Restored ${titleOf(props.entry)}`, undo: () => workspace.history.undo(async () => true) })
  }
  return (
    <li class="trash-row">
      <Icon name={ICONS[props.entry.kind]} />
      <div class="trash-words">
        <p class="trash-name">{titleOf(props.entry)}</p>
        <p class="trash-facts">{factsOf(props.entry)}</p>
      </div>
      <Show when={props.entry.isEditedSinceDeleted}>
        <Chip tone="warning" icon="edit" title="Somebody changed it after it was deleted">
          Deleted but edited
        </Chip>
      </Show>
      <p class="trash-when">
        <Show when={props.entry.deletion} fallback="Deleted">
          {(deletion) => (
            <>
              {dayLabel(deletion().on)} by {props.people.nameOf(deletion().by)}
            </>
          )}
        </Show>
      </p>
      <Show when={workspace.canWrite()}>
        <Button icon="restore" title={`Restore ${titleOf(props.entry)}`} onClick={() => void restore()}>
          Restore
          <span class="visually-hidden"> {titleOf(props.entry)}</span>
        </Button>
      </Show>
    </li>
  )
}

const plural = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`

export const titleOf = (entry: TrashEntry): string => (entry.kind === 'calendar' ? `${entry.accountName}, plan year ${entry.year}` : entry.name)

const factsOf = (entry: TrashEntry): string => {
  switch (entry.kind) {
    case 'promotion':
      return `Promotion · ${entry.accountName}`
    case 'packet':
      return `Packet · ${entry.accountName}`
    case 'item':
      return entry.group === '' ? 'Item' : `Item · ${entry.group}`
    case 'calendar':
      return `Calendar · ${plural(entry.promotions, 'promotion')}`
    case 'account':
      return `Account · ${plural(entry.promotions, 'promotion')} and ${plural(entry.packets, 'packet')} come back with it`
  }
}
