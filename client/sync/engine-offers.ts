// The engine's part that uploads rows no channel carries, straight from the log: what an earlier session left, what came back,
// what belongs to closed documents. A bounded window is under way; small rows of one document go up together.

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import type { ControlMessage } from '../../shared/protocol/socket-messages.ts'
import type { OutboxRow } from './engine-events.ts'
import type { Outbox } from './outbox.ts'

export interface Offers {
  readonly offerDue: (now: number, accepts: (row: OutboxRow) => boolean) => void
  /** What was in the offer; null when it is none of ours. */
  readonly answered: (id: number) => { readonly ids: readonly number[]; readonly document: string } | null
  readonly reset: () => void
}

const OFFERS_MAX = 256
const ROWS_PER_OFFER_MAX = 64

type Group = [OutboxRow, ...OutboxRow[]]

export const createOffers = ({ outbox, sendControl }: { readonly outbox: Outbox; readonly sendControl: (message: ControlMessage) => void }): Offers => {
  const underWay = new Map<number, { readonly ids: readonly number[]; readonly document: string; readonly bytes: number }>()
  let lastId = 0
  let bytesUnderWay = 0

  /** An offline afternoon of keystrokes goes up as a few updates; rows that came back once go alone. */
  const grouped = (rows: readonly OutboxRow[]): readonly Group[] => {
    const groups: Group[] = []
    const open = new Map<string, Group>()
    for (const row of rows) {
      const group = open.get(row.document)
      const isDifficult = outbox.isDifficult(row.id)
      if (group !== undefined && group.length < ROWS_PER_OFFER_MAX && !isDifficult) {
        group.push(row)
        continue
      }
      const next: Group = [row]
      groups.push(next)
      if (isDifficult) open.delete(row.document)
      else open.set(row.document, next)
    }
    return groups
  }

  return {
    offerDue: (now, accepts) => {
      const room = OFFERS_MAX - underWay.size
      if (room <= 0 || bytesUnderWay >= LIMITS.chunkBytesMax) return
      const rows = outbox.due(now, accepts, room * ROWS_PER_OFFER_MAX, LIMITS.chunkBytesMax - bytesUnderWay)
      for (const group of grouped(rows).slice(0, room)) {
        const { document } = group[0]
        const update = group.length === 1 ? group[0].bytes : mergeTreeWise(group.map(({ bytes }) => bytes))
        const ids = group.map(({ id }) => id)
        lastId++
        underWay.set(lastId, { ids, document, bytes: update.length })
        bytesUnderWay += update.length
        outbox.carry(ids)
        sendControl({ type: 'offer', id: lastId, document, update })
      }
    },
    answered: (id) => {
      const offer = underWay.get(id)
      if (offer === undefined) return null
      underWay.delete(id)
      bytesUnderWay -= offer.bytes
      return offer
    },
    reset: () => {
      underWay.clear()
      bytesUnderWay = 0
    },
  }
}
