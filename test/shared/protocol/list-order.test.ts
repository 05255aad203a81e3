// Neighbours in a list (G6): what the gate lets through reads the same in every order of merging, and what editors write is
// let through, however concurrently. Bytes by hand where no editor makes them.

import fc from 'fast-check'
import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createKnowledge, type DocumentKnowledge, learn } from '../../../shared/protocol/document-knowledge.ts'
import { knowledgeOf, type Verdict, vetForeignRow, vetUpdate } from '../../../shared/protocol/gate.ts'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import { newDoc } from '../../support/honest-edits.ts'
import { type ListEntry, smallestListOf } from '../../support/list-model.ts'
import { createRandom } from '../../support/seeded-random.ts'

const take = (knowledge: DocumentKnowledge, bytes: Uint8Array, partial = false): Verdict => {
  const verdict = vetUpdate(knowledge, bytes, { person: 'ann', partial })
  if (verdict.kind === 'accept') learn(knowledge, verdict.learned)
  return verdict
}

type Id = readonly [client: number, clock: number]
interface Put {
  readonly after?: Id | undefined
  readonly before?: Id | undefined
  /** Where neither neighbour says so: a root, or the type at a clock. */
  readonly inside?: string | Id
  readonly key?: string
  readonly text: string
}

const TEXT = 4
const KEYED = 32
const RIGHT = 64
const ORIGIN = 128

const put = (client: number, clock: number, { after, before, inside = 'text/notes', key, text }: Put): Uint8Array => {
  const encoder = encoding.createEncoder()
  const uints = (...values: readonly number[]) => {
    for (const value of values) encoding.writeVarUint(encoder, value)
  }
  uints(1, 1, client, clock)
  encoding.writeUint8(encoder, TEXT | (after === undefined ? 0 : ORIGIN) | (before === undefined ? 0 : RIGHT) | (key === undefined ? 0 : KEYED))
  if (after !== undefined) uints(...after)
  if (before !== undefined) uints(...before)
  if (after === undefined && before === undefined) {
    uints(typeof inside === 'string' ? 1 : 0)
    if (typeof inside === 'string') encoding.writeVarString(encoder, inside)
    else uints(...inside)
    if (key !== undefined) encoding.writeVarString(encoder, key)
  }
  encoding.writeVarString(encoder, text)
  uints(0)
  return encoding.toUint8Array(encoder)
}

const knowing = (...updates: readonly Uint8Array[]): DocumentKnowledge => {
  const knowledge = createKnowledge()
  for (const update of updates) expect(take(knowledge, update).kind).toBe('accept')
  return knowledge
}

const stateOf = (ydoc: Y.Doc): Uint8Array => Y.encodeStateAsUpdate(ydoc)

describe('a struct stands between two neighbours of one list (G6)', () => {
  const listA = put(5, 0, { inside: 'text/a', text: 'AAAA' })
  const listB = put(6, 0, { inside: 'text/b', text: 'BBBB' })

  test('not after one of one list and before one of another', () => {
    const knowledge = knowing(listA, listB)
    for (const [after, before] of [
      [
        [5, 1],
        [6, 2],
      ],
      [
        [6, 3],
        [5, 0],
      ],
    ] as const) {
      expect(take(knowledge, put(7, 0, { after, before, text: 'x' }))).toEqual({ kind: 'invalid', reason: 'neighbours in different places' })
    }
  })

  test('not between paragraphs of one depth, which are lists of their own', () => {
    const ydoc = newDoc(5)
    for (const text of ['one', 'two']) {
      const paragraph = new Y.XmlText(text)
      ydoc.getXmlFragment('rich/notes').push([paragraph])
    }
    const idOf = (index: number): Id => [5, ((ydoc.getXmlFragment('rich/notes').get(index) as Y.XmlText)._start?.id.clock ?? -1) as number]
    const knowledge = knowing(stateOf(ydoc))
    expect(take(knowledge, put(7, 0, { after: idOf(0), before: idOf(1), text: 'x' }))).toEqual({ kind: 'invalid', reason: 'neighbours in different places' })
    const rebuilt = knowledgeOf(stateOf(ydoc)) as DocumentKnowledge
    expect(take(rebuilt, put(7, 0, { after: idOf(0), before: idOf(1), text: 'x' }))).toEqual({ kind: 'invalid', reason: 'neighbours in different places' })
  })

  test('not between values under two keys, nor before any value under a key: no writer puts one there', () => {
    const ydoc = newDoc(5)
    ydoc.getMap('fields').set('a', 1)
    ydoc.getMap('fields').set('b', 2)
    const knowledge = knowing(stateOf(ydoc))
    for (const puts of [{ after: [5, 0], before: [5, 1] }, { after: [5, 1], before: [5, 0] }, { before: [5, 0] }] as const) {
      expect(take(knowledge, put(7, 0, { ...puts, text: 'x' }))).toEqual({ kind: 'invalid', reason: 'right neighbour under a key' })
    }
    expect(take(knowledge, put(7, 0, { after: [5, 0], text: 'x' })).kind).toBe('accept')
  })

  test('not between an entry of a list and a value under a key of the same type', () => {
    const knowledge = knowing(listA, put(6, 0, { inside: 'text/a', key: 'k', text: 'v' }))
    expect(take(knowledge, put(7, 0, { after: [5, 3], before: [6, 0], text: 'x' }))).toEqual({ kind: 'invalid', reason: 'neighbours in different places' })
  })

  test('not beside garbage in a list that is there: it would be garbage for some', () => {
    const garbage = new Uint8Array([1, 1, 8, 0, 0, 2, 0])
    const knowledge = knowing(listA, garbage)
    for (const neighbours of [
      { after: [8, 1], before: [5, 0] },
      { after: [5, 3], before: [8, 0] },
    ] as const) {
      expect(take(knowledge, put(7, 0, { ...neighbours, text: 'x' }))).toEqual({ kind: 'invalid', reason: 'neighbours in different places' })
    }
    expect(take(knowledge, put(7, 0, { after: [8, 1], text: 'x' })).kind).toBe('accept')
  })

  test('between garbage and the rest of a list that is deleted is honest: one tab had collected it, the other had not', () => {
    const first = newDoc(5)
    const paragraph = new Y.XmlText('ab')
    first.getXmlFragment('rich/notes').push([paragraph])
    const written = stateOf(first)
    const here = newDoc(6)
    const there = newDoc(7)
    for (const ydoc of [here, there]) Y.applyUpdate(ydoc, written)
    const text = (ydoc: Y.Doc) => ydoc.getXmlFragment('rich/notes').get(0) as Y.XmlText
    text(here).insert(1, 'x')
    Y.applyUpdate(there, stateOf(here))
    const seen = Y.encodeStateVector(there)
    text(there).insert(2, 'y')
    const late = Y.encodeStateAsUpdate(there, seen)
    here.getXmlFragment('rich/notes').delete(0, 1)
    const knowledge = knowing(written)
    expect(take(knowledge, stateOf(here), true).kind).toBe('accept')
    expect(take(knowledge, late).kind).toBe('accept')
    const rebuilt = knowledgeOf(stateOf(here)) as DocumentKnowledge
    expect(take(rebuilt, late).kind).toBe('accept')
    const apart = newDocWith([stateOf(here), late])
    const merged = newDoc(1)
    Y.applyUpdate(merged, Y.mergeUpdates([written, stateOf(here), late]))
    expect(merged.getXmlFragment('rich/notes').toString()).toBe(apart.getXmlFragment('rich/notes').toString())
  })

  test('what is put inside something that is no type is garbage, for Yjs and here', () => {
    const knowledge = knowing(listA, put(7, 0, { inside: [5, 1], text: 'x' }))
    expect(take(knowledge, put(7, 1, { after: [7, 0], before: [5, 2], text: 'y' }))).toEqual({ kind: 'invalid', reason: 'neighbours in different places' })
    const ydoc = newDoc(1)
    for (const update of [listA, put(7, 0, { inside: [5, 1], text: 'x' })]) Y.applyUpdate(ydoc, update)
    expect(ydoc.store.clients.get(7)?.[0]).toBeInstanceOf(Y.GC)
  })
})

describe('neighbours once stood side by side (G6)', () => {
  const refused = { kind: 'invalid', reason: 'between what never stood side by side' }
  const word = put(5, 0, { text: 'abcd' })

  test('the right one is not left of the left one', () => {
    expect(take(knowing(word), put(7, 0, { after: [5, 2], before: [5, 1], text: 'x' }))).toEqual(refused)
    const apart = knowing(put(5, 0, { text: 'a' }), put(6, 0, { after: [5, 0], text: 'b' }))
    expect(take(apart, put(7, 0, { after: [6, 0], before: [5, 0], text: 'x' }))).toEqual(refused)
  })

  test('nothing lies between them', () => {
    expect(take(knowing(word), put(7, 0, { after: [5, 0], before: [5, 2], text: 'x' }))).toEqual(refused)
    expect(take(knowing(word), put(7, 0, { after: [5, 1], before: [5, 2], text: 'x' })).kind).toBe('accept')
  })

  test('nothing is put at the beginning before what was put after something, nor at the end after what was put before something', () => {
    expect(take(knowing(word), put(7, 0, { before: [5, 1], text: 'x' }))).toEqual(refused)
    expect(take(knowing(word), put(7, 0, { before: [5, 0], text: 'x' })).kind).toBe('accept')
    const front = knowing(word, put(6, 0, { before: [5, 0], text: 'x' }))
    expect(take(front, put(7, 0, { after: [6, 0], text: 'y' }))).toEqual(refused)
  })

  test('what came between them later is no matter', () => {
    const knowledge = knowing(word, put(6, 0, { after: [5, 1], before: [5, 2], text: 'between' }))
    expect(take(knowledge, put(7, 0, { after: [5, 1], before: [5, 2], text: 'too' })).kind).toBe('accept')
  })

  test('a run that was known whole and is split by what is put into it', () => {
    const knowledge = knowing(word, put(6, 0, { after: [5, 1], before: [5, 2], text: 'xy' }), put(7, 0, { after: [6, 0], before: [6, 1], text: 'z' }))
    expect(take(knowledge, put(8, 0, { after: [7, 0], before: [6, 1], text: '!' })).kind).toBe('accept')
    expect(take(knowledge, put(9, 0, { after: [7, 0], before: [5, 2], text: '?' }))).toEqual(refused)
  })

  test('two people typed at one spot, and a third between what they typed', () => {
    const knowledge = knowing(word, put(6, 0, { after: [5, 1], before: [5, 2], text: 'six' }), put(7, 0, { after: [5, 1], before: [5, 2], text: 'seven' }))
    expect(take(knowledge, put(8, 0, { after: [6, 2], before: [7, 0], text: '|' })).kind).toBe('accept')
    // Yjs puts the lower client first.
    expect(take(knowledge, put(9, 0, { after: [7, 4], before: [6, 0], text: '|' }))).toEqual(refused)
  })

  test('what is trimmed is held beside its own left half', () => {
    const longer = put(5, 0, { text: 'abcdEF' })
    expect(take(knowing(word, put(6, 0, { after: [5, 3], text: '!' })), longer).kind).toBe('accept')
    const moved = put(5, 2, { after: [5, 1], before: [4, 0], text: 'cdEF' })
    expect(take(knowing(put(4, 0, { text: '!' }), word), moved)).toEqual(refused)
  })

  test('two people who typed at one spot again and again are let through, as a whole too', () => {
    const replicas = [5, 6].map((client) => newDoc(client))
    for (let round = 0; round < 300; round++) {
      for (const ydoc of replicas) {
        const notes = ydoc.getText('text/notes')
        notes.insert(Math.max(0, (notes.length >> 1) - (round % 3)), 'ab'.slice(0, 1 + (round % 2)))
        notes.insert(notes.length >> 1, 'x')
      }
      const [one, other] = replicas as [Y.Doc, Y.Doc]
      Y.applyUpdate(one, Y.encodeStateAsUpdate(other, Y.encodeStateVector(one)))
      Y.applyUpdate(other, Y.encodeStateAsUpdate(one, Y.encodeStateVector(other)))
    }
    expect(take(createKnowledge(), stateOf(replicas[0] as Y.Doc)).kind).toBe('accept')
  })

  test('an update that would take long to prove is refused', () => {
    // Two towers, each letter put before the one below, and a struct between the foot of one and the top of the other.
    const knowledge = createKnowledge()
    const height = LIMITS.neighbourStepsMax / 2
    for (const client of [5, 6]) {
      const tower = encoding.createEncoder()
      for (const value of [1, height, client, 0]) encoding.writeVarUint(tower, value)
      for (let clock = 0; clock < height; clock++) {
        encoding.writeUint8(tower, TEXT | (clock === 0 ? 0 : RIGHT))
        if (clock === 0) {
          encoding.writeVarUint(tower, 1)
          encoding.writeVarString(tower, 'text/notes')
        } else for (const value of [client, clock - 1]) encoding.writeVarUint(tower, value)
        encoding.writeVarString(tower, 'x')
      }
      encoding.writeVarUint(tower, 0)
      expect(take(knowledge, encoding.toUint8Array(tower)).kind).toBe('accept')
    }
    expect(take(knowledge, put(7, 0, { after: [5, 0], before: [6, height - 1], text: 'x' }))).toEqual({
      kind: 'too_large',
      reason: 'too many neighbours to prove',
    })
  })
})

describe('in every order of merging', () => {
  test('Yjs itself reads differently what was put before something without having stood before it: why it is refused', () => {
    const all = [
      put(1, 0, { text: 'a' }),
      put(2, 0, { after: [1, 0], text: 'b' }),
      put(3, 0, { after: [1, 0], text: 'c' }),
      put(2, 1, { before: [2, 0], text: 'd' }),
    ]
    const readIn = (order: readonly number[]) => {
      const ydoc = newDocWith(order.map((index) => all[index] as Uint8Array))
      return ydoc.getText('text/notes').toString()
    }
    expect(new Set([readIn([0, 1, 2, 3]), readIn([0, 1, 3, 2])]).size).toBe(2)
    expect(take(knowing(...all.slice(0, 3)), all[3] as Uint8Array)).toEqual({ kind: 'invalid', reason: 'between what never stood side by side' })
  })

  /** Beside an earlier one as that was put, or between any two. */
  interface Entry {
    readonly client: number
    readonly how: 'after' | 'before' | 'between'
    readonly one: number
    readonly other: number
  }
  const entry = fc.record({
    client: fc.integer({ min: 1, max: 5 }),
    how: fc.constantFrom('after' as const, 'before' as const, 'between' as const),
    one: fc.nat({ max: 6 }),
    other: fc.nat({ max: 6 }),
  })
  const ENTRIES = 6
  const entries = fc.array(entry, { minLength: 4, maxLength: 9 })

  /** Those the gate lets through, each resting on earlier ones. */
  const letThrough = (all: readonly Entry[]): { readonly needs: readonly number[]; readonly bytes: Uint8Array }[] => {
    const knowledge = createKnowledge()
    const taken: { readonly id: Id; readonly left: number; readonly right: number; readonly needs: readonly number[]; readonly bytes: Uint8Array }[] = []
    for (const { client, how, one, other } of all) {
      if (taken.length === ENTRIES) break
      const first = (one % (taken.length + 1)) - 1
      const second = (other % (taken.length + 1)) - 1
      const left = how === 'before' ? (taken[first]?.left ?? -1) : first
      const right = how === 'after' ? (taken[first]?.right ?? -1) : how === 'before' ? first : second
      if (left === right && left >= 0) continue
      const clock = knowledge.clients.get(client)?.clock ?? 0
      const bytes = put(client, clock, { after: taken[left]?.id, before: taken[right]?.id, text: String.fromCharCode(97 + taken.length) })
      if (take(knowledge, bytes).kind !== 'accept') continue
      const own = taken.findLastIndex(({ id }) => id[0] === client)
      taken.push({ id: [client, clock], left, right, bytes, needs: [left, right, own].filter((index) => index >= 0) })
    }
    return taken
  }

  test('what is let through into a list reads the same, and arbitrary neighbours are not all let through', () => {
    let refusals = 0
    let orders = 0
    fc.assert(
      fc.property(entries, (all) => {
        const taken = letThrough(all)
        refusals += all.length - taken.length
        const texts = new Set<string>()
        const visit = (done: readonly number[]) => {
          if (done.length === taken.length) {
            orders++
            const ydoc = newDoc(99)
            for (const index of done) Y.applyUpdate(ydoc, (taken[index] as (typeof taken)[number]).bytes)
            texts.add(ydoc.getText('text/notes').toString())
            return
          }
          for (const [index, { needs }] of taken.entries()) {
            if (!done.includes(index) && needs.every((need) => done.includes(need))) visit([...done, index])
          }
        }
        visit([])
        expect([...texts]).toHaveLength(1)
      }),
      { numRuns: 600 },
    )
    expect(refusals).toBeGreaterThan(100)
    expect(orders).toBeGreaterThan(2_000)
  }, 60_000)

  test('neighbours are let through exactly when they stand side by side in the smallest list that has them', () => {
    const random = createRandom(20_270_103)
    let accepted = 0
    let refused = 0
    for (let run = 0; run < 600; run++) {
      const known: ListEntry[] = []
      const knowledge = createKnowledge()
      const people = 1 + random.below(6)
      for (let tries = 0; tries < 30; tries++) {
        const client = 1 + random.below(people)
        // What one person knew of, or any two.
        const past = smallestListOf(
          known,
          known.map((_, index) => index).filter(() => random.below(2) === 0),
        )
        const at = random.below(past.length + 1)
        const isHonest = random.below(4) > 0
        const after = isHonest ? (past[at - 1] ?? -1) : random.below(known.length + 1) - 1
        const before = isHonest ? (past[at] ?? -1) : random.below(known.length + 1) - 1
        if (after >= 0 && after === before) continue
        const list = smallestListOf(known, [after, before])
        const areNeighbours = (before < 0 ? list.length : list.indexOf(before)) === (after < 0 ? -1 : list.indexOf(after)) + 1
        const clock = knowledge.clients.get(client)?.clock ?? 0
        const idOf = (index: number): Id | undefined => {
          const entry = known[index]
          return entry === undefined ? undefined : [entry.client, entry.clock]
        }
        const { kind } = take(knowledge, put(client, clock, { after: idOf(after), before: idOf(before), text: 'x' }))
        expect(kind, JSON.stringify({ run, known, after, before })).toBe(areNeighbours ? 'accept' : 'invalid')
        if (kind === 'accept') known.push({ client, clock, after, before })
        if (kind === 'accept') accepted++
        else refused++
      }
    }
    expect(accepted).toBeGreaterThan(2_000)
    expect(refused).toBeGreaterThan(400)
  }, 60_000)

  test('whatever several people type and delete at once in one list is let through, row by row and as a whole (G3)', () => {
    const step = fc.record({ by: fc.nat({ max: 4 }), at: fc.nat({ max: 12 }), count: fc.nat({ max: 3 }), hears: fc.nat({ max: 4 }), isTold: fc.boolean() })
    fc.assert(
      fc.property(fc.array(step, { minLength: 5, maxLength: 60 }), (steps) => {
        const replicas = [3, 11, 7, 5, 42].map((client) => newDoc(client))
        const rows: Uint8Array[] = []
        for (const ydoc of replicas) {
          ydoc.on('update', (update: Uint8Array, origin: unknown) => {
            if (origin !== 'heard') rows.push(update)
          })
        }
        for (const { by, at, count, hears, isTold } of steps) {
          const ydoc = replicas[by] as Y.Doc
          const notes = ydoc.getText('text/notes')
          const from = Math.min(at, notes.length)
          if (count === 0) notes.delete(from, Math.min(2, notes.length - from))
          else notes.insert(from, 'xyz'.slice(0, count))
          if (isTold) Y.applyUpdate(ydoc, Y.encodeStateAsUpdate(replicas[hears] as Y.Doc, Y.encodeStateVector(ydoc)), 'heard')
        }
        const knowledge = createKnowledge()
        for (const row of rows) expect(['accept', 'duplicate']).toContain(take(knowledge, row).kind)
        const whole = newDoc(1)
        for (const row of rows) Y.applyUpdate(whole, row)
        expect('kind' in knowledgeOf(stateOf(whole), 'foreign')).toBe(false)
        expect(vetForeignRow(createKnowledge(), Y.mergeUpdates(rows)).kind).toBe('accept')
        // Known from a snapshot or from rows, the next edit is judged alike.
        const seen = Y.encodeStateVector(whole)
        whole.getText('text/notes').insert(Math.floor(whole.getText('text/notes').length / 2), '!')
        const next = Y.encodeStateAsUpdate(whole, seen)
        const compacted = knowledgeOf(stateOf(newDocWith(rows))) as DocumentKnowledge
        expect(take(compacted, next, true).kind).toBe('accept')
        expect(take(knowledge, next, true).kind).toBe('accept')
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

const newDocWith = (updates: readonly Uint8Array[]): Y.Doc => {
  const ydoc = newDoc(98)
  for (const update of updates) Y.applyUpdate(ydoc, update)
  return ydoc
}
