// The decoder documents are read with is Yjs's own but for short texts: what comes out must be the same, and so must what throws.

import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { QuickDecoder } from '../../../client/data/quick-decoder.ts'
import { replay } from '../../../client/data/replay.ts'
import { accountsSheet, importDevice, itemsSheet, promotionsSheet } from '../../support/import-device.ts'
import { manyPromotions } from '../../support/sample-year.ts'

const read = (update: Uint8Array, decoder: typeof Y.UpdateDecoderV1): { readonly bytes: Uint8Array; readonly shown: unknown } => {
  const ydoc = new Y.Doc()
  Y.applyUpdateV2(ydoc, update, null, decoder)
  ydoc.getMap('fields')
  ydoc.getText('text/notes')
  return { bytes: Y.encodeStateAsUpdate(ydoc), shown: ydoc.toJSON() }
}
const outcome = (update: Uint8Array, decoder: typeof Y.UpdateDecoderV1): unknown => {
  try {
    return read(update, decoder)
  } catch {
    return 'throws'
  }
}
const same = (update: Uint8Array): void => {
  // Twice: what was seen before comes out of the table.
  for (let time = 0; time < 2; time++) expect(outcome(update, QuickDecoder)).toEqual(outcome(update, Y.UpdateDecoderV1))
}

describe('the quick decoder', () => {
  it('reads the documents of a year as Yjs does', () => {
    const device = importDevice('decoder')
    device.import([promotionsSheet(manyPromotions(169)), itemsSheet(), accountsSheet()])
    expect(device.documents.size).toBeGreaterThan(5)
    for (const live of device.documents.values()) {
      const update = Y.encodeStateAsUpdate(live.ydoc)
      same(update)
      const { ydoc, bad } = replay([{ key: 1, updates: [update] }])
      expect(bad).toEqual([])
      expect(Y.encodeStateAsUpdate(ydoc)).toEqual(update)
    }
  })

  it('reads any keys, texts and values as Yjs does: of any length and alphabet', () => {
    const text = fc.oneof(
      fc.string({ maxLength: 200 }),
      fc.string({ unit: 'binary', maxLength: 90 }),
      fc.constantFrom('', 'a', '\ufeff', 'é', '\0', 'name', '€'.repeat(16)),
    )
    const value = fc.oneof(
      text,
      fc.jsonValue({ maxDepth: 4 }),
      fc.constant(undefined),
      fc.uint8Array(),
      fc.double({ noNaN: true }),
      fc.bigInt({ min: -(2n ** 63n), max: 2n ** 63n - 1n }),
    )
    fc.assert(
      fc.property(fc.array(fc.tuple(text, value), { maxLength: 12 }), text, (entries, notes) => {
        const ydoc = new Y.Doc()
        for (const [key, entry] of entries) ydoc.getMap('fields').set(key, entry)
        ydoc.getText('text/notes').insert(0, notes)
        same(Y.encodeStateAsUpdate(ydoc))
      }),
    )
  })

  it('throws where Yjs throws: at bytes that are cut off or are no text', () => {
    const ydoc = new Y.Doc()
    ydoc.getMap('fields').set('window', { from: '2027-01-01', to: 'später', list: ['a', 'b'] })
    const update = Y.encodeStateAsUpdate(ydoc)
    for (let length = 0; length < update.length; length++) same(update.slice(0, length))
    for (let at = 0; at < update.length; at++) {
      const broken = update.slice()
      broken[at] = 0xff
      same(broken)
    }
  })
})
