import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import { deleteDocument, restoreDocument, setField } from '../../../shared/commands/rows.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { DocumentHeading } from '../../ui/DocumentHeading.tsx'
import { DocumentState } from '../../ui/DocumentState.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { notify, notifyProblem } from '../../ui/toasts.tsx'
import { WrapField } from '../../ui/WrapField.tsx'
import { usePacket } from './packet-context.ts'

export const PacketHeading = (props: { readonly title: string; readonly accountName: string }) => {
  const { href } = useWorkspace()
  const { accountId, bind, document } = usePacket()
  const rename = (title: string) => (title === '' ? 'Give the packet a title.' : bind.run(`Renamed ${props.title}`, setField, { name: 'title', value: title }))
  return (
    <DocumentHeading parent={{ label: props.accountName, href: href(`/accounts/${accountId}?tab=packets`) }} name={props.title} keepsParent>
      {document.value() === null ? null : <WrapField {...bind.field('title')} hideLabel onCommit={rename} />}
    </DocumentHeading>
  )
}

export const PacketState = () => {
  const workspace = useWorkspace()
  const { accountId, packetId, document } = usePacket()
  const here = () => workspace.presence.peers().filter(({ place }) => place === `/packets/${accountId}/${packetId}`)
  return (
    <Show when={document.value()}>
      {(value) => (
        <div class="document-chips">
          <Chip>{MEETING_TYPE_LABELS[value().meetingType]}</Chip>
          <DocumentState repairs={document.repairs()} isDeleted={value().deleted !== null} peers={here()} />
        </div>
      )}
    </Show>
  )
}

export const PacketActions = (props: { readonly title: string }) => {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const { accountId, packetId, bind, document } = usePacket()
  const remove = async () => {
    const { title } = props
    const problem = await bind.run(`Deleted ${title}`, deleteDocument, null)
    if (problem !== null) return void notify({ message: problem, tone: 'danger' })
    notify({
      message: `${title} is in the trash`,
      undo: async () => {
        await workspace.run(`Restored ${title}`, document.path, restoreDocument, null)
        navigate(workspace.href(`/packets/${accountId}/${packetId}`))
      },
    })
    navigate(workspace.href('/packets'))
  }
  return (
    <>
      <Button icon="note" onClick={() => print()}>
        Print
      </Button>
      <Show when={!bind.isReadOnly()}>
        <Show
          when={document.value()?.deleted === null}
          fallback={<Button onClick={() => void bind.run(`Restored ${props.title}`, restoreDocument, null).then(notifyProblem)}>Restore</Button>}
        >
          <Menu label="More for this packet" align="end" items={[{ label: 'Delete packet', icon: 'trash', danger: true, onSelect: () => void remove() }]} />
        </Show>
      </Show>
    </>
  )
}
