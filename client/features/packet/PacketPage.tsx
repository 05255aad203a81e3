// One meeting: what it is about, who is there, what was said and what follows from it.

import { useNavigate, useParams } from '@solidjs/router'
import { createMemo, Show } from 'solid-js'
import { isId } from '../../../shared/base/id.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Packet } from './Packet.tsx'
import './packet-page.css'
import './packet-print.css'

const PacketPage = () => {
  const params = useParams()
  const address = createMemo(() => {
    const { accountId = '', packetId = '' } = params
    return isId(accountId) && isId(packetId) ? { accountId, packetId } : null
  })
  return (
    <Show when={address()} keyed fallback={<NoPacket />}>
      {({ accountId, packetId }) => <Packet accountId={accountId} packetId={packetId} fallback={<NoPacket />} />}
    </Show>
  )
}

const NoPacket = () => {
  const { href } = useWorkspace()
  const navigate = useNavigate()
  return (
    <Page title="No such packet">
      <EmptyState
        title="This packet is not on this device"
        hint="The link may be mistyped, or the packet may be on its way from the server."
        action={<Button onClick={() => navigate(href('/packets'))}>All packets</Button>}
      />
    </Page>
  )
}

export default PacketPage
