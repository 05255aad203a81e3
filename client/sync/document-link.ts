// One open document joined to the outbox and the relay: keeps its local edits, and runs a provider over a channel.
//
// Our `update` handler is registered before the provider's and remembers which row an update became; the provider calls
// `send` inside the same event, so that frame and row are one (S1). Updates that were not made here are in nobody's row and
// are dropped by the channel: the provider would upload every origin but its own.

import * as Y from 'yjs'
import { REMOTE, STORAGE, TAB } from '../../shared/model/origin.ts'
import { type ChannelSocket, channelSocketClass } from './channel-socket.ts'
import type { Provider, ProviderConfig } from './stock-provider.ts'
import type { SyncedDocument } from './sync.ts'

export interface DocumentLink {
  readonly path: string
  /** Another tab's edit, or a row whose channel is not open. */
  readonly apply: (bytes: Uint8Array, origin: typeof TAB | typeof REMOTE, row: number | null) => void
  readonly reload: () => void
  readonly disconnect: () => void
}

export interface DocumentLinkDeps {
  readonly document: SyncedDocument
  readonly createProvider: (config: ProviderConfig) => Provider
  /** Rows of this Y.Doc the server has not acknowledged, by this tab's numbers. */
  readonly unsent: readonly number[]
  /** Keeps a local edit; returns its number, or null when this person may not write. */
  readonly keep: (path: string, bytes: Uint8Array) => number | null
  readonly isUnsent: (row: number) => boolean
  readonly wanted: (socket: ChannelSocket, path: string) => void
  readonly sent: (socket: ChannelSocket, payload: Uint8Array, carries: readonly number[] | null) => void
  readonly closed: (socket: ChannelSocket) => void
}

const SYNC = 0
const PRESENCE = 1
const STEP_2 = 1
const UPDATE = 2

export const createDocumentLink = (deps: DocumentLinkDeps): DocumentLink => {
  const { document, createProvider, keep, isUnsent, wanted, sent, closed } = deps
  const { path, ydoc, awareness, reload } = document
  let held = new Set(deps.unsent)
  let current: number | null = null
  let isForeignPresence = false

  const onUpdate = (bytes: Uint8Array, origin: unknown, _doc: Y.Doc, { local }: Y.Transaction): void => {
    current = local && origin !== STORAGE && origin !== TAB && origin !== REMOTE ? keep(path, bytes) : null
    if (current !== null) held.add(current)
  }
  ydoc.on('update', onUpdate)
  const onPresence = (_changes: unknown, origin: unknown): void => {
    isForeignPresence = origin === provider.origin
  }
  awareness.on('update', onPresence)

  const carriedBy = (payload: Uint8Array): readonly number[] | null | 'nothing' => {
    if (payload[0] === PRESENCE) return isForeignPresence ? 'nothing' : null
    if (payload[0] !== SYNC) return null
    switch (payload[1]) {
      case UPDATE:
        return current === null ? 'nothing' : [current]
      case STEP_2:
        // Exactly what this Y.Doc holds, never the whole log of the database (SYNC §2, ack).
        held = new Set([...held].filter(isUnsent))
        return [...held]
      default:
        return null
    }
  }

  const provider = createProvider({
    path,
    ydoc,
    awareness,
    onThrown: reload,
    socketClass: channelSocketClass({
      wanted: (socket) => wanted(socket, path),
      closed,
      sent: (socket, payload) => {
        const carries = carriedBy(payload)
        if (carries !== 'nothing') sent(socket, payload, carries)
      },
    }),
  })
  provider.connect()

  return {
    path,
    apply: (bytes, origin, row) => {
      try {
        Y.applyUpdate(ydoc, bytes, origin)
        if (row !== null) held.add(row)
      } catch {
        reload()
      }
    },
    reload,
    disconnect: () => {
      isForeignPresence = false
      provider.destroy()
      ydoc.off('update', onUpdate)
      awareness.off('update', onPresence)
    },
  }
}
