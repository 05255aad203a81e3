// What `WebsocketProvider` takes for a WebSocket: one document's channel of the one socket (SYNC §2). It never calls a handler
// synchronously from its constructor, stays CONNECTING while the socket is down, and may be closed at any time. The provider
// makes a new one for every connection; each has a `ref` of its own.

export interface ChannelPort {
  readonly wanted: (socket: ChannelSocket) => void
  readonly sent: (socket: ChannelSocket, payload: Uint8Array) => void
  readonly closed: (socket: ChannelSocket) => void
}

const CONNECTING = 0
const OPEN = 1
const CLOSING = 2
const CLOSED = 3

export class ChannelSocket {
  static readonly CONNECTING = CONNECTING
  static readonly OPEN = OPEN
  static readonly CLOSING = CLOSING
  static readonly CLOSED = CLOSED
  readonly CONNECTING = CONNECTING
  readonly OPEN = OPEN
  readonly CLOSING = CLOSING
  readonly CLOSED = CLOSED

  readyState: number = CONNECTING
  binaryType = 'arraybuffer'
  onopen: ((event: object) => void) | null = null
  onmessage: ((event: { readonly data: Uint8Array }) => void) | null = null
  onclose: ((event: { readonly code: number; readonly reason: string }) => void) | null = null
  onerror: ((event: object) => void) | null = null

  readonly #port: ChannelPort

  constructor(port: ChannelPort) {
    this.#port = port
    queueMicrotask(() => {
      if (this.readyState === CONNECTING) port.wanted(this)
    })
  }

  send(payload: Uint8Array): void {
    if (this.readyState === OPEN) this.#port.sent(this, payload)
  }

  close(): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.#port.closed(this)
  }

  // ---- from the other side ----

  opened(): void {
    if (this.readyState !== CONNECTING) return
    this.readyState = OPEN
    this.onopen?.({})
  }

  received(payload: Uint8Array): void {
    if (this.readyState === OPEN) this.onmessage?.({ data: payload })
  }

  lost(code: number, reason: string): void {
    if (this.readyState === CLOSED) return
    this.readyState = CLOSED
    this.onclose?.({ code, reason })
  }
}

/** A constructor as `WebSocketPolyfill` wants it, whose instances belong to one document. */
export const channelSocketClass = (port: ChannelPort): typeof WebSocket =>
  class extends ChannelSocket {
    constructor(_url: string, _protocols?: readonly string[]) {
      super(port)
    }
  } as unknown as typeof WebSocket
