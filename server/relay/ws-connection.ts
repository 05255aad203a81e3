// The one place (with upgrade.ts) that knows the `ws` library. A turn's frames go to the socket in one write: `ws` would
// make one write each. Writing frames past `ws` is safe as long as compression is off, which it is: its own frames (ping,
// close) go to the same stream, whole.

import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { Connection, ConnectionEvents, FrameRun, SharedFrames } from './connection.ts'

/** A turn's frames up to this size are copied together; above it they are written from where they are. */
const COPY_BYTES_MAX = 65_536

const BINARY_FINAL = 0x82

const headerBytesFor = (length: number): number => (length < 126 ? 2 : length < 65_536 ? 4 : 10)

/** Returns where the payload goes. */
const writeHeader = (target: Buffer, at: number, length: number): number => {
  target[at] = BINARY_FINAL
  if (length < 126) {
    target[at + 1] = length
    return at + 2
  }
  if (length < 65_536) {
    target[at + 1] = 126
    return target.writeUInt16BE(length, at + 2)
  }
  target[at + 1] = 127
  target.writeUInt32BE(0, at + 2)
  return target.writeUInt32BE(length, at + 6)
}

/** Shared frames as they go over the wire, and where each begins. */
interface Wire {
  readonly bytes: Buffer
  readonly starts: Uint32Array
}
const wires = new WeakMap<SharedFrames, Wire>()
const wireOf = (frames: SharedFrames): Wire => {
  const known = wires.get(frames)
  if (known !== undefined) return known
  const payloads = frames.payloads()
  const starts = new Uint32Array(payloads.length + 1)
  for (const [index, { length }] of payloads.entries()) starts[index + 1] = (starts[index] as number) + headerBytesFor(length) + length
  const bytes = Buffer.allocUnsafeSlow(starts[payloads.length] as number)
  for (const [index, payload] of payloads.entries()) bytes.set(payload, writeHeader(bytes, starts[index] as number, payload.length))
  const wire = { bytes, starts }
  wires.set(frames, wire)
  return wire
}

const sharedBytesOf = ({ frames, from, to }: FrameRun): Buffer => {
  const { bytes, starts } = wireOf(frames)
  return bytes.subarray(starts[from], starts[to])
}

const joined = (parts: readonly Uint8Array[], bytesInAll: number): Buffer => {
  const target = Buffer.allocUnsafe(bytesInAll)
  let at = 0
  for (const part of parts) {
    target.set(part, at)
    at += part.length
  }
  return target
}

export const createWsConnection = (ws: WebSocket, socket: Duplex): Connection => ({
  write: (outgoing) => {
    if (ws.readyState !== ws.OPEN) return
    const parts: Uint8Array[] = []
    let bytesInAll = 0
    const add = (part: Uint8Array) => {
      parts.push(part)
      bytesInAll += part.length
    }
    for (const part of outgoing) {
      if (!(part instanceof Uint8Array)) {
        add(sharedBytesOf(part))
        continue
      }
      const header = Buffer.allocUnsafe(headerBytesFor(part.length))
      writeHeader(header, 0, part.length)
      add(header)
      add(part)
    }
    const [only] = parts
    if (only === undefined) return
    if (parts.length === 1) socket.write(only)
    else if (bytesInAll <= COPY_BYTES_MAX) socket.write(joined(parts, bytesInAll))
    else {
      socket.cork()
      for (const part of parts) socket.write(part)
      socket.uncork()
    }
  },
  bufferedBytes: () => socket.writableLength,
  pause: () => ws.pause(),
  resume: () => ws.resume(),
  ping: () => {
    if (ws.readyState === ws.OPEN) ws.ping()
  },
  close: (code, reason) => {
    // The other side's half of the closing handshake has to be read.
    ws.resume()
    ws.close(code, reason)
  },
  terminate: () => ws.terminate(),
})

const NO_MESSAGE = new Uint8Array(0)

export const listenToWs = (ws: WebSocket, events: ConnectionEvents): void => {
  ws.on('message', (raw: RawData, isBinary: boolean) => events.onMessage(isBinary ? bytesOf(raw) : NO_MESSAGE))
  ws.on('pong', events.onAlive)
  ws.on('ping', events.onAlive)
  // A protocol error closes the socket; `close` follows.
  ws.on('error', () => {})
  ws.once('close', events.onClose)
}

const bytesOf = (raw: RawData): Uint8Array => {
  if (raw instanceof ArrayBuffer) return new Uint8Array(raw)
  const buffer = Array.isArray(raw) ? Buffer.concat(raw) : raw
  return new Uint8Array(buffer.buffer, buffer.byteOffset, buffer.length)
}
