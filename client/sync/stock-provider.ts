// The stock y-websocket provider over a channel (SYNC §2): what joins an open document to the relay.

import * as decoding from 'lib0/decoding'
import * as encoding from 'lib0/encoding'
import type { Awareness } from 'y-protocols/awareness'
import * as syncProtocol from 'y-protocols/sync'
import { WebsocketProvider } from 'y-websocket'
import * as Y from 'yjs'

export interface ProviderConfig {
  readonly path: string
  readonly ydoc: Y.Doc
  readonly awareness: Awareness
  /** Makes the document's channel; a new one for every connection. */
  readonly socketClass: typeof WebSocket
  /** Yjs threw at bytes that came in (S5). */
  readonly onThrown: () => void
}

export interface Provider {
  /** The origin of what it brings in. */
  readonly origin: unknown
  readonly connect: () => void
  readonly destroy: () => void
}

const SYNC = 0
const STEP_1 = 0
const STEP_2 = 1

export const createStockProvider = ({ path, ydoc, awareness, socketClass, onThrown }: ProviderConfig): Provider => {
  const provider = new WebsocketProvider('endcap:', path, ydoc, {
    awareness,
    connect: false,
    disableBc: true,
    // Counts attempts on an open socket only: while the socket is down a channel just stays connecting.
    maxBackoffTime: 10_000,
    WebSocketPolyfill: socketClass,
  })
  // y-protocols swallows what Yjs throws; a throw is not a rollback, so the Y.Doc is dropped and read again (S5).
  provider.messageHandlers[SYNC] = (encoder, decoder, _provider, emitSynced) => {
    encoding.writeVarUint(encoder, SYNC)
    const step = decoding.readVarUint(decoder)
    if (step === STEP_1) return syncProtocol.readSyncStep1(decoder, encoder, ydoc)
    try {
      Y.applyUpdate(ydoc, decoding.readVarUint8Array(decoder), provider)
    } catch {
      return onThrown()
    }
    if (emitSynced && step === STEP_2) provider.synced = true
  }
  // Peers ignore a state with a clock they know, so a new connection says it again.
  provider.on('status', ({ status }: { readonly status: string }) => {
    if (status === 'connected' && awareness.getLocalState() !== null) awareness.setLocalState({ ...awareness.getLocalState() })
  })
  return { origin: provider, connect: () => provider.connect(), destroy: () => provider.destroy() }
}
