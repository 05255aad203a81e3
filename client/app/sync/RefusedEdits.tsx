import { For, Show } from 'solid-js'
import { useWorkspace } from '../../data/context.ts'
import { documentName } from '../../data/document-name.ts'
import { HANDED_IN } from '../../data/workspace-data.ts'
import { Button } from '../../ui/Button.tsx'
import { ask } from '../../ui/confirm.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { notify } from '../../ui/toasts.tsx'
import { plural } from './sync-words.ts'

const REASONS: Readonly<Record<string, string>> = {
  denied: 'not allowed',
  invalid: 'not understood by the server',
  too_large: 'too large',
  resync: 'made on top of edits the server does not have',
}

/** Edits the server would not take (S9): kept on this device until somebody decides. `isLeft`: those a manager has now (S15). */
export const RefusedEdits = (props: { readonly isLeft: boolean }) => {
  const workspace = useWorkspace()
  const keep = async (path: string) => {
    const updates = await workspace.refused.bytes(path)
    const contents = JSON.stringify({ format: 'endcap-edits', version: 1, document: path, updates: updates.map(base64Of) }, null, 2)
    saveFile(`endcap-edits-${path.replace(/\//g, '-')}.json`, 'application/json', contents)
  }
  const discard = async (path: string, edits: number) => {
    const isSure = await ask(`Discard ${plural(edits, 'edit')}?`, {
      verb: `Discard ${plural(edits, 'edit')}`,
      danger: true,
      detail: props.isLeft
        ? 'Only the copy on this device goes; the manager still has them.'
        : `${documentName(workspace, path)} goes back to what the server has. This cannot be undone.`,
    })
    if (!isSure) return
    await workspace.refused.discard(path)
    notify({ message: `Discarded ${plural(edits, 'edit')}` })
  }
  const refusals = () => workspace.sync().refused.filter(({ reason }) => (reason === HANDED_IN) === props.isLeft)
  const count = () => refusals().reduce((sum, { edits }) => sum + edits, 0)
  return (
    <section class="sync-section">
      <h3>{props.isLeft ? 'Left for a manager' : `${plural(count(), 'change was', 'changes were')} not accepted`}</h3>
      <p class="sync-sentence">
        {props.isLeft
          ? 'Made before you knew that you had been removed. A manager decides whether they are merged; this is your copy.'
          : 'They are kept on this device and are not in the documents any more. Apply them again, for instance when your role has changed, or save them as a file and discard them.'}
      </p>
      <ul class="sync-list">
        <For each={refusals()}>
          {(refused) => (
            <li>
              <span class="sync-document">{documentName(workspace, refused.path)}</span>
              <span class="sync-when">
                {plural(refused.edits, 'edit')}
                {props.isLeft ? '' : ` · ${REASONS[refused.reason] ?? refused.reason}`}
              </span>
              <span class="sync-row-acts">
                <Show when={!props.isLeft}>
                  <Button onClick={() => void workspace.refused.retry(refused.path)}>Apply again</Button>
                </Show>
                <Button onClick={() => void keep(refused.path)}>Save as a file</Button>
                <Button kind="quiet" onClick={() => void discard(refused.path, refused.edits)}>
                  Discard
                </Button>
              </span>
            </li>
          )}
        </For>
      </ul>
    </section>
  )
}

const base64Of = (bytes: Uint8Array): string => btoa(Array.from(bytes, (byte) => String.fromCharCode(byte)).join(''))
