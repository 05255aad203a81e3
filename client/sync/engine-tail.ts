// The engine's part that reads the log of the workspace: rows come in pages, each ended by a `seq`, the only thing that moves
// the cursor (S3). Only the leading tab reads it (S7).

import { LIMITS } from '../../shared/protocol/limits.ts'
import type { ControlMessage } from '../../shared/protocol/socket-messages.ts'
import { isTailProgress } from '../../shared/protocol/tail-progress.ts'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import type { Cursor } from '../storage/records.ts'
import type { Effect, RemoteRow } from './engine-events.ts'
import type { SyncState } from './sync-state.ts'

export interface TailReader {
  readonly lead: (cursor: Cursor | null) => void
  readonly isLeading: () => boolean
  /** Asks the relay for what came after the cursor. */
  readonly start: () => void
  /** The socket is gone, and with it the page that was coming. */
  readonly reset: () => void
  /** So many rows are coming before this device has everything. */
  readonly expect: (rows: number) => void
  readonly progress: () => SyncState['catchingUp']
  readonly receiveRow: (row: RemoteRow) => void
  readonly receiveSeq: (cursor: Cursor) => void
  /** This socket's tail has told everything there was. */
  readonly isCaughtUp: () => boolean
  readonly isFirstSync: () => boolean
  /** The whole workspace has been on this device before, or came by another tab. */
  readonly firstSyncDone: () => void
}

export interface TailReaderDeps {
  readonly emit: (effect: Effect) => void
  readonly sendControl: (message: ControlMessage) => void
  /** Snapshots may come compressed. */
  readonly inflates: () => boolean
  /** To the document, if it is open. */
  readonly deliver: (row: RemoteRow) => void
}

/** A page smaller than this is the last one: the relay's pages are as large as they may be. */
const LAST_PAGE_BYTES_MAX = LIMITS.chunkBytesMax / 2

/** The device has had everything up to this cursor, and is not in the middle of its first sync. */
export const isWhole = (cursor: Cursor | null): boolean => cursor !== null && (cursor.seq > 0 || !isTailProgress(cursor.hash))

export const createTailReader = ({ emit, sendControl, inflates, deliver }: TailReaderDeps): TailReader => {
  let isLeader = false
  let cursor: Cursor | null = null
  let incoming: RemoteRow[] = []
  let incomingBytes = 0
  let pageBytes = 0
  let isCaughtUp = false
  let expected = 0
  let received = 0
  /** Until the device was looked at nobody knows, and "empty" must not be said too early. */
  let isFirstSync = true
  let hasStarted = false

  const reset = (): void => {
    incoming = []
    incomingBytes = 0
    pageBytes = 0
    isCaughtUp = false
    expected = 0
    received = 0
  }

  const store = (next: Cursor | null): void => {
    if (incoming.length === 0 && next === null) return
    emit({ do: 'storeRemote', rows: incoming, cursor: next })
    incoming = []
    incomingBytes = 0
  }

  return {
    lead: (read) => {
      isLeader = true
      cursor = read
      if (isWhole(read)) isFirstSync = false
    },
    isLeading: () => isLeader,
    start: () => {
      if (!isLeader) return
      reset()
      // Something may have been acknowledged before anything was read: nobody knows by which history.
      if (cursor === null && hasStarted) emit({ do: 'newHistory', onlyMine: true })
      hasStarted = true
      const from = { epoch: cursor?.epoch ?? '', cursor: cursor?.seq ?? 0, hash: cursor?.hash ?? '' }
      sendControl({ type: 'tail', ...from, ...(inflates() ? { inflates: true } : {}), bundles: true })
    },
    reset,
    expect: (rows) => {
      expected = rows
    },
    progress: () => (isCaughtUp || expected === 0 ? null : { done: Math.min(received, expected), total: expected }),
    receiveRow: (row) => {
      if (!isLeader) return
      received++
      const refusal = vetInbound(row.bytes)
      if (refusal !== null) return emit({ do: 'setAside', document: row.document, bytes: row.bytes, reason: refusal.reason })
      incoming.push(row)
      incomingBytes += row.bytes.length
      pageBytes += row.bytes.length
      deliver(row)
      // A page larger than it should be is stored in parts; only its `seq` moves the cursor.
      if (incomingBytes >= 2 * LIMITS.chunkBytesMax) store(null)
    },
    receiveSeq: (next) => {
      if (!isLeader) return
      if (cursor?.epoch !== next.epoch) emit({ do: 'epoch', epoch: next.epoch })
      if (cursor !== null && (next.epoch !== cursor.epoch || next.seq < cursor.seq)) emit({ do: 'newHistory' })
      const isMoved = cursor?.epoch !== next.epoch || cursor.seq !== next.seq || cursor.hash !== next.hash
      store(isMoved ? next : null)
      cursor = next
      // The announcement of a new history is not its end.
      isCaughtUp ||= !isTailProgress(next.hash) && pageBytes <= LAST_PAGE_BYTES_MAX && (next.seq > 0 || pageBytes > 0 || !isMoved || isFirstSync)
      if (isCaughtUp && isFirstSync) {
        isFirstSync = false
        emit({ do: 'caughtUp' })
      }
      pageBytes = 0
    },
    isCaughtUp: () => isCaughtUp,
    isFirstSync: () => isFirstSync,
    firstSyncDone: () => {
      isFirstSync = false
    },
  }
}
