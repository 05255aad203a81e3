// A socket on which snapshots come compressed (S11): they go on as what they are, a row of the tail, so that the engine sees
// rows only, and vets them like any other. Frames behind one wait until it has been inflated, so that the `seq` that speaks
// of it comes after it. One that cannot be used closes the socket, and the next one is asked to send rows only.

import { SNAPSHOT_FRAME_HEAD } from '../../shared/protocol/socket-messages.ts'
import type { Dial } from './socket.ts'

/** The frame of a row for the last part of a snapshot; null for the parts before it. Rejects when it cannot be used. */
export type Inflater = (frame: Uint8Array) => Promise<Uint8Array | null>

export interface InflatingDial {
  readonly dial: Dial
  /** Until one could not be used. */
  readonly inflates: () => boolean
}

/** By its first bytes, so that no other frame is read twice. */
const isSnapshot = (frame: Uint8Array): boolean => SNAPSHOT_FRAME_HEAD.every((byte, index) => frame[index] === byte)

/** `load` brings an inflater for one socket, when the first snapshot comes. */
export const inflatingDial = (dial: Dial, load: () => Promise<Inflater>): InflatingDial => {
  let isAble = true
  const dialInflating: Dial = ({ onOpen, onFrame, onClose }) => {
    let waiting: Uint8Array[] | null = null
    let inflater: Promise<Inflater> | null = null
    let isClosed = false

    const receive = (frame: Uint8Array): void => {
      if (isClosed) return
      if (waiting !== null) waiting.push(frame)
      else if (isSnapshot(frame)) inflate(frame)
      else onFrame(frame)
    }
    const inflate = (frame: Uint8Array): void => {
      waiting = []
      inflater ??= load()
      inflater
        .then((inflated) => inflated(frame))
        .then(
          (row) => {
            if (isClosed) return
            if (row !== null) onFrame(row)
            const behind = waiting ?? []
            waiting = null
            for (const next of behind) receive(next)
          },
          () => {
            if (isClosed) return
            isAble = false
            socket.close(1000, 'a snapshot could not be used')
          },
        )
    }
    const socket = dial({
      onOpen,
      onFrame: receive,
      onClose: (code, reason) => {
        isClosed = true
        onClose(code, reason)
      },
    })
    return socket
  }
  return { dial: dialInflating, inflates: () => isAble }
}
