// Answers to step 1, so that many who join at once cost one answer (S11). A fresh client gets the snapshot's bytes and what
// came after in chunks, each an update and the last as step 2: little is merged, and it counts as synced with the last. One that has every
// clock gets the deletes from memory. Everybody else gets the difference, which those with the same state vector share.
// Who comes first after a start has the document before the gate has learned it, which takes longer.
//
// The frames are kept for a moment only: a document that nobody joins holds none of its bytes in memory.

import * as Y from 'yjs'
import type { ChannelMessage } from '../../shared/protocol/channel-messages.ts'
import type { DocumentKnowledge } from '../../shared/protocol/document-knowledge.ts'
import { deletesOf } from '../../shared/protocol/gate.ts'
import { coversKnown, isEmptyStateVector } from '../../shared/protocol/state-vector.ts'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import type { DocumentParts, LogStore } from '../store/log-store.ts'
import type { RoomFrame } from './room-frame.ts'
import type { Timing } from './timing.ts'

export interface JoinAnswer {
  readonly frames: readonly RoomFrame[]
  /** Good as of this row. */
  readonly seq: number
  readonly bytes: number
}

export interface JoinAnswers {
  readonly answer: (stateVector: Uint8Array) => Promise<JoinAnswer>
  readonly dispose: () => void
}

const NOTHING = new Uint8Array([0, 0])
const KEPT_MS = 2_000
/** Different state vectors whose answers are kept. */
const ANSWERS_MAX = 8

export const createJoinAnswers = (deps: {
  readonly log: LogStore
  readonly timing: Timing
  readonly workspaceId: string
  readonly document: string
  readonly frame: (message: ChannelMessage) => RoomFrame
  /** The gate has read it, or tells when it has. */
  readonly isKnown: () => boolean
  readonly whenKnown: () => Promise<void>
  /** Null while it is being read, or holds what is not durable yet. */
  readonly settledKnowledge: () => DocumentKnowledge | null
  /** The last row of the document that this relay saw committed. */
  readonly committedSeq: () => number
}): JoinAnswers => {
  const { log, timing, workspaceId, document, frame } = deps
  let kept = new Map<string, Promise<JoinAnswer>>()
  let keptAsOf = -1
  let cancelForget: (() => void) | null = null

  const forget = () => {
    cancelForget?.()
    cancelForget = null
    kept = new Map()
  }

  const whole = ({ seq, snapshot, tail }: DocumentParts): JoinAnswer => {
    const updates = [...(snapshot === null ? [] : [snapshot.update]), ...tail]
    const last = updates.pop() ?? NOTHING
    const frames = [...updates.map((update) => frame({ type: 'update', update })), frame({ type: 'step2', update: last })]
    return { frames, seq, bytes: updates.reduce((sum, { length }) => sum + length, last.length) }
  }

  /** Nothing is read first that the gate has seen where it was made, or that is plainly an update. What is not may have to be taken out (S12). */
  const partsWhenKnown = async (): Promise<DocumentParts | null> => {
    const parts = await log.documentParts(workspaceId, document).catch(() => null)
    if (parts !== null && parts.snapshot?.isVetted !== false && parts.tail.every((update) => vetInbound(update) === null)) return parts
    await deps.whenKnown()
    return log.documentParts(workspaceId, document)
  }

  const make = async (stateVector: Uint8Array): Promise<JoinAnswer> => {
    if (isEmptyStateVector(stateVector)) {
      const parts = deps.isKnown() ? await log.documentParts(workspaceId, document) : await partsWhenKnown()
      return parts === null ? { frames: [frame({ type: 'step2', update: NOTHING })], seq: 0, bytes: NOTHING.length } : whole(parts)
    }
    if (!deps.isKnown()) await deps.whenKnown()
    const knowledge = deps.settledKnowledge()
    if (knowledge !== null && coversKnown(stateVector, knowledge)) {
      const update = deletesOf(knowledge)
      return { frames: [frame({ type: 'step2', update })], seq: deps.committedSeq(), bytes: update.length }
    }
    const state = await log.documentState(workspaceId, document)
    const update = state === null ? NOTHING : Y.diffUpdate(state.update, stateVector)
    return { frames: [frame({ type: 'step2', update })], seq: state?.seq ?? 0, bytes: update.length }
  }

  return {
    answer: (stateVector) => {
      if (keptAsOf !== deps.committedSeq()) forget()
      keptAsOf = deps.committedSeq()
      const key = Buffer.from(stateVector.buffer, stateVector.byteOffset, stateVector.length).toString('latin1')
      const known = kept.get(key)
      if (known !== undefined) return known
      const made = make(stateVector)
      made.catch(forget)
      for (const oldest of kept.keys()) {
        if (kept.size < ANSWERS_MAX) break
        kept.delete(oldest)
      }
      kept.set(key, made)
      cancelForget ??= timing.after(KEPT_MS, forget)
      return made
    },
    dispose: forget,
  }
}
