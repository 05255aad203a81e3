// The engine's part about open documents: each instance of a channel, the update frames it sent and the rows each carries. A
// frame waits until its rows are on the disk, and no frame overtakes another; an acknowledgement is for the first so many.

import { type AckException, type AckStatus, KEEPALIVE } from '../../shared/protocol/channel-messages.ts'
import { type ControlMessage, wrapForChannel } from '../../shared/protocol/socket-messages.ts'
import type { Effect } from './engine-events.ts'
import type { Outbox } from './outbox.ts'

export interface Channels {
  readonly want: (ref: number, document: string) => void
  /** The owner closed it. `isOnline`: the relay is to be told. */
  readonly close: (ref: number, isOnline: boolean) => void
  readonly opened: (ref: number, number: number) => void
  readonly closedByRelay: (ref: number, code: number, reason: string) => void
  /** The reference of the open channel with the relay's number. */
  readonly refOf: (number: number) => number | null
  readonly openRefOf: (document: string) => number | null
  /** `carries`: the unsent rows in it, for the messages that are acknowledged. */
  readonly send: (ref: number, payload: Uint8Array, carries: readonly number[] | null) => void
  /** Rows of these documents reached the disk. */
  readonly release: (documents: ReadonlySet<string>) => void
  readonly acknowledge: (ref: number, count: number, seq: number, exceptions: readonly AckException[]) => void
  /** Opens what is wanted and has no rows left to offer before it. */
  readonly openWanted: (isWaiting: (document: string) => boolean) => void
  /** A sign of life for the stock provider. */
  readonly feed: () => void
  /** Something in the document with the open channel came from the other side. */
  readonly touch: (ref: number) => void
  /** Both sides compare documents in which something changed a while ago (S6); returns when the next are due, or null. */
  readonly compare: (now: number) => void
  readonly nextCompareAt: () => number | null
  /** The socket is gone: open channels are closed for their owners, the others go on waiting. */
  readonly lose: (code: number, reason: string) => void
}

export interface ChannelsDeps {
  readonly outbox: Outbox
  /** The moment of the event being handled. */
  readonly now: () => number
  readonly emit: (effect: Effect) => void
  readonly sendControl: (message: ControlMessage) => void
  /** What became of the rows a frame carried; null = durable. */
  readonly settle: (ids: readonly number[], document: string, status: AckStatus | null, seq: number) => void
}

const COMPARE_EVERY_MS = 60_000

interface Frame {
  readonly payload: Uint8Array
  readonly carries: readonly number[]
}

interface Channel {
  readonly ref: number
  readonly document: string
  /** The relay's number once it is open. */
  number: number | null
  isAsked: boolean
  /** Null until something changed since both sides compared what they have. */
  compareAt: number | null
  held: Frame[]
  /** Update frames sent by this instance, and those acknowledged. */
  sent: number
  acknowledged: number
  readonly carried: Map<number, readonly number[]>
}

export const createChannels = ({ outbox, now, emit, sendControl, settle }: ChannelsDeps): Channels => {
  const channels = new Map<number, Channel>()
  const byNumber = new Map<number, Channel>()

  const forget = (channel: Channel): void => {
    channels.delete(channel.ref)
    if (channel.number !== null && byNumber.get(channel.number) === channel) byNumber.delete(channel.number)
    // What it carried and was not told about may or may not have arrived: tried again, and then a duplicate.
    for (const ids of channel.carried.values()) outbox.drop(ids, 0)
    for (const { carries } of channel.held) outbox.drop(carries, 0)
  }

  const changed = (channel: Channel): void => {
    channel.compareAt ??= now() + COMPARE_EVERY_MS
  }

  const transmit = (channel: Channel, { payload, carries }: Frame): void => {
    if (channel.number === null) return
    channel.carried.set(channel.sent++, carries)
    emit({ do: 'send', bytes: wrapForChannel(channel.number, payload) })
  }

  return {
    want: (ref, document) => {
      channels.set(ref, { ref, document, number: null, isAsked: false, compareAt: null, held: [], sent: 0, acknowledged: 0, carried: new Map() })
    },
    close: (ref, isOnline) => {
      const channel = channels.get(ref)
      if (channel === undefined) return
      forget(channel)
      if (channel.isAsked && isOnline) sendControl({ type: 'close', ref })
    },
    opened: (ref, number) => {
      const channel = channels.get(ref)
      if (channel === undefined) return
      channel.number = number
      byNumber.set(number, channel)
      emit({ do: 'channelOpened', ref })
    },
    closedByRelay: (ref, code, reason) => {
      const channel = channels.get(ref)
      if (channel === undefined) return
      forget(channel)
      emit({ do: 'channelClosed', ref, code, reason })
    },
    refOf: (number) => byNumber.get(number)?.ref ?? null,
    openRefOf: (document) => {
      for (const channel of channels.values()) if (channel.number !== null && channel.document === document) return channel.ref
      return null
    },
    send: (ref, payload, carries) => {
      const channel = channels.get(ref)
      if (channel === undefined || channel.number === null) return
      if (carries === null) return emit({ do: 'send', bytes: wrapForChannel(channel.number, payload) })
      changed(channel)
      const ids = carries.filter(outbox.has)
      outbox.carry(ids)
      const frame = { payload, carries: ids }
      if (channel.held.length > 0 || !outbox.maySend(ids)) channel.held.push(frame)
      else transmit(channel, frame)
    },
    release: (documents) => {
      for (const channel of channels.values()) {
        if (channel.held.length === 0 || !documents.has(channel.document)) continue
        const blocked = channel.held.findIndex(({ carries }) => !outbox.maySend(carries))
        const ready = blocked === -1 ? channel.held : channel.held.slice(0, blocked)
        channel.held = blocked === -1 ? [] : channel.held.slice(blocked)
        for (const frame of ready) transmit(channel, frame)
      }
    },
    acknowledge: (ref, count, seq, exceptions) => {
      const channel = channels.get(ref)
      if (channel === undefined) return
      const statusOf = new Map(exceptions.map(({ frame, status }) => [frame, status]))
      const last = Math.min(count, channel.sent)
      for (let frame = channel.acknowledged; frame < last; frame++) {
        const ids = channel.carried.get(frame) ?? []
        channel.carried.delete(frame)
        settle(ids, channel.document, statusOf.get(frame) ?? null, seq)
      }
      channel.acknowledged = Math.max(channel.acknowledged, last)
    },
    openWanted: (isWaiting) => {
      for (const channel of channels.values()) {
        if (channel.isAsked || isWaiting(channel.document)) continue
        channel.isAsked = true
        sendControl({ type: 'open', ref: channel.ref, document: channel.document })
      }
    },
    touch: (ref) => {
      const channel = channels.get(ref)
      if (channel !== undefined) changed(channel)
    },
    compare: (at) => {
      for (const channel of channels.values()) {
        if (channel.compareAt === null || channel.compareAt > at) continue
        channel.compareAt = null
        emit({ do: 'compare', document: channel.document })
      }
    },
    nextCompareAt: () => {
      let next: number | null = null
      for (const { compareAt } of channels.values()) if (compareAt !== null) next = Math.min(next ?? compareAt, compareAt)
      return next
    },
    feed: () => {
      for (const { ref, number } of channels.values()) if (number !== null) emit({ do: 'channelMessage', ref, payload: KEEPALIVE })
    },
    lose: (code, reason) => {
      for (const channel of [...channels.values()]) {
        if (channel.number === null) channel.isAsked = false
        else {
          channels.delete(channel.ref)
          emit({ do: 'channelClosed', ref: channel.ref, code, reason })
        }
      }
      byNumber.clear()
    },
  }
}
