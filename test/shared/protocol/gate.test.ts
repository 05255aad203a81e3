// The gate against Yjs itself: what it lets through applies and leaves nothing pending (G6); what honest documents write
// is let through; what is known is cut out so that every replica ends the same.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createKnowledge, createRuns, type DocumentKnowledge, GONE, learn } from '../../../shared/protocol/document-knowledge.ts'
import { knowledgeOf, type Verdict, vetUpdate } from '../../../shared/protocol/gate.ts'
import { vetInbound } from '../../../shared/protocol/vet-inbound.ts'
import { type HonestEdit, honestDocument, honestEdits, newDoc } from '../../support/honest-edits.ts'
import { updateBytes } from '../../support/update-bytes.ts'

const ANN = 'ann'
const BEN = 'ben'

/** Vets as the relay does: a verdict that accepts is learned. */
const take = (knowledge: DocumentKnowledge, bytes: Uint8Array, person = ANN, partial = false): Verdict => {
  const verdict = vetUpdate(knowledge, bytes, { person, partial })
  if (verdict.kind === 'accept') learn(knowledge, verdict.learned)
  return verdict
}

const updatesOf = (ydoc: Y.Doc, work: () => void): Uint8Array[] => {
  const updates: Uint8Array[] = []
  const listen = (update: Uint8Array) => updates.push(update)
  ydoc.on('update', listen)
  work()
  ydoc.off('update', listen)
  return updates
}

const hasPending = (ydoc: Y.Doc): boolean => ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null

const loaded = (updates: readonly Uint8Array[]): Y.Doc => {
  const ydoc = newDoc(999)
  for (const update of updates) Y.applyUpdate(ydoc, update)
  return ydoc
}

describe('what honest documents write', () => {
  test('every live update is accepted as it is, in order (G2, G3)', () => {
    fc.assert(
      fc.property(fc.array(honestEdits, { minLength: 1, maxLength: 40 }), (edits: HonestEdit[]) => {
        const knowledge = createKnowledge()
        const source = honestDocument(7)
        source.onUpdate((update) => {
          const verdict = take(knowledge, update)
          expect(verdict).toMatchObject({ kind: 'accept', complete: true })
          if (verdict.kind === 'accept') expect(verdict.bytes).toBe(update)
        })
        for (const edit of edits) source.perform(edit)
      }),
      { numRuns: 100 },
    )
  })

  test('a merged log gives the same knowledge as its rows, and everything in it is a duplicate (G4)', () => {
    fc.assert(
      fc.property(fc.array(honestEdits, { minLength: 1, maxLength: 40 }), (edits: HonestEdit[]) => {
        const rows: Uint8Array[] = []
        const byRow = createKnowledge()
        const source = honestDocument(7)
        source.onUpdate((update) => {
          rows.push(update)
          take(byRow, update)
        })
        for (const edit of edits) source.perform(edit)
        if (rows.length === 0) return
        const byMerge = knowledgeOf(Y.mergeUpdates(rows))
        if ('kind' in byMerge) throw new Error(byMerge.reason)
        expect([...byMerge.clients].map(([client, { clock, deletes }]) => ({ client, clock, deletes }))).toEqual(
          [...byRow.clients].map(([client, { clock, deletes }]) => ({ client, clock, deletes })),
        )
        for (const row of rows) expect(take(byMerge, row)).toEqual({ kind: 'duplicate' })
        expect(take(byMerge, Y.encodeStateAsUpdate(source.ydoc), ANN, true)).toEqual({ kind: 'duplicate' })
      }),
      { numRuns: 60 },
    )
  })

  test('whatever is lost, repeated or reordered, the log and its replicas end equal once each says what it has (G3, G6)', () => {
    const delivery = fc.record({ edit: honestEdits, by: fc.integer({ min: 0, max: 2 }), fate: fc.constantFrom('arrives', 'lost', 'twice', 'late') })
    fc.assert(
      fc.property(fc.array(delivery, { minLength: 1, maxLength: 60 }), (deliveries) => {
        const knowledge = createKnowledge()
        const log: Uint8Array[] = []
        const people = [ANN, BEN, 'cas']
        const replicas = [11, 5, 42].map((client) => honestDocument(client))
        const late: (() => void)[] = []
        const offer = (by: number, bytes: Uint8Array, partial: boolean) => {
          const verdict = take(knowledge, bytes, people[by], partial)
          expect(['accept', 'duplicate', 'resync']).toContain(verdict.kind)
          if (verdict.kind !== 'accept') return
          log.push(verdict.bytes)
          for (const [index, replica] of replicas.entries()) if (index !== by) replica.receive(verdict.bytes)
        }
        for (const { edit, by, fate } of deliveries) {
          const replica = replicas[by] as (typeof replicas)[number]
          const stop = replica.onUpdate((update) => {
            if (fate === 'late') late.push(() => offer(by, update, false))
            else if (fate !== 'lost') offer(by, update, false)
            if (fate === 'twice') offer(by, update, false)
          })
          replica.perform(edit)
          stop()
        }
        for (const send of late) send()
        for (const [by, replica] of replicas.entries()) offer(by, Y.encodeStateAsUpdate(replica.ydoc), true)
        for (const [by, replica] of replicas.entries()) offer(by, Y.encodeStateAsUpdate(replica.ydoc), true)
        const server = loaded(log)
        expect(hasPending(server)).toBe(false)
        const truth = Y.encodeStateAsUpdate(loaded([Y.encodeStateAsUpdate(server)]))
        for (const replica of replicas) {
          expect(hasPending(replica.ydoc)).toBe(false)
          expect(Y.encodeStateAsUpdate(loaded([Y.encodeStateAsUpdate(replica.ydoc)]))).toEqual(truth)
        }
      }),
      { numRuns: 150 },
    )
  }, 60_000)
})

describe('knowledge that is built again', () => {
  test('from rows, from the merged log or from a snapshot without garbage, edits made offline are let through alike (G3, G6)', () => {
    const step = fc.record({ edit: honestEdits, by: fc.integer({ min: 0, max: 2 }), isOffline: fc.boolean() })
    let judged = 0
    fc.assert(
      fc.property(fc.array(step, { minLength: 8, maxLength: 60 }), (steps) => {
        const replicas = [11, 5, 42].map((client) => honestDocument(client))
        const byRow = createKnowledge()
        const rows: Uint8Array[] = []
        const offer = (by: number, bytes: Uint8Array) => {
          const verdict = vetUpdate(byRow, bytes, { person: null, partial: true })
          if (verdict.kind !== 'accept') return
          learn(byRow, verdict.learned)
          rows.push(verdict.bytes)
          for (const [index, replica] of replicas.entries()) if (index !== by) replica.receive(verdict.bytes)
        }
        for (const { edit, by, isOffline } of steps) {
          const replica = replicas[by] as (typeof replicas)[number]
          const stop = replica.onUpdate((update) => {
            if (!isOffline) offer(by, update)
          })
          replica.perform(edit)
          stop()
        }
        if (rows.length === 0) return
        const fromLog = knowledgeOf(Y.mergeUpdates(rows))
        const fromSnapshot = knowledgeOf(Y.encodeStateAsUpdate(loaded(rows)))
        if ('kind' in fromLog || 'kind' in fromSnapshot) throw new Error('the log is not honest')
        for (const replica of replicas) {
          const state = Y.encodeStateAsUpdate(replica.ydoc)
          const verdicts = [byRow, fromLog, fromSnapshot].map((knowledge) => vetUpdate(knowledge, state, { person: ANN, partial: true }))
          for (const { kind } of verdicts) expect(['accept', 'duplicate', 'resync']).toContain(kind)
          // Deletes may be news to one only: a snapshot also tells what was deleted by being replaced.
          const structs = verdicts.map((verdict) => (verdict.kind === 'accept' ? verdict.learned.structs.map(({ client, clock }) => [client, clock]) : []))
          expect(structs).toEqual([structs[0], structs[0], structs[0]])
          judged += structs[0]?.length ?? 0
        }
      }),
      { numRuns: 150 },
    )
    expect(judged).toBeGreaterThan(50)
  }, 60_000)
})

describe('what is known is cut out', () => {
  test('an overlapping update is trimmed to what is new, byte for byte what Yjs itself would write (G3)', () => {
    const ydoc = newDoc(3)
    const notes = ydoc.getText('text/notes')
    notes.insert(0, 'known 😀')
    const before = Y.encodeStateAsUpdate(ydoc)
    const sv = Y.encodeStateVector(ydoc)
    notes.insert(notes.length, ' and new')
    const whole = Y.encodeStateAsUpdate(ydoc)
    const knowledge = createKnowledge()
    take(knowledge, before)
    const verdict = take(knowledge, whole)
    expect(verdict).toMatchObject({ kind: 'accept', complete: true })
    if (verdict.kind === 'accept') expect(verdict.bytes).toEqual(Y.diffUpdate(whole, sv))
  })

  test('trimming equals Yjs at every clock, in text with pairs, values and garbage (G3)', () => {
    const ydoc = newDoc(3)
    ydoc.getText('text/notes').insert(0, 'a😀é漢z')
    ydoc.getArray('rows/list').insert(0, [1, 'two', { three: [3] }, null, 5.5])
    ydoc.getMap('fields').set('gone', new Y.Array())
    ;(ydoc.getMap('fields').get('gone') as Y.Array<number>).insert(0, [1, 2, 3, 4])
    ydoc.getMap('fields').delete('gone')
    ydoc.getText('text/notes').delete(1, 3)
    const whole = Y.encodeStateAsUpdate(ydoc)
    const end = Y.getState(ydoc.store, 3)
    for (let clock = 1; clock < end; clock++) {
      const knowledge = createKnowledge()
      learn(knowledge, {
        person: ANN,
        deletes: [],
        roots: [],
        structs: [{ client: 3, clock, count: 1, runs: { ...createRuns(), runStarts: [0], runPlaces: [GONE] } }],
      })
      const verdict = vetUpdate(knowledge, whole, { person: ANN, partial: false })
      const sv = updateBytes.stateVector([[3, clock]])
      expect(verdict, `at ${clock}`).toMatchObject({ kind: 'accept', bytes: Y.diffUpdate(whole, sv) })
    }
  })

  test('the first version of a clock wins: other content for a known clock adds nothing (G3)', () => {
    const knowledge = createKnowledge()
    const first = newDoc(5)
    const second = newDoc(5)
    const [one] = updatesOf(first, () => first.getMap('fields').set('name', 'first'))
    const [two] = updatesOf(second, () => second.getMap('fields').set('name', 'other'))
    expect(take(knowledge, one!).kind).toBe('accept')
    expect(take(knowledge, two!)).toEqual({ kind: 'duplicate' })
  })

  test('delete ranges already known are cut before logging (G4)', () => {
    const ydoc = newDoc(5)
    const notes = ydoc.getText('text/notes')
    const knowledge = createKnowledge()
    const live: Uint8Array[] = []
    ydoc.on('update', (update: Uint8Array) => live.push(update))
    notes.insert(0, 'abcdefgh')
    notes.delete(1, 2)
    for (const update of live.splice(0)) take(knowledge, update)
    notes.delete(3, 2)
    const [third] = live
    const verdict = take(knowledge, Y.encodeStateAsUpdate(ydoc), ANN, true)
    expect(verdict).toMatchObject({ kind: 'accept', bytes: third })
  })
})

describe('gaps', () => {
  const gapped = () => {
    const ydoc = newDoc(5)
    const updates: Uint8Array[] = []
    ydoc.on('update', (update: Uint8Array) => updates.push(update))
    ydoc.getMap('fields').set('a', 1)
    ydoc.getMap('fields').set('b', 2)
    ydoc.getMap('fields').set('c', 3)
    return { ydoc, updates }
  }

  test('a live update after a lost one is dropped whole and a step 2 mends it (G3)', () => {
    const { ydoc, updates } = gapped()
    const knowledge = createKnowledge()
    take(knowledge, updates[0]!)
    expect(take(knowledge, updates[2]!)).toEqual({ kind: 'resync' })
    expect(take(knowledge, Y.encodeStateAsUpdate(ydoc), ANN, true)).toMatchObject({ kind: 'accept', complete: true })
    expect(take(knowledge, updates[2]!)).toEqual({ kind: 'duplicate' })
  })

  test('a step 2 with a hole is taken as far as it connects (G3)', () => {
    const { updates } = gapped()
    const other = newDoc(9)
    const [theirs] = updatesOf(other, () => other.getMap('fields').set('z', 1))
    const holed = Y.mergeUpdates([updates[0]!, updates[2]!, theirs!])
    const verdict = take(createKnowledge(), holed, ANN, true)
    expect(verdict).toMatchObject({ kind: 'accept', complete: false })
    if (verdict.kind !== 'accept') return
    const ydoc = loaded([verdict.bytes])
    expect(hasPending(ydoc)).toBe(false)
    expect(ydoc.getMap('fields').toJSON()).toEqual({ a: 1, z: 1 })
  })

  test('a struct whose neighbour is not known waits, even when its own client connects (G3)', () => {
    const base = newDoc(5)
    const [first] = updatesOf(base, () => base.getText('text/notes').insert(0, 'base'))
    const reader = newDoc(6)
    Y.applyUpdate(reader, first!)
    const [reply] = updatesOf(reader, () => reader.getText('text/notes').insert(4, '!'))
    expect(take(createKnowledge(), reply!)).toEqual({ kind: 'resync' })
    const both = createKnowledge()
    take(both, first!)
    expect(take(both, reply!).kind).toBe('accept')
  })

  test('a delete of clocks nobody has written is a gap, not a promise to delete them later (G3)', () => {
    const knowledge = createKnowledge()
    const ydoc = newDoc(5)
    take(knowledge, updatesOf(ydoc, () => ydoc.getMap('fields').set('a', 1))[0]!)
    const past = updateBytes.deletes([[5, [[0, 1_000_000]]]])
    expect(past.length).toBeLessThan(17)
    expect(take(knowledge, past)).toEqual({ kind: 'resync' })
    const partly = take(knowledge, past, ANN, true)
    expect(partly).toMatchObject({ kind: 'accept', complete: false, bytes: updateBytes.deletes([[5, [[0, 1]]]]) })
  })
})

describe('a frame that deletes much (G4)', () => {
  const erasing = (share: number): Verdict => {
    const knowledge = createKnowledge()
    const ydoc = newDoc(5)
    const notes = ydoc.getText('text/notes')
    for (const update of updatesOf(ydoc, () => notes.insert(0, 'x'.repeat(1_000)))) take(knowledge, update)
    const [deleted] = updatesOf(ydoc, () => notes.delete(0, 1_000 * share))
    return take(knowledge, deleted!, BEN)
  }

  test('over 30 % of the known clocks says that the document is to be kept as it was before', () => {
    expect(erasing(0.31)).toMatchObject({ kind: 'accept', isErasing: true })
    expect(erasing(0.29)).toMatchObject({ kind: 'accept', isErasing: false })
  })

  test('of a few clocks, which every replaced value is, says nothing', () => {
    const knowledge = createKnowledge()
    const ydoc = newDoc(5)
    const updates = updatesOf(ydoc, () => {
      for (let i = 0; i < 3; i++) ydoc.getMap('fields').set('a', i)
    })
    for (const update of updates) expect(take(knowledge, update)).toMatchObject({ kind: 'accept', isErasing: false })
  })

  test('counts what was known before only: what came and went in the frame itself is nobody’s loss', () => {
    const ydoc = newDoc(5)
    ydoc.getText('text/notes').insert(0, 'x'.repeat(1_000))
    ydoc.getText('text/notes').delete(0, 900)
    expect(take(createKnowledge(), Y.encodeStateAsUpdate(ydoc))).toMatchObject({ kind: 'accept', isErasing: false })
  })
})

describe('whose clientID it is (G2)', () => {
  test('new structs of another person are denied, their known ones are not', () => {
    const knowledge = createKnowledge()
    const ydoc = newDoc(5)
    const notes = ydoc.getText('text/notes')
    const updates: Uint8Array[] = []
    ydoc.on('update', (update: Uint8Array) => updates.push(update))
    notes.insert(0, 'mine')
    notes.insert(4, ' too')
    take(knowledge, updates[0]!, ANN)
    expect(take(knowledge, updates[1]!, BEN)).toEqual({ kind: 'denied' })
    expect(take(knowledge, updates[0]!, BEN)).toEqual({ kind: 'duplicate' })
    expect(take(knowledge, updates[1]!, ANN).kind).toBe('accept')
  })

  test('anybody may delete what anybody wrote', () => {
    const knowledge = createKnowledge()
    const ann = newDoc(5)
    const [written] = updatesOf(ann, () => ann.getText('text/notes').insert(0, 'mine'))
    take(knowledge, written!, ANN)
    const ben = newDoc(6)
    Y.applyUpdate(ben, written!)
    const [deleted] = updatesOf(ben, () => ben.getText('text/notes').delete(0, 4))
    expect(take(knowledge, deleted!, BEN).kind).toBe('accept')
  })
})

describe('what must not stand in a document (G5)', () => {
  const refusedBy = (work: (ydoc: Y.Doc) => void): Verdict => {
    const ydoc = newDoc(5)
    ydoc.transact(() => work(ydoc))
    return take(createKnowledge(), Y.encodeStateAsUpdate(ydoc))
  }
  const cases: [string, string, (ydoc: Y.Doc) => void][] = [
    ['a root name outside the grammar', 'unknown root name', (ydoc) => ydoc.getMap('Fields').set('a', 1)],
    ['a subdocument', 'subdocument', (ydoc) => ydoc.getMap('fields').set('a', new Y.Doc())],
    [
      'bytes inside a value, which a Yjs in development mode throws at',
      'bytes inside a value',
      (ydoc) => ydoc.getMap('fields').set('a', { b: new Uint8Array([1]) }),
    ],
    ['a BigInt', 'BigInt', (ydoc) => ydoc.getMap('fields').set('a', 12n)],
    ['a key that reaches a prototype', 'forbidden key', (ydoc) => ydoc.getMap('fields').set('constructor', 1)],
    ['such a key inside a value', 'forbidden key', (ydoc) => ydoc.getMap('fields').set('a', JSON.parse('{"x":[{"__proto__":1}]}'))],
    ['a format in plain text', 'content where it does not belong', (ydoc) => ydoc.getText('text/notes').insert(0, 'x', { bold: true })],
    ['an embed in plain text', 'content where it does not belong', (ydoc) => ydoc.getText('text/notes').insertEmbed(0, { a: 1 })],
    ['an element in a row', 'content where it does not belong', (ydoc) => ydoc.getMap('rows/lines').set('a', new Y.XmlElement('p'))],
    ['an element named after a prototype', 'forbidden key', (ydoc) => ydoc.getXmlFragment('rich/notes').insert(0, [new Y.XmlElement('__proto__')])],
  ]
  test.each(cases)('%s', (_name, reason, work) => {
    expect(refusedBy(work)).toEqual({ kind: 'invalid', reason })
  })

  test('a bare value among the elements of rich text', () => {
    // `toString` of the fragment would throw on it.
    const fragment = (ydoc: Y.Doc) => ydoc.getArray('rich/notes').insert(0, [null])
    expect(refusedBy(fragment)).toEqual({ kind: 'invalid', reason: 'content where it does not belong' })
  })

  test('maps nested deeper than 12, also over many updates (L3)', () => {
    const knowledge = createKnowledge()
    const ydoc = newDoc(5)
    let map = ydoc.getMap('fields') as Y.Map<unknown>
    for (let depth = 1; depth <= 13; depth++) {
      const inner = new Y.Map<unknown>()
      const [update] = updatesOf(ydoc, () => map.set('in', inner))
      expect(take(knowledge, update!).kind, `depth ${depth}`).toBe(depth <= 12 ? 'accept' : 'invalid')
      map = inner
    }
  })

  test('24 KB of nested maps in one update', () => {
    expect(take(createKnowledge(), updateBytes.nestedMaps(5, 3_000))).toEqual({ kind: 'invalid', reason: 'nested too deep' })
  })

  test('values nested deeper than 16 (L3)', () => {
    let value: unknown = 1
    for (let depth = 0; depth < 17; depth++) value = [value]
    expect(refusedBy((ydoc) => ydoc.getMap('fields').set('a', value))).toEqual({ kind: 'invalid', reason: 'value too deep' })
  })

  test('rich text with formats, embeds and attributes is welcome under its own root', () => {
    expect(
      refusedBy((ydoc) => {
        const paragraph = new Y.XmlElement('paragraph')
        const text = new Y.XmlText()
        ydoc.getXmlFragment('rich/notes').insert(0, [paragraph])
        paragraph.setAttribute('align', 'left')
        paragraph.insert(0, [text])
        text.insert(0, 'bold', { bold: true })
        text.insertEmbed(0, { image: 'x' })
      }).kind,
    ).toBe('accept')
  })
})

describe('bytes that are no update (G1)', () => {
  test.each([
    ['nothing at all', []],
    ['seven bytes that declare 2²⁸ structs', [1, 0xff, 0xff, 0xff, 0x7f, 1, 0]],
    ['trailing bytes', [0, 0, 0]],
    ['an empty block', [1, 0, 5, 0, 0]],
    ['a struct of no length', [1, 1, 5, 0, 0, 0, 0]],
    ['a clock beyond 2³¹', [1, 1, 5, 0, 0, 0xff, 0xff, 0xff, 0xff, 0x7f, 0]],
    ['a number without end', [...new Array(200).fill(0x80), 0]],
    ['text that is not UTF-8', [1, 1, 5, 0, 4, 1, 10, ...new TextEncoder().encode('text/notes'), 2, 0xc0, 0x80, 0]],
    ['an info byte Yjs reads in two ways', [1, 1, 5, 0, 0x8a, 1, 0]],
    ['a V2 update', [...Y.encodeStateAsUpdateV2(loaded([updateBytes.nestedMaps(5, 3)]))]],
  ])('%s', (_name, bytes) => {
    const verdict = take(createKnowledge(), new Uint8Array(bytes))
    expect(verdict.kind).toBe('invalid')
    expect(vetInbound(new Uint8Array(bytes))).toEqual(verdict)
  })

  test('a client twice, or out of order, which merging would lose', () => {
    const blocks = updateBytes.roots([
      [5, 0],
      [9, 0],
    ])
    expect(take(createKnowledge(), blocks)).toEqual({ kind: 'invalid', reason: 'clients out of order' })
  })

  test('64 KB of gaps cost next to nothing', () => {
    const ranges = Array.from({ length: 20_000 }, (_, index): [number, number] => [index * 3 + 10, 1])
    const bytes = updateBytes.deletes([[5, ranges]])
    expect(bytes.length).toBeGreaterThan(64_000)
    const started = performance.now()
    expect(take(createKnowledge(), bytes)).toEqual({ kind: 'resync' })
    expect(take(createKnowledge(), bytes, ANN, true)).toEqual({ kind: 'resync' })
    // Yjs needs 15 s for it.
    expect(performance.now() - started).toBeLessThan(1_000)
  })
})
