// A websocket client that costs next to nothing, so that the load is not the bottleneck: frames are walked in place in
// what the kernel delivered, nothing is copied, decoded or kept. Frames to send are built ahead of time.

import { randomBytes } from 'node:crypto'
import { connect, type Socket } from 'node:net'

/** A frame's payload is `bytes` from `start` to `end`, good only during the call. */
export type OnFrame = (bytes: Buffer, start: number, end: number) => void

export interface BenchSocket {
  /** Sends what `framed` made, any number of frames in one write. */
  readonly write: (frames: Uint8Array) => void
  /** Bytes that have come, handshake not counted. */
  readonly receivedBytes: () => number
  /** Null while it is open. */
  readonly closedWith: () => string | null
  readonly close: () => void
}

const FINAL = 0x80
const BINARY = 2
const CLOSE = 8
const PING = 9
const PONG = 10
const MASKED = 0x80

/** One binary frame from a client. Masked with zeros: the server unmasks as it always does. */
export const framed = (payload: Uint8Array, opcode = BINARY): Buffer => {
  const { length } = payload
  const extra = length < 126 ? 0 : length < 65_536 ? 2 : 8
  const frame = Buffer.alloc(2 + extra + 4 + length)
  frame[0] = FINAL | opcode
  frame[1] = MASKED | (extra === 0 ? length : extra === 2 ? 126 : 127)
  if (extra === 2) frame.writeUInt16BE(length, 2)
  if (extra === 8) frame.writeUIntBE(length, 4, 6)
  frame.set(payload, 2 + extra + 4)
  return frame
}

/** Resolves when the server has accepted; frames that came in the same packet have been handed over by then. */
export const openSocket = (url: string, protocols: readonly string[], onFrame: OnFrame): Promise<BenchSocket> =>
  new Promise((resolve, reject) => {
    const { hostname, port, pathname } = new URL(url)
    const socket: Socket = connect({ host: hostname, port: Number(port), noDelay: true })
    let received = 0
    let closed: string | null = null
    let isUpgraded = false
    let rest: Buffer | null = null

    const walk = (chunk: Buffer) => {
      const bytes = rest === null ? chunk : Buffer.concat([rest, chunk])
      let at = 0
      while (at + 2 <= bytes.length) {
        let head = 2
        let length = (bytes[at + 1] as number) & 127
        if (length === 126) {
          if (at + 4 > bytes.length) break
          length = bytes.readUInt16BE(at + 2)
          head = 4
        } else if (length === 127) {
          if (at + 10 > bytes.length) break
          length = bytes.readUIntBE(at + 4, 6)
          head = 10
        }
        const start = at + head
        const end = start + length
        if (end > bytes.length) break
        const opcode = (bytes[at] as number) & 15
        if (opcode === BINARY) onFrame(bytes, start, end)
        else if (opcode === PING) socket.write(framed(bytes.subarray(start, end), PONG))
        else if (opcode === CLOSE) {
          closed = length < 2 ? 'closed' : `closed ${bytes.readUInt16BE(start)} ${bytes.toString('utf8', start + 2, end)}`
          socket.end()
        }
        at = end
      }
      rest = at < bytes.length ? bytes.subarray(at) : null
    }

    const upgrade = (chunk: Buffer) => {
      const bytes = rest === null ? chunk : Buffer.concat([rest, chunk])
      rest = bytes
      const end = bytes.indexOf('\r\n\r\n')
      if (end < 0) return
      const status = bytes.toString('latin1', 0, bytes.indexOf('\r\n'))
      if (!status.includes(' 101 ')) return void socket.destroy(new Error(`${url}: ${status}`))
      isUpgraded = true
      rest = null
      resolve({
        write: (frames) => void socket.write(frames),
        receivedBytes: () => received,
        closedWith: () => closed,
        close: () => socket.destroy(),
      })
      const after = bytes.subarray(end + 4)
      received += after.length
      if (after.length > 0) walk(after)
    }

    socket.on('connect', () => {
      const lines = [
        `GET ${pathname} HTTP/1.1`,
        `Host: ${hostname}:${port}`,
        'Upgrade: websocket',
        'Connection: Upgrade',
        `Sec-WebSocket-Key: ${randomBytes(16).toString('base64')}`,
        'Sec-WebSocket-Version: 13',
        ...(protocols.length === 0 ? [] : [`Sec-WebSocket-Protocol: ${protocols.join(', ')}`]),
      ]
      socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    })
    socket.on('data', (chunk: Buffer) => {
      if (!isUpgraded) return upgrade(chunk)
      received += chunk.length
      walk(chunk)
    })
    socket.on('error', (error) => {
      closed ??= error.message
      reject(error)
    })
    socket.on('close', () => {
      closed ??= 'closed'
    })
  })
