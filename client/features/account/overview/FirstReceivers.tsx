import { createMemo, For, Show } from 'solid-js'
import { setFirstReceiver } from '../../../../shared/commands/account.ts'
import { useWorkspace } from '../../../data/context.ts'
import { AddLine } from '../../../ui/AddLine.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { notify, notifyProblem } from '../../../ui/toasts.tsx'
import { type ProfileValue, useAccount } from '../account-context.ts'

/** Distributors the account buys through. Each is a choice of its own, so two people's additions are both kept. */
export const FirstReceivers = (props: { readonly value: ProfileValue }) => {
  const workspace = useWorkspace()
  const { bind } = useAccount()
  const suggestions = createMemo(() =>
    workspace.summaries
      .all('account')
      .filter(({ kind, isDeleted, name }) => kind === 'distributor' && !isDeleted && !props.value.firstReceivers.includes(name))
      .map(({ name }) => name),
  )
  const set = (name: string, present: boolean) => bind.run(`${present ? 'Added' : 'Removed'} ${name}`, setFirstReceiver, { name, present })
  const add = async (names: readonly string[]): Promise<string | null> => {
    for (const name of names) {
      const problem = await set(name, true)
      if (problem !== null) return problem
    }
    return null
  }
  const remove = async (name: string) => {
    const problem = await set(name, false)
    if (problem !== null) return notifyProblem(problem)
    notify({ message: `Removed ${name}`, undo: async () => notifyProblem(await set(name, true)) })
  }
  return (
    <section class="overview-section">
      <h2>First receivers</h2>
      <ul class="fact-rows">
        <For each={props.value.firstReceivers}>
          {(name) => (
            <li class="fact-row">
              <span class="fact-text">{name}</span>
              <Show when={!bind.isReadOnly()}>
                <IconButton label={`Remove ${name}`} icon="close" onClick={() => void remove(name)} />
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show
        when={!bind.isReadOnly()}
        fallback={
          <Show when={props.value.firstReceivers.length === 0}>
            <p class="overview-none">None.</p>
          </Show>
        }
      >
        <AddLine label="Add a distributor" suggestions={suggestions()} onAdd={add} />
      </Show>
    </section>
  )
}
