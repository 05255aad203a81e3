// The sync as a pure step: an event and the moment go in, effects come out (`engine-events.ts`). No IO, no clock, no timer; the
// same events give the same effects. The state is mutated in place, because an outbox may hold thousands of rows.
//
// What holds: a frame goes out only when the rows it carries are on this device's disk; a row counts as sent only when the
// relay said it is durable; the cursor moves only with the bytes (S3); nothing goes up before the relay has said whose socket
// it is, and that it is ours (S7); unsent rows of a document go up before its channel opens, so that step 2 stays small.

import { assertNever } from '../../shared/base/assert.ts'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { type AckException, type AckStatus, encodeChannelMessage, KEEPALIVE } from '../../shared/protocol/channel-messages.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { type ControlMessage, decodeSocketFrame, encodeControl, isControlFrame, wrapForChannel } from '../../shared/protocol/socket-messages.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import type { Cursor } from '../storage/records.ts'
import { backoffMs } from './backoff.ts'
import type { Effect, EngineEvent, OutboxRow, RefusedDocument, RemoteRow } from './engine-events.ts'
import { createOutbox } from './outbox.ts'
import type { Connection, SyncState } from './sync-state.ts'

export interface EngineConfig {
  readonly personId: string
  /** In [0, 1), for jitter. */
  readonly random: () => number
}

export interface Engine {
  readonly step: (event: EngineEvent, now: number) => readonly Effect[]
  /** When to send `wake`; null while nothing is timed. */
  readonly wakeAt: (now: number) => number | null
  readonly isUnsent: (row: number) => boolean
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

interface HeldFrame {
  readonly payload: Uint8Array
  readonly carries: readonly number[]
}

interface Channel {
  readonly ref: number
  readonly document: string
  /** The relay's number once it is open. */
  number: number | null
  isAsked: boolean
  /** Update frames that wait for their rows to reach the disk; none overtakes another. */
  held: HeldFrame[]
  /** Update frames sent by this instance, and those acknowledged. */
  sent: number
  acknowledged: number
  readonly carried: Map<number, readonly number[]>
}

interface Offer {
  readonly ids: readonly number[]
  readonly document: string
  readonly bytes: number
}

const DIAL_MS_MAX = 15_000
const GREETING_MS_MAX = 10_000
const PROBE_AFTER_MS = 15_000
const PROBE_ANSWER_MS_MAX = 10_000
/** After the page became visible one wants to know sooner (S6). */
const PROBE_VISIBLE_ANSWER_MS_MAX = 4_000
const OFFERS_MAX = 256
const ROWS_PER_OFFER_MAX = 64
const RETRY_MS: Readonly<Partial<Record<AckStatus, number>>> = { resync: 4_000, rate_limited: 3_000, storage_full: 10_000 }
/** Another tab's rows are its own to send, unless it is gone. */
const OTHER_TAB_GRACE_MS = 8_000
/** A page of the tail smaller than this is the last one: the relay's pages are as large as they may be. */
const LAST_PAGE_BYTES_MAX = LIMITS.chunkBytesMax / 2

export const createEngine = ({ personId, random }: EngineConfig): Engine => {
  const outbox = createOutbox()
  const channels = new Map<number, Channel>()
  const byNumber = new Map<number, Channel>()
  const offers = new Map<number, Offer>()
  const refused = new Map<string, RefusedDocument>()

  let link: Link = { is: 'stopped' }
  let socket = 0
  let attempt = 0
  let lastOfferId = 0
  let offeredBytes = 0
  let heardAt = 0
  let fedAt = 0
  let probe: { readonly until: number } | null = null

  let isLeader = false
  let cursor: Cursor | null = null
  let incoming: RemoteRow[] = []
  let incomingBytes = 0
  let pageBytes = 0
  /** This socket's tail has told everything there was. */
  let isCaughtUp = false
  /** Until the device was looked at nobody knows, and "empty" must not be said too early. */
  let isFirstSync = true

  let offlineSince: number | null = null
  let syncedAt: number | null = null

  let effects: Effect[] = []
  const emit = (effect: Effect): void => void effects.push(effect)
  const sendControl = (message: ControlMessage): void => emit({ do: 'send', bytes: encodeControl(message) })

  // ---- the socket ----

  const dial = (now: number): void => {
    socket++
    link = { is: 'dialling', since: now }
    emit({ do: 'dial', socket })
  }

  const hangUp = (reason: string): void => emit({ do: 'hangUp', socket, code: 1000, reason })

  /** Nothing is under way any more; channels go back to connecting, those that were open are closed for their owners. */
  const lose = (code: number, reason: string): void => {
    for (const channel of [...channels.values()]) {
      if (channel.number === null) channel.isAsked = false
      else {
        channels.delete(channel.ref)
        emit({ do: 'channelClosed', ref: channel.ref, code, reason })
      }
    }
    byNumber.clear()
    offers.clear()
    offeredBytes = 0
    outbox.dropAll()
    incoming = []
    incomingBytes = 0
    pageBytes = 0
    isCaughtUp = false
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

  const startTail = (): void => {
    if (!isLeader) return
    incoming = []
    incomingBytes = 0
    pageBytes = 0
    isCaughtUp = false
    sendControl({ type: 'tail', epoch: cursor?.epoch ?? '', cursor: cursor?.seq ?? 0, hash: cursor?.hash ?? '' })
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
    startTail()
  }

  // ---- what comes in ----

  const receive = (bytes: Uint8Array, now: number): void => {
    heardAt = now
    probe = null
    const frame = decodeSocketFrame(bytes)
    if (frame === null) return
    if (isControlFrame(frame)) return receiveControl(frame.control, now)
    const channel = byNumber.get(frame.channel)
    if (channel === undefined) return
    switch (frame.message.type) {
      case 'ack':
        return acknowledge(channel, frame.message.count, frame.message.seq, frame.message.exceptions, now)
      case 'step2':
      case 'update':
        if (vetInbound(frame.message.update) !== null) return
        return emit({ do: 'channelMessage', ref: channel.ref, payload: frame.payload })
      case 'step1':
      case 'presence':
      case 'denied':
      case 'queryPresence':
        return emit({ do: 'channelMessage', ref: channel.ref, payload: frame.payload })
      default:
        assertNever(frame.message)
    }
  }

  const receiveControl = (message: ControlMessage, now: number): void => {
    switch (message.type) {
      case 'role':
        greeted(message.person, now)
        if (link.is === 'open') emit({ do: 'role', role: message.role })
        return
      case 'opened': {
        const channel = channels.get(message.ref)
        if (channel === undefined) return
        channel.number = message.channel
        byNumber.set(message.channel, channel)
        return emit({ do: 'channelOpened', ref: channel.ref })
      }
      case 'closed': {
        const channel = channels.get(message.ref)
        if (channel === undefined) return
        forgetChannel(channel)
        return emit({ do: 'channelClosed', ref: channel.ref, code: message.code, reason: message.reason })
      }
      case 'row':
        return receiveRow({ document: message.row.document, seq: message.row.seq, time: message.row.time, bytes: message.row.bytes })
      case 'seq':
        return receiveSeq({ epoch: message.epoch, seq: message.seq, hash: message.hash })
      case 'offered': {
        const offer = offers.get(message.id)
        if (offer === undefined) return
        offers.delete(message.id)
        offeredBytes -= offer.bytes
        return settleRows(offer.ids, offer.document, message.status, message.seq, now)
      }
      case 'ping':
        return sendControl({ type: 'pong' })
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

  const receiveRow = (row: RemoteRow): void => {
    if (!isLeader || vetInbound(row.bytes) !== null) return
    incoming.push(row)
    incomingBytes += row.bytes.length
    pageBytes += row.bytes.length
    const channel = [...channels.values()].find(({ document, number }) => number !== null && document === row.document)
    if (channel === undefined) emit({ do: 'remoteRow', document: row.document, bytes: row.bytes })
    else emit({ do: 'channelMessage', ref: channel.ref, payload: encodeChannelMessage({ type: 'update', update: row.bytes }) })
    // A page larger than it should be is stored in parts; only its `seq` moves the cursor.
    if (incomingBytes >= 2 * LIMITS.chunkBytesMax) storeIncoming(null)
  }

  const storeIncoming = (next: Cursor | null): void => {
    if (incoming.length === 0 && next === null) return
    emit({ do: 'storeRemote', rows: incoming, cursor: next })
    incoming = []
    incomingBytes = 0
  }

  const receiveSeq = (next: Cursor): void => {
    if (!isLeader) return
    if (cursor !== null && (next.epoch !== cursor.epoch || next.seq < cursor.seq)) emit({ do: 'newHistory' })
    const isMoved = cursor?.epoch !== next.epoch || cursor.seq !== next.seq || cursor.hash !== next.hash
    storeIncoming(isMoved ? next : null)
    cursor = next
    // The announcement of a new history is not its end.
    isCaughtUp ||= pageBytes <= LAST_PAGE_BYTES_MAX && (next.seq > 0 || pageBytes > 0 || !isMoved || isFirstSync)
    if (isCaughtUp && isFirstSync) {
      isFirstSync = false
      emit({ do: 'caughtUp' })
    }
    pageBytes = 0
  }

  const acknowledge = (channel: Channel, count: number, seq: number, exceptions: readonly AckException[], now: number): void => {
    const statusOf = new Map(exceptions.map(({ frame, status }) => [frame, status]))
    const last = Math.min(count, channel.sent)
    for (let frame = channel.acknowledged; frame < last; frame++) {
      const ids = channel.carried.get(frame) ?? []
      channel.carried.delete(frame)
      settleRows(ids, channel.document, statusOf.get(frame) ?? null, seq, now)
    }
    channel.acknowledged = Math.max(channel.acknowledged, last)
  }

  const settleRows = (ids: readonly number[], document: string, status: AckStatus | null, seq: number, now: number): void => {
    const open = ids.filter(outbox.has)
    if (open.length === 0) return
    switch (status) {
      case null:
      case 'duplicate':
        outbox.remove(open)
        return emit({ do: 'markSent', ids: open, seq })
      case 'resync':
      case 'rate_limited':
      case 'storage_full':
        return outbox.drop(open, now + (RETRY_MS[status] ?? 0) * (1 + random()))
      case 'denied':
      case 'invalid':
      case 'too_large':
        return park(document, status)
      default:
        assertNever(status)
    }
  }

  const park = (document: string, reason: string): void => {
    const rows = outbox.removeDocument(document)
    const edits = rows.reduce((sum, row) => sum + row.edits, refused.get(document)?.edits ?? 0)
    refused.set(document, { path: document, edits, reason })
    emit({ do: 'park', document, ids: rows.map(({ id }) => id), reason })
  }

  // ---- channels ----

  const forgetChannel = (channel: Channel): void => {
    channels.delete(channel.ref)
    if (channel.number !== null && byNumber.get(channel.number) === channel) byNumber.delete(channel.number)
    // What it carried and was not told about may or may not have arrived: tried again, and then a duplicate.
    for (const ids of channel.carried.values()) outbox.drop(ids, 0)
    for (const { carries } of channel.held) outbox.drop(carries, 0)
  }

  const transmit = (channel: Channel, { payload, carries }: HeldFrame): void => {
    if (channel.number === null) return
    channel.carried.set(channel.sent++, carries)
    emit({ do: 'send', bytes: wrapForChannel(channel.number, payload) })
  }

  const sendOnChannel = (ref: number, payload: Uint8Array, carries: readonly number[] | null): void => {
    const channel = channels.get(ref)
    if (channel === undefined || channel.number === null) return
    if (carries === null) return emit({ do: 'send', bytes: wrapForChannel(channel.number, payload) })
    const ids = carries.filter(outbox.has)
    outbox.carry(ids)
    const frame = { payload, carries: ids }
    if (channel.held.length > 0 || !outbox.maySend(ids)) channel.held.push(frame)
    else transmit(channel, frame)
  }

  const releaseHeld = (documents: ReadonlySet<string>): void => {
    for (const channel of channels.values()) {
      if (channel.held.length === 0 || !documents.has(channel.document)) continue
      const blocked = channel.held.findIndex(({ carries }) => !outbox.maySend(carries))
      const ready = blocked === -1 ? channel.held : channel.held.slice(0, blocked)
      channel.held = blocked === -1 ? [] : channel.held.slice(blocked)
      for (const frame of ready) transmit(channel, frame)
    }
  }

  // ---- after every event ----

  const offerRows = (now: number): void => {
    const room = OFFERS_MAX - offers.size
    if (room <= 0 || offeredBytes >= LIMITS.chunkBytesMax) return
    const accepts = ({ by }: { readonly by: 'us' | 'otherTab' }): boolean => by === 'us' || isLeader
    const rows = outbox.due(now, accepts, room * ROWS_PER_OFFER_MAX, LIMITS.chunkBytesMax - offeredBytes)
    for (const group of groupedForOffers(rows).slice(0, room)) {
      const { document } = group[0]
      const update = group.length === 1 ? group[0].bytes : mergeTreeWise(group.map(({ bytes }) => bytes))
      const ids = group.map(({ id }) => id)
      lastOfferId++
      offers.set(lastOfferId, { ids, document, bytes: update.length })
      offeredBytes += update.length
      outbox.carry(ids)
      sendControl({ type: 'offer', id: lastOfferId, document, update })
    }
  }

  /** An offline afternoon of keystrokes goes up as a few updates; rows that came back once go alone. */
  const groupedForOffers = (rows: readonly OutboxRow[]): readonly (readonly [OutboxRow, ...OutboxRow[]])[] => {
    const groups: [OutboxRow, ...OutboxRow[]][] = []
    const open = new Map<string, [OutboxRow, ...OutboxRow[]]>()
    for (const row of rows) {
      const group = open.get(row.document)
      if (group !== undefined && group.length < ROWS_PER_OFFER_MAX && !outbox.isDifficult(row.id)) {
        group.push(row)
        continue
      }
      const next: [OutboxRow, ...OutboxRow[]] = [row]
      groups.push(next)
      if (outbox.isDifficult(row.id)) open.delete(row.document)
      else open.set(row.document, next)
    }
    return groups
  }

  const openChannels = (now: number): void => {
    for (const channel of channels.values()) {
      if (channel.isAsked || outbox.isDue(channel.document, now)) continue
      channel.isAsked = true
      sendControl({ type: 'open', ref: channel.ref, document: channel.document })
    }
  }

  const feedChannels = (now: number): void => {
    if (now - fedAt < PROBE_AFTER_MS) return
    fedAt = now
    for (const channel of channels.values()) if (channel.number !== null) emit({ do: 'channelMessage', ref: channel.ref, payload: KEEPALIVE })
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
        offerRows(now)
        openChannels(now)
        if (outbox.isEmpty() && (isCaughtUp || !isLeader)) syncedAt = now
        return
      case 'stopped':
      case 'refused':
        return
      default:
        assertNever(link)
    }
  }

  const handle = (event: EngineEvent, now: number): void => {
    switch (event.is) {
      case 'start':
        if (!event.isNew) isFirstSync = false
        if (link.is === 'stopped') dial(now)
        return
      case 'stop':
        if (link.is !== 'stopped' && link.is !== 'waiting' && link.is !== 'refused') hangUp('closed')
        lose(1000, 'closed')
        link = { is: 'stopped' }
        socket++
        return
      case 'lead':
        isLeader = true
        cursor = event.cursor
        if (event.cursor !== null) isFirstSync = false
        outbox.hurry()
        if (link.is === 'open') startTail()
        return
      case 'caughtUp':
        isFirstSync = false
        return
      case 'visible':
        if (link.is === 'open' && probe === null) startProbe(now, PROBE_VISIBLE_ANSWER_MS_MAX)
        else if (link.is === 'waiting' || (link.is === 'refused' && link.why === 'signedOut')) dial(now)
        return
      case 'online':
        if (link.is === 'waiting') dial(now)
        return
      case 'offline':
        if (link.is === 'open' && probe === null) startProbe(now, PROBE_VISIBLE_ANSWER_MS_MAX)
        return
      case 'reconnect':
        attempt = 0
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
        return releaseHeld(new Set(outbox.keep(event.ids).map(({ document }) => document)))
      case 'storageFailed':
        return releaseHeld(outbox.release())
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
      case 'channelWanted':
        channels.set(event.ref, {
          ref: event.ref,
          document: event.document,
          number: null,
          isAsked: false,
          held: [],
          sent: 0,
          acknowledged: 0,
          carried: new Map(),
        })
        return
      case 'channelClosed': {
        const channel = channels.get(event.ref)
        if (channel === undefined) return
        forgetChannel(channel)
        if (channel.isAsked && link.is === 'open') sendControl({ type: 'close', ref: channel.ref })
        return
      }
      case 'channelSent':
        return sendOnChannel(event.ref, event.payload, event.carries)
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
      case 'stopped':
        return 'offline'
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
          return Math.min(probe?.until ?? heardAt + PROBE_AFTER_MS, fedAt + PROBE_AFTER_MS, outbox.nextRetryAt(now) ?? Number.POSITIVE_INFINITY)
        case 'stopped':
        case 'refused':
          return null
        default:
          return assertNever(link)
      }
    },
    isUnsent: outbox.has,
    state: () => ({
      connection: connection(),
      ...outbox.counts(),
      offlineSince,
      syncedAt,
      waiting: outbox.waiting(),
      refused: [...refused.values()],
      isFirstSync,
    }),
  }
}
