// The gate (SYNC §5): every byte of an update passes here before Yjs sees it, on the relay, on the client and when a log
// is read back. Pure: it judges bytes against what is known of the document and says what may be stored.
//
// What is let through always applies: structs begin at the known clock, everything they refer to is known or earlier in
// an order that can be integrated, deletes name clocks that exist (G3, G6). What is known already is cut out, so that
// peers only ever see the first version of a clock (no forks) and repeated deletes cost nothing (G4).

import { type Refusal, refusalOf, refuse } from './byte-cursor.ts'
import { clocksIn, normalRanges, rangesBefore, withoutRanges } from './clock-ranges.ts'
import { type Connected, connect } from './connect-structs.ts'
import { createKnowledge, type DocumentKnowledge, knownDeletes, type Learned, learn } from './document-knowledge.ts'
import { LIMITS } from './limits.ts'
import { type ParsedUpdate, parseUpdate } from './parse-update.ts'
import { deletesAlone, type KeptDeletes, rewriteUpdate } from './rewrite-update.ts'
import type { StructTable } from './struct-table.ts'

export type { Refusal } from './byte-cursor.ts'

export type Verdict =
  /** `bytes` may be stored and forwarded. Not `complete`: some of the update did not connect and was left out. */
  | {
      readonly kind: 'accept'
      readonly bytes: Uint8Array
      readonly complete: boolean
      readonly learned: Learned
      /** Deletes so much of the document that it is kept as it was before (G4). */
      readonly isErasing: boolean
      /** Holds structs that are not known to be the sender's: taken back while the log heals, and nobody's because of it (S13). */
      readonly isHealing: boolean
    }
  /** Adds nothing. */
  | { readonly kind: 'duplicate' }
  /** Does not connect to what is known: a gap, which honest clients produce. */
  | { readonly kind: 'resync' }
  /** Writes under somebody else's clientID (G2). */
  | { readonly kind: 'denied' }
  | Refusal

export interface VetOptions {
  /** Whose update it is; null for what comes from the log, which is trusted in everything but its form. */
  readonly person: string | null
  /** Take as much as connects (step 2) instead of all or nothing (a live update). */
  readonly partial: boolean
  /** The log lost rows, and this is no live edit: what it lost is taken back from whoever has it (S13). */
  readonly heals?: boolean
}

export const vetUpdate = (knowledge: DocumentKnowledge, bytes: Uint8Array, options: VetOptions): Verdict => {
  if (bytes.length > LIMITS.frameBytesMax) return { kind: 'too_large', reason: 'frame too large' }
  const { person, partial, heals = false } = options
  // Written out: an object spread costs a hidden class of its own, once for every update.
  return refusalOf(() => judge(knowledge, parseUpdate(bytes, 'one'), { person, partial, heals, isStrict: person !== null }))
}

/** A row of a log that comes from outside (a backup): whosever it says it is, it has to be fit for the document (G5). */
export const vetForeignRow = (knowledge: DocumentKnowledge, bytes: Uint8Array): Verdict =>
  refusalOf(() => judge(knowledge, parseUpdate(bytes, 'many'), { person: null, partial: true, isStrict: true }))

/** Takes in what the log holds. A refusal says why it cannot be read, and leaves the knowledge as it was. */
export const learnLogged = (knowledge: DocumentKnowledge, update: Uint8Array): Refusal | null => {
  const verdict = refusalOf(() => judge(knowledge, parseUpdate(update, 'many'), { person: null, partial: true, isStrict: false }))
  switch (verdict.kind) {
    case 'accept':
      learn(knowledge, verdict.learned)
      return null
    case 'duplicate':
    case 'resync':
    case 'denied':
      return null
    default:
      return verdict
  }
}

/** Everything that is deleted, as an update of nothing else. */
export const deletesOf = ({ clients }: DocumentKnowledge): Uint8Array =>
  deletesAlone([...clients].map(([client, { deletes }]) => ({ client, ranges: deletes })))

/**
 * Knowledge of a document from its merged rows; the refusal says why they cannot be read. What comes from elsewhere (a file)
 * is `foreign`: it has passed no gate yet, and every struct has to stand where one may (G5).
 */
export const knowledgeOf = (update: Uint8Array, source: 'log' | 'foreign' = 'log'): DocumentKnowledge | Refusal => {
  const knowledge = createKnowledge()
  const options = { person: null, partial: true, isStrict: source === 'foreign' }
  const verdict = refusalOf(() => judge(knowledge, parseUpdate(update, 'many'), options))
  switch (verdict.kind) {
    case 'accept':
      learn(knowledge, verdict.learned)
      return knowledge
    case 'duplicate':
    case 'resync':
      return knowledge
    case 'denied':
      return { kind: 'invalid', reason: 'denied' }
    default:
      return verdict
  }
}

interface JudgeOptions extends VetOptions {
  readonly isStrict: boolean
}

const judge = (knowledge: DocumentKnowledge, update: ParsedUpdate, { person, partial, isStrict, heals = false }: JudgeOptions): Verdict => {
  if (person !== null) boundClients(knowledge, update)
  const steps = person === null ? Number.POSITIVE_INFINITY : LIMITS.neighbourStepsMax
  const { blocks, isComplete, clockAfter } = connect(knowledge, update, isStrict, steps)
  const isForeign = ({ client }: Connected) => (knowledge.owners.get(client) ?? person) !== person
  if (person !== null && blocks.some((block) => isForeign(block) && !(heals && knowledge.lost.has(block.client)))) return { kind: 'denied' }

  const deletes: KeptDeletes[] = []
  let areDeletesWhole = true
  let doDeletesConnect = true
  let erased = 0
  for (const { client, ranges: sent } of update.deletes) {
    const named = normalRanges(sent)
    const reachable = rangesBefore(named, clockAfter(client))
    if (clocksIn(reachable) < clocksIn(named)) doDeletesConnect = false
    const fresh = withoutRanges(reachable, knownDeletes(knowledge, client))
    if (clocksIn(fresh) < clocksIn(sent)) areDeletesWhole = false
    if (fresh.length === 0) continue
    deletes.push({ client, ranges: fresh })
    erased += clocksIn(rangesBefore(fresh, knowledge.clients.get(client)?.clock ?? 0))
  }

  const complete = isComplete && doDeletesConnect
  if (!complete && !partial) return { kind: 'resync' }
  const kept = blocks.filter(({ from, to }) => to > from)
  if (kept.length === 0 && deletes.length === 0) return { kind: complete ? 'duplicate' : 'resync' }
  const roots = rootsOf(update.structs, kept)
  boundDocument(knowledge, kept, roots, person)

  const isWhole = complete && areDeletesWhole && kept.length === update.blocks.length && kept.every(({ isUncut }) => isUncut)
  return {
    kind: 'accept',
    bytes: isWhole ? update.bytes : rewriteUpdate(update, kept, deletes),
    complete,
    isErasing: erased >= LIMITS.erasedClocksMin && erased > knowledge.clocks * LIMITS.erasedShareMax,
    isHealing: heals && kept.some(({ client }) => knowledge.owners.get(client) !== person),
    learned: { person: heals ? null : person, structs: kept.map(({ learned }) => learned), deletes: [...deletes, ...bornDeleted(kept)], roots },
  }
}

/** Before anything is made for each of them. */
const boundClients = ({ clients }: DocumentKnowledge, { blocks }: ParsedUpdate): void => {
  if (blocks.length <= LIMITS.clientsPerUpdateMax) return
  let fresh = 0
  for (const { client } of blocks) if (!clients.has(client) && ++fresh > LIMITS.clientsPerUpdateMax) refuse('too many clients', 'too_large')
}

/** Limits on the whole document. */
const boundDocument = (knowledge: DocumentKnowledge, kept: readonly Connected[], roots: readonly string[], person: string | null): void => {
  if (person === null) return
  let fresh = 0
  for (const { client } of kept) if (!knowledge.clients.has(client)) fresh++
  if (knowledge.clients.size + fresh > LIMITS.clientsPerDocumentMax) refuse('too many clients', 'too_large')
  const structs = kept.reduce((sum, block) => sum + block.to - block.from, knowledge.structs)
  if (structs > LIMITS.structsPerDocumentMax) refuse('too many structs in the document', 'too_large')
  if (knowledge.roots.size + roots.filter((root) => !knowledge.roots.has(root)).length > LIMITS.rootNamesPerDocumentMax) {
    refuse('too many root names', 'too_large')
  }
}

const rootsOf = (structs: StructTable, kept: readonly Connected[]): string[] => {
  const numbers = new Set<number>()
  let last = -1
  for (const { from, to } of kept) {
    for (let index = from; index < to; index++) {
      const number = structs.root[index] as number
      if (number !== last) numbers.add(number)
      last = number
    }
  }
  return [...numbers].flatMap((number) => structs.roots[number] ?? [])
}

/** Garbage and deleted content need no delete range of their own, and a later one that names them adds nothing. */
const bornDeleted = (kept: readonly Connected[]): KeptDeletes[] =>
  kept.flatMap(({ client, born }) => (born.length === 0 ? [] : [{ client, ranges: normalRanges(born) }]))
