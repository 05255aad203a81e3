import type { JSX } from 'solid-js'
import { createMemo, onCleanup, onMount, Show } from 'solid-js'
import { packetPath } from '../../../shared/base/document-path.ts'
import { useWorkspace } from '../../data/context.ts'
import { createBinder } from '../../data/field-binding.ts'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { Actions } from './Actions.tsx'
import { Agenda } from './Agenda.tsx'
import { Attendees } from './Attendees.tsx'
import { EarlierActions } from './EarlierActions.tsx'
import { MeetingFacts } from './MeetingFacts.tsx'
import { NotesSection } from './NotesSection.tsx'
import { Objectives } from './Objectives.tsx'
import { PacketActions, PacketHeading, PacketState } from './PacketHeader.tsx'
import { PacketPrintAfter, PacketPrintBefore } from './PacketPrint.tsx'
import { createPacketDocument, PacketProvider } from './packet-context.ts'

interface PacketProps {
  readonly accountId: string
  readonly packetId: string
  readonly fallback: JSX.Element
}

export const Packet = (props: PacketProps) => {
  const workspace = useWorkspace()
  const { accountId, packetId } = props
  const document = workspace.open('packet', packetPath(accountId, packetId))
  const packet = createPacketDocument(workspace, document, createBinder('packet', document, packetId), { accountId, packetId })
  onMount(() => workspace.presence.setSelection(packetId))
  onCleanup(() => workspace.presence.setSelection(null))

  const summary = createMemo(() => workspace.summaries.ofAccount('packet', accountId).find((one) => one.packetId === packetId))
  const account = createMemo(() => workspace.summaries.ofAccount('account', accountId)[0])
  const title = () => document.value()?.title || summary()?.title || 'Untitled packet'
  const isThere = () => summary() !== undefined || (document.value()?.title ?? '') !== '' || !workspace.summaries.isLoaded()

  return (
    <Show when={isThere()} fallback={props.fallback}>
      <PacketProvider value={packet}>
        <Page
          title={title()}
          heading={<PacketHeading title={title()} accountName={account()?.name ?? 'Account'} />}
          subtitle={<PacketState />}
          actions={<PacketActions title={title()} />}
        >
          <Show when={document.value()} fallback={<Skeleton rows={8} />}>
            {(value) => (
              <div class="packet">
                <PacketPrintBefore value={value()} accountName={account()?.name ?? ''} />
                <MeetingFacts value={value()} account={account()} />
                <div class="packet-main">
                  <Objectives value={value()} />
                  <Agenda value={value()} />
                  <NotesSection value={value()} />
                  <Actions value={value()} />
                </div>
                <div class="packet-side">
                  <Attendees value={value()} />
                  <EarlierActions value={value()} />
                </div>
                <PacketPrintAfter value={value()} />
              </div>
            )}
          </Show>
        </Page>
      </PacketProvider>
    </Show>
  )
}
