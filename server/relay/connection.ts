// One socket as the relay sees it. An interface, so that sessions and rooms know nothing of `ws` and the simulated world
// can put a lying network in its place.

export interface Connection {
  /** Sends each payload as one binary frame, all of them in one write. Equal (===) payloads are framed once for everybody. */
  readonly write: (payloads: readonly Uint8Array[]) => void
  /** Bytes accepted by `write` that the network has not taken yet. */
  readonly bufferedBytes: () => number
  /** Stops and resumes reading; what the other side sends meanwhile waits in its own buffers. */
  readonly pause: () => void
  readonly resume: () => void
  /** A ping of the socket itself; the answer counts as a sign of life. */
  readonly ping: () => void
  readonly close: (code: number, reason: string) => void
  /** Without a closing handshake, for the half-open. */
  readonly terminate: () => void
}

export interface ConnectionEvents {
  readonly onMessage: (bytes: Uint8Array) => void
  /** Any sign of life that is no message. */
  readonly onAlive: () => void
  /** Once, whoever closed. */
  readonly onClose: () => void
}
