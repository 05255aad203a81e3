// One document on one socket: answers step 1, hands updates to the room, counts them for the acknowledgement, asks for
// what is missing once per gap (G3). What it sends goes through its session, which decides when it is written.

import { assertNever } from '../../shared/base/assert.ts'
import type { AckException, AckStatus, ChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { canWrite } from '../../shared/protocol/role.ts'
import { vetStateVector } from '../../shared/protocol/state-vector.ts'
import type { Grant } from '../accounts/grants.ts'
import type { Outgoing } from './connection.ts'
import type { Room, RoomMember, RoomUpdates } from './room.ts'
import type { RoomFrame } from './room-frame.ts'
import type { RelaySettings } from './settings.ts'
import type { SharedRows } from './shared-frames.ts'
import type { Timing } from './timing.ts'

/** What a channel needs of its session. */
export interface ChannelHost {
  readonly grant: () => Grant
  readonly hasAcks: boolean
  readonly pickFrame: (frame: RoomFrame) => Uint8Array
  readonly pickRows: (updates: RoomUpdates) => SharedRows
  readonly queue: (...outgoing: readonly Outgoing[]) => void
  /** False while updates do not go to channels: the tail brings them, or the socket does not keep up (S14). */
  readonly takesUpdates: (seq: number) => boolean
  readonly takesPresence: () => boolean
  /** There is something to acknowledge. */
  readonly ackIsDue: (channel: Channel) => void
  /** The sender pays for bytes that should not have come. */
  readonly offended: () => void
  /** False = the document has been answered in full too often; the next answer waits. */
  readonly mayFullSync: (document: string) => boolean
  /** What may be large goes one after the other, while the socket keeps up (S14); the work says how many bytes it queued. */
  readonly inTurn: (work: () => Promise<number>) => void
  /** It cannot be served. */
  readonly closeChannel: (channel: Channel) => void
}

export interface Channel {
  readonly room: Room
  readonly ref: number
  /** The room is known: begin (the relay's step 1, who is here). */
  readonly start: () => void
  readonly receive: (message: ChannelMessage, isInBudget: boolean) => void
  /** A merged update of rows the socket missed (S14). */
  readonly sendMissed: (update: Uint8Array) => void
  /** What is to be acknowledged since the last time; null when nothing is. */
  readonly takeAck: () => Uint8Array | null
  /** Presence as it stands, for a socket that missed some. */
  readonly sendEverybody: () => void
  readonly sendStep1: () => void
  readonly close: () => void
}

interface FrameAnswer {
  readonly frame: number
  isSettled: boolean
  status: AckStatus | null
  seq: number
}

const PLAIN_REFUSALS: Partial<Record<AckStatus, string>> = {
  denied: 'You may not change this document.',
  invalid: 'The update is not valid and was not stored.',
  too_large: 'The update is too large and was not stored.',
}

export const createChannel = (deps: {
  readonly room: Room
  readonly ref: number
  readonly session: unknown
  readonly host: ChannelHost
  readonly timing: Timing
  readonly settings: RelaySettings
}): Channel => {
  const { room, host, timing, settings } = deps
  let isOpen = true
  let received = 0
  let acknowledged = 0
  let ackSeq = 0
  const unsettled: FrameAnswer[] = []
  const exceptions: AckException[] = []
  let hasAskedForGap = false
  /** Updates that wait behind an answer to step 1 being read from the log. */
  let held: RoomUpdates[] | null = null
  let isAnswering = false
  let isAskedWhoIsHere = false
  let nextAnswer: Uint8Array | null = null

  const send = (message: ChannelMessage) => host.queue(host.pickFrame(room.frame(message)))
  const sendStep1 = () => {
    if (!isOpen || !canWrite(host.grant().role)) return
    room.claim((stateVector) => {
      if (isOpen) send({ type: 'step1', stateVector })
    })
  }

  const answerStep1 = (stateVector: Uint8Array): void => {
    if (isAnswering) {
      nextAnswer = stateVector
      return
    }
    if (!host.mayFullSync(room.document)) {
      const isWaiting = nextAnswer !== null
      nextAnswer = stateVector
      if (!isWaiting) timing.after(settings.fullSyncEveryMs, answerNext)
      return
    }
    isAnswering = true
    host.inTurn(async () => {
      const bytes = isOpen ? await sendMissing(stateVector) : 0
      isAnswering = false
      answerNext()
      return bytes
    })
  }
  const answerNext = () => {
    const stateVector = nextAnswer
    nextAnswer = null
    if (isOpen && stateVector !== null) answerStep1(stateVector)
  }
  /** The answer itself; how many bytes it was. */
  const sendMissing = async (stateVector: Uint8Array): Promise<number> => {
    held = []
    try {
      const { frames, seq, bytes } = await room.answer(stateVector)
      const late = held
      held = null
      if (!isOpen) return 0
      for (const frame of frames) host.queue(host.pickFrame(frame))
      for (const updates of late) host.queue(...host.pickRows(updates).runsFor(deps.session, seq))
      return bytes
    } catch {
      held = null
      if (isOpen) host.closeChannel(channel)
      return 0
    }
  }

  const settle = (answer: FrameAnswer, isStep2: boolean, status: AckStatus | null, seq: number) => {
    answer.isSettled = true
    answer.status = status
    answer.seq = seq
    if (!isOpen) return
    if (status === 'resync' && !isStep2 && !hasAskedForGap) {
      hasAskedForGap = true
      sendStep1()
    }
    if (status === 'invalid' || status === 'too_large' || status === 'denied') host.offended()
    if (host.hasAcks) host.ackIsDue(channel)
    else {
      unsettled.length = 0
      const reason = status === null ? undefined : PLAIN_REFUSALS[status]
      if (reason !== undefined) send({ type: 'denied', reason })
    }
  }

  const receiveUpdate = (update: Uint8Array, isStep2: boolean, isInBudget: boolean) => {
    const answer: FrameAnswer = { frame: received++, isSettled: false, status: null, seq: 0 }
    unsettled.push(answer)
    if (isStep2) hasAskedForGap = false
    if (!isInBudget) return settle(answer, isStep2, 'rate_limited', 0)
    room.offer({
      update,
      grant: host.grant(),
      partial: isStep2,
      isLive: !isStep2,
      sender: deps.session,
      settle: (status, seq) => settle(answer, isStep2, status, seq),
    })
  }

  const member: RoomMember = {
    session: deps.session,
    person: () => ({ id: host.grant().personId, name: host.grant().name }),
    sendUpdates: (updates) => {
      const rows = host.pickRows(updates)
      const runs = rows.runsFor(deps.session)
      if (runs.length === 0 || !host.takesUpdates(rows.firstSeq)) return
      if (held !== null) held.push(updates)
      else host.queue(...runs)
    },
    sendPresence: (frame) => {
      if (host.takesPresence()) host.queue(host.pickFrame(frame))
    },
    askAgain: sendStep1,
    evict: () => host.closeChannel(channel),
  }

  const sendEverybody = (): number => {
    const bytes = isOpen ? room.presence.everybody() : null
    if (bytes !== null) send({ type: 'presence', bytes })
    return bytes?.length ?? 0
  }
  /** Asked for again before it was told, it is told once. */
  const answerWhoIsHere = () => {
    if (isAskedWhoIsHere) return
    isAskedWhoIsHere = true
    host.inTurn(async () => {
      isAskedWhoIsHere = false
      return sendEverybody()
    })
  }

  const channel: Channel = {
    room,
    ref: deps.ref,
    start: () =>
      host.inTurn(async () => {
        sendStep1()
        return sendEverybody()
      }),
    receive: (message, isInBudget) => {
      switch (message.type) {
        case 'step1':
          if (vetStateVector(message.stateVector) !== null) return host.offended()
          return answerStep1(message.stateVector)
        case 'step2':
        case 'update':
          return receiveUpdate(message.update, message.type === 'step2', isInBudget)
        case 'presence':
          if (!isInBudget) return
          return room.whenReady(() => {
            if (isOpen && room.presence.receive(member, message.bytes) !== null) host.offended()
          })
        case 'queryPresence':
          return isInBudget ? answerWhoIsHere() : undefined
        case 'denied':
        case 'ack':
        case 'retryAfter':
          return host.offended()
        default:
          assertNever(message)
      }
    },
    sendMissed: (update) => send({ type: 'update', update }),
    takeAck: () => {
      let count = acknowledged
      while (unsettled[0]?.isSettled === true && exceptions.length < LIMITS.exceptionsPerAckMax) {
        const answer = unsettled.shift() as FrameAnswer
        count++
        ackSeq = Math.max(ackSeq, answer.seq)
        if (answer.status !== null) exceptions.push({ frame: answer.frame, status: answer.status })
      }
      if (unsettled[0]?.isSettled === true) host.ackIsDue(channel)
      if (count === acknowledged) return null
      acknowledged = count
      return host.pickFrame(room.frame({ type: 'ack', count, seq: ackSeq, exceptions: exceptions.splice(0) }))
    },
    sendEverybody: answerWhoIsHere,
    sendStep1,
    close: () => {
      isOpen = false
      room.leave(member)
    },
  }
  room.enter(member)
  return channel
}
