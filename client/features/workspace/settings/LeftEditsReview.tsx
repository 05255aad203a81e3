// One document of a removed member's edits: what would change, in words, and the two things that can be done about it.

import { createResource, createSignal, For, Match, Show, Switch } from 'solid-js'
import { type DocumentKind, parseDocumentPath } from '../../../../shared/base/document-path.ts'
import type { DocumentChange } from '../../../../shared/domain/document-changes.ts'
import { Done, type LeftDocument, LeftUpdates, MergedEdits } from '../../../../shared/protocol/http.ts'
import { api } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { documentName } from '../../../data/document-name.ts'
import { Button } from '../../../ui/Button.tsx'
import { ask } from '../../../ui/confirm.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { Problem } from '../../../ui/Problem.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { previewLeftEdits } from './left-edits.ts'
import './LeftEditsReview.css'

const CHANGES_SHOWN_MAX = 100

const WORDS: Readonly<Record<DocumentChange['what'], string>> = { added: 'New', changed: 'Changed', deleted: 'Deleted', restored: 'Restored' }

export const LeftEditsReview = (props: {
  /** Of the person's edits on the server. */
  readonly path: string
  readonly person: string
  readonly left: LeftDocument
  readonly onClose: () => void
  readonly onDone: () => Promise<void>
}) => {
  const workspace = useWorkspace()
  const body = () => ({ document: props.left.document })
  const [preview] = createResource(async () => {
    const answer = await api.post(`${props.path}/look`, body(), LeftUpdates)
    if (!answer.ok) return { ok: false as const, error: answer.error.message }
    return previewLeftEdits(workspace, props.left.document, answer.value.update)
  })
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setIsBusy] = createSignal(false)
  const name = () => documentName(workspace, props.left.document)
  const found = () => {
    const now = preview.latest
    return now?.ok === true ? now.value : null
  }
  const failed = () => {
    const now = preview.latest
    return now?.ok === false ? now.error : null
  }

  const act = async (work: () => Promise<string | null>, message: string) => {
    setIsBusy(true)
    const wrong = await work()
    setIsBusy(false)
    setProblem(wrong)
    if (wrong !== null) return
    notify({ message })
    await props.onDone()
  }
  const merge = async () => {
    const isSure = await ask(`Merge what ${props.person} changed?`, {
      verb: 'Merge these edits',
      detail: `They become part of ${name()} for everybody, as ${props.person}’s. Colleagues’ later edits stay.`,
    })
    if (!isSure) return
    await act(async () => {
      const answer = await api.post(`${props.path}/merge`, body(), MergedEdits)
      return answer.ok ? answer.value.message : answer.error.message
    }, `Merged ${props.person}’s edits into ${name()}`)
  }
  const discard = async () => {
    const isSure = await ask(`Discard what ${props.person} changed?`, {
      verb: 'Discard these edits',
      danger: true,
      detail: `${name()} stays as it is. The server forgets these edits; this cannot be undone.`,
    })
    if (!isSure) return
    await act(async () => {
      const answer = await api.post(`${props.path}/discard`, body(), Done)
      return answer.ok ? null : answer.error.message
    }, `Discarded ${props.person}’s edits`)
  }

  return (
    <Dialog
      title={`${props.person} · ${name()}`}
      open
      size="medium"
      onClose={props.onClose}
      actions={
        <>
          <Button disabled={isBusy()} onClick={() => void discard()}>
            Discard
          </Button>
          <Button kind="primary" disabled={isBusy() || preview.loading} onClick={() => void merge()}>
            Merge
          </Button>
        </>
      }
    >
      <Problem class="settings-problem" message={problem() ?? failed()} />
      <Switch>
        <Match when={preview.loading}>
          <Skeleton rows={4} />
        </Match>
        <Match when={found()}>
          {(value) => (
            <>
              <Show when={value().isPartial}>
                <p class="left-note">Some of these edits build on others that the server does not have. Only what connects can be merged.</p>
              </Show>
              <Show when={value().changes.length > 0} fallback={<p class="left-note">Nothing would change: the document already says the same.</p>}>
                <ul class="left-changes">
                  <For each={value().changes.slice(0, CHANGES_SHOWN_MAX)}>
                    {(change) => <ChangeRow change={change} title={titleOf(change, props.left.document)} />}
                  </For>
                </ul>
                <Show when={value().changes.length > CHANGES_SHOWN_MAX}>
                  <p class="left-note">And {value().changes.length - CHANGES_SHOWN_MAX} more.</p>
                </Show>
              </Show>
            </>
          )}
        </Match>
      </Switch>
    </Dialog>
  )
}

const ChangeRow = (props: { readonly change: DocumentChange; readonly title: string }) => (
  <li class="left-change">
    <p class="left-change-title">
      <span class="left-change-what" data-what={props.change.what}>
        {WORDS[props.change.what]}
      </span>
      {props.title}
    </p>
    <Show when={props.change.what !== 'deleted' && props.change.fields.length > 0}>
      <dl class="left-fields">
        <For each={props.change.fields}>
          {(field) => (
            <>
              <dt>{field.label}</dt>
              <dd>
                <Show when={field.after !== null} fallback="another value">
                  <Show when={props.change.what !== 'added' && field.before !== null}>
                    <del>{field.before}</del> <span aria-hidden="true">→</span>{' '}
                  </Show>
                  <ins>{field.after}</ins>
                </Show>
              </dd>
            </>
          )}
        </For>
      </dl>
    </Show>
  </li>
)

const ITSELF: Readonly<Record<DocumentKind, string>> = {
  settings: 'The workspace’s settings',
  items: 'The items',
  profile: 'The profile',
  calendar: 'The calendar',
  facts: 'The weekly facts',
  packet: 'The packet',
}

const titleOf = ({ table, name }: DocumentChange, path: string): string => {
  const kind = parseDocumentPath(path)?.kind
  if (table === null) return kind === undefined ? 'The document' : ITSELF[kind]
  return name === '' ? table : `${name} · ${table}`
}
