// A member with bad intentions, on a socket of their own: torn copies of what others wrote, their clientIDs, garbage, gaps,
// deep nesting, floods. Nothing of it may reach a log it should not, deny anybody else anything, or leave a replica behind.

import type { Socket, SocketEvents } from '../../client/sync/socket.ts'
import type { NewRow } from '../../server/store/log-store.ts'
import { encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { encodePresence } from '../../shared/protocol/presence-states.ts'
import { decodeSocketFrame, encodeControl, isControlFrame, wrapForChannel } from '../../shared/protocol/socket-messages.ts'
import { randomUpdate } from '../support/random-update.ts'
import type { Dice } from './dice.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'
import type { Person } from './world.ts'

export interface Attacker {
  readonly person: Person
  readonly attack: () => void
  readonly leave: () => void
}

export interface AttackerDeps {
  readonly person: Person
  readonly dice: Dice
  readonly scheduler: Scheduler
  readonly trace: Trace
  readonly documents: readonly string[]
  readonly rows: () => readonly NewRow[]
  readonly dial: (life: Life, events: SocketEvents) => Socket
}

export const createAttacker = ({ person, dice, scheduler, trace, documents, rows, dial }: AttackerDeps): Attacker => {
  let life: Life | null = null
  let socket: Socket | null = null
  let channels: number[] = []
  let ref = 0
  let offers = 0
  const own = dice.below(2 ** 31)

  const connect = (): void => {
    life = scheduler.life()
    channels = []
    socket = dial(life, {
      onOpen: () => {
        for (const document of documents) socket?.send(encodeControl({ type: 'open', ref: ++ref, document }))
        if (dice.chance(0.5)) socket?.send(encodeControl({ type: 'tail', epoch: '', cursor: 0, hash: '' }))
      },
      onFrame: (bytes) => {
        const frame = decodeSocketFrame(bytes)
        if (frame !== null && isControlFrame(frame) && frame.control.type === 'opened') channels.push(frame.control.channel)
      },
      onClose: () => {
        life?.end()
        life = null
        socket = null
      },
    })
  }

  const mutated = (bytes: Uint8Array): Uint8Array => {
    const copy = bytes.slice()
    for (let left = dice.between(1, 3); left > 0 && copy.length > 0; left--) copy[dice.below(copy.length)] = dice.below(256)
    return dice.chance(0.3) ? copy.slice(0, dice.below(copy.length + 1)) : copy
  }
  /** Never a clientID nobody has shown yet: guessing one of 2³² is not an attack the relay can tell from work. */
  const someUpdate = (): { readonly document: string; readonly update: Uint8Array } => {
    const log = rows()
    const row = log.length === 0 || dice.chance(0.1) ? null : dice.pick(log)
    if (row === null) return { document: dice.pick(documents), update: dice.bytes(dice.below(40)) }
    const { document } = row
    const kind = dice.below(4)
    if (kind === 0) return { document, update: row.bytes }
    if (kind === 1) return { document, update: mutated(row.bytes) }
    const clients = [...new Set([own, ...log.flatMap((one) => (one.document === document ? (one.clients ?? []) : []))])].slice(-6)
    const clockOf = (): number => dice.below(kind === 2 ? 4 : 60)
    return {
      document,
      update: randomUpdate(
        dice,
        clients.sort((a, b) => b - a),
        clockOf,
      ),
    }
  }

  return {
    person,
    attack: () => {
      if (socket === null) return connect()
      const { document, update } = someUpdate()
      const kind = dice.below(10)
      trace.note(`mallory attacks ${document} ${kind} with ${update.length} bytes`)
      const channel = channels.length === 0 ? 1 : dice.pick(channels)
      if (kind < 3) return socket.send(encodeControl({ type: 'offer', id: ++offers, document, update }))
      if (kind < 6) return socket.send(wrapForChannel(channel, encodeChannelMessage({ type: dice.chance(0.5) ? 'update' : 'step2', update })))
      if (kind < 7) return socket.send(wrapForChannel(channel, encodeChannelMessage({ type: 'step1', stateVector: dice.bytes(dice.below(12)) })))
      if (kind < 8) {
        const shown = rows().flatMap(({ clients = [] }) => clients)
        const client = shown.length === 0 ? own : dice.pick(shown)
        return socket.send(
          wrapForChannel(channel, encodeChannelMessage({ type: 'presence', bytes: encodePresence([{ client, clock: dice.below(99), state: null }]) })),
        )
      }
      if (kind < 9) return socket.send(dice.bytes(dice.below(60)))
      socket.send(wrapForChannel(dice.below(9), update))
    },
    leave: () => {
      life?.end()
      socket = null
    },
  }
}
