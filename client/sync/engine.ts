// The sync as a pure step: an event and the moment go in, effects come out (`engine-events.ts`). No IO, no clock, no timer; the
// same events give the same effects. The state is mutated in place, because an outbox may hold thousands of rows.
//
// What holds: a frame goes out only when the rows it carries are on this device's disk; a row counts as sent only when the
// relay said it is durable; the cursor moves only with the bytes (S3); nothing goes up before the relay has said whose socket
// it is, and that it is ours (S7); unsent rows of a document go up before its channel opens, so that step 2 stays small.

import { assertNever } from '../../shared/base/assert.ts'
import { type AckStatus, encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { type ControlMessage, decodeSocketFrame, encodeControl, isControlFrame } from '../../shared/protocol/socket-messages.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import { backoffMs } from './backoff.ts'
import { createChannels } from './engine-channels.ts'
import type { Effect, EngineEvent, OutboxRow, RefusedDocument } from './engine-events.ts'
import { createHandIn } from './engine-hand-in.ts'
import { createOffers } from './engine-offers.ts'
import { createTailReader } from './engine-tail.ts'
import { createOutbox } from './outbox.ts'
import { type Connection, HANDED_IN, type SyncState } from './sync-state.ts'

export interface EngineConfig {
  readonly personId: string
  /** In [0, 1), for jitter. */
  readonly random: () => number
  /** Snapshots may come compressed: whoever hands frames in inflates them first. */
  readonly inflates?: () => boolean
}

export interface Engine {
  readonly step: (event: EngineEvent, now: number) => readonly Effect[]
  /** When to send `wake`; null while nothing is timed. */
  readonly wakeAt: (now: number) => number | null
  readonly isUnsent: (row: number) => boolean
  readonly counts: () => Pick<SyncState, 'unsaved' | 'unsent'>
  readonly state: () => Omit<SyncState, 'storage'>
}

type Link =
  | { readonly is: 'stopped' }
  | { readonly is: 'waiting'; readonly until: number }
  | { readonly is: 'dialling'; readonly since: number }
  /** The socket is there; the relay has not said whom it speaks for. */
  | { readonly is: 'greeting'; readonly since: number }
  | { readonly is: 'open' }
  | { readonly is: 'refused'; readonly why: 'signedOut' | 'notAllowed' }

const DIAL_MS_MAX = 15_000
const GREETING_MS_MAX = 10_000
const PROBE_AFTER_MS = 15_000
const PROBE_ANSWER_MS_MAX = 10_000
/** After the page became visible one wants to know sooner (S6). */
const PROBE_VISIBLE_ANSWER_MS_MAX = 4_000
/** Nobody waits longer than this because somebody said so. */
const RETRY_MS_MAX = 60_000
const RETRY_SPREAD_MS = 1_000
const RETRY_MS: Readonly<Partial<Record<AckStatus, number>>> = { resync: 4_000, rate_limited: 3_000, storage_full: 10_000 }
/** Another tab's rows are its own to send, unless it is gone. */
const OTHER_TAB_GRACE_MS = 8_000

export const createEngine = ({ personId, random, inflates = () => false }: EngineConfig): Engine => {
  const outbox = createOutbox()
  const refused = new Map<string, RefusedDocument>()

  let link: Link = { is: 'stopped' }
  let socket = 0
  let attempt = 0
  let heardAt = 0
  let fedAt = 0
  let probe: { readonly until: number } | null = null

  let serverProblem: SyncState['serverProblem'] = null
  /** What the relay would not take, it takes from this moment on, it says; null when it said nothing. */
  let takesAgainAt: number | null = null
  let offlineSince: number | null = null
  let syncedAt: number | null = null

  let effects: Effect[] = []
  const emit = (effect: Effect): void => void effects.push(effect)
  const sendControl = (message: ControlMessage): void => emit({ do: 'send', bytes: encodeControl(message) })
  /** The moment of the event being handled. */
  let moment = 0

  const settleRows = (ids: readonly number[], document: string, status: AckStatus | null, seq: number): void => {
    const open = ids.filter(outbox.has)
    if (open.length === 0) return
    switch (status) {
      case null:
      case 'duplicate':
        serverProblem = null
        outbox.remove(open)
        return emit({ do: 'markSent', ids: open, seq })
      case 'resync': {
        // Made on top of edits that were parked: it can never connect without them.
        const reason = refused.get(document)?.reason
        // What a manager has of it is not these rows.
        if (reason !== undefined && open.every(outbox.isDifficult)) return park(document, reason === HANDED_IN ? status : reason)
        // Nobody has what they were made on top of: that is for the person to decide, and not to be tried for ever.
        const adrift = open.filter((id) => outbox.isAdrift(id, moment))
        if (adrift.length === open.length) return giveBack(open, document, status)
        return outbox.drop(open, moment + (RETRY_MS[status] ?? 0) * (1 + random()))
      }
      case 'rate_limited':
      case 'storage_full': {
        serverProblem = status
        const asked = status === 'rate_limited' && takesAgainAt !== null ? Math.max(0, takesAgainAt - moment) : 0
        // Spread out, and never before: what comes early costs another refusal.
        return outbox.drop(open, moment + asked + (asked > 0 ? RETRY_SPREAD_MS * random() : (RETRY_MS[status] ?? 0) * (1 + random())))
      }
      case 'denied':
      case 'invalid':
      case 'too_large':
        return giveBack(open, document, status)
      default:
        assertNever(status)
    }
  }

  /** What others made is not this person's to decide about: it stays in the document, and the rest goes alone. */
  const giveBack = (ids: readonly number[], document: string, reason: string): void => {
    const foreign = ids.filter(outbox.isForeign)
    if (foreign.length === 0) return park(document, reason)
    outbox.remove(foreign)
    emit({ do: 'markSent', ids: foreign, seq: 0 })
    outbox.drop(ids, moment + (RETRY_MS.resync ?? 0) * (1 + random()))
  }

  const park = (document: string, reason: string): void => {
    const all = outbox.removeDocument(document)
    const foreign = all.filter(({ isForeign }) => isForeign === true).map(({ id }) => id)
    if (foreign.length > 0) emit({ do: 'markSent', ids: foreign, seq: 0 })
    const rows = all.filter(({ isForeign }) => isForeign !== true)
    const edits = rows.reduce((sum, row) => sum + row.edits, refused.get(document)?.edits ?? 0)
    refused.set(document, { path: document, edits, reason })
    emit({ do: 'park', document, ids: rows.map(({ id }) => id), reason })
  }

  const channels = createChannels({ outbox, now: () => moment, emit, sendControl, settle: settleRows })
  const offers = createOffers({ outbox, sendControl })
  const handIn = createHandIn({ outbox, emit, park })
  const tail = createTailReader({
    inflates,
    emit,
    sendControl,
    deliver: ({ document, bytes }) => {
      const ref = channels.openRefOf(document)
      if (ref === null) emit({ do: 'remoteRow', document, bytes })
      else {
        channels.touch(ref)
        emit({ do: 'channelMessage', ref, payload: encodeChannelMessage({ type: 'update', update: bytes }) })
      }
    },
  })

  // ---- the socket ----

  const dial = (now: number): void => {
    socket++
    link = { is: 'dialling', since: now }
    emit({ do: 'dial', socket })
  }

  const hangUp = (reason: string): void => emit({ do: 'hangUp', socket, code: 1000, reason })

  /** Nothing is under way any more. */
  const lose = (code: number, reason: string): void => {
    channels.lose(code, reason)
    offers.reset()
    outbox.dropAll()
    tail.reset()
    serverProblem = null
    takesAgainAt = null
    probe = null
  }

  const retryLater = (now: number): void => {
    offlineSince ??= now
    link = { is: 'waiting', until: now + backoffMs(attempt, random()) }
    attempt++
  }

  const refuse = (why: 'signedOut' | 'notAllowed', now: number): void => {
    offlineSince ??= now
    link = { is: 'refused', why }
  }

  const socketClosed = (code: number, reason: string, now: number): void => {
    if (link.is === 'stopped' || link.is === 'waiting' || link.is === 'refused') return
    lose(1006, reason)
    switch (code) {
      case CLOSE.notSignedIn:
        return refuse('signedOut', now)
      case CLOSE.notAllowed:
        return refuse('notAllowed', now)
      default:
        return retryLater(now)
    }
  }

  const giveUpSocket = (reason: string, now: number): void => {
    hangUp(reason)
    lose(1006, reason)
    retryLater(now)
    socket++
  }

  const greeted = (person: string, now: number): void => {
    if (person !== personId) {
      // The browser is signed in as somebody else: nothing of ours may go up as theirs.
      hangUp('another person')
      lose(1006, 'another person')
      socket++
      return refuse('signedOut', now)
    }
    if (link.is !== 'greeting') return
    link = { is: 'open' }
    attempt = 0
    offlineSince = null
    heardAt = now
    fedAt = now
    tail.start()
  }

  // ---- what comes in ----

  const receive = (bytes: Uint8Array, now: number): void => {
    heardAt = now
    probe = null
    const frame = decodeSocketFrame(bytes)
    if (frame === null) return
    if (isControlFrame(frame)) return receiveControl(frame.control, now)
    const ref = channels.refOf(frame.channel)
    if (ref === null) return
    const { message, payload } = frame
    switch (message.type) {
      case 'retryAfter':
        return retryAfter(message.ms, now)
      case 'ack':
        return channels.acknowledge(ref, message.count, message.seq, message.exceptions)
      case 'step2':
      case 'update':
        if (vetInbound(message.update) !== null) return
        if (message.type === 'update') channels.touch(ref)
        return emit({ do: 'channelMessage', ref, payload })
      case 'step1':
      case 'presence':
      case 'denied':
      case 'queryPresence':
        return emit({ do: 'channelMessage', ref, payload })
      default:
        assertNever(message)
    }
  }

  const retryAfter = (ms: number, now: number): void => {
    takesAgainAt = now + Math.min(ms, RETRY_MS_MAX)
  }

  const receiveControl = (message: ControlMessage, now: number): void => {
    switch (message.type) {
      case 'role':
        greeted(message.person, now)
        if (link.is === 'open') emit({ do: 'role', role: message.role })
        return
      case 'opened':
        return channels.opened(message.ref, message.channel)
      case 'closed':
        return channels.closedByRelay(message.ref, message.code, message.reason)
      case 'row': {
        const { document, seq, time, bytes } = message.row
        return tail.receiveRow({ document, seq, time, bytes })
      }
      case 'rows':
        for (const { document, seq, time, bytes } of message.rows) tail.receiveRow({ document, seq, time, bytes })
        return
      case 'seq':
        return tail.receiveSeq({ epoch: message.epoch, seq: message.seq, hash: message.hash })
      case 'behind':
        return tail.expect(message.rows)
      case 'retryAfter':
        return retryAfter(message.ms, now)
      case 'offered': {
        const offer = offers.answered(message.id)
        if (offer !== null) settleRows(offer.ids, offer.document, message.status, message.seq)
        return
      }
      case 'ping':
        return sendControl({ type: 'pong' })
      case 'snapshot':
      case 'pong':
      case 'open':
      case 'close':
      case 'tail':
      case 'offer':
        return
      default:
        assertNever(message)
    }
  }

  // ---- after every event ----

  const feedChannels = (now: number): void => {
    if (now - fedAt < PROBE_AFTER_MS) return
    fedAt = now
    channels.feed()
  }

  const beAlive = (now: number): void => {
    if (probe !== null && now >= probe.until) return giveUpSocket('no answer', now)
    if (probe === null && now - heardAt >= PROBE_AFTER_MS) startProbe(now, PROBE_ANSWER_MS_MAX)
    if (now - heardAt < PROBE_AFTER_MS + PROBE_ANSWER_MS_MAX) feedChannels(now)
  }

  const startProbe = (now: number, answerMsMax: number): void => {
    probe = { until: now + answerMsMax }
    sendControl({ type: 'ping' })
  }

  const isOpen = (): boolean => link.is === 'open'
  const isOurs = ({ by }: OutboxRow): boolean => by === 'us' || tail.isLeading()

  const settle = (now: number): void => {
    switch (link.is) {
      case 'waiting':
        if (now >= link.until) dial(now)
        return
      case 'dialling':
        if (now - link.since >= DIAL_MS_MAX) giveUpSocket('no connection', now)
        return
      case 'greeting':
        if (now - link.since >= GREETING_MS_MAX) giveUpSocket('no greeting', now)
        return
      case 'open':
        beAlive(now)
        // Given up meanwhile: what is offered to nobody would be under way for ever.
        if (!isOpen()) return
        offers.offerDue(now, isOurs)
        channels.openWanted((document) => outbox.isDue(document, now, isOurs))
        channels.compare(now)
        if (outbox.isEmpty() && (tail.isCaughtUp() || !tail.isLeading())) syncedAt = now
        return
      case 'refused':
        if (link.why === 'notAllowed' && tail.isLeading()) handIn.proceed(now)
        return
      case 'stopped':
        return
      default:
        assertNever(link)
    }
  }

  /** Whatever the socket carries of it: what arrives twice is a duplicate. */
  const flush = (): void => {
    if (link.is === 'refused' || outbox.isEmpty()) return
    const rows = outbox.rows().filter(({ by }) => by === 'us' || tail.isLeading())
    if (rows.length > 0) emit({ do: 'flush', rows })
  }

  const handle = (event: EngineEvent, now: number): void => {
    switch (event.is) {
      case 'start':
        if (!event.isNew) tail.firstSyncDone()
        if (link.is === 'stopped') dial(now)
        return
      case 'stop':
        if (link.is !== 'stopped' && link.is !== 'waiting' && link.is !== 'refused') hangUp('closed')
        lose(1000, 'closed')
        link = { is: 'stopped' }
        socket++
        return
      case 'lead':
        tail.lead(event.cursor)
        outbox.hurry()
        if (link.is === 'open') tail.start()
        return
      case 'caughtUp':
        return tail.firstSyncDone()
      case 'visible':
        if (link.is === 'open' && probe === null) startProbe(now, PROBE_VISIBLE_ANSWER_MS_MAX)
        else if (link.is === 'waiting' || (link.is === 'refused' && link.why === 'signedOut')) dial(now)
        return
      case 'hidden':
        return flush()
      case 'online':
        handIn.hurry()
        if (link.is === 'waiting') dial(now)
        return
      case 'offline':
        if (link.is === 'open' && probe === null) startProbe(now, PROBE_VISIBLE_ANSWER_MS_MAX)
        return
      case 'reconnect':
        attempt = 0
        handIn.reset()
        if (link.is === 'waiting' || link.is === 'refused') dial(now)
        return
      case 'wake':
        return
      case 'socketOpened':
        if (event.socket === socket && link.is === 'dialling') link = { is: 'greeting', since: now }
        return
      case 'socketFrame':
        if (event.socket === socket) receive(event.bytes, now)
        return
      case 'socketClosed':
        if (event.socket === socket) socketClosed(event.code, event.reason, now)
        return
      case 'rowMade':
        return outbox.add(event.row, false, 0)
      case 'rowsKept':
        return channels.release(new Set(outbox.keep(event.ids).map(({ document }) => document)))
      case 'storageFailed':
        return channels.release(outbox.release())
      case 'rowsFound':
        for (const row of event.rows) outbox.add(row, true, row.by === 'us' ? 0 : now + OTHER_TAB_GRACE_MS)
        return
      case 'rowsGone':
        outbox.remove(event.ids)
        return
      case 'refusalsFound':
        refused.clear()
        for (const document of event.refused) refused.set(document.path, document)
        return
      case 'handedIn':
        return handIn.left(event)
      case 'handInEnded':
        return handIn.ended(event, now)
      case 'channelWanted':
        return channels.want(event.ref, event.document)
      case 'channelClosed':
        return channels.close(event.ref, link.is === 'open')
      case 'channelSent':
        return channels.send(event.ref, event.payload, event.carries)
      default:
        assertNever(event)
    }
  }

  const connection = (): Connection => {
    switch (link.is) {
      case 'open':
        return 'online'
      case 'refused':
        return link.why
      case 'waiting':
        return 'offline'
      // Not begun yet: nobody knows that it is offline.
      case 'stopped':
      case 'dialling':
      case 'greeting':
        return offlineSince === null ? 'connecting' : 'offline'
      default:
        return assertNever(link)
    }
  }

  return {
    step: (event, now) => {
      effects = []
      moment = now
      handle(event, now)
      settle(now)
      emit({ do: 'stateChanged' })
      return effects
    },
    wakeAt: (now) => {
      switch (link.is) {
        case 'waiting':
          return link.until
        case 'dialling':
          return link.since + DIAL_MS_MAX
        case 'greeting':
          return link.since + GREETING_MS_MAX
        case 'open':
          return Math.min(
            probe?.until ?? heardAt + PROBE_AFTER_MS,
            fedAt + PROBE_AFTER_MS,
            outbox.nextRetryAt(now) ?? Number.POSITIVE_INFINITY,
            channels.nextCompareAt() ?? Number.POSITIVE_INFINITY,
          )
        case 'refused':
          return handIn.wakeAt()
        case 'stopped':
          return null
        default:
          return assertNever(link)
      }
    },
    isUnsent: outbox.has,
    counts: outbox.counts,
    state: () => ({
      connection: connection(),
      ...outbox.counts(),
      offlineSince,
      syncedAt,
      waiting: outbox.waiting(),
      refused: [...refused.values()],
      serverProblem,
      catchingUp: tail.progress(),
      isFirstSync: tail.isFirstSync(),
    }),
  }
}
