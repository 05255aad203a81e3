// Messages about one document: plain y-websocket, byte for byte, plus the acknowledgement (SYNC §2). Exactly one message
// per frame. Readers are total: bytes that are no message are `null`, never a throw.

import * as encoding from 'lib0/encoding'
import { LIMITS } from './limits.ts'
import { createDecoder, type Decoder, hasContent, readBytes, readText, readUint } from './wire-reader.ts'

/** Why an update frame was not simply stored; `seq` 0 means it made no row. */
export const ACK_STATUSES = ['duplicate', 'resync', 'denied', 'invalid', 'too_large', 'rate_limited', 'storage_full'] as const
export type AckStatus = (typeof ACK_STATUSES)[number]

export type ChannelMessage =
  | { readonly type: 'step1'; readonly stateVector: Uint8Array }
  | { readonly type: 'step2'; readonly update: Uint8Array }
  | { readonly type: 'update'; readonly update: Uint8Array }
  | { readonly type: 'presence'; readonly bytes: Uint8Array }
  | { readonly type: 'denied'; readonly reason: string }
  | { readonly type: 'queryPresence' }
  /** The first `count` update frames (step 2 and update) of this channel instance are durable as of `seq`, but for the exceptions. */
  | { readonly type: 'ack'; readonly count: number; readonly seq: number; readonly exceptions: readonly AckException[] }
  /** Before an acknowledgement with `rate_limited` in it: after so long such a frame would be taken (L6). The app's socket has a control message for it. */
  | { readonly type: 'retryAfter'; readonly ms: number }

/** `frame` counts from 0 over the channel instance's life. */
export interface AckException {
  readonly frame: number
  readonly status: AckStatus
}

const SYNC = 0
const PRESENCE = 1
const AUTH = 2
const QUERY_PRESENCE = 3
const ACK = 100
const RETRY_AFTER = 101

const STEP_1 = 0
const STEP_2 = 1
const UPDATE = 2
const PERMISSION_DENIED = 0

/** An application message with no effect: an empty presence update. Stock clients count it as a sign of life. */
export const KEEPALIVE: Uint8Array = new Uint8Array([PRESENCE, 1, 0])

export const writeChannelMessage = (encoder: encoding.Encoder, message: ChannelMessage): void => {
  switch (message.type) {
    case 'step1':
      encoding.writeVarUint(encoder, SYNC)
      encoding.writeVarUint(encoder, STEP_1)
      return encoding.writeVarUint8Array(encoder, message.stateVector)
    case 'step2':
    case 'update':
      encoding.writeVarUint(encoder, SYNC)
      encoding.writeVarUint(encoder, message.type === 'step2' ? STEP_2 : UPDATE)
      return encoding.writeVarUint8Array(encoder, message.update)
    case 'presence':
      encoding.writeVarUint(encoder, PRESENCE)
      return encoding.writeVarUint8Array(encoder, message.bytes)
    case 'denied':
      encoding.writeVarUint(encoder, AUTH)
      encoding.writeVarUint(encoder, PERMISSION_DENIED)
      return encoding.writeVarString(encoder, message.reason)
    case 'queryPresence':
      return encoding.writeVarUint(encoder, QUERY_PRESENCE)
    case 'ack':
      encoding.writeVarUint(encoder, ACK)
      encoding.writeVarUint(encoder, message.count)
      encoding.writeVarUint(encoder, message.seq)
      encoding.writeVarUint(encoder, message.exceptions.length)
      for (const { frame, status } of message.exceptions) {
        encoding.writeVarUint(encoder, frame)
        encoding.writeVarUint(encoder, ACK_STATUSES.indexOf(status))
      }
      return
    case 'retryAfter':
      encoding.writeVarUint(encoder, RETRY_AFTER)
      return encoding.writeVarUint(encoder, message.ms)
  }
}

export const encodeChannelMessage = (message: ChannelMessage): Uint8Array => {
  const encoder = encoding.createEncoder()
  writeChannelMessage(encoder, message)
  return encoding.toUint8Array(encoder)
}

/** Null when the bytes are not exactly one message. */
export const decodeChannelMessage = (bytes: Uint8Array): ChannelMessage | null => {
  try {
    const decoder = createDecoder(bytes)
    const message = readChannelMessage(decoder)
    return hasContent(decoder) ? null : message
  } catch {
    return null
  }
}

const readChannelMessage = (decoder: Decoder): ChannelMessage | null => {
  switch (readUint(decoder)) {
    case SYNC: {
      const step = readUint(decoder)
      const payload = readBytes(decoder)
      if (step === STEP_1) return { type: 'step1', stateVector: payload }
      if (step === STEP_2) return { type: 'step2', update: payload }
      return step === UPDATE ? { type: 'update', update: payload } : null
    }
    case PRESENCE:
      return { type: 'presence', bytes: readBytes(decoder) }
    case AUTH:
      return readUint(decoder) === PERMISSION_DENIED ? { type: 'denied', reason: readText(decoder) } : null
    case QUERY_PRESENCE:
      return { type: 'queryPresence' }
    case ACK: {
      const count = readUint(decoder)
      const seq = readUint(decoder)
      const exceptions: AckException[] = []
      const listed = readUint(decoder)
      if (listed > LIMITS.exceptionsPerAckMax) return null
      for (let left = listed; left > 0; left--) {
        const frame = readUint(decoder)
        const status = ACK_STATUSES[readUint(decoder)]
        if (status === undefined) return null
        exceptions.push({ frame, status })
      }
      return { type: 'ack', count, seq, exceptions }
    }
    case RETRY_AFTER:
      return { type: 'retryAfter', ms: readUint(decoder) }
    default:
      return null
  }
}
