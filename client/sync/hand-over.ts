// What goes to the server by HTTP instead of the socket: the unacknowledged edits of a page that is closing (S6), and those
// of somebody who is no longer a member (S15). Both go as a bundle that names the person (S7). Loads with the first edit.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { HTTP_LIMITS } from '../../shared/protocol/limits.ts'
import { BUNDLE_OVERHEAD_BYTES, BUNDLED_UPDATE_OVERHEAD_BYTES, encodeBundle } from '../../shared/protocol/update-bundle.ts'
import type { DocumentRows, EngineEvent, OutboxRow } from './engine-events.ts'
import { HANDED_IN } from './sync-state.ts'

export interface HandOver {
  /** The oldest of the rows, as many as may go. Nobody waits for the answer: the page may be gone by then. */
  readonly flush: (rows: readonly OutboxRow[]) => void
  /** Leaves everything for a manager, a document at a time; what becomes of it is told as events. */
  readonly handIn: (documents: readonly DocumentRows[], tell: (event: EngineEvent) => void) => Promise<void>
}

/** `url`: of the workspace's sync. */
export const handOverByHttp = (url: string, person: string, fetcher: typeof fetch): HandOver => {
  const post = (to: string, body: Uint8Array, keepalive: boolean): Promise<Response> =>
    fetcher(`${url}/${to}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream' },
      body: body as Uint8Array<ArrayBuffer>,
      keepalive,
    })

  /** A status per update, null = left; `later`: no answer; `never`: this person may not, or there is no more room. */
  const leave = async (bundle: Uint8Array): Promise<readonly (AckStatus | null)[] | 'later' | 'never'> => {
    try {
      const answer = await post('quarantine', bundle, false)
      if (!answer.ok) return answer.status === 403 || answer.status === 413 ? 'never' : 'later'
      const { HandedIn } = await import('../../shared/protocol/http.ts')
      const parsed = HandedIn.safeParse(await answer.json())
      return parsed.success ? parsed.data.statuses : 'later'
    } catch {
      return 'later'
    }
  }

  return {
    flush: (rows) => {
      const bundle = flushBundle(person, rows)
      if (bundle !== null) post('flush', bundle, true).catch(() => {})
    },
    handIn: async (documents, tell) => {
      for (const rows of documents) {
        const { document } = rows[0]
        let reason: string = HANDED_IN
        for (const { update, edits } of inParts(rows)) {
          const statuses = await leave(encodeBundle({ person, updates: [{ document, update, edits }] }))
          if (statuses === 'later' || statuses === 'never') return tell({ is: 'handInEnded', outcome: statuses })
          reason = statuses.find((status) => status !== null) ?? reason
        }
        tell({ is: 'handedIn', document, ids: rows.map(({ id }) => id), reason })
      }
      tell({ is: 'handInEnded', outcome: 'done' })
    },
  }
}

/** Merged per document. Null when there is nothing. */
export const flushBundle = (person: string, rows: readonly OutboxRow[]): Uint8Array | null => {
  const byDocument = new Map<string, { readonly updates: Uint8Array[]; edits: number }>()
  const cut = new Set<string>()
  let left = HTTP_LIMITS.flushBytesMax - BUNDLE_OVERHEAD_BYTES
  for (const { document, bytes, edits } of rows) {
    // Paths are plain letters: a byte each.
    const cost = bytes.length + BUNDLED_UPDATE_OVERHEAD_BYTES + (byDocument.has(document) ? 0 : document.length)
    // What comes after a row that is left out does not connect.
    if (cut.has(document) || cost > left) {
      cut.add(document)
      continue
    }
    left -= cost
    const group = byDocument.get(document) ?? { updates: [], edits: 0 }
    byDocument.set(document, group)
    group.updates.push(bytes)
    group.edits += edits
  }
  if (byDocument.size === 0) return null
  const updates = [...byDocument].map(([document, group]) => ({ document, update: mergeTreeWise(group.updates), edits: group.edits }))
  const bundle = encodeBundle({ person, updates })
  return bundle.length <= HTTP_LIMITS.flushBytesMax ? bundle : null
}

/** Room for the bundle's own words. */
const PART_BYTES_MAX = HTTP_LIMITS.quarantineRequestBytesMax - 4_096

/** As few updates as fit; one that is too large goes alone and is answered so. */
const inParts = (rows: DocumentRows): readonly { readonly update: Uint8Array; readonly edits: number }[] => {
  const parts: OutboxRow[][] = []
  let bytes = 0
  for (const row of rows) {
    const open = parts.at(-1)
    if (open === undefined || bytes + row.bytes.length > PART_BYTES_MAX) {
      parts.push([row])
      bytes = 0
    } else open.push(row)
    bytes += row.bytes.length
  }
  return parts.map((part) => ({ update: mergeTreeWise(part.map((row) => row.bytes)), edits: part.reduce((sum, row) => sum + row.edits, 0) }))
}
