// Messages of the app's one socket (SYNC §2, `endcap.mux.v1`). A frame is `varUint channel` and one message: channel 0
// carries the control messages below, every other number one document's messages, unchanged. The channel number is the
// relay's number for the document, so one buffer serves everybody in it. `open` and `close` go by the client's own `ref`
// (never reused on a socket), so quick reconnects cannot close each other's channels.
//
// A socket that has asked for the tail gets every document's updates as `row`s, once each, also for documents it has
// open: the client hands a row to the open channel itself. A socket without the tail gets updates on its channels.

import * as encoding from 'lib0/encoding'
import { ACK_STATUSES, type AckStatus, type ChannelMessage, decodeChannelMessage, writeChannelMessage } from './channel-messages.ts'
import { readRows, type WireRow, writeRows } from './row-bundle.ts'
import { createDecoder, type Decoder, hasContent, readBytes, readText, readUint } from './wire-reader.ts'

export type { WireRow } from './row-bundle.ts'

export const CONTROL_CHANNEL = 0

/** A part of a snapshot: a document as it was at `seq`, gzip, in place of its rows up to there. Parts come in order, one document after the other. */
export interface WireSnapshot {
  readonly document: string
  readonly seq: number
  /** When it was made, ms since the epoch. */
  readonly time: number
  /** Bytes of the update inside. */
  readonly size: number
  /** SHA-256 of the update, base64url. */
  readonly fingerprint: string
  /** Where the part begins in the compressed bytes, and how many there are. */
  readonly offset: number
  readonly total: number
  readonly bytes: Uint8Array
}

export type ControlMessage =
  // client → relay
  | { readonly type: 'open'; readonly ref: number; readonly document: string }
  | { readonly type: 'close'; readonly ref: number }
  /** `epoch` and `hash` are empty strings and `cursor` 0 on a new device. `hash` is that of the row at the cursor, or what a `seq` told. `inflates`: snapshots may come as such; `bundles`: rows may come together. */
  | { readonly type: 'tail'; readonly epoch: string; readonly cursor: number; readonly hash: string; readonly inflates?: true; readonly bundles?: true }
  /** An unsent row of a closed document, straight from the client's log. Answered by `offered` with the same id. */
  | { readonly type: 'offer'; readonly id: number; readonly document: string; readonly update: Uint8Array }
  // relay → client
  | { readonly type: 'opened'; readonly ref: number; readonly channel: number }
  | { readonly type: 'closed'; readonly ref: number; readonly code: number; readonly reason: string }
  | { readonly type: 'row'; readonly row: WireRow }
  | { readonly type: 'rows'; readonly rows: readonly WireRow[] }
  | { readonly type: 'snapshot'; readonly part: WireSnapshot }
  /** Everything up to `seq` has been sent: the only thing that moves the cursor. `hash` is that of the row at `seq`, and more while documents are brought up one by one (`tail-progress.ts`). */
  | { readonly type: 'seq'; readonly epoch: string; readonly seq: number; readonly hash: string }
  /** About so many rows come before the tail has told everything, told when there are many: for people to see how long it takes. */
  | { readonly type: 'behind'; readonly rows: number }
  /** `status` null: durable as of `seq`. */
  | { readonly type: 'offered'; readonly id: number; readonly seq: number; readonly status: AckStatus | null }
  /** What is answered `rate_limited` in this turn would be taken after so long (L6). */
  | { readonly type: 'retryAfter'; readonly ms: number }
  /** Who the socket speaks for and their role: the first message of every socket, and told again whenever the role changes. */
  | { readonly type: 'role'; readonly person: string; readonly role: string }
  // either way
  | { readonly type: 'ping' }
  | { readonly type: 'pong' }

const CODES = {
  open: 101,
  opened: 102,
  close: 103,
  closed: 104,
  tail: 105,
  row: 106,
  seq: 107,
  offer: 108,
  offered: 109,
  role: 110,
  ping: 111,
  pong: 112,
  behind: 113,
  snapshot: 114,
  rows: 115,
  retryAfter: 116,
} as const satisfies Record<ControlMessage['type'], number>

/** The first bytes of a frame that carries a part of a snapshot, and of no other. */
export const SNAPSHOT_FRAME_HEAD: readonly number[] = [CONTROL_CHANNEL, CODES.snapshot]

const TYPES = new Map(Object.entries(CODES).map(([type, code]) => [code as number, type as ControlMessage['type']]))

const DURABLE = 0
/** What a client says it can read, behind the hash; what a relay does not know of it, it does not use. */
const INFLATES = 1
const BUNDLES = 2

const writeControl = (encoder: encoding.Encoder, message: ControlMessage): void => {
  encoding.writeVarUint(encoder, CODES[message.type])
  switch (message.type) {
    case 'open':
      encoding.writeVarUint(encoder, message.ref)
      return encoding.writeVarString(encoder, message.document)
    case 'close':
      return encoding.writeVarUint(encoder, message.ref)
    case 'opened':
      encoding.writeVarUint(encoder, message.ref)
      return encoding.writeVarUint(encoder, message.channel)
    case 'closed':
      encoding.writeVarUint(encoder, message.ref)
      encoding.writeVarUint(encoder, message.code)
      return encoding.writeVarString(encoder, message.reason)
    case 'tail':
      encoding.writeVarString(encoder, message.epoch)
      encoding.writeVarUint(encoder, message.cursor)
      encoding.writeVarString(encoder, message.hash)
      if (message.inflates === true || message.bundles === true)
        encoding.writeVarUint(encoder, (message.inflates === true ? INFLATES : 0) | (message.bundles === true ? BUNDLES : 0))
      return
    case 'row':
      encoding.writeVarString(encoder, message.row.document)
      encoding.writeVarUint(encoder, message.row.seq)
      encoding.writeVarString(encoder, message.row.person)
      encoding.writeVarUint(encoder, message.row.time)
      return encoding.writeVarUint8Array(encoder, message.row.bytes)
    case 'rows':
      return writeRows(encoder, message.rows)
    case 'snapshot': {
      const { document, seq, time, size, fingerprint, offset, total, bytes } = message.part
      encoding.writeVarString(encoder, document)
      for (const count of [seq, time, size]) encoding.writeVarUint(encoder, count)
      encoding.writeVarString(encoder, fingerprint)
      for (const count of [offset, total]) encoding.writeVarUint(encoder, count)
      return encoding.writeVarUint8Array(encoder, bytes)
    }
    case 'seq':
      encoding.writeVarString(encoder, message.epoch)
      encoding.writeVarUint(encoder, message.seq)
      return encoding.writeVarString(encoder, message.hash)
    case 'offer':
      encoding.writeVarUint(encoder, message.id)
      encoding.writeVarString(encoder, message.document)
      return encoding.writeVarUint8Array(encoder, message.update)
    case 'offered':
      encoding.writeVarUint(encoder, message.id)
      encoding.writeVarUint(encoder, message.seq)
      return encoding.writeVarUint(encoder, message.status === null ? DURABLE : ACK_STATUSES.indexOf(message.status) + 1)
    case 'behind':
      return encoding.writeVarUint(encoder, message.rows)
    case 'retryAfter':
      return encoding.writeVarUint(encoder, message.ms)
    case 'role':
      encoding.writeVarString(encoder, message.person)
      return encoding.writeVarString(encoder, message.role)
    case 'ping':
    case 'pong':
      return
  }
}

/** Older clients end with the hash. */
const readTail = (decoder: Decoder): ControlMessage | null => {
  const tail = { type: 'tail' as const, epoch: readText(decoder), cursor: readUint(decoder), hash: readText(decoder) }
  if (!hasContent(decoder)) return tail
  const able = readUint(decoder)
  return { ...tail, ...((able & INFLATES) === 0 ? {} : { inflates: true as const }), ...((able & BUNDLES) === 0 ? {} : { bundles: true as const }) }
}

const readControl = (decoder: Decoder): ControlMessage | null => {
  const type = TYPES.get(readUint(decoder))
  switch (type) {
    case undefined:
      return null
    case 'open':
      return { type, ref: readUint(decoder), document: readText(decoder) }
    case 'close':
      return { type, ref: readUint(decoder) }
    case 'opened':
      return { type, ref: readUint(decoder), channel: readUint(decoder) }
    case 'closed':
      return { type, ref: readUint(decoder), code: readUint(decoder), reason: readText(decoder) }
    case 'tail':
      return readTail(decoder)
    case 'row': {
      const document = readText(decoder)
      const seq = readUint(decoder)
      const person = readText(decoder)
      const time = readUint(decoder)
      return { type, row: { document, seq, person, time, bytes: readBytes(decoder) } }
    }
    case 'rows':
      return { type, rows: readRows(decoder) }
    case 'snapshot': {
      const document = readText(decoder)
      const seq = readUint(decoder)
      const time = readUint(decoder)
      const size = readUint(decoder)
      const fingerprint = readText(decoder)
      const offset = readUint(decoder)
      const total = readUint(decoder)
      return { type, part: { document, seq, time, size, fingerprint, offset, total, bytes: readBytes(decoder) } }
    }
    case 'seq':
      return { type, epoch: readText(decoder), seq: readUint(decoder), hash: readText(decoder) }
    case 'offer':
      return { type, id: readUint(decoder), document: readText(decoder), update: readBytes(decoder) }
    case 'offered': {
      const id = readUint(decoder)
      const seq = readUint(decoder)
      const code = readUint(decoder)
      if (code === DURABLE) return { type, id, seq, status: null }
      const status = ACK_STATUSES[code - 1]
      return status === undefined ? null : { type, id, seq, status }
    }
    case 'behind':
      return { type, rows: readUint(decoder) }
    case 'retryAfter':
      return { type, ms: readUint(decoder) }
    case 'role': {
      const person = readText(decoder)
      return { type, person, role: readText(decoder) }
    }
    case 'ping':
    case 'pong':
      return { type }
  }
}

export type SocketFrame =
  | { readonly channel: typeof CONTROL_CHANNEL; readonly control: ControlMessage }
  | { readonly channel: number; readonly message: ChannelMessage; readonly payload: Uint8Array }

export const isControlFrame = (frame: SocketFrame): frame is Extract<SocketFrame, { control: ControlMessage }> => 'control' in frame

export const encodeControl = (message: ControlMessage): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, CONTROL_CHANNEL)
  writeControl(encoder, message)
  return encoding.toUint8Array(encoder)
}

export const encodeChannelFrame = (channel: number, message: ChannelMessage): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, channel)
  writeChannelMessage(encoder, message)
  return encoding.toUint8Array(encoder)
}

/** Puts the channel before a message that is already bytes. */
export const wrapForChannel = (channel: number, payload: Uint8Array): Uint8Array => {
  const encoder = encoding.createEncoder()
  encoding.writeVarUint(encoder, channel)
  encoding.writeUint8Array(encoder, payload)
  return encoding.toUint8Array(encoder)
}

/** Null when the bytes are not exactly one frame. `payload` is the message's own bytes, without the channel. */
export const decodeSocketFrame = (bytes: Uint8Array): SocketFrame | null => {
  try {
    const decoder = createDecoder(bytes)
    const channel = readUint(decoder)
    if (channel === CONTROL_CHANNEL) {
      const control = readControl(decoder)
      return control === null || hasContent(decoder) ? null : { channel: CONTROL_CHANNEL, control }
    }
    const payload = bytes.subarray(decoder.pos)
    const message = decodeChannelMessage(payload)
    return message === null ? null : { channel, message, payload }
  } catch {
    return null
  }
}
