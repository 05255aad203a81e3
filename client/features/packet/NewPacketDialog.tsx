import { createMemo, createSignal, onMount } from 'solid-js'
import { createStore } from 'solid-js/store'
import { MONTH_NAMES } from '../../../shared/base/civil.ts'
import { packetPath } from '../../../shared/base/document-path.ts'
import { createPacket } from '../../../shared/commands/packet.ts'
import { PACKET_BLUEPRINTS } from '../../../shared/docs/terms/packet-blueprints.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import type { MeetingType } from '../../../shared/docs/terms/packet-terms.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { CheckField } from '../../ui/CheckField.tsx'
import { DateField } from '../../ui/DateField.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TYPE_OPTIONS } from './packet-options.ts'

interface DialogProps {
  /** The account to begin with; anything else leaves the choice open. */
  readonly accountId: string
  readonly onClose: () => void
  readonly onCreated: (accountId: string, packetId: string) => void
}

export const NewPacketDialog = (props: DialogProps) => {
  const workspace = useWorkspace()
  const accounts = createMemo(() =>
    workspace.summaries
      .all('account')
      .filter(({ isDeleted }) => !isDeleted)
      .toSorted((a, b) => a.name.localeCompare(b.name)),
  )
  const first = () => accounts().find(({ accountId }) => accountId === props.accountId) ?? (accounts().length === 1 ? accounts()[0] : undefined)
  const [draft, setDraft] = createStore<{ accountId: string; title: string | null; meetingType: MeetingType; on: string | null; withAgenda: boolean }>({
    accountId: first()?.accountId ?? '',
    title: null,
    meetingType: 'qbr',
    on: null,
    withAgenda: true,
  })
  const [problem, setProblem] = createSignal<{ readonly field: 'account' | 'title'; readonly message: string } | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  let titleField!: HTMLInputElement
  let form!: HTMLFormElement
  onMount(() => queueMicrotask(() => (draft.accountId === '' ? form.querySelector('select') : titleField)?.focus()))

  /** What the meeting is and when, until somebody types a title. */
  const title = () =>
    draft.title ??
    `${MEETING_TYPE_LABELS[draft.meetingType]}${draft.on === null ? '' : ` ${MONTH_NAMES[Number(draft.on.slice(5, 7)) - 1]} ${draft.on.slice(0, 4)}`}`

  const create = async () => {
    if (isBusy()) return
    if (draft.accountId === '') return void setProblem({ field: 'account', message: 'Choose whom you meet.' })
    setBusy(true)
    const { accountId, meetingType, on, withAgenda } = draft
    const packetId = workspace.newId()
    const made = await workspace.run(`Added ${title()}`, packetPath(accountId, packetId), createPacket, { title: title(), meetingType, on, withAgenda })
    setBusy(false)
    if (made.ok) return props.onCreated(accountId, packetId)
    setProblem({ field: 'title', message: made.error.message })
    titleField.focus()
  }

  return (
    <Dialog
      title="New packet"
      open
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="primary" busy={isBusy()} onClick={() => void create()}>
            Create packet
          </Button>
        </>
      }
    >
      <form
        ref={form}
        class="new-packet"
        onSubmit={(event) => {
          event.preventDefault()
          void create()
        }}
      >
        <div data-invalid={problem()?.field === 'account' ? '' : undefined}>
          <SelectField
            label="Account"
            value={draft.accountId}
            placeholder="Choose an account"
            options={accounts().map(({ accountId, name }) => ({ value: accountId, label: name }))}
            onCommit={(accountId) => {
              setDraft('accountId', accountId)
              setProblem(null)
            }}
          />
          <p class="field-message" role="alert">
            {problem()?.field === 'account' ? problem()?.message : ''}
          </p>
        </div>
        <SelectField label="Meeting" value={draft.meetingType} options={TYPE_OPTIONS} onCommit={(meetingType) => setDraft('meetingType', meetingType)} />
        <DateField label="Date" value={draft.on} hint="May stay open." onCommit={(on) => setDraft('on', on)} />
        <div class="field" data-invalid={problem()?.field === 'title' ? '' : undefined}>
          <label class="field-label" for="new-packet-title">
            Title
          </label>
          <input
            ref={titleField}
            id="new-packet-title"
            class="field-input"
            autocomplete="off"
            value={title()}
            aria-invalid={problem()?.field === 'title' ? 'true' : undefined}
            aria-describedby="new-packet-problem"
            onInput={(event) => {
              setDraft('title', event.currentTarget.value)
              setProblem(null)
            }}
          />
          <p id="new-packet-problem" class="field-message" role="alert">
            {problem()?.field === 'title' ? problem()?.message : ''}
          </p>
        </div>
        <CheckField
          label="Start with an agenda"
          words={`Start with the usual agenda (${PACKET_BLUEPRINTS[draft.meetingType].length} ${PACKET_BLUEPRINTS[draft.meetingType].length === 1 ? 'topic' : 'topics'})`}
          value={draft.withAgenda}
          onCommit={(withAgenda) => setDraft('withAgenda', withAgenda)}
        />
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}
