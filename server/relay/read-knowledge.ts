// What the gate has to know of a document, read from the log: the snapshot, then what came after it, without a merge of the
// two (S11). What cannot be read is taken out and said in one clear line each: a bad snapshot gives way to the last good one, a
// bad row goes into quarantine, and the document is served without it (S12).

import { createKnowledge, type DocumentKnowledge } from '../../shared/protocol/document-knowledge.ts'
import { learnLogged } from '../../shared/protocol/gate.ts'
import type { DocumentState, LogStore } from '../store/log-store.ts'
import type { RelayLogger } from './relay-logger.ts'

export interface ReadKnowledge {
  readonly knowledge: DocumentKnowledge
  /** The document has rows. */
  readonly isKept: boolean
  /** Ms since the epoch; 0 = the log lost nothing (S13). */
  readonly healingUntil: number
}

const SALVAGES_MAX = 4
const PAGE_BYTES_MAX = 1024 * 1024

export const readKnowledge = async (
  { log, logger }: { readonly log: LogStore; readonly logger: RelayLogger },
  workspaceId: string,
  document: string,
): Promise<ReadKnowledge> => {
  const [owners, lost, healingUntil, read] = await Promise.all([
    log.documentOwners(workspaceId, document),
    log.lostClients(workspaceId, document),
    log.healingUntil(),
    readDocument({ log, logger }, workspaceId, document),
  ])
  const knowledge = read ?? createKnowledge()
  for (const [client, person] of owners) knowledge.owners.set(client, person)
  for (const client of lost) knowledge.lost.add(client)
  return { knowledge, isKept: read !== null, healingUntil }
}

/** Null when the document has no row. */
const readDocument = async (
  { log, logger }: { readonly log: LogStore; readonly logger: RelayLogger },
  workspaceId: string,
  document: string,
): Promise<DocumentKnowledge | null> => {
  for (let salvages = 0; ; salvages++) {
    const parts = await partsOf(log, workspaceId, document)
    if (parts === null) return null
    const knowledge = createKnowledge()
    const { snapshot, tail } = parts
    const refusal = snapshot === null ? null : learnLogged(knowledge, snapshot.update)
    if (refusal !== null && snapshot !== null) {
      const isWhole = await log.dropSnapshot(workspaceId, document, snapshot.seq)
      logger.error({ workspaceId, document, seq: snapshot.seq, reason: refusal.reason, isWhole }, 'a snapshot cannot be read: the one before it is used')
      if (salvages < SALVAGES_MAX) continue
      throw new Error(refusal.reason)
    }
    if (tail !== 'unreadable' && tail.every((update) => learnLogged(knowledge, update) === null)) return knowledge
    return learnRows({ log, logger }, workspaceId, document, knowledge, snapshot?.seq ?? 0)
  }
}

type Readable = { readonly snapshot: DocumentState | null; readonly tail: readonly Uint8Array[] | 'unreadable' }

/** Rows that are no updates cannot be merged either: they are then looked at one by one. */
const partsOf = async (log: LogStore, workspaceId: string, document: string): Promise<Readable | null> => {
  try {
    return await log.documentParts(workspaceId, document)
  } catch {
    const { snapshot }: { readonly snapshot: DocumentState | null } = await log.compactionBase(workspaceId, document)
    return { snapshot, tail: 'unreadable' }
  }
}

const learnRows = async (
  { log, logger }: { readonly log: LogStore; readonly logger: RelayLogger },
  workspaceId: string,
  document: string,
  knowledge: DocumentKnowledge,
  after: number,
): Promise<DocumentKnowledge> => {
  for (let seq = after; ; ) {
    const page = await log.documentRowsAfter(workspaceId, document, seq, PAGE_BYTES_MAX)
    for (const row of page) {
      const refusal = learnLogged(knowledge, row.bytes)
      if (refusal === null) continue
      await log.quarantine(workspaceId, [row.seq], refusal.reason)
      logger.error(
        { workspaceId, document, seq: row.seq, person: row.person, reason: refusal.reason },
        'a row of the log cannot be read: it is in quarantine, the document goes on without it',
      )
    }
    const last = page.at(-1)
    if (last === undefined) return knowledge
    seq = last.seq
  }
}
