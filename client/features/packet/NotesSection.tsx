// The place of the notes. The editor comes in its own chunk; until it is there, and on a device that cannot fetch it, the
// notes stand here as plain text.

import { ErrorBoundary, For, lazy, Show, Suspense } from 'solid-js'
import { useWorkspace } from '../../data/context.ts'
import { hueOf } from '../../data/presence.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { type PacketValue, usePacket } from './packet-context.ts'

const NotesEditor = lazy(() => import('./notes/NotesEditor.tsx').then(({ NotesEditor }) => ({ default: NotesEditor })))

export const NotesSection = (props: { readonly value: PacketValue }) => {
  const { presence, session } = useWorkspace()
  const { packetId, document, bind } = usePacket()
  const selection = `${packetId}.notes`
  const plain = (note?: string) => (
    <>
      <Show when={note}>{(said) => <p class="packet-notes-hint">{said()}</p>}</Show>
      <div class="packet-notes-plain">{props.value.notes}</div>
    </>
  )
  return (
    <section class="packet-section" data-section="notes">
      <div class="packet-section-head">
        <h2>Notes</h2>
        <span class="packet-writers">
          <For each={presence.selectedBy(selection)}>
            {(peer) => <Avatar name={peer.name} hue={peer.hue} size="small" title={`${peer.name} is writing here`} />}
          </For>
        </span>
      </div>
      <Show when={document.live()} keyed>
        {(live) => (
          <ErrorBoundary fallback={plain('The editor could not be loaded. The notes are safe; reload the app to write.')}>
            <Suspense fallback={plain()}>
              <NotesEditor
                fragment={live.rich('notes')}
                awareness={document.awareness}
                person={session.person}
                isEditable={!bind.isReadOnly()}
                hueOf={hueOf}
                plainText={props.value.notes}
                onFocus={() => presence.setSelection(selection)}
                onBlur={() => presence.setSelection(packetId)}
              />
            </Suspense>
          </ErrorBoundary>
        )}
      </Show>
    </section>
  )
}
