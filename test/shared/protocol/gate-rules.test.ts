// The gate, sentence by sentence of its rules (SYNC §5), with bytes written by hand where no honest writer makes them.

import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createKnowledge, type DocumentKnowledge, learn } from '../../../shared/protocol/document-knowledge.ts'
import { learnLogged, type Verdict, vetUpdate } from '../../../shared/protocol/gate.ts'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import { vetInbound } from '../../../shared/protocol/vet-inbound.ts'
import { newDoc } from '../../support/honest-edits.ts'

const take = (knowledge: DocumentKnowledge, bytes: Uint8Array, person = 'ann', partial = false): Verdict => {
  const verdict = vetUpdate(knowledge, bytes, { person, partial })
  if (verdict.kind === 'accept') learn(knowledge, verdict.learned)
  return verdict
}
const fresh = (bytes: Uint8Array): Verdict => take(createKnowledge(), bytes)

type Part = number | string | Uint8Array
/** Numbers as varints, texts with their length, bytes as they are. */
const bytesOf = (...parts: readonly Part[]): Uint8Array => {
  const encoder = encoding.createEncoder()
  for (const part of parts) {
    if (typeof part === 'number') encoding.writeVarUint(encoder, part)
    else if (typeof part === 'string') encoding.writeVarString(encoder, part)
    else encoding.writeUint8Array(encoder, part)
  }
  return encoding.toUint8Array(encoder)
}
const byte = (value: number): Uint8Array => new Uint8Array([value])

/** One client with these structs and no deletes. */
const structs = (client: number, clock: number, count: number, ...parts: readonly Part[]): Uint8Array => bytesOf(1, count, client, clock, ...parts, 0)
const inRoot = (content: number, root: string, ...parts: readonly Part[]): Part[] => [byte(content), 1, root, ...parts]
const deletes = (...parts: readonly Part[]): Uint8Array => bytesOf(0, ...parts)

const HUGE = 2 ** 28
const TEXT = 4
const TYPE = 7
const ANY = 8
const KEYED = 32
const RIGHT = 64
const ORIGIN = 128

describe('G1: the bytes themselves', () => {
  test.each([
    ['blocks', bytesOf(HUGE, 0)],
    ['structs of a block', bytesOf(1, HUGE, 5, 0, 0)],
    ['clients of a delete set', deletes(HUGE)],
    ['delete ranges of a client', deletes(1, 5, HUGE, 0)],
    ['JSON values', structs(5, 0, 1, ...inRoot(2, 'rows/list', HUGE))],
    ['values', structs(5, 0, 1, ...inRoot(ANY, 'rows/list', HUGE))],
    ['entries of an object', structs(5, 0, 1, ...inRoot(ANY, 'rows/list', 1, byte(118), HUGE))],
    ['elements of an array', structs(5, 0, 1, ...inRoot(ANY, 'rows/list', 1, byte(117), HUGE))],
  ])('declared counts fit the bytes that are left: %s', (_name, bytes) => {
    expect(fresh(bytes)).toEqual({ kind: 'invalid', reason: 'declares more than it holds' })
    expect(vetInbound(bytes)).toEqual({ kind: 'invalid', reason: 'declares more than it holds' })
  })

  test('counts are compared at two bytes each: what could only just be there is not believed either', () => {
    // Three structs are declared, and four bytes are left.
    expect(fresh(bytesOf(1, 3, 5, 0, 0))).toMatchObject({ kind: 'invalid', reason: 'declares more than it holds' })
  })

  test.each([
    ['garbage', structs(5, 0, 1, byte(0), 0)],
    ['a skip', structs(5, 0, 1, byte(10), 0)],
    ['deleted content', structs(5, 0, 1, ...inRoot(1, 'fields', 0))],
    ['a text', structs(5, 0, 1, ...inRoot(TEXT, 'text/notes', ''))],
    ['no values', structs(5, 0, 1, ...inRoot(ANY, 'rows/list', 0))],
    ['a delete range', deletes(1, 5, 1, 0, 0)],
  ])('lengths are at least 1: %s', (_name, bytes) => {
    expect(fresh(bytes)).toEqual({ kind: 'invalid', reason: 'bad length' })
  })

  const PAST = LIMITS.clockMax + 1
  test.each([
    ['of a struct', structs(5, LIMITS.clockMax, 1, ...inRoot(TEXT, 'text/notes', 'x'))],
    ['of a neighbour', structs(5, 0, 1, byte(TEXT | ORIGIN), 7, PAST, 'x')],
    ['of a right neighbour', structs(5, 0, 1, byte(TEXT | RIGHT), 7, PAST, 'x')],
    ['of a parent', structs(5, 0, 1, byte(TEXT), 0, 7, PAST, 'x')],
    ['where a delete range begins', deletes(1, 5, 1, PAST, 1)],
    ['where a delete range ends', deletes(1, 5, 1, LIMITS.clockMax, 1)],
  ])('clocks are at most 2³¹: %s', (_name, bytes) => {
    expect(fresh(bytes)).toEqual({ kind: 'invalid', reason: 'clock too high' })
  })

  test('lengths of text count UTF-16 units, not bytes', () => {
    const knowledge = createKnowledge()
    expect(take(knowledge, structs(5, 0, 1, ...inRoot(TEXT, 'text/notes', 'é漢😀'))).kind).toBe('accept')
    expect(knowledge.clients.get(5)?.clock).toBe(4)
  })

  test.each([
    ['half a pair', [0xed, 0xa0, 0x80]],
    ['an overlong form', [0xc0, 0xaf]],
    ['beyond Unicode', [0xf4, 0x90, 0x80, 0x80]],
    ['cut off', [0xe6, 0xbc]],
  ])('text is UTF-8: %s', (_name, bytes) => {
    expect(fresh(structs(5, 0, 1, ...inRoot(TEXT, 'text/notes', bytes.length, new Uint8Array(bytes))))).toMatchObject({ reason: 'text is not UTF-8' })
    // In names and keys too.
    expect(fresh(structs(5, 0, 1, byte(ANY | KEYED), 1, 'fields', bytes.length, new Uint8Array(bytes), 1, byte(126)))).toMatchObject({
      reason: 'text is not UTF-8',
    })
  })
})

describe('what one update may hold (L2)', () => {
  const many = (count: number, ...part: readonly Part[]): Uint8Array => {
    const bytes = bytesOf(...part)
    const repeated = new Uint8Array(count * bytes.length)
    for (let index = 0; index < count; index++) repeated.set(bytes, index * bytes.length)
    return structs(5, 0, count, repeated)
  }
  const nulls = (count: number): Part[] => [...inRoot(ANY, 'rows/list', count), new Uint8Array(count).fill(126)]
  const clients = (count: number): Uint8Array =>
    bytesOf(count, ...Array.from({ length: count }, (_, index) => [1, count - index, 0, ...inRoot(TEXT, 'text/notes', 'x')]).flat(), 0)

  test.each([
    ['structs', 'too many structs', many(LIMITS.structsPerUpdateMax + 1, byte(0), 1)],
    ['delete ranges', 'too many delete ranges', deletes(1, 5, LIMITS.rangesPerUpdateMax + 1, new Uint8Array(2 * LIMITS.rangesPerUpdateMax + 2).fill(1))],
    ['values', 'too many values', structs(5, 0, 1, ...nulls(LIMITS.valuesPerUpdateMax + 1))],
    ['JSON', 'too much JSON', structs(5, 0, 1, ...inRoot(5, 'rich/notes', JSON.stringify('x'.repeat(LIMITS.jsonBytesPerUpdateMax))))],
    ['clients new to the document', 'too many clients', clients(LIMITS.clientsPerUpdateMax + 1)],
    ['roots', 'too many root names', structs(5, 0, 4_097, ...Array.from({ length: 4_097 }, (_, index) => inRoot(TEXT, `text/notes/r${index}`, 'x')).flat())],
  ])('%s over the limit are too large', (_name, reason, bytes) => {
    expect(fresh(bytes)).toEqual({ kind: 'too_large', reason })
  })

  test('as much as is allowed is let through', () => {
    expect(fresh(structs(5, 0, 1, ...nulls(LIMITS.valuesPerUpdateMax))).kind).toBe('accept')
    expect(fresh(many(LIMITS.structsPerUpdateMax, byte(0), 1)).kind).toBe('accept')
    expect(fresh(clients(LIMITS.clientsPerUpdateMax)).kind).toBe('accept')
  })

  test('a merged log has grown past the limits on one update, and is read', () => {
    expect(learnLogged(createKnowledge(), many(LIMITS.structsPerUpdateMax + 1, byte(0), 1))).toBeNull()
    expect(learnLogged(createKnowledge(), structs(5, 0, 1, ...nulls(LIMITS.valuesPerUpdateMax + 1)))).toBeNull()
  })
})

describe('G3: what connects', () => {
  test('a struct may refer to what comes earlier in the frame, also of another client', () => {
    // 9 writes after what 5 writes after what 9 wrote first.
    const update = bytesOf(2, ...[2, 9, 0, ...inRoot(TEXT, 'text/notes', 'a'), byte(TEXT | ORIGIN), 5, 0, 'c'], ...[1, 5, 0, byte(TEXT | ORIGIN), 9, 0, 'b'], 0)
    const verdict = fresh(update)
    expect(verdict).toMatchObject({ kind: 'accept', complete: true })
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, update)
    expect(ydoc.getText('text/notes').toString()).toBe('abc')
  })

  test('two structs that wait for each other connect to nothing', () => {
    const circle = bytesOf(2, ...[1, 9, 0, byte(TEXT | ORIGIN), 5, 0, 'a'], ...[1, 5, 0, byte(TEXT | ORIGIN), 9, 0, 'b'], 0)
    expect(fresh(circle)).toEqual({ kind: 'resync' })
    expect(take(createKnowledge(), circle, 'ann', true)).toEqual({ kind: 'resync' })
  })

  test.each([
    ['its left neighbour', structs(5, 0, 1, byte(TEXT | ORIGIN), 7, 0, 'x')],
    ['its right neighbour', structs(5, 0, 1, byte(TEXT | RIGHT), 7, 0, 'x')],
    ['its parent', structs(5, 0, 1, byte(TEXT), 0, 7, 0, 'x')],
    ['a clock of its own before it', structs(5, 3, 1, ...inRoot(TEXT, 'text/notes', 'x'))],
    ['what a skip stands for', structs(5, 0, 2, byte(10), 3, ...inRoot(TEXT, 'text/notes', 'x'))],
    ['what a delete range names', deletes(1, 7, 1, 0, 1)],
  ])('without %s an update is a gap: whole as a live one, and nothing of it connects as a step 2', (_name, bytes) => {
    expect(fresh(bytes)).toEqual({ kind: 'resync' })
    expect(take(createKnowledge(), bytes, 'ann', true)).toEqual({ kind: 'resync' })
  })

  test('a struct that refers to its own future, at which Yjs throws, is no gap but invalid', () => {
    expect(fresh(structs(5, 0, 1, byte(TEXT | ORIGIN), 5, 9, 'x'))).toEqual({ kind: 'invalid', reason: 'refers to its own future' })
  })

  test('delete ranges may name structs of the same frame', () => {
    expect(fresh(bytesOf(1, 1, 5, 0, ...inRoot(TEXT, 'text/notes', 'abc'), 1, 5, 1, 1, 2))).toMatchObject({ kind: 'accept', complete: true })
  })
})

describe('G4: deletes that are known', () => {
  test('are cut before logging, and what is left is logged alone', () => {
    const knowledge = createKnowledge()
    take(knowledge, structs(5, 0, 1, ...inRoot(TEXT, 'text/notes', 'abcdef')))
    expect(take(knowledge, deletes(1, 5, 1, 1, 2)).kind).toBe('accept')
    expect(take(knowledge, deletes(1, 5, 1, 1, 2), 'ben')).toEqual({ kind: 'duplicate' })
    expect(take(knowledge, deletes(1, 5, 1, 0, 4), 'ben')).toMatchObject({ kind: 'accept', bytes: deletes(1, 5, 2, 0, 1, 3, 1) })
  })
})

describe('G5: what may stand in a document', () => {
  const written = (work: (ydoc: Y.Doc) => void): Verdict => {
    const ydoc = newDoc(5)
    ydoc.transact(() => work(ydoc))
    return fresh(Y.encodeStateAsUpdate(ydoc))
  }

  test('a document has at most 4,096 roots, however many updates name them', () => {
    const knowledge = createKnowledge()
    const perUpdate = 1_024
    for (let client = 1; client <= LIMITS.rootNamesPerDocumentMax / perUpdate; client++) {
      const ydoc = newDoc(client)
      for (let i = 0; i < perUpdate; i++) ydoc.getText(`text/notes/${client}-${i}`).insert(0, 'x')
      expect(take(knowledge, Y.encodeStateAsUpdate(ydoc)).kind).toBe('accept')
    }
    expect(take(knowledge, structs(99, 0, 1, ...inRoot(TEXT, 'text/notes/more', 'x')))).toEqual({ kind: 'too_large', reason: 'too many root names' })
    // In those that are there, writing goes on.
    expect(take(knowledge, structs(98, 0, 1, ...inRoot(TEXT, 'text/notes/1-0', 'x'))).kind).toBe('accept')
  })

  test('rich text is nested at most 64 deep, also when it grows by one level at a time', () => {
    const knowledge = createKnowledge()
    expect(take(knowledge, structs(5, 0, 1, ...inRoot(TYPE, 'rich/notes', 3, 'p'))).kind).toBe('accept')
    for (let depth = 2; depth <= LIMITS.depthInRichMax + 1; depth++) {
      const inner = structs(5, depth - 1, 1, byte(TYPE), 0, 5, depth - 2, 3, 'p')
      expect(take(knowledge, inner).kind, `depth ${depth}`).toBe(depth <= LIMITS.depthInRichMax ? 'accept' : 'invalid')
    }
  })

  test('depth goes by where a neighbour stands, too', () => {
    const knowledge = createKnowledge()
    for (let depth = 1; depth <= LIMITS.depthElsewhereMax; depth++) {
      const parent: Part[] = depth === 1 ? [byte(TYPE | KEYED), 1, 'fields'] : [byte(TYPE | KEYED), 0, 5, depth - 2]
      expect(take(knowledge, structs(5, depth - 1, 1, ...parent, 'k', 1)).kind).toBe('accept')
    }
    const deepest = LIMITS.depthElsewhereMax - 1
    // Beside the deepest it may stand, inside it may not.
    expect(take(knowledge, structs(6, 0, 1, byte(ANY | KEYED | ORIGIN), 5, deepest, 1, byte(126))).kind).toBe('accept')
    expect(take(knowledge, structs(7, 0, 1, byte(ANY | KEYED), 0, 5, deepest, 'k', 1, byte(126)))).toEqual({ kind: 'invalid', reason: 'nested too deep' })
  })

  const nested = (depth: number): string => '['.repeat(depth) + ']'.repeat(depth)
  test.each([
    ['JSON content', (json: string) => structs(5, 0, 1, ...inRoot(2, 'rows/list', 1, json))],
    ['an embed', (json: string) => structs(5, 0, 1, ...inRoot(5, 'rich/notes', json))],
    ['a format', (json: string) => structs(5, 0, 1, ...inRoot(6, 'rich/notes', 'bold', json))],
  ])('embedded JSON is nested at most 16 deep: %s', (_name, make) => {
    expect(fresh(make(nested(LIMITS.valueDepthMax))).kind).toBe('accept')
    expect(fresh(make(nested(LIMITS.valueDepthMax + 1)))).toEqual({ kind: 'invalid', reason: 'bad JSON' })
    // Brackets inside a string are no nesting.
    expect(fresh(make(JSON.stringify({ text: `\\"${nested(40)}` }))).kind).toBe('accept')
  })

  test.each(['__proto__', 'constructor', 'prototype'])('no key, format, element, embed or value is called %s', (key) => {
    const refused = { kind: 'invalid' }
    expect(written((ydoc) => ydoc.getMap('fields').set(key, 1))).toMatchObject(refused)
    expect(written((ydoc) => ydoc.getMap('fields').set('a', JSON.parse(`{"x":[{"${key}":1}]}`)))).toMatchObject(refused)
    expect(written((ydoc) => ydoc.getXmlFragment('rich/notes').insert(0, [new Y.XmlElement(key)]))).toMatchObject(refused)
    expect(fresh(structs(5, 0, 1, ...inRoot(6, 'rich/notes', key, 'true')))).toMatchObject(refused)
    expect(fresh(structs(5, 0, 1, ...inRoot(5, 'rich/notes', `{"a":{"${key}":1}}`)))).toMatchObject(refused)
  })

  test.each(['fields', 'rows/lines', 'text/notes', 'text/notes/r1', 'ledger/fund'])('formats and embeds stand under rich/ only, not in %s', (root) => {
    expect(fresh(structs(5, 0, 1, ...inRoot(6, root, 'bold', 'true')))).toEqual({ kind: 'invalid', reason: 'content where it does not belong' })
    expect(fresh(structs(5, 0, 1, ...inRoot(5, root, '{"image":1}')))).toEqual({ kind: 'invalid', reason: 'content where it does not belong' })
  })

  test.each([
    '',
    'Fields',
    'fields/x',
    'rows',
    'rows/',
    'rows/Lines',
    'rows/lines/r1',
    'text/notes/r1/x',
    'text/notes/é',
    'rich/notes/',
    'ledger/fund/x',
    'default',
  ])('a root is named by the grammar: not %j', (root) => {
    expect(fresh(structs(5, 0, 1, ...inRoot(TEXT, root, 'x')))).toEqual({ kind: 'invalid', reason: 'unknown root name' })
  })
})
