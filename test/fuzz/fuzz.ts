// The gate against Yjs (G6). What it accepts is applied to a document with the known state: Yjs must not throw, nothing may
// stay pending, and what the relay then knows must be what the document has. What it refuses must cost next to nothing.
//
// A judgement slower than `AGAIN_MS` is timed again and the fastest counts: on a shared machine the rest is somebody else's
// turn, or a garbage collection that the input did not cause. Memory is what the heap grew by during one judgement; what a
// collection in between hid shows in one of the other judgements of its like.

import { getHeapStatistics } from 'node:v8'
import * as Y from 'yjs'
import { clocksIn, withoutRanges } from '../../shared/protocol/clock-ranges.ts'
import { createKnowledge, type DocumentKnowledge, learn } from '../../shared/protocol/document-knowledge.ts'
import { knowledgeOf, type Verdict, vetUpdate } from '../../shared/protocol/gate.ts'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import { randomUpdate } from '../support/random-update.ts'
import { createRandom, type Random } from '../support/seeded-random.ts'
import { type FuzzCase, type FuzzCorpus, fuzzCorpus } from './fuzz-corpus.ts'
import { largestInputs } from './largest-inputs.ts'
import { mutate } from './mutate.ts'

export interface FuzzOptions {
  readonly mutations: number
  readonly seed: number
  /** Edits per kind of document; more make a larger corpus. */
  readonly stepsPerKind: number
  /** Every truncation and bit flip of each `everyNth` case of the corpus. */
  readonly everyNth: number
  /** Truncations and bit flips, each, of the large cases. */
  readonly largeSamples: number
  /** Also the most costly updates the limits allow. */
  readonly withLargest: boolean
  readonly onProgress?: (line: string) => void
}

export interface FuzzReport {
  readonly cases: number
  /** Truncations and bit flips. */
  readonly systematic: number
  readonly mutations: number
  readonly accepted: number
  /** Accepted ones that read otherwise when merged with the state than when applied to it: hand-made neighbours of different lists. */
  readonly readOtherwise: number
  readonly refusals: Readonly<Record<string, number>>
  /** Of all refused inputs, and by size. */
  readonly refusalMs: RefusalTimes
  readonly refusalMsBySize: readonly (RefusalTimes & { readonly bytesMax: number })[]
  /** The most costly updates the limits allow. */
  readonly largest: readonly { readonly name: string; readonly answer: string; readonly ms: number; readonly heapBytes: number }[]
  /** Of any input. */
  readonly slowestMs: number
  readonly heapBytesMax: number
}

export interface RefusalTimes {
  readonly count: number
  readonly p50: number
  readonly p99: number
  readonly p999: number
}

const AGAIN_MS = 0.5
const AGAIN_COUNT = 4
const SIZES = [1, 64, 1024].map((kib) => kib * 1024)
const NONSENSE_BYTES_MAX = 64 * 1024
const LARGE_EVERY = 2_000
const NONSENSE_EVERY = 8
/** Every so many accepted inputs are also merged with the state and read. */
const MERGE_EVERY = 2
const PERSON = 'ann'

interface Stage extends FuzzCase {
  readonly knowledge: DocumentKnowledge
}

const stageOf = (fuzzCase: FuzzCase): Stage => {
  const knowledge = knowledgeOf(fuzzCase.state)
  if ('kind' in knowledge) throw new Error(`${fuzzCase.name}: the state is not honest: ${knowledge.reason}`)
  const verdict = vetUpdate(knowledge, fuzzCase.update, { person: PERSON, partial: false })
  if (verdict.kind !== 'accept' && verdict.kind !== 'duplicate') throw new Error(`${fuzzCase.name}: honest and not accepted: ${JSON.stringify(verdict)}`)
  return { ...fuzzCase, knowledge }
}

const copyOf = (knowledge: DocumentKnowledge): DocumentKnowledge => {
  const copy = createKnowledge()
  for (const [client, { clock, runStarts, runPlaces, holders, linkStarts, links, deletes }] of knowledge.clients) {
    const runs = { runStarts: [...runStarts], runPlaces: [...runPlaces], holders: [...holders], linkStarts: [...linkStarts], links: [...links] }
    copy.clients.set(client, { clock, ...runs, deletes: [...deletes] })
  }
  for (const root of knowledge.roots) copy.roots.add(root)
  copy.structs = knowledge.structs
  copy.clocks = knowledge.clocks
  return copy
}

const fail = (what: string): never => {
  throw new Error(what)
}

const hasPending = (ydoc: Y.Doc): boolean => ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null

const checkKnowledge = (knowledge: DocumentKnowledge, ydoc: Y.Doc): void => {
  const clocks = Y.decodeStateVector(Y.encodeStateVector(ydoc))
  const deleted = Y.createDeleteSetFromStructStore(ydoc.store)
  for (const [client, known] of knowledge.clients) {
    if (known.clock !== (clocks.get(client) ?? 0)) fail(`client ${client} is known up to ${known.clock} and is at ${clocks.get(client) ?? 0}`)
    const inDocument = (deleted.clients.get(client) ?? []).flatMap(({ clock, len }) => [clock, clock + len])
    if (clocksIn(withoutRanges(known.deletes, inDocument)) > 0) fail(`client ${client} has deletes the document has not`)
  }
  for (const client of clocks.keys()) if (!knowledge.clients.has(client)) fail(`client ${client} is not known`)
}

/** The order of a map's keys is the order in which they came, and means nothing. */
const sortKeys = (_key: string, value: unknown): unknown =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))) : value

/** Not the encoding: Yjs tidies format marks after each transaction, so that depends on how many there were. */
const readAll = (ydoc: Y.Doc, roots: Iterable<string>): string =>
  JSON.stringify(
    [...roots].sort().map((root) => {
      if (root.startsWith('text/')) return ydoc.getText(root).toString()
      return root.startsWith('rich/') ? ydoc.getXmlFragment(root).toString() : ydoc.getMap(root).toJSON()
    }),
    sortKeys,
  )

const checkAccepted = (stage: Stage, verdict: Extract<Verdict, { kind: 'accept' }>, isMerged: boolean): boolean => {
  const knowledge = copyOf(stage.knowledge)
  learn(knowledge, verdict.learned)
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, stage.state)
  Y.applyUpdate(ydoc, verdict.bytes)
  if (hasPending(ydoc)) fail('something is pending')
  checkKnowledge(knowledge, ydoc)
  if (vetInbound(verdict.bytes) !== null) fail('the client would refuse what the relay sends')
  if (!isMerged) return true
  const merged = new Y.Doc()
  Y.applyUpdate(merged, Y.mergeUpdates([stage.state, verdict.bytes]))
  if (hasPending(merged)) fail('something is pending once merged')
  return readAll(merged, knowledge.roots) === readAll(ydoc, knowledge.roots)
}

const heapNow = (): number => {
  const { used_heap_size, external_memory } = getHeapStatistics()
  return used_heap_size + external_memory
}

const createTimes = () => {
  const times: number[] = []
  return {
    add: (ms: number) => void times.push(ms),
    sorted: () => Float64Array.from(times).sort(),
  }
}
const at = (sorted: Float64Array, share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0

const refusalTimes = (sorted: Float64Array): RefusalTimes => ({ count: sorted.length, p50: at(sorted, 0.5), p99: at(sorted, 0.99), p999: at(sorted, 0.999) })

export const fuzz = (options: FuzzOptions): FuzzReport => {
  const { mutations, seed, stepsPerKind, everyNth, largeSamples, withLargest, onProgress = () => {} } = options
  const corpus: FuzzCorpus = fuzzCorpus(seed, stepsPerKind)
  const random = createRandom(seed)
  const small = corpus.small.map(stageOf)
  const large = corpus.large.map(stageOf)
  onProgress(
    `${small.length} updates of ${Math.round(small.reduce((sum, { update }) => sum + update.length, 0) / 1024)} KiB in all, and ${large.map(({ name, update }) => `${name}, ${Math.round(update.length / 1024)} KiB`).join(', ')}`,
  )
  const refused = createTimes()
  const refusedBySize = SIZES.map((bytesMax) => ({ bytesMax, times: createTimes() }))
  const refusals: Record<string, number> = {}
  let accepted = 0
  let readOtherwise = 0
  let systematic = 0
  let slowestMs = 0
  let heapBytesMax = 0

  const judge = (stage: Stage, bytes: Uint8Array, partial: boolean): { readonly verdict: Verdict; readonly ms: number } => {
    const before = heapNow()
    const from = performance.now()
    const verdict = vetUpdate(stage.knowledge, bytes, { person: PERSON, partial })
    let ms = performance.now() - from
    heapBytesMax = Math.max(heapBytesMax, heapNow() - before)
    for (let again = 0; again < AGAIN_COUNT && ms > AGAIN_MS; again++) {
      const start = performance.now()
      vetUpdate(stage.knowledge, bytes, { person: PERSON, partial })
      ms = Math.min(ms, performance.now() - start)
    }
    return { verdict, ms }
  }

  const tryOut = (stage: Stage, bytes: Uint8Array, partial: boolean, how: string): void => {
    try {
      const { verdict, ms } = judge(stage, bytes, partial)
      slowestMs = Math.max(slowestMs, ms)
      if (verdict.kind !== 'accept') {
        refusals[verdict.kind] = (refusals[verdict.kind] ?? 0) + 1
        refused.add(ms)
        refusedBySize.find(({ bytesMax }) => bytes.length <= bytesMax)?.times.add(ms)
        return
      }
      accepted++
      if (checkAccepted(stage, verdict, accepted % MERGE_EVERY === 0)) return
      readOtherwise++
      onProgress(`${how} of "${stage.name}", seed ${seed}: merged it reads otherwise: ${Buffer.from(bytes).toString('base64').slice(0, 400)}`)
    } catch (error) {
      const shown = bytes.length > 4_096 ? `${bytes.length} bytes` : Buffer.from(bytes).toString('base64')
      throw new Error(`${how} of "${stage.name}", seed ${seed}, ${partial ? 'step 2' : 'live'}: ${String(error)}\n${shown}`)
    }
  }

  const truncate = (stage: Stage, length: number) => tryOut(stage, stage.update.slice(0, length), length % 2 === 0, `the first ${length} bytes`)
  const flip = (stage: Stage, bit: number) => {
    const flipped = stage.update.slice()
    flipped[bit >> 3] = (flipped[bit >> 3] as number) ^ (1 << (bit & 7))
    tryOut(stage, flipped, bit % 2 === 0, `bit ${bit} flipped`)
  }
  for (const [index, stage] of small.entries()) {
    if (index % everyNth !== 0) continue
    for (let length = 0; length < stage.update.length; length++) truncate(stage, length)
    for (let bit = 0; bit < stage.update.length * 8; bit++) flip(stage, bit)
    systematic += stage.update.length * 9
  }
  for (const stage of large) {
    for (let sample = 0; sample < largeSamples; sample++) {
      truncate(stage, random.below(stage.update.length))
      flip(stage, random.below(stage.update.length * 8))
    }
    systematic += largeSamples * 2
  }
  onProgress(`${systematic} truncations and bit flips: ${accepted} accepted, all of which apply`)

  for (let run = 1; run <= mutations; run++) {
    const stage = run % LARGE_EVERY === 0 ? pickOf(random, large) : pickOf(random, small)
    const bytes =
      run % NONSENSE_EVERY === 0 && stage.state.length < NONSENSE_BYTES_MAX
        ? nonsense(random, stage)
        : mutate(random, stage.update, pickOf(random, small).update)
    tryOut(stage, bytes, random.below(2) === 0, `mutation ${run}`)
    if (run % 100_000 === 0) onProgress(`${run} mutations: ${accepted} accepted so far, all of which apply`)
  }

  const largest = (withLargest ? largestInputs() : []).map(({ name, update, state, partial = false }) => {
    const knowledge = state === undefined ? createKnowledge() : knowledgeOf(state)
    if ('kind' in knowledge) throw new Error(`${name}: ${knowledge.reason}`)
    let ms = Number.POSITIVE_INFINITY
    let heapBytes = Number.POSITIVE_INFINITY
    let answer = ''
    for (let again = 0; again <= AGAIN_COUNT; again++) {
      const before = heapNow()
      const from = performance.now()
      const verdict = vetUpdate(knowledge, update, { person: PERSON, partial })
      ms = Math.min(ms, performance.now() - from)
      const grown = heapNow() - before
      // A collection in between hides what was used.
      if (grown > 0) heapBytes = Math.min(heapBytes, grown)
      answer = 'reason' in verdict ? `${verdict.kind}, ${verdict.reason}` : verdict.kind
    }
    return { name: `${name}, ${(update.length / 2 ** 20).toFixed(1)} MiB`, answer, ms, heapBytes }
  })

  return {
    cases: small.length + large.length,
    systematic,
    mutations,
    accepted,
    readOtherwise,
    refusals,
    refusalMs: refusalTimes(refused.sorted()),
    refusalMsBySize: refusedBySize.map(({ bytesMax, times }) => ({ bytesMax, ...refusalTimes(times.sorted()) })),
    largest,
    slowestMs,
    heapBytesMax,
  }
}

const pickOf = <Value>(random: Random, values: readonly Value[]): Value => values[random.below(values.length)] as Value

/** Well-formed to the last byte, and refers to anything. */
const nonsense = (random: Random, { knowledge }: Stage): Uint8Array =>
  randomUpdate(random, [...knowledge.clients.keys(), 77, 70_000].slice(0, 5), (client) => knowledge.clients.get(client)?.clock ?? 0)
