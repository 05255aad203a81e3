// One open document joined to the outbox and the relay: keeps its local edits, and runs a provider over a channel.
//
// Our `update` handler is registered before the provider's and remembers which row an update became; the provider calls
// `send` inside the same event, so that frame and row are one (S1). Updates that were not made here are in nobody's row and
// are dropped by the channel: the provider would upload every origin but its own.

import * as Y from 'yjs'
import { STRICT_CELLS } from '../../shared/docs/strict-cells.ts'
import { REMOTE, STORAGE, TAB } from '../../shared/model/origin.ts'
import { encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { type ChannelSocket, channelSocketClass } from './channel-socket.ts'
import type { Provider, ProviderConfig } from './stock-provider.ts'
import type { SyncedDocument } from './sync.ts'

export interface DocumentLink {
  readonly path: string
  /** Another tab's edit, or a row whose channel is not open. */
  readonly apply: (bytes: Uint8Array, origin: typeof TAB | typeof REMOTE, row: number | null) => void
  /** Asks the relay for what this Y.Doc has not got (S6). */
  readonly compare: () => void
  readonly reload: () => void
  readonly disconnect: () => void
}

export interface DocumentLinkDeps {
  readonly document: SyncedDocument
  readonly createProvider: (config: ProviderConfig) => Provider
  /** Rows of this Y.Doc the server has not acknowledged, by this tab's numbers. */
  readonly unsent: readonly number[]
  /** Keeps a local edit; returns its number, or null when this person may not write. */
  readonly keep: (path: string, bytes: Uint8Array, isStrict: boolean) => number | null
  /** Yjs threw at something: the document is to be read again, without the record that did it (S5). */
  readonly onThrown: () => void
  /** At once, unless what came over the channel was thrown at before; returns what calls it off. */
  readonly connectLater: (connect: () => void) => () => void
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
  const { document, createProvider, keep, onThrown, connectLater, isUnsent, wanted, sent, closed } = deps
  const { path, ydoc, reload } = document
  let held = new Set(deps.unsent)
  let current: number | null = null
  let isForeignPresence = false

  const onUpdate = (bytes: Uint8Array, origin: unknown, _doc: Y.Doc, { local, changed }: Y.Transaction): void => {
    const isStrict = [...changed.values()].some((keys) => STRICT_CELLS.some((cell) => keys.has(cell)))
    current = local && origin !== STORAGE && origin !== TAB && origin !== REMOTE ? keep(path, bytes, isStrict) : null
    if (current !== null) held.add(current)
  }
  ydoc.on('update', onUpdate)

  // What does not connect to anything here was made on top of something this device has not got.
  let channel: ChannelSocket | null = null
  let isGapKnown = false
  const compare = (): void => channel?.send(encodeChannelMessage({ type: 'step1', stateVector: Y.encodeStateVector(ydoc) }))
  const onTransaction = (): void => {
    const isGap = ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null
    if (isGap && !isGapKnown) compare()
    isGapKnown = isGap
  }
  ydoc.on('afterTransaction', onTransaction)
  const onPresence = (_changes: unknown, origin: unknown): void => {
    isForeignPresence = provider !== null && origin === provider.origin
  }

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

  // Presence and provider are made when it connects: whoever opens many documents waits for none of them.
  let provider: Provider | null = null
  const callOff = connectLater(() => {
    const { awareness } = document
    awareness.on('update', onPresence)
    provider = createProvider({
      path,
      ydoc,
      awareness,
      onThrown,
      socketClass: channelSocketClass({
        wanted: (socket) => {
          channel = socket
          wanted(socket, path)
        },
        closed,
        sent: (socket, payload) => {
          const carries = carriedBy(payload)
          if (carries !== 'nothing') sent(socket, payload, carries)
        },
      }),
    })
    provider.connect()
  })

  return {
    path,
    apply: (bytes, origin, row) => {
      try {
        Y.applyUpdate(ydoc, bytes, origin)
        if (row !== null) held.add(row)
      } catch {
        onThrown()
      }
    },
    compare,
    reload,
    disconnect: () => {
      isForeignPresence = false
      callOff()
      if (provider !== null) document.awareness.off('update', onPresence)
      provider?.destroy()
      ydoc.off('update', onUpdate)
      ydoc.off('afterTransaction', onTransaction)
    },
  }
}
