// Accounts and packets that were opened, however one came to them, are what the palette offers first.

import { type Accessor, createEffect, untrack } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { rememberRecent } from '../data/preferences.ts'

const ACCOUNT = /^\/accounts\/([\w-]+)$/
const PACKET = /^\/packets\/([\w-]+)\/([\w-]+)$/

export const createRecents = (place: Accessor<string>): void => {
  const { summaries, session } = useWorkspace()
  const opened = (path: string): { readonly label: string; readonly kind: string } | null => {
    const accountId = ACCOUNT.exec(path)?.[1]
    const account = accountId === undefined ? undefined : summaries.ofAccount('account', accountId)[0]
    if (account !== undefined) return { label: account.name, kind: 'account' }
    const [, ownerId, packetId] = PACKET.exec(path) ?? []
    const packet = ownerId === undefined ? undefined : summaries.ofAccount('packet', ownerId).find((one) => one.packetId === packetId)
    return packet === undefined ? null : { label: packet.title, kind: 'packet' }
  }
  createEffect(() => {
    const path = place()
    const recent = opened(path)
    if (recent !== null && recent.label !== '') untrack(() => rememberRecent(session.workspaceId, { place: path, ...recent }))
  })
}
