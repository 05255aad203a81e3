import { For } from 'solid-js'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { ask } from '../../ui/confirm.tsx'
import { saveFile } from '../../ui/save-file.ts'
import { notify } from '../../ui/toasts.tsx'
import { documentName } from '../document-name.ts'
import { plural } from './sync-words.ts'

const REASONS: Readonly<Record<string, string>> = { denied: 'not allowed', invalid: 'not understood by the server', too_large: 'too large' }

/** Edits the server would not take (S9): kept on this device until somebody decides. */
export const RefusedEdits = () => {
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
      detail: `${documentName(workspace, path)} goes back to what the server has. This cannot be undone.`,
    })
    if (!isSure) return
    await workspace.refused.discard(path)
    notify({ message: `Discarded ${plural(edits, 'edit')}` })
  }
  const count = () => workspace.sync().refused.reduce((sum, { edits }) => sum + edits, 0)
  return (
    <section class="sync-section">
      <h3>{plural(count(), 'change was', 'changes were')} not accepted</h3>
      <p class="sync-sentence">
        They are kept on this device and are not in the documents any more. Apply them again, for instance when your role has changed, or save them as a file
        and discard them.
      </p>
      <ul class="sync-list">
        <For each={workspace.sync().refused}>
          {(refused) => (
            <li>
              <span class="sync-document">{documentName(workspace, refused.path)}</span>
              <span class="sync-when">
                {plural(refused.edits, 'edit')} · {REASONS[refused.reason] ?? refused.reason}
              </span>
              <span class="sync-row-acts">
                <Button onClick={() => void workspace.refused.retry(refused.path)}>Apply again</Button>
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
