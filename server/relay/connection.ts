// One socket as the relay sees it. An interface, so that sessions and rooms know nothing of `ws` and the simulated world
// can put a lying network in its place.

/** Frames that go to many sockets, in order: built once, and every socket is written from the same memory. */
export interface SharedFrames {
  readonly payloads: () => readonly Uint8Array[]
}

/** Those of them from `from` up to before `to`. */
export interface FrameRun {
  readonly frames: SharedFrames
  readonly from: number
  readonly to: number
}

/** One frame's payload, or a run of shared ones. */
export type Outgoing = Uint8Array | FrameRun

export const payloadsOf = (outgoing: readonly Outgoing[]): Uint8Array[] =>
  outgoing.flatMap((part) => (part instanceof Uint8Array ? [part] : part.frames.payloads().slice(part.from, part.to)))

export interface Connection {
  /** Sends each payload as one binary frame, all of them in one write. */
  readonly write: (outgoing: readonly Outgoing[]) => void
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
