// Brings a device that is new, or far behind, up to date document by document (SYNC §2): of each what is smaller, its
// snapshot and the rows after it, or its rows; and the snapshot where the rows are gone (S12). Bounded pages, each ended by a
// `seq` that says how far it has come (`tail-progress.ts`), so that it goes on where it was cut.

import { LIMITS } from '../../shared/protocol/limits.ts'
import { encodeControl } from '../../shared/protocol/socket-messages.ts'
import type { DocumentStanding, LogStore } from '../store/log-store.ts'
import { encodeRows } from './encode-rows.ts'
import type { Timing } from './timing.ts'

export interface DocumentCatchUp {
  readonly proceed: () => void
  readonly stop: () => void
}

const STANDINGS_PER_PAGE = 64

export const catchUpByDocument = (deps: {
  readonly log: LogStore
  readonly timing: Timing
  readonly workspaceId: string
  /** What the client has. */
  readonly cursor: number
  /** Every document is brought up to this row at least; the rows after it come as rows. */
  readonly base: number
  /** Documents with a number up to this one have come. */
  readonly after: number
  /** The client takes snapshots as gzip. */
  readonly inflates: boolean
  /** It takes rows together. */
  readonly bundles: boolean
  readonly canSend: () => boolean
  readonly queue: (payload: Uint8Array) => void
  readonly flush: () => void
  /** Everything up to this document has been sent. */
  readonly onProgress: (after: number) => void
  readonly onDone: () => void
  readonly onFailed: (error: unknown) => void
}): DocumentCatchUp => {
  const { log, timing, workspaceId, cursor, base, queue } = deps
  let wake: (() => void) | null = null
  let isStopped = false
  let pageBytes = 0
  let pages = 0

  /** False when it was stopped meanwhile. */
  const turn = async (): Promise<boolean> => {
    deps.flush()
    await new Promise<void>((resolve) => timing.atEndOfTurn(resolve))
    while (!deps.canSend() && !isStopped) {
      await new Promise<void>((resolve) => {
        wake = resolve
      })
    }
    return !isStopped
  }

  const send = async (bytes: number, payload: Uint8Array): Promise<boolean> => {
    queue(payload)
    pageBytes += bytes
    if (pageBytes < LIMITS.chunkBytesMax) return !isStopped
    pageBytes = 0
    pages++
    return turn()
  }

  /** The rows the snapshot would stand for are all there, and fewer bytes than it has. */
  const areRowsSmaller = async ({ document, snapshotSeq, prunedSeq }: DocumentStanding, size: number): Promise<boolean> => {
    if (prunedSeq > cursor || cursor === 0) return false
    let bytes = 0
    for (let seq = cursor; ; ) {
      const page = (await log.documentRowsAfter(workspaceId, document, seq, size)).filter((row) => row.seq <= snapshotSeq)
      bytes += page.reduce((sum, row) => sum + row.bytes.length, 0)
      const last = page.at(-1)
      if (last === undefined || last.seq === snapshotSeq || bytes > size) return bytes <= size
      seq = last.seq
    }
  }

  const sendSnapshot = async (document: string, seq: number): Promise<boolean> => {
    const [info, snapshot] = await Promise.all([
      log.snapshots(workspaceId, document).then((all) => all.find((found) => found.seq === seq)),
      log.readSnapshot(workspaceId, document, seq),
    ])
    if (info === undefined || snapshot === null) throw new Error(`the snapshot of ${document} at ${seq} cannot be read`)
    const { update, packed } = snapshot
    const { time } = info
    if (!deps.inflates || packed === null || packed.length >= update.length || update.length > LIMITS.inflatedBytesMax) {
      return send(update.length, encodeControl({ type: 'row', row: { document, seq, person: '', time, bytes: update } }))
    }
    for (let offset = 0; offset < packed.length; offset += LIMITS.chunkBytesMax) {
      const bytes = packed.subarray(offset, offset + LIMITS.chunkBytesMax)
      const part = { document, seq, time, size: update.length, fingerprint: info.fingerprint, offset, total: packed.length, bytes }
      if (!(await send(bytes.length, encodeControl({ type: 'snapshot', part })))) return false
    }
    return true
  }

  /** Rows were forgotten while they were being read: the snapshot says what they said (S12). */
  const sendForgotten = async ({ number, prunedSeq }: DocumentStanding, from: number): Promise<boolean> => {
    const [now] = await log.standings(workspaceId, number - 1, 1)
    if (now === undefined || now.prunedSeq === prunedSeq || now.prunedSeq <= from) return true
    return sendSnapshot(now.document, now.snapshotSeq)
  }

  const sendDocument = async (standing: DocumentStanding): Promise<boolean> => {
    const { document, snapshotSeq } = standing
    let from = cursor
    let start = cursor
    if (snapshotSeq > cursor) {
      const size = (await log.snapshots(workspaceId, document)).find(({ seq }) => seq === snapshotSeq)
      const bytes = size === undefined ? 0 : deps.inflates && size.packedSize > 0 ? size.packedSize : size.size
      if (size !== undefined && !(await areRowsSmaller(standing, bytes))) {
        if (!(await sendSnapshot(document, snapshotSeq))) return false
        from = snapshotSeq
        start = snapshotSeq
      }
    }
    for (;;) {
      const rows = await log.documentRowsAfter(workspaceId, document, from, LIMITS.chunkBytesMax)
      const wanted = rows.filter(({ seq }) => seq <= base)
      for (const payload of encodeRows(wanted, deps.bundles)) if (!(await send(payload.length, payload))) return false
      const last = rows.at(-1)
      if (last === undefined || wanted.length < rows.length) return sendForgotten(standing, start)
      from = last.seq
    }
  }

  const run = async () => {
    for (let { after } = deps; ; ) {
      const page = await log.standings(workspaceId, after, STANDINGS_PER_PAGE)
      for (const standing of page) {
        if (isStopped) return
        if (standing.seq > cursor) {
          const before = pages
          if (!(await sendDocument(standing))) return
          // A page has ended within it.
          if (pages > before && !isStopped) deps.onProgress(standing.number)
        }
      }
      const last = page.at(-1)
      if (last === undefined) break
      after = last.number
    }
    if (!isStopped) deps.onDone()
  }
  run().catch(deps.onFailed)

  return {
    proceed: () => {
      wake?.()
      wake = null
    },
    stop: () => {
      isStopped = true
      wake?.()
    },
  }
}
