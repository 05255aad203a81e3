// Accepted ⇒ Yjs applies it, leaves nothing pending, and the gate's knowledge is what Yjs then has (G6). Every
// truncation and every bit flip of a corpus of honest updates, and random mutations on top. The run and
// seed of a failure are in its message.

import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createKnowledge, type DocumentKnowledge, learn } from '../../../shared/protocol/document-knowledge.ts'
import { vetUpdate } from '../../../shared/protocol/gate.ts'
import { fuzz } from '../../fuzz/fuzz.ts'
import { newDoc } from '../../support/honest-edits.ts'
import { randomUpdate } from '../../support/random-update.ts'
import { createRandom, type Random } from '../../support/seeded-random.ts'
import { corpusDocument } from '../../support/update-corpus.ts'

const RUNS = 2_500
const SEED = 20_270_102

/** A document as the relay and a replica have it after some updates of the corpus. */
interface Stage {
  readonly knowledge: DocumentKnowledge
  readonly state: Uint8Array
}

const stageAfter = (updates: readonly Uint8Array[], count: number): Stage => {
  const knowledge = createKnowledge()
  const ydoc = newDoc(1_000_000)
  for (const update of updates.slice(0, count)) {
    const verdict = vetUpdate(knowledge, update, { person: 'ann', partial: false })
    if (verdict.kind !== 'accept') throw new Error(`the corpus is not honest: ${JSON.stringify(verdict)}`)
    learn(knowledge, verdict.learned)
    Y.applyUpdate(ydoc, verdict.bytes)
  }
  expect(ydoc.store.pendingStructs).toBeNull()
  return { knowledge, state: Y.encodeStateAsUpdate(ydoc) }
}

/** Judging changes no knowledge; learning does, and then the stage is made anew. */
const createStages = (updates: readonly Uint8Array[]) => {
  const stages = new Map<number, Stage>()
  return {
    at: (count: number): Stage => {
      const stage = stages.get(count) ?? stageAfter(updates, count)
      stages.set(count, stage)
      return stage
    },
    spend: (count: number) => stages.delete(count),
  }
}
type Stages = ReturnType<typeof createStages>

const clocksOf = (clocks: Iterable<readonly [number, number]>) => Object.fromEntries([...clocks].filter(([, clock]) => clock > 0).sort(([a], [b]) => a - b))

/** Not the encoding: Yjs tidies format marks after each transaction, so that depends on how many there were. */
const visible = (ydoc: Y.Doc) => ({
  fields: ydoc.getMap('fields').toJSON(),
  rows: ydoc.getMap('rows/lines').toJSON(),
  notes: ydoc.getText('text/notes').toString(),
  rich: ydoc.getXmlFragment('rich/notes').toString(),
})

/** Judges the bytes on top of a stage; what is accepted is applied. Returns whether it was. */
const tryOut = (stages: Stages, count: number, bytes: Uint8Array, partial: boolean): boolean => {
  const { knowledge, state } = stages.at(count)
  const verdict = vetUpdate(knowledge, bytes, { person: 'ann', partial })
  if (verdict.kind !== 'accept') return false
  stages.spend(count)
  learn(knowledge, verdict.learned)
  const ydoc = newDoc(1_000_000)
  Y.applyUpdate(ydoc, state)
  Y.applyUpdate(ydoc, verdict.bytes)
  expect(ydoc.store.pendingStructs).toBeNull()
  expect(ydoc.store.pendingDs).toBeNull()
  const known = [...knowledge.clients].map(([client, { clock }]) => [client, clock] as const)
  expect(clocksOf(known)).toEqual(clocksOf(Y.decodeStateVector(Y.encodeStateVector(ydoc))))
  // A replica that gets all of it as one merged row ends with the same.
  const merged = newDoc(1_000_001)
  Y.applyUpdate(merged, Y.mergeUpdates([state, verdict.bytes]))
  expect(merged.store.pendingStructs).toBeNull()
  expect(merged.store.pendingDs).toBeNull()
  expect(visible(merged)).toEqual(visible(ydoc))
  return true
}

const mutated = (random: Random, bytes: Uint8Array, others: readonly Uint8Array[]): Uint8Array => {
  const copy = bytes.slice()
  const at = random.below(copy.length)
  switch (random.below(7)) {
    case 0:
      copy[at] = random.below(256)
      return copy
    case 1:
      copy[at] = (copy[at]! + 1) & 255
      return copy
    case 2:
      copy[at] = (copy[at]! - 1) & 255
      return copy
    case 3:
      return new Uint8Array([...copy.subarray(0, at), ...copy.subarray(at + 1 + random.below(3))])
    case 4:
      return new Uint8Array([...copy.subarray(0, at), random.below(256), ...copy.subarray(at)])
    case 5: {
      const other = others[random.below(others.length)]!
      const from = random.below(other.length)
      return new Uint8Array([...copy.subarray(0, at), ...other.subarray(from, from + random.below(12)), ...copy.subarray(at)])
    }
    default: {
      const twice = copy.slice()
      twice[at] = random.below(256)
      twice[random.below(twice.length)] = random.below(256)
      return twice
    }
  }
}

describe('accepted means applies, with nothing pending (G6)', () => {
  const { updates } = corpusDocument(SEED, 60)
  const stages = createStages(updates)

  test('the honest corpus itself', () => {
    expect(stageAfter(updates, updates.length).knowledge.clients.size).toBe(3)
  })

  test('every truncation and every bit flip', () => {
    let accepted = 0
    for (let index = 0; index < updates.length; index += 7) {
      const update = updates[index]!
      for (let length = 0; length < update.length; length++) if (tryOut(stages, index, update.slice(0, length), length % 2 === 0)) accepted++
      for (let bit = 0; bit < update.length * 8; bit++) {
        const flipped = update.slice()
        flipped[bit >> 3] = flipped[bit >> 3]! ^ (1 << (bit & 7))
        if (tryOut(stages, index, flipped, bit % 2 === 0)) accepted++
      }
    }
    expect(accepted).toBeGreaterThan(100)
  }, 60_000)

  test(`random mutations of live updates and whole states, seed ${SEED}`, () => {
    const random = createRandom(SEED)
    const states = [10, 25, 40, 59].map((count) => Y.mergeUpdates(updates.slice(0, count)))
    let accepted = 0
    for (let run = 0; run < RUNS; run++) {
      const isState = random.below(10) === 0
      const index = random.below(updates.length)
      const source = isState ? states[random.below(states.length)]! : updates[index]!
      let bytes = mutated(random, source, updates)
      while (random.below(3) === 0) bytes = mutated(random, bytes, updates)
      try {
        if (tryOut(stages, isState ? random.below(12) : index, bytes, random.below(2) === 0)) accepted++
      } catch (error) {
        throw new Error(`run ${run} of seed ${SEED}: ${[...bytes].join(',')}: ${String(error)}`)
      }
    }
    expect(accepted).toBeGreaterThan(RUNS / 50)
  }, 120_000)

  test(`well-formed nonsense that refers to anything, seed ${SEED}`, () => {
    const random = createRandom(SEED)
    const clients = [4, 9, 300, 70_000, 5_000_000]
    let accepted = 0
    for (let run = 0; run < RUNS; run++) {
      const index = random.below(updates.length)
      const bytes = randomUpdate(random, clients, (client) => stages.at(index).knowledge.clients.get(client)?.clock ?? 0)
      try {
        if (tryOut(stages, index, bytes, random.below(4) > 0)) accepted++
      } catch (error) {
        throw new Error(`run ${run} of seed ${SEED}: after ${index} updates ${[...bytes].join(',')}: ${String(error)}`)
      }
    }
    expect(accepted).toBeGreaterThan(RUNS / 20)
  }, 120_000)
})

test('`npm run fuzz` in short: truncations, bit flips and mutations of real documents (G6)', () => {
  const seed = SEED
  const { accepted, readOtherwise, refusals, systematic } = fuzz({ mutations: 8_000, seed, stepsPerKind: 6, everyNth: 12, largeSamples: 5, withLargest: false })
  expect(readOtherwise).toBe(0)
  expect({ seed, accepted: accepted > systematic / 20, refused: (refusals.invalid ?? 0) > 1_000 }).toEqual({ seed, accepted: true, refused: true })
}, 60_000)
