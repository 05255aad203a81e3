import fc from 'fast-check'
import { expect, test } from 'vitest'
import { decodeBundle, encodeBundle } from '../../../shared/protocol/update-bundle.ts'

const bundle = fc.record({
  person: fc.string(),
  updates: fc.array(fc.record({ document: fc.string(), update: fc.uint8Array({ maxLength: 300 }), edits: fc.nat() }), { maxLength: 5 }),
})

test('a bundle of updates is read as it was written', () => {
  fc.assert(
    fc.property(bundle, (written) => {
      expect(decodeBundle(encodeBundle(written))).toEqual(written)
    }),
  )
})

test('bytes that are not exactly a bundle are none, and no reader throws', () => {
  const bytes = encodeBundle({ person: 'p1', updates: [{ document: 'workspace/items', update: new Uint8Array([1, 2, 3]), edits: 1 }] })
  for (let length = 0; length < bytes.length; length++) {
    const read = decodeBundle(bytes.subarray(0, length))
    // Cut between updates it is a smaller bundle.
    if (read !== null) expect(read.updates).toEqual([])
  }
  fc.assert(fc.property(fc.uint8Array({ maxLength: 64 }), (any) => void decodeBundle(any)))
  expect(decodeBundle(new Uint8Array([2, 0]))).toBeNull()
})
