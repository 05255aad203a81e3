// Leaves what somebody made who is no longer a member for a manager (S15): a document at a time, in requests of a bounded
// size. Loads when it is needed, which for most people is never.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { encodeBundle } from '../../shared/protocol/update-bundle.ts'
import type { DocumentRows, EngineEvent, OutboxRow } from './engine-events.ts'
import type { HandOver } from './hand-over.ts'
import { HANDED_IN } from './sync-state.ts'

/** Room for the bundle's own words. */
const UPDATE_BYTES_MAX = LIMITS.quarantineRequestBytesMax - 4_096

export const handIn = async (
  deps: { readonly personId: string; readonly handOver: HandOver; readonly step: (event: EngineEvent) => void },
  documents: readonly DocumentRows[],
): Promise<void> => {
  const { personId, handOver, step } = deps
  for (const rows of documents) {
    const { document } = rows[0]
    let reason: string = HANDED_IN
    for (const { update, edits } of inParts(rows)) {
      const statuses = await handOver.handIn(encodeBundle({ person: personId, updates: [{ document, update, edits }] }))
      if (statuses === 'later' || statuses === 'never') return step({ is: 'handInEnded', outcome: statuses })
      reason = statuses.find((status) => status !== null) ?? reason
    }
    step({ is: 'handedIn', document, ids: rows.map(({ id }) => id), reason })
  }
  step({ is: 'handInEnded', outcome: 'done' })
}

/** As few updates as fit; one that is too large goes alone and is answered so. */
const inParts = (rows: DocumentRows): readonly { readonly update: Uint8Array; readonly edits: number }[] => {
  const parts: OutboxRow[][] = []
  let bytes = 0
  for (const row of rows) {
    const open = parts.at(-1)
    if (open === undefined || bytes + row.bytes.length > UPDATE_BYTES_MAX) {
      parts.push([row])
      bytes = 0
    } else open.push(row)
    bytes += row.bytes.length
  }
  return parts.map((part) => ({ update: mergeTreeWise(part.map((row) => row.bytes)), edits: part.reduce((sum, row) => sum + row.edits, 0) }))
}
