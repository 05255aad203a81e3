import { createSignal, For, Show } from 'solid-js'
import { duplicateDifferences } from '../../../../shared/domain/trash/duplicate-differences.ts'
import { useWorkspace } from '../../../data/context.ts'
import type { DuplicateRows } from '../../../data/workspace-data.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { type DeletableDuplicate, deleteCopies, isDeletable, type Problem, showCopies } from './trash-acts.ts'

const ROWS_AT_ONCE = 100

const KINDS = { account: 'Account', item: 'Item', promotion: 'Promotion' } as const
const ICONS = { account: 'accounts', item: 'items', promotion: 'tag' } as const

/** What two people imported twice (D12). One of each is shown everywhere; here somebody decides about the others. */
export const DuplicateList = (props: { readonly groups: readonly DuplicateRows[] }) => {
  const workspace = useWorkspace()
  const [shown, setShown] = createSignal(ROWS_AT_ONCE)
  const done = (problem: Problem, message: string) =>
    problem === null ? notify({ message, undo: () => workspace.history.undo(async () => true) }) : notify({ message: problem, tone: 'danger' })
  const same = () => props.groups.filter(isDeletable).filter((group) => differencesOf(group).length === 0)
  const tidy = async () => {
    const groups = same()
    done(await deleteCopies(workspace, groups), `${groups.length} identical copies are in the trash`)
  }
  return (
    <>
      <div class="duplicate-intro">
        <p>Two people imported the same file before they met. Each thing is shown once; the copies below are hidden from every list.</p>
        <Show when={workspace.canWrite() && same().length > 1}>
          <Button onClick={() => void tidy()}>Delete the {same().length} identical copies</Button>
        </Show>
      </div>
      <ul class="trash-list">
        <For each={props.groups.slice(0, shown())}>
          {(group) => (
            <li class="trash-row">
              <Icon name={ICONS[group.shown.type]} />
              <div class="trash-words">
                <p class="trash-name">{group.shown.name}</p>
                <p class="trash-facts">
                  {KINDS[group.shown.type]} · {group.hidden.length === 1 ? 'one copy' : `${group.hidden.length} copies`},{' '}
                  {differencesOf(group).length === 0 ? 'identical' : `with another ${differencesOf(group).join(', ')}`}
                </p>
              </div>
              <Show when={workspace.canWrite()}>
                <Button kind="quiet" onClick={async () => done(await showCopies(workspace, group), `${group.shown.name} is listed twice now`)}>
                  Show both
                </Button>
                <Show when={isDeletable(group)}>
                  <Button
                    onClick={async () => done(await deleteCopies(workspace, [group as DeletableDuplicate]), `The copy of ${group.shown.name} is in the trash`)}
                  >
                    Delete the copy
                  </Button>
                </Show>
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.groups.length > shown()}>
        <Button onClick={() => setShown(shown() + ROWS_AT_ONCE)}>Show more of the {props.groups.length - shown()} below</Button>
      </Show>
    </>
  )
}

const differencesOf = (group: DuplicateRows): readonly string[] => [...new Set(group.hidden.flatMap((hidden) => duplicateDifferences(group.shown, hidden)))]
