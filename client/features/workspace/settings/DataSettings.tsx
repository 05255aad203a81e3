import { createSignal, For, Show } from 'solid-js'
import type { DocumentKind } from '../../../../shared/base/document-path.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { notify } from '../../../ui/toasts.tsx'
import type { FileProgress } from '../file/export-workspace.ts'
import type { WorkspacePreview } from '../file/import-workspace.ts'
import { timeWords } from './time-words.ts'

const KIND_NOUNS: Readonly<Record<DocumentKind, readonly [one: string, many: string]>> = {
  settings: ['settings document', 'settings documents'],
  items: ['items list', 'items lists'],
  profile: ['account', 'accounts'],
  calendar: ['calendar', 'calendars'],
  facts: ['year of weekly facts', 'years of weekly facts'],
  packet: ['packet', 'packets'],
}

/** The whole workspace as one file, out and in. */
export const DataSettings = () => {
  const workspace = useWorkspace()
  return (
    <>
      <ExportSection />
      <Show when={workspace.canWrite()}>
        <ImportSection />
      </Show>
    </>
  )
}

const ExportSection = () => {
  const workspace = useWorkspace()
  const [progress, setProgress] = createSignal<FileProgress | null>(null)
  let isStopped = false
  const run = async () => {
    isStopped = false
    setProgress({ done: 0, total: 0 })
    try {
      const { saveWorkspaceFile } = await import('../file/save-workspace-file.ts')
      const made = await saveWorkspaceFile(workspace, setProgress, () => isStopped)
      if (made === null) return
      const left = made.missing.length === 0 ? '' : ` ${made.missing.length} could not be read on this device and are not in the file.`
      notify({ message: `${made.documents} documents are in the file.${left}`, tone: made.missing.length === 0 ? 'plain' : 'danger' })
    } finally {
      setProgress(null)
    }
  }
  const isPartial = () => workspace.sync().isFirstSync
  return (
    <section class="settings-section">
      <h2>Export the workspace</h2>
      <p class="settings-words">
        One JSON file with every account, calendar, packet and item, deleted ones included: plain values for other programs, and the full state so that an
        import loses nothing. Members, invites and tokens are not in it.
      </p>
      <Show when={isPartial()}>
        <p class="settings-problem" role="status">
          The workspace has not come down to this device completely yet. Wait for the sync, or the file will lack what is missing.
        </p>
      </Show>
      <div class="settings-line">
        <Button icon="export" busy={progress() !== null} onClick={() => void run()}>
          {progress() === null ? 'Export as one file' : `Exporting ${progress()?.done} of ${progress()?.total}`}
        </Button>
        <Show when={progress() !== null}>
          <Button
            kind="quiet"
            onClick={() => {
              isStopped = true
            }}
          >
            Stop
          </Button>
        </Show>
      </div>
    </section>
  )
}

const ImportSection = () => {
  const workspace = useWorkspace()
  const [preview, setPreview] = createSignal<WorkspacePreview | null>(null)
  const [problem, setProblem] = createSignal<string | null>(null)
  const [progress, setProgress] = createSignal<FileProgress | null>(null)
  let picker!: HTMLInputElement

  const look = async (file: File) => {
    setPreview(null)
    setProblem(null)
    setProgress({ done: 0, total: 0 })
    try {
      const { previewWorkspaceFile } = await import('../file/import-workspace.ts')
      const looked = await previewWorkspaceFile(workspace, await file.text(), setProgress)
      if (looked.ok) setPreview(looked.value)
      else setProblem(looked.error)
    } catch {
      setProblem('The file could not be read. Is it still where it was?')
    } finally {
      setProgress(null)
    }
  }
  const run = async (chosen: WorkspacePreview) => {
    setProgress({ done: 0, total: 0 })
    try {
      const { importWorkspaceFile } = await import('../file/import-workspace.ts')
      const problems = await importWorkspaceFile(workspace, chosen, setProgress)
      setProblem(problems.length === 0 ? null : problems.join(' '))
      setPreview(null)
      notify({ message: `${chosen.name} is in this workspace` })
    } finally {
      setProgress(null)
    }
  }
  const wanted = () => preview()?.documents.filter(({ effect }) => effect !== 'same').length ?? 0
  return (
    <section class="settings-section">
      <h2>Import a workspace file</h2>
      <p class="settings-words">
        Merges the file into this workspace: what is not here is created, what is here keeps everything both sides have. You see what would happen first.
      </p>
      <div>
        <Button icon="import" busy={progress() !== null} onClick={() => picker.click()}>
          {progress() === null ? 'Choose a file' : `Reading ${progress()?.done} of ${progress()?.total}`}
        </Button>
        <input
          ref={picker}
          class="visually-hidden"
          type="file"
          tabIndex={-1}
          accept=".json,application/json"
          aria-label="Workspace file"
          onChange={(event) => {
            const file = event.currentTarget.files?.[0]
            event.currentTarget.value = ''
            if (file !== undefined) void look(file)
          }}
        />
      </div>
      <Problem class="settings-problem" message={problem()} />
      <Show when={preview()}>
        {(shown) => (
          <section class="secret-once" aria-label="What would be imported">
            <p>
              <strong>{shown().name}</strong>, exported {timeWords(shown().exportedAt)}
              {shown().isThisWorkspace ? ' from this workspace' : ''}.
            </p>
            <dl class="data-figures">
              <dt>New here</dt>
              <dd>{figures(shown(), 'new')}</dd>
              <dt>Adds something</dt>
              <dd>{figures(shown(), 'adds')}</dd>
              <dt>Same as here</dt>
              <dd>{figures(shown(), 'same')}</dd>
            </dl>
            <Show when={shown().refused.length > 0}>
              <ul class="data-problems">
                <For each={shown().refused}>
                  {(refused) => (
                    <li>
                      {refused.path} is left out: {refused.reason}.
                    </li>
                  )}
                </For>
              </ul>
            </Show>
            <div class="secret-acts">
              <Show when={wanted() > 0} fallback={<p>Nothing to import: all of it is here already.</p>}>
                <Button kind="primary" busy={progress() !== null} onClick={() => void run(shown())}>
                  Import {wanted()} {wanted() === 1 ? 'document' : 'documents'}
                </Button>
              </Show>
              <Button kind="quiet" onClick={() => setPreview(null)}>
                Leave it
              </Button>
            </div>
          </section>
        )}
      </Show>
    </section>
  )
}

const figures = (preview: WorkspacePreview, effect: 'new' | 'adds' | 'same'): string => {
  const parts = Object.entries(KIND_NOUNS).flatMap(([kind, [one, many]]) => {
    const count = preview.documents.filter((document) => document.kind === kind && document.effect === effect).length
    return count === 0 ? [] : [`${count} ${count === 1 ? one : many}`]
  })
  return parts.length === 0 ? 'Nothing' : parts.join(', ')
}
