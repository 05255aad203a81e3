// What a turn brings everybody in a room, or every socket that follows the workspace: each row encoded once, all in one
// piece of memory that every socket is written from, but for the rows it sent itself (S10).

import type { FrameRun, SharedFrames } from './connection.ts'

export interface SharedRow {
  readonly seq: number
  /** The session that has it already. */
  readonly sender: unknown
}

/** Rows of one turn in the order of their seqs, as one kind of socket gets them. */
export interface SharedRows {
  readonly firstSeq: number
  readonly lastSeq: number
  /** Everything after row `after` that the session did not send; empty when there is nothing for it. */
  readonly runsFor: (session: unknown, after?: number) => FrameRun[]
}

/** At least one row. Nothing is encoded before somebody is written to. */
export const createSharedRows = (rows: readonly SharedRow[], encode: (index: number) => Uint8Array): SharedRows => {
  let payloads: readonly Uint8Array[] | null = null
  // A call and not a getter: an object literal with one costs a hidden class of its own, which keeps all of the turn alive.
  const frames: SharedFrames = {
    payloads: () => {
      payloads ??= rows.map((_row, index) => encode(index))
      return payloads
    },
  }
  const bySender = new Map<unknown, number[]>()
  for (const [index, { sender }] of rows.entries()) {
    const own = bySender.get(sender)
    if (own === undefined) bySender.set(sender, [index])
    else own.push(index)
  }
  const none: readonly number[] = []

  return {
    firstSeq: rows[0]?.seq ?? 0,
    lastSeq: rows.at(-1)?.seq ?? 0,
    runsFor: (session, after = 0) => {
      const runs: FrameRun[] = []
      let from = 0
      while (from < rows.length && (rows[from] as SharedRow).seq <= after) from++
      for (const own of bySender.get(session) ?? none) {
        if (own > from) runs.push({ frames, from, to: own })
        from = Math.max(from, own + 1)
      }
      if (from < rows.length) runs.push({ frames, from, to: rows.length })
      return runs
    },
  }
}
