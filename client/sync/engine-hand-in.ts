// The engine's part for somebody who is no longer a member (S15): once the relay has said so, the leading tab leaves what they
// made before for a manager, document by document, and parks it here when the server has it. What cannot be left stays as it
// is on this device.

import type { Effect, EngineEvent } from './engine-events.ts'
import type { Outbox } from './outbox.ts'

export interface HandIn {
  /** Starts when there is something, and it is time. */
  readonly proceed: (now: number) => void
  readonly wakeAt: () => number | null
  readonly left: (event: Extract<EngineEvent, { is: 'handedIn' }>) => void
  readonly ended: (event: Extract<EngineEvent, { is: 'handInEnded' }>, now: number) => void
  /** The network may be back: what waits for another try goes now. */
  readonly hurry: () => void
  /** The person asks again, or the relay refused them again. */
  readonly reset: () => void
}

const AGAIN_MS = 60_000

export const createHandIn = (deps: {
  readonly outbox: Outbox
  readonly emit: (effect: Effect) => void
  readonly park: (document: string, reason: string) => void
}): HandIn => {
  const { outbox, emit, park } = deps
  /** When to try: 0 = whenever there is something, null = under way, or refused for good. */
  let at: number | null = 0

  return {
    proceed: (now) => {
      if (at === null || now < at) return
      const documents = outbox.keptDocuments()
      if (documents.length === 0) return
      at = null
      emit({ do: 'handIn', documents })
    },
    wakeAt: () => (at === null || at === 0 ? null : at),
    left: ({ document, ids, reason }) => {
      const isAll = outbox.rows().every((row) => row.document !== document || ids.includes(row.id))
      // What was edited meanwhile goes with the next round, together with what was left already: duplicates cost nothing.
      if (isAll) park(document, reason)
    },
    ended: ({ outcome }, now) => {
      at = outcome === 'never' ? null : outcome === 'later' ? now + AGAIN_MS : 0
    },
    hurry: () => {
      if (at !== null) at = 0
    },
    reset: () => {
      at = 0
    },
  }
}
