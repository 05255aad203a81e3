// The one place that makes a WebSocket. Frames in, frames out, closed once; the engine decides everything else.

import { PROTOCOL_MUX } from '../../shared/protocol/version.ts'

export interface Socket {
  readonly send: (bytes: Uint8Array) => void
  readonly close: (code: number, reason: string) => void
}

export interface SocketEvents {
  readonly onOpen: () => void
  readonly onFrame: (bytes: Uint8Array) => void
  /** Once, also when it never opened. */
  readonly onClose: (code: number, reason: string) => void
}

/** An interface, so that the simulated world can put a lying network here. */
export type Dial = (events: SocketEvents) => Socket

/** `url` is asked at every dial; `protocols` beyond ours carry a bearer where there is no cookie. */
export const dialWebSocket =
  (url: () => string, protocols: readonly string[] = []): Dial =>
  ({ onOpen, onFrame, onClose }) => {
    let isClosed = false
    const closed = (code: number, reason: string): void => {
      if (isClosed) return
      isClosed = true
      onClose(code, reason)
    }
    const socket = new WebSocket(url(), [PROTOCOL_MUX, ...protocols])
    socket.binaryType = 'arraybuffer'
    socket.onopen = onOpen
    socket.onmessage = ({ data }) => {
      if (data instanceof ArrayBuffer && !isClosed) onFrame(new Uint8Array(data))
    }
    socket.onclose = ({ code, reason }) => closed(code, reason)
    socket.onerror = () => {}
    return {
      send: (bytes) => {
        if (socket.readyState === socket.OPEN) socket.send(bytes as Uint8Array<ArrayBuffer>)
      },
      close: (code, reason) => {
        // A half-open socket may take a minute to say that it is closed: for us it is gone now.
        closed(code, reason)
        socket.close(code, reason)
      },
    }
  }
