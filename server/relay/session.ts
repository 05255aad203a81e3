// One connection and what is open on it: a stock client's one document, or the app's many. Everything it sends is
// gathered and written once per turn: updates first, then acknowledgements, then the tail's `seq` (S10).
//
// A socket that does not keep up is marked (S14): nothing more is read from it, presence is dropped, updates are not
// kept; once it has drained it gets what it missed from the log, and if it does not drain it is closed.

import * as Y from 'yjs'
import { assertNever } from '../../shared/base/assert.ts'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import { decodeChannelMessage, encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { canWrite } from '../../shared/protocol/role.ts'
import { type ControlMessage, decodeSocketFrame, encodeControl, isControlFrame } from '../../shared/protocol/socket-messages.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import type { Grant } from '../accounts/grants.ts'
import type { LogStore } from '../store/log-store.ts'
import { type Channel, type ChannelHost, createChannel } from './channel.ts'
import type { Connection, Outgoing } from './connection.ts'
import type { CursorSeal } from './cursor-seal.ts'
import { followLog, type LogFollower } from './log-follower.ts'
import type { PersonBudget } from './person-budgets.ts'
import type { RelayCounters } from './relay-counters.ts'
import type { RelayLogger } from './relay-logger.ts'
import type { RelaySettings } from './settings.ts'
import { startTail, type Tail, type TailRequest } from './tail.ts'
import type { Timing } from './timing.ts'
import { createTokenBucket, type TokenBucket } from './token-bucket.ts'
import type { Follower, RelayWorkspace } from './workspace.ts'

/** What the client speaks: a stock client on one document, the same with acknowledgements, or the app's socket. */
export type SessionKind = { readonly speaks: 'plain' | 'ack'; readonly document: string } | { readonly speaks: 'mux' }

export interface Session extends Follower {
  readonly grant: () => Grant
  /** What the connection received. */
  readonly receive: (bytes: Uint8Array) => void
  /** Any other sign of life. */
  readonly alive: () => void
  readonly aliveAt: () => number
  readonly sendKeepalive: (plain: Uint8Array) => void
  /** Rights changed; they apply from the next message on. */
  readonly setGrant: (grant: Grant) => void
  /** Writes what has gathered. */
  readonly flush: () => void
  readonly bufferedBytes: () => number
  readonly close: (code: number, reason: string) => void
  readonly terminate: () => void
  /** The connection is gone. */
  readonly dispose: () => void
}

export interface SessionDeps {
  readonly connection: Connection
  readonly kind: SessionKind
  readonly grant: Grant
  readonly workspace: RelayWorkspace
  readonly log: LogStore
  readonly budget: PersonBudget
  readonly seal: CursorSeal
  /** A device proves that the log was set back (S13). */
  readonly onSetBack: () => void
  readonly timing: Timing
  readonly settings: RelaySettings
  readonly counters: RelayCounters
  readonly logger: RelayLogger
  /** Has the session flushed at the end of this turn. */
  readonly needsFlush: (session: Session) => void
}

type Keeping =
  | { readonly is: 'up' }
  /** Over the high mark; `bytes` were buffered when it last made progress. */
  | { readonly is: 'marked'; readonly since: number; readonly bytes: number; readonly cancel: () => void }
  /** Drained, reading from the log what its channels missed. */
  | { readonly is: 'catchingUp'; readonly follower: LogFollower }

const PING = encodeControl({ type: 'ping' })
const PONG = encodeControl({ type: 'pong' })
const UNSERVED = { code: CLOSE.failed, reason: 'The document cannot be served now.' } as const

export const createSession = (deps: SessionDeps): Session => {
  const { connection, kind, workspace, log, budget, timing, settings, counters } = deps
  const isMux = kind.speaks === 'mux'
  let { grant } = deps
  let isOpen = true
  let aliveAt = timing.now()
  /** Messages in a row over the person's rate. */
  let overBudget = 0
  let isWaitTold = false
  let outgoing: Outgoing[] = []
  /** The tail's `seq` of this turn: it goes after the acknowledgements (S10). */
  let closing: Uint8Array | null = null
  /** Channels with frames settled since their last acknowledgement. */
  const acksDue = new Set<Channel>()
  let keeping: Keeping = { is: 'up' }
  /** Channels got nothing after this row. */
  let missedAfter: number | null = null
  let tail: Tail | null = null
  let laterTail: TailRequest | null = null
  /** Made when the tail is first asked for: stock clients never do. */
  let tailRequests: TokenBucket | null = null
  const byRef = new Map<number, Channel>()
  const byNumber = new Map<number, Channel>()

  const queue = (...parts: readonly Outgoing[]) => {
    if (!isOpen || parts.length === 0) return
    outgoing.push(...parts)
    deps.needsFlush(session)
  }
  const queueLast = (payload: Uint8Array) => {
    closing = payload
    deps.needsFlush(session)
  }
  const sendControl = (message: ControlMessage) => queue(encodeControl(message))
  const offended = () => {
    counters.malformed()
    budget.offended()
  }
  const channels = () => [...byRef.values()]

  // ---- channels ----

  const host: ChannelHost = {
    grant: () => grant,
    hasAcks: kind.speaks !== 'plain',
    pickFrame: (frame) => (isMux ? frame.mux() : frame.plain()),
    pickRows: ({ plain, mux }) => (isMux ? mux : plain),
    queue,
    takesUpdates: (seq) => {
      if (tail !== null) return false
      if (keeping.is === 'up') return true
      missedAfter = Math.min(missedAfter ?? seq - 1, seq - 1)
      return false
    },
    takesPresence: () => keeping.is !== 'marked',
    ackIsDue: (channel) => {
      acksDue.add(channel)
      deps.needsFlush(session)
    },
    offended,
    mayFullSync: (document) => fullSyncOf(document).take(1),
    inTurn: (answer) => {
      answers.push(answer)
      answerNext()
    },
    closeChannel: (channel) => {
      forget(channel)
      const { code, reason } = UNSERVED
      if (isMux) sendControl({ type: 'closed', ref: channel.ref, code, reason })
      else session.close(code, reason)
    },
  }

  /**
   * Whole documents, and who is in them, go out one after the other and only while the socket keeps up: a few bytes ask for
   * megabytes, and a client that asks for all it can and reads nothing must not have them all in memory (S14).
   */
  const answers: (() => Promise<number>)[] = []
  let isAnswering = false
  let answeredBytes = 0
  const answerNext = () => {
    if (isAnswering || !isOpen || keeping.is !== 'up') return
    const answer = answers.shift()
    if (answer === undefined) return
    isAnswering = true
    void answer().then((bytes) => {
      isAnswering = false
      answeredBytes += bytes
      // Several small ones share a write.
      if (answeredBytes >= LIMITS.chunkBytesMax) {
        answeredBytes = 0
        flush()
      }
      answerNext()
    })
  }

  const forget = (channel: Channel) => {
    channel.close()
    acksDue.delete(channel)
    letGo(channel.ref)
    if (byNumber.get(channel.room.channelNumber()) === channel) byNumber.delete(channel.room.channelNumber())
  }

  const letGo = (ref: number): boolean => {
    const wasHeld = byRef.delete(ref)
    if (wasHeld) budget.giveChannel()
    return wasHeld
  }

  /** Per document and not per channel, or opening it again would buy another burst. */
  const fullSyncs = new Map<string, TokenBucket>()
  const fullSyncOf = (document: string): TokenBucket => {
    const bucket = fullSyncs.get(document) ?? createTokenBucket(timing.now, { perSecond: 1_000 / settings.fullSyncEveryMs, burst: settings.fullSyncBurst })
    fullSyncs.delete(document)
    fullSyncs.set(document, bucket)
    for (const oldest of fullSyncs.keys()) {
      if (fullSyncs.size <= LIMITS.channelsPerSocketMax) break
      fullSyncs.delete(oldest)
    }
    return bucket
  }

  const openChannel = (ref: number, document: string, onOpened: (channel: Channel) => void, onRefused: (code: number, reason: string) => void) => {
    if (!budget.takeChannel()) return onRefused(CLOSE.tooManyFailures, 'too many open documents')
    const room = workspace.room(document)
    if (!room.isServed()) {
      budget.giveChannel()
      return onRefused(UNSERVED.code, UNSERVED.reason)
    }
    const number = room.channelNumber()
    const before = byNumber.get(number)
    if (before !== undefined) {
      forget(before)
      sendControl({ type: 'closed', ref: before.ref, code: 1000, reason: 'opened again' })
    }
    const channel = createChannel({ room, ref, session, host, timing, settings })
    byRef.set(ref, channel)
    byNumber.set(number, channel)
    onOpened(channel)
    channel.start()
  }

  // ---- what comes in ----

  const receiveControl = (message: ControlMessage, isInBudget: boolean) => {
    switch (message.type) {
      case 'open':
        return receiveOpen(message.ref, message.document, isInBudget)
      case 'close': {
        const channel = byRef.get(message.ref)
        if (channel !== undefined) forget(channel)
        return
      }
      case 'tail':
        return receiveTail(message)
      case 'offer':
        return receiveOffer(message, isInBudget)
      case 'ping':
        return queue(PONG)
      case 'behind':
      case 'pong':
        return
      case 'opened':
      case 'closed':
      case 'row':
      case 'rows':
      case 'snapshot':
      case 'seq':
      case 'offered':
      case 'retryAfter':
      case 'role':
        return offended()
      default:
        assertNever(message)
    }
  }

  const receiveTail = (request: TailRequest) => {
    // Each one reads from the log: a flood of them waits, and the last one counts.
    tailRequests ??= createTokenBucket(timing.now, { perSecond: 1_000 / settings.fullSyncEveryMs, burst: settings.fullSyncBurst })
    if (!tailRequests.take(1)) {
      if (laterTail === null) timing.after(settings.fullSyncEveryMs, takeLaterTail)
      laterTail = request
      return
    }
    tail?.stop()
    workspace.followers.add(session)
    tail = startTail(
      {
        log,
        timing,
        workspaceId: workspace.id,
        seal: deps.seal,
        onSetBack: deps.onSetBack,
        lastSeq: workspace.lastSeq,
        canSend,
        queue,
        queueLast,
        flush,
        onFailed,
      },
      request,
    )
  }
  const takeLaterTail = () => {
    const request = laterTail
    laterTail = null
    if (isOpen && request !== null) receiveTail(request)
  }

  const receiveOpen = (ref: number, document: string, isInBudget: boolean) => {
    const refuse = (code: number, reason: string) => sendControl({ type: 'closed', ref, code, reason })
    if (byRef.has(ref)) return offended()
    if (!isInBudget) return refuse(CLOSE.tooManyFailures, 'too many messages')
    if (byRef.size >= LIMITS.channelsPerSocketMax) return refuse(CLOSE.tooManyFailures, 'too many open documents')
    if (parseDocumentPath(document) === null) return refuse(CLOSE.noSuchDocument, 'no such document')
    openChannel(ref, document, ({ room }) => sendControl({ type: 'opened', ref, channel: room.channelNumber() }), refuse)
  }

  const receiveOffer = ({ id, document, update }: Extract<ControlMessage, { type: 'offer' }>, isInBudget: boolean) => {
    if (parseDocumentPath(document) === null) return sendControl({ type: 'offered', id, seq: 0, status: 'invalid' })
    if (!isInBudget) return sendControl({ type: 'offered', id, seq: 0, status: 'rate_limited' })
    workspace.room(document).offer({
      update,
      grant,
      partial: false,
      sender: session,
      settle: (status, seq) => {
        if (status === 'invalid' || status === 'too_large' || status === 'denied') budget.offended()
        sendControl({ type: 'offered', id, seq, status })
      },
    })
  }

  /** Once a turn, before the answers (L6). */
  const sayWhen = (bytes: number) => {
    if (isWaitTold || kind.speaks === 'plain') return
    isWaitTold = true
    const message = { type: 'retryAfter' as const, ms: budget.waitMs(bytes) }
    queue(kind.speaks === 'mux' ? encodeControl(message) : encodeChannelMessage(message))
  }

  const receive = (bytes: Uint8Array) => {
    if (!isOpen) return
    aliveAt = timing.now()
    const isInBudget = budget.take(bytes.length)
    if (!isInBudget) {
      counters.refused('rate_limited')
      sayWhen(bytes.length)
    }
    overBudget = isInBudget ? 0 : overBudget + 1
    // Told so often and still at it: reading on costs the others, and nobody honest gets here.
    if (overBudget > settings.overBudgetMessagesMax) {
      session.close(CLOSE.tooManyFailures, 'too many messages')
      timing.after(settings.closeMsMax, connection.terminate)
      return
    }
    if (kind.speaks !== 'mux') {
      const channel = byRef.get(0)
      const message = decodeChannelMessage(bytes)
      if (message === null) offended()
      else channel?.receive(message, isInBudget)
      return
    }
    const frame = decodeSocketFrame(bytes)
    if (frame === null) offended()
    else if (isControlFrame(frame)) receiveControl(frame.control, isInBudget)
    // A frame for a channel that was closed meanwhile is late, not wrong.
    else byNumber.get(frame.channel)?.receive(frame.message, isInBudget)
  }

  // ---- what goes out ----

  const canSend = () => isOpen && keeping.is !== 'marked'

  const flush = () => {
    if (!isOpen) return
    isWaitTold = false
    // Who has more to say than fits one frame is due again.
    const due = [...acksDue]
    acksDue.clear()
    for (const channel of due) {
      const ack = channel.takeAck()
      if (ack !== null) outgoing.push(ack)
    }
    if (closing !== null) outgoing.push(closing)
    closing = null
    if (outgoing.length === 0) return
    const parts = outgoing
    outgoing = []
    connection.write(parts)
    if (keeping.is === 'up' && connection.bufferedBytes() > settings.bufferedBytesHigh) mark()
  }

  const mark = () => {
    connection.pause()
    counters.slowReader('marked')
    keeping = { is: 'marked', since: timing.now(), bytes: connection.bufferedBytes(), cancel: timing.after(settings.drainedCheckMs, checkDrained) }
  }

  const checkDrained = () => {
    if (keeping.is !== 'marked' || !isOpen) return
    const bytes = connection.bufferedBytes()
    if (bytes <= settings.bufferedBytesLow) return drained()
    const isProgressing = bytes <= keeping.bytes - settings.bufferedBytesLow
    if (!isProgressing && timing.now() - keeping.since >= settings.markedMsMax) {
      counters.slowReader('closed')
      session.close(CLOSE.slowReader, 'The connection does not keep up.')
      // Who reads nothing does not read the goodbye either, and what is buffered for them goes with the socket.
      timing.after(settings.closeMsMax, connection.terminate)
      return
    }
    const since = isProgressing ? { since: timing.now(), bytes } : { since: keeping.since, bytes: keeping.bytes }
    keeping = { is: 'marked', ...since, cancel: timing.after(settings.drainedCheckMs, checkDrained) }
  }

  const drained = () => {
    connection.resume()
    keeping = { is: 'up' }
    counters.slowReader('over')
    for (const channel of channels()) channel.sendEverybody()
    if (missedAfter !== null) catchUp(missedAfter)
    answerNext()
    tail?.proceed()
  }

  /** The rows the channels missed, merged per page and document. */
  const catchUp = (cursor: number) => {
    missedAfter = null
    const follower = followLog({
      log,
      timing,
      workspaceId: workspace.id,
      cursor,
      lastSeq: workspace.lastSeq,
      canSend,
      onPage: async (rows) => {
        missedAfter = null
        for (const channel of channels()) {
          const missed = rows.filter(({ document }) => document === channel.room.document)
          if (missed.length > 0) channel.sendMissed(Y.mergeUpdates(missed.map(({ bytes }) => bytes)))
        }
        flushWhileCatchingUp(rows.at(-1)?.seq ?? cursor)
      },
      onCaughtUp: () => {
        keeping = { is: 'up' }
        missedAfter = null
        answerNext()
      },
      onFailed,
    })
    keeping = { is: 'catchingUp', follower }
    follower.proceed()
  }

  const flushWhileCatchingUp = (cursor: number) => {
    flush()
    if (keeping.is !== 'catchingUp' || connection.bufferedBytes() <= settings.bufferedBytesHigh) return
    keeping.follower.stop()
    missedAfter = cursor
    mark()
  }

  const onFailed = (error: unknown) => {
    deps.logger.error({ workspaceId: workspace.id, error: String(error) }, 'reading the log for a socket failed')
    session.close(CLOSE.failed, 'The log cannot be read now.')
  }

  const stop = () => {
    if (!isOpen) return
    isOpen = false
    tail?.stop()
    workspace.followers.delete(session)
    if (keeping.is === 'marked') {
      keeping.cancel()
      counters.slowReader('over')
    }
    answers.length = 0
    if (keeping.is === 'catchingUp') keeping.follower.stop()
    for (const channel of channels()) channel.close()
    for (const ref of [...byRef.keys()]) letGo(ref)
    byNumber.clear()
  }

  const session: Session = {
    grant: () => grant,
    receive,
    alive: () => {
      aliveAt = timing.now()
    },
    aliveAt: () => aliveAt,
    sendKeepalive: (plain) => {
      if (keeping.is === 'marked') return
      connection.ping()
      queue(isMux ? PING : plain)
    },
    setGrant: (next) => {
      const before = grant.role
      grant = next
      if (next.role === before) return
      if (isMux) sendControl({ type: 'role', person: next.personId, role: next.role })
      if (canWrite(next.role) && !canWrite(before)) for (const channel of channels()) channel.sendStep1()
    },
    takeRows: (rows) => tail?.takeRows(rows, session),
    takeSeq: (seq, frame) => tail?.takeSeq(seq, frame),
    flush,
    bufferedBytes: () => connection.bufferedBytes(),
    close: (code, reason) => {
      flush()
      stop()
      connection.close(code, reason)
    },
    terminate: () => {
      stop()
      connection.terminate()
    },
    dispose: stop,
  }

  if (kind.speaks === 'mux') sendControl({ type: 'role', person: grant.personId, role: grant.role })
  else {
    // What the client sends meanwhile waits in its socket.
    connection.pause()
    openChannel(
      0,
      kind.document,
      () => connection.resume(),
      (code, reason) => session.close(code, reason),
    )
  }
  return session
}
