// Hand-made websocket clients of the relay, for tests, attackers and benchmarks: they send what they are told and keep
// what they receive, without a provider and, unless asked, without a Y.Doc.

import { WebSocket } from 'ws'
import * as Y from 'yjs'
import { type AckStatus, type ChannelMessage, decodeChannelMessage, encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import {
  type ControlMessage,
  decodeSocketFrame,
  encodeChannelFrame,
  encodeControl,
  isControlFrame,
  type WireRow,
} from '../../shared/protocol/socket-messages.ts'
import { BEARER_PREFIX, PROTOCOL_ACK, PROTOCOL_MUX, PROTOCOL_PLAIN } from '../../shared/protocol/version.ts'
import { WORKSPACE } from './test-relay.ts'

export interface Closed {
  readonly code: number
  readonly reason: string
}

const PATIENCE_MS = 15_000

/** Polls until `check` returns something other than null, false or undefined. */
export const until = async <Value>(what: string, check: () => Value | null | undefined | false, patienceMs = PATIENCE_MS): Promise<Value> => {
  const end = performance.now() + patienceMs
  for (;;) {
    const value = check()
    if (value !== null && value !== undefined && value !== false) return value
    if (performance.now() > end) throw new Error(`waited ${patienceMs} ms for ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 2))
  }
}

export const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))

export interface RawClientOptions {
  readonly token?: string
  readonly protocols?: readonly string[]
  readonly headers?: Record<string, string>
}

export interface RawClient {
  readonly ws: WebSocket
  readonly frames: Uint8Array[]
  readonly opened: Promise<void>
  readonly closed: Promise<Closed>
  /** Null while it is open. */
  readonly closedWith: () => Closed | null
  readonly send: (bytes: Uint8Array) => void
  readonly close: () => Promise<Closed>
}

export const connectRaw = (url: string, options: RawClientOptions = {}, onFrame: (bytes: Uint8Array) => void = () => {}): RawClient => {
  const protocols = [...(options.protocols ?? []), ...(options.token === undefined ? [] : [BEARER_PREFIX + options.token])]
  const ws = new WebSocket(url, protocols, { headers: options.headers ?? {}, perMessageDeflate: false })
  ws.binaryType = 'nodebuffer'
  const frames: Uint8Array[] = []
  let closedWith: Closed | null = null
  ws.on('error', () => {})
  ws.on('message', (data: Buffer) => {
    const bytes = new Uint8Array(data.buffer, data.byteOffset, data.length)
    frames.push(bytes)
    onFrame(bytes)
  })
  const closed = new Promise<Closed>((resolve) => {
    ws.on('close', (code, reason) => {
      closedWith = { code, reason: reason.toString() }
      resolve(closedWith)
    })
  })
  return {
    ws,
    frames,
    opened: new Promise((resolve) => ws.on('open', resolve)),
    closed,
    closedWith: () => closedWith,
    send: (bytes) => ws.send(bytes),
    close: () => {
      ws.close()
      return closed
    },
  }
}

/** What a channel has received, of either kind of socket. */
export interface Received {
  readonly messages: ChannelMessage[]
  readonly step1: () => Uint8Array | null
  readonly step2: () => Uint8Array | null
  readonly updates: () => Uint8Array[]
  /** All that came once a join was answered: what is long comes in parts, the last of them as step 2 (S11). */
  readonly answer: () => Uint8Array[] | null
  readonly denials: () => string[]
  /** The number of frames acknowledged. */
  readonly ackCount: () => number
  readonly ackSeq: () => number
  readonly exceptions: () => Map<number, AckStatus>
}

const receivedIn = (messages: ChannelMessage[]): Received => ({
  messages,
  step1: () => last(messages, 'step1')?.stateVector ?? null,
  step2: () => last(messages, 'step2')?.update ?? null,
  updates: () => messages.flatMap((message) => (message.type === 'update' ? [message.update] : [])),
  answer: () =>
    messages.some(({ type }) => type === 'step2')
      ? messages.flatMap((message) => (message.type === 'update' || message.type === 'step2' ? [message.update] : []))
      : null,
  denials: () => messages.flatMap((message) => (message.type === 'denied' ? [message.reason] : [])),
  ackCount: () => last(messages, 'ack')?.count ?? 0,
  ackSeq: () => last(messages, 'ack')?.seq ?? 0,
  exceptions: () =>
    new Map(messages.flatMap((message) => (message.type === 'ack' ? message.exceptions.map(({ frame, status }): [number, AckStatus] => [frame, status]) : []))),
})

const last = <Type extends ChannelMessage['type']>(messages: readonly ChannelMessage[], type: Type): Extract<ChannelMessage, { type: Type }> | undefined =>
  messages.findLast((message): message is Extract<ChannelMessage, { type: Type }> => message.type === type)

/** A connection that speaks about one document, plain or with acknowledgements. */
export interface DocumentClient extends Received {
  readonly raw: RawClient
  readonly say: (message: ChannelMessage) => void
  readonly close: () => Promise<Closed>
}

export const connectDocument = async (
  relayUrl: string,
  document: string,
  options: RawClientOptions & { readonly acks?: boolean; readonly workspaceId?: string } = {},
): Promise<DocumentClient> => {
  const messages: ChannelMessage[] = []
  const protocols = options.protocols ?? [options.acks === true ? PROTOCOL_ACK : PROTOCOL_PLAIN]
  const raw = connectRaw(`${relayUrl}/${options.workspaceId ?? WORKSPACE}/${document}`, { ...options, protocols }, (bytes) => {
    const message = decodeChannelMessage(bytes)
    if (message === null) throw new Error('the relay sent what is no message')
    messages.push(message)
  })
  await Promise.race([raw.opened, raw.closed])
  return { ...receivedIn(messages), raw, say: (message) => raw.send(encodeChannelMessage(message)), close: raw.close }
}

/** One channel of the app's socket. */
export interface MuxChannel extends Received {
  readonly ref: number
  readonly number: number
  readonly say: (message: ChannelMessage) => void
  readonly close: () => void
}

export interface MuxClient {
  readonly raw: RawClient
  readonly controls: ControlMessage[]
  readonly say: (message: ControlMessage) => void
  readonly open: (document: string) => Promise<MuxChannel>
  readonly rows: () => WireRow[]
  /** The last `seq`. */
  readonly cursor: () => Extract<ControlMessage, { type: 'seq' }> | null
  readonly tail: (
    from?: { readonly epoch: string; readonly seq: number; readonly hash: string },
    how?: { readonly inflates?: true; readonly bundles?: true },
  ) => void
  readonly offer: (document: string, update: Uint8Array) => Promise<Extract<ControlMessage, { type: 'offered' }>>
  readonly role: () => string | null
  readonly close: () => Promise<Closed>
}

export const connectMux = async (relayUrl: string, options: RawClientOptions & { readonly workspaceId?: string } = {}): Promise<MuxClient> => {
  const controls: ControlMessage[] = []
  const byNumber = new Map<number, ChannelMessage[]>()
  let refs = 0
  let offers = 0
  const raw = connectRaw(`${relayUrl}/${options.workspaceId ?? WORKSPACE}`, { protocols: [PROTOCOL_MUX], ...options }, (bytes) => {
    const frame = decodeSocketFrame(bytes)
    if (frame === null) throw new Error('the relay sent what is no frame')
    if (!isControlFrame(frame)) return void byNumber.get(frame.channel)?.push(frame.message)
    // As a client does: from `opened` on, the number means the new instance.
    if (frame.control.type === 'opened') byNumber.set(frame.control.channel, [])
    controls.push(frame.control)
  })
  await Promise.race([raw.opened, raw.closed])
  const say = (message: ControlMessage) => raw.send(encodeControl(message))
  /** Waiting for an answer ends with the socket. */
  const untilAnswered = <Value>(what: string, check: () => Value | undefined): Promise<Value> =>
    until(what, () => {
      const answer = check()
      const closed = raw.closedWith()
      if (answer === undefined && closed !== null) throw new Error(`closed ${closed.code} while waiting for ${what}`)
      return answer
    })
  return {
    raw,
    controls,
    say,
    open: async (document) => {
      const ref = ++refs
      say({ type: 'open', ref, document })
      const answer = await untilAnswered(`${document} to open`, () =>
        controls.find(
          (control): control is Extract<ControlMessage, { type: 'opened' | 'closed' }> => 'ref' in control && control.ref === ref && control.type !== 'open',
        ),
      )
      if (answer.type === 'closed') throw new Error(`closed ${answer.code} ${answer.reason}`)
      const number = answer.channel
      const messages = byNumber.get(number) ?? []
      return {
        ...receivedIn(messages),
        ref,
        number,
        say: (message) => raw.send(encodeChannelFrame(number, message)),
        close: () => say({ type: 'close', ref }),
      }
    },
    rows: () => controls.flatMap((control) => (control.type === 'row' ? [control.row] : control.type === 'rows' ? control.rows : [])),
    cursor: () => controls.findLast((control): control is Extract<ControlMessage, { type: 'seq' }> => control.type === 'seq') ?? null,
    tail: (from, how = {}) => say({ type: 'tail', epoch: from?.epoch ?? '', cursor: from?.seq ?? 0, hash: from?.hash ?? '', ...how }),
    offer: (document, update) => {
      const id = ++offers
      say({ type: 'offer', id, document, update })
      return untilAnswered('an offer to be answered', () =>
        controls.find((control): control is Extract<ControlMessage, { type: 'offered' }> => control.type === 'offered' && control.id === id),
      )
    },
    role: () => controls.findLast((control): control is Extract<ControlMessage, { type: 'role' }> => control.type === 'role')?.role ?? null,
    close: raw.close,
  }
}

/** The updates local work on a document makes, each as it would be sent. */
export const editsOf = (ydoc: Y.Doc, work: () => void): Uint8Array[] => {
  const updates: Uint8Array[] = []
  const listen = (update: Uint8Array) => updates.push(update)
  ydoc.on('update', listen)
  work()
  ydoc.off('update', listen)
  return updates
}

/** A fresh document's first edit: one register. */
export const oneEdit = (key = 'name', value: unknown = 'x'): Uint8Array => {
  const ydoc = new Y.Doc()
  const [update] = editsOf(ydoc, () => ydoc.getMap('fields').set(key, value))
  return update as Uint8Array
}
