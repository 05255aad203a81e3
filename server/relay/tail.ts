// The tail: every row of the workspace after the client's cursor, for all documents this person may read, then whatever
// comes, for as long as the socket lives. Each page and each turn ends in `seq`, the only thing that moves the cursor.
// A live tail that does not keep up goes back to reading the log, so nothing is kept in memory for it (S14).

import { LIMITS } from '../../shared/protocol/limits.ts'
import { encodeControl } from '../../shared/protocol/socket-messages.ts'
import { decodeTailProgress, encodeTailProgress } from '../../shared/protocol/tail-progress.ts'
import type { LogStore } from '../store/log-store.ts'
import type { Outgoing } from './connection.ts'
import { type CursorSeal, hashIn } from './cursor-seal.ts'
import { catchUpByDocument, type DocumentCatchUp } from './document-catch-up.ts'
import { encodeRows } from './encode-rows.ts'
import { followLog, type LogFollower } from './log-follower.ts'
import type { SharedRows } from './shared-frames.ts'
import type { Timing } from './timing.ts'

/** Fewer rows than this are there before anybody could read how many come. */
const BEHIND_MIN = 100
const STANDINGS_PER_PAGE = 256

export interface TailRequest {
  readonly epoch: string
  readonly cursor: number
  readonly hash: string
  readonly inflates?: true
  readonly bundles?: true
}

export interface Tail {
  /** Rows just committed; what this session sent it has. */
  readonly takeRows: (rows: SharedRows, session: unknown) => void
  /** The end of a turn: everything up to `seq` has been taken. */
  readonly takeSeq: (seq: number, frame: () => Uint8Array) => void
  /** The socket has room again. */
  readonly proceed: () => void
  readonly stop: () => void
}

export const startTail = (
  deps: {
    readonly log: LogStore
    readonly timing: Timing
    readonly workspaceId: string
    readonly seal: CursorSeal
    /** The log was set back, or replaced: the device has what only this server can have told it. */
    readonly onSetBack: () => void
    readonly lastSeq: () => number
    readonly canSend: () => boolean
    readonly queue: (...outgoing: readonly Outgoing[]) => void
    /** After everything else of the turn. */
    readonly queueLast: (payload: Uint8Array) => void
    readonly flush: () => void
    readonly onFailed: (error: unknown) => void
  },
  request: TailRequest,
): Tail => {
  const { log, workspaceId, queue } = deps
  let mode: 'reading' | 'live' | 'stopped' = 'reading'
  let cursor = 0
  let epoch = ''
  let follower: LogFollower | DocumentCatchUp | null = null
  const isStopped = () => mode === 'stopped'

  const sendSeq = async (seq: number) => {
    const hash = seq === 0 ? '' : ((await log.hashAt(workspaceId, seq)) ?? '')
    // A row that came meanwhile brings a `seq` of its own; told after it, this one would look like a log that was set back.
    if (cursor > seq) return
    if (!isStopped()) queue(encodeControl({ type: 'seq', epoch, seq, hash: seq === 0 ? '' : deps.seal.sealed({ workspaceId, epoch, seq, hash }) }))
  }

  const read = () => {
    mode = 'reading'
    follower = followLog({
      ...deps,
      cursor,
      onPage: async (rows) => {
        queue(...encodeRows(rows, request.bundles === true))
        cursor = rows.at(-1)?.seq ?? cursor
        await sendSeq(cursor)
        deps.flush()
      },
      onCaughtUp: (reached) => {
        mode = 'live'
        cursor = reached
        // Said even when the last page said the same: it is how the client knows that it has everything.
        void sendSeq(reached).then(deps.flush, deps.onFailed)
      },
    })
    follower.proceed()
  }

  /** Documents the client has not all of; null when none of them has a snapshot, so that rows do as well. */
  const countBehind = async (): Promise<number | null> => {
    if (!(await log.hasSnapshotsAfter(workspaceId, cursor))) return null
    let count = 0
    for (let after = 0; ; ) {
      const page = await log.standings(workspaceId, after, STANDINGS_PER_PAGE)
      count += page.filter(({ seq }) => seq > cursor).length
      const last = page.at(-1)
      if (last === undefined) return count
      after = last.number
    }
  }

  const catchUp = (hash: string, base: number, after: number) => {
    follower = catchUpByDocument({
      ...deps,
      cursor,
      base,
      after,
      inflates: request.inflates === true,
      bundles: request.bundles === true,
      onProgress: (number) => queue(encodeControl({ type: 'seq', epoch, seq: cursor, hash: encodeTailProgress({ hash, base, after: number }) })),
      onDone: () => {
        cursor = base
        void sendSeq(base).then(read).catch(deps.onFailed)
      },
    })
  }

  /** A row that was forgotten proves nothing, nor does a word that nobody gave (S13). */
  const isProof = async (told: string, lastSeq: number): Promise<boolean> => {
    const seq = request.cursor
    if (!deps.seal.isOurs({ workspaceId, epoch, seq }, told)) return false
    return seq > lastSeq || (await log.hashAt(workspaceId, seq)) !== null
  }

  const start = async () => {
    const head = await log.head(workspaceId)
    if (isStopped()) return
    epoch = head.epoch
    const told = decodeTailProgress(request.hash)
    const hash = told?.hash ?? request.hash
    const isOfThisLog = request.epoch === head.epoch && request.cursor <= head.seq && (told === null || told.base <= head.seq)
    const isSameHistory =
      (request.cursor === 0 && told === null) ||
      (isOfThisLog && (request.cursor === 0 ? hash === '' : (await log.hashAt(workspaceId, request.cursor)) === hashIn(hash)))
    if (isStopped()) return
    if (!isSameHistory && request.epoch === epoch && (await isProof(hash, head.seq))) return deps.onSetBack()
    if (isSameHistory) cursor = request.cursor
    else queue(encodeControl({ type: 'seq', epoch, seq: 0, hash: '' }))
    if (isSameHistory && told !== null) return catchUp(hash, told.base, told.after)
    const behind = head.seq - cursor
    const isFar = head.prunedSeq > cursor || behind >= LIMITS.farBehindRows || (cursor === 0 && behind > 0)
    const documents = isFar ? await countBehind() : null
    if (isStopped()) return
    const count = documents ?? behind
    if (count >= BEHIND_MIN) queue(encodeControl({ type: 'behind', rows: count }))
    if (documents === null) read()
    else catchUp(cursor === 0 ? '' : hash, head.seq, 0)
  }
  start().catch(deps.onFailed)

  return {
    takeRows: (rows, session) => {
      if (mode !== 'live' || rows.lastSeq <= cursor) return
      if (!deps.canSend()) return read()
      queue(...rows.runsFor(session, cursor))
      cursor = rows.lastSeq
    },
    takeSeq: (seq, frame) => {
      if (mode === 'live' && cursor === seq) deps.queueLast(frame())
    },
    proceed: () => follower?.proceed(),
    stop: () => {
      mode = 'stopped'
      follower?.stop()
    },
  }
}
