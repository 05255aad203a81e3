// What joins an open document to its channel in the simulated world: says on the wire what the stock provider says, with
// seeded timing. (The stock one rolls dice of its own; it is covered by the tests with real processes.)

import * as decoding from 'lib0/decoding'
import * as Y from 'yjs'
import type { Provider, ProviderConfig } from '../../client/sync/stock-provider.ts'
import { encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { encodePresence } from '../../shared/protocol/presence-states.ts'
import type { Life } from './scheduler.ts'

const OPEN = 1
const SYNC = 0
const STEP_1 = 0
const PERMANENT_FROM = 4_400
const PERMANENT_END = 4_500
const RETRY_MS_MAX = 10_000

export const createSimProvider =
  (life: Life) =>
  ({ ydoc, socketClass, onThrown }: ProviderConfig): Provider => {
    const origin = {}
    let socket: WebSocket | null = null
    let isDestroyed = false
    let failures = 0
    let presenceClock = 0
    const send = (bytes: Uint8Array): void => socket?.send(bytes as Uint8Array<ArrayBuffer>)
    const sayPresence = (): void => {
      presenceClock++
      send(encodeChannelMessage({ type: 'presence', bytes: encodePresence([{ client: ydoc.clientID, clock: presenceClock, state: { at: presenceClock } }]) }))
    }

    const onUpdate = (update: Uint8Array, from: unknown): void => {
      if (from !== origin && socket?.readyState === OPEN) send(encodeChannelMessage({ type: 'update', update }))
    }
    ydoc.on('update', onUpdate)

    const receive = (bytes: Uint8Array): void => {
      const decoder = decoding.createDecoder(bytes)
      if (decoding.readVarUint(decoder) !== SYNC) return
      const step = decoding.readVarUint(decoder)
      const payload = decoding.readVarUint8Array(decoder)
      if (step === STEP_1) return send(encodeChannelMessage({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc, payload) }))
      try {
        Y.applyUpdate(ydoc, payload, origin)
      } catch {
        return onThrown()
      }
      failures = 0
    }

    const connect = (): void => {
      if (isDestroyed) return
      const made = new socketClass('endcap:')
      socket = made
      made.onopen = () => {
        send(encodeChannelMessage({ type: 'step1', stateVector: Y.encodeStateVector(ydoc) }))
        sayPresence()
      }
      made.onmessage = ({ data }: { readonly data: Uint8Array }) => {
        if (socket === made) receive(data)
      }
      made.onclose = ({ code }: { readonly code: number }) => {
        if (socket !== made) return
        socket = null
        failures++
        if (code < PERMANENT_FROM || code >= PERMANENT_END) life.after(Math.min(2 ** failures * 100, RETRY_MS_MAX), connect)
      }
    }
    return {
      origin,
      connect,
      destroy: () => {
        isDestroyed = true
        ydoc.off('update', onUpdate)
        const open = socket
        socket = null
        open?.close()
      },
    }
  }
