// Edits of removed members (S15): made before they knew, left by their devices, and nothing until a manager has looked.
// Shown only while there are some.

import { createSignal, For, Show } from 'solid-js'
import { type LeftDocument, LeftEdits, type LeftPerson } from '../../../../shared/protocol/http.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { documentName } from '../../../data/document-name.ts'
import { hueOf } from '../../../data/presence.ts'
import { Avatar } from '../../../ui/Avatar.tsx'
import { Button } from '../../../ui/Button.tsx'
import { createServerData } from './from-server.tsx'
import { LeftEditsReview } from './LeftEditsReview.tsx'
import { dayWords, timeWords } from './time-words.ts'

export const LeftEditsSettings = () => {
  const workspace = useWorkspace()
  const base = `/api/workspaces/${workspace.session.workspaceId}/quarantine`
  const left = createServerData(() => api.get(base, LeftEdits))
  return (
    <Show when={(left.value()?.people.length ?? 0) > 0}>
      <section class="settings-section">
        <h2>Edits of removed members</h2>
        <p class="settings-words">
          Made on their devices before they knew that they had been removed. None of it is in the documents. Look at each, then merge or discard it.
        </p>
        <ul class="settings-list">
          <For each={left.value()?.people}>{(person) => <PersonEdits person={person} base={base} onChanged={left.reload} />}</For>
        </ul>
      </section>
    </Show>
  )
}

const editsWords = (edits: number): string => `${edits} ${edits === 1 ? 'edit' : 'edits'}`

const PersonEdits = (props: { readonly person: LeftPerson; readonly base: string; readonly onChanged: () => Promise<void> }) => {
  const workspace = useWorkspace()
  const [reviewed, setReviewed] = createSignal<LeftDocument | null>(null)
  const name = () => props.person.name || 'Somebody whose account is gone'
  const all = () => props.person.documents.reduce((sum, { edits }) => sum + edits, 0)
  const documents = () => `${props.person.documents.length} ${props.person.documents.length === 1 ? 'document' : 'documents'}`
  return (
    <li class="settings-entry">
      <div class="settings-row">
        <Avatar name={name()} hue={hueOf(props.person.personId)} />
        <div class="settings-row-words">
          <p class="settings-row-title">{name()}</p>
          <p class="settings-row-facts">
            {[props.person.email, removedWords(props.person.removedAt), `${editsWords(all())} in ${documents()}`].filter((part) => part !== '').join(' · ')}
          </p>
        </div>
      </div>
      <ul class="left-documents">
        <For each={props.person.documents}>
          {(left) => (
            <li class="settings-row">
              <div class="settings-row-words">
                <p>{documentName(workspace, left.document)}</p>
                <p class="settings-row-facts">
                  {editsWords(left.edits)} · left {timeWords(left.receivedAt)}
                </p>
              </div>
              <Button onClick={() => setReviewed(left)}>Look at it</Button>
            </li>
          )}
        </For>
      </ul>
      <Show when={reviewed()} keyed>
        {(left) => (
          <LeftEditsReview
            path={`${props.base}/${encodeURIComponent(props.person.personId)}`}
            person={name()}
            left={left}
            onClose={() => setReviewed(null)}
            onDone={async () => {
              setReviewed(null)
              await props.onChanged()
            }}
          />
        )}
      </Show>
    </li>
  )
}

const removedWords = (removedAt: number | null): string => (removedAt === null ? 'a member again' : `removed ${dayWords(removedAt)}`)
