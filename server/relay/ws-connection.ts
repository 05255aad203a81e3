// The one place (with upgrade.ts) that knows the `ws` library. A turn's frames go to the socket in one write: `ws` would
// make one write each. Writing frames past `ws` is safe as long as compression is off, which it is: its own frames (ping,
// close) go to the same stream, whole.

import type { Duplex } from 'node:stream'
import type { RawData, WebSocket } from 'ws'
import type { Connection, ConnectionEvents } from './connection.ts'

/** Frames up to this size are copied together; above it the payload itself is written. */
const COPY_BYTES_MAX = 16_384

const BINARY_FINAL = 0x82

const headerOf = (length: number): Buffer => {
  if (length < 126) return Buffer.from([BINARY_FINAL, length])
  if (length < 65_536) return Buffer.from([BINARY_FINAL, 126, length >> 8, length & 255])
  const header = Buffer.alloc(10)
  header[0] = BINARY_FINAL
  header[1] = 127
  header.writeUIntBE(length, 4, 6)
  return header
}

/** A payload that goes to a whole room is framed once. */
const framed = new WeakMap<Uint8Array, Buffer>()
const frameOf = (payload: Uint8Array): Buffer => {
  const known = framed.get(payload)
  if (known !== undefined) return known
  const frame = Buffer.concat([headerOf(payload.length), payload])
  framed.set(payload, frame)
  return frame
}

export const createWsConnection = (ws: WebSocket, socket: Duplex): Connection => ({
  write: (payloads) => {
    if (ws.readyState !== ws.OPEN) return
    const [only] = payloads
    if (only === undefined) return
    if (payloads.length === 1 && only.length <= COPY_BYTES_MAX) {
      socket.write(frameOf(only))
      return
    }
    socket.cork()
    for (const payload of payloads) {
      if (payload.length <= COPY_BYTES_MAX) socket.write(frameOf(payload))
      else {
        socket.write(headerOf(payload.length))
        socket.write(payload)
      }
    }
    socket.uncork()
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
