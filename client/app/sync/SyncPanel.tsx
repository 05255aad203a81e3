// What waits, since when, and what to do about it. Everything said here is read from the sync state; nothing is guessed.

import { For, Show } from 'solid-js'
import { useWorkspace } from '../../data/context.ts'
import { documentName, documentPlace } from '../../data/document-name.ts'
import { Button } from '../../ui/Button.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { timeWords } from '../clock-words.ts'
import { RefusedEdits } from './RefusedEdits.tsx'
import { onServer, savedHere, syncSentence } from './sync-sentence.ts'
import { leftEdits, plural, refusedEdits, syncWords } from './sync-words.ts'
import './SyncPanel.css'

export default function SyncPanel(props: { readonly onClose: () => void }) {
  const workspace = useWorkspace()
  const state = workspace.sync
  const time = (ms: number) => timeWords(ms, workspace.today())
  const words = () => syncWords(state(), time)
  return (
    <Panel title="Sync" onClose={props.onClose}>
      <section class="sync-summary" data-tone={words().tone}>
        <p class="sync-headline">
          <span class="sync-dot" aria-hidden="true" />
          {words().words}
        </p>
        <p class="sync-sentence">{syncSentence(state())}</p>
        <Show when={state().catchingUp}>
          {(progress) => <progress class="sync-progress" aria-label="Changes received" max={progress().total} value={progress().done} />}
        </Show>
        <div class="sync-acts">
          <Show when={state().connection === 'offline' || state().connection === 'connecting'}>
            <Button onClick={() => workspace.reconnect()}>Try now</Button>
          </Show>
          <Show when={state().connection === 'signedOut'}>
            <a class="button" data-kind="primary" href={`/sign-in?next=${encodeURIComponent(location.pathname + location.search)}`}>
              Sign in
            </a>
          </Show>
        </div>
      </section>
      <Show when={refusedEdits(state()) > 0}>
        <RefusedEdits isLeft={false} />
      </Show>
      <Show when={leftEdits(state()) > 0}>
        <RefusedEdits isLeft />
      </Show>
      <Show when={state().waiting.length > 0}>
        <section class="sync-section">
          <h3>Waiting to be sent</h3>
          <ul class="sync-list">
            <For each={state().waiting}>
              {(waiting) => (
                <li>
                  <a class="sync-document" href={workspace.href(documentPlace(waiting.path))}>
                    {documentName(workspace, waiting.path)}
                  </a>
                  <span class="sync-when">
                    {plural(waiting.edits, 'edit')}, since {time(waiting.since)}
                  </span>
                </li>
              )}
            </For>
          </ul>
        </section>
      </Show>
      <section class="sync-section">
        <h3>This device</h3>
        <dl class="sync-facts">
          <dt>Saved here</dt>
          <dd>{savedHere(state())}</dd>
          <dt>On the server</dt>
          <dd>{onServer(state())}</dd>
          <dt>Last in step</dt>
          <dd>{lastInStep(state().syncedAt, time)}</dd>
        </dl>
      </section>
    </Panel>
  )
}

const lastInStep = (at: number | null, time: (ms: number) => string): string => (at === null ? 'Not yet' : time(at))
