// Rows of the tail together: what it saves, and that no count in it costs more than its bytes.

import * as encoding from 'lib0/encoding'
import { describe, expect, test } from 'vitest'
import { decodeSocketFrame, encodeControl, type WireRow } from '../../../shared/protocol/socket-messages.ts'
import { typingUpdate } from '../../bench/relay/typing.ts'

const bundleOf = (rows: readonly WireRow[]) => encodeControl({ type: 'rows', rows })
const sizeOf = (rows: readonly WireRow[]) => rows.reduce((sum, { bytes }) => sum + bytes.length, 0)
const NOON = 1_800_000_000_000

describe('a bundle of rows', () => {
  test('of a week of typing in forty documents is at most 1.2 times its updates', () => {
    const rows = Array.from({ length: 40 * 50 }, (_, index) => ({
      document: `accounts/a${Math.floor(index / 50)}/calendar/2027`,
      seq: 501 + index,
      person: 'k3jf8Gq0Zt5Wc1Xb',
      time: NOON + Math.floor(index / 10),
      bytes: typingUpdate(1_000 + Math.floor(index / 50), 1 + (index % 50)),
    }))
    expect(bundleOf(rows).length).toBeLessThanOrEqual(sizeOf(rows) * 1.2)
    const singly = rows.reduce((sum, row) => sum + encodeControl({ type: 'row', row }).length, 0)
    expect(singly).toBeGreaterThan(sizeOf(rows) * 4)
  })

  test('of two people who take turns in two documents costs a few bytes a row', () => {
    const rows = Array.from({ length: 400 }, (_, index) => ({
      document: index % 2 === 0 ? 'workspace/items' : 'workspace/settings',
      seq: 1 + index,
      person: index % 3 === 0 ? 'ann' : 'ben',
      time: NOON + index * 1_733,
      bytes: new Uint8Array(20 + (index % 7)).fill(1),
    }))
    expect(bundleOf(rows).length - sizeOf(rows)).toBeLessThan(rows.length * 8)
    const frame = decodeSocketFrame(bundleOf(rows))
    const [even, odd] = [0, 1].map((rest) => rows.filter((_, index) => index % 2 === rest))
    expect(frame).toEqual({ channel: 0, control: { type: 'rows', rows: [...(even ?? []), ...(odd ?? [])] } })
  })

  test('with a clock that was set back, and a document that begins before the last, comes out the same', () => {
    const rows = [
      { document: 'a', seq: 9, person: 'p', time: NOON, bytes: new Uint8Array([7]) },
      { document: 'a', seq: 12, person: 'p', time: NOON - 3_600_000, bytes: new Uint8Array([8, 8]) },
      { document: 'b', seq: 3, person: 'q', time: 0, bytes: new Uint8Array([9]) },
    ]
    expect(decodeSocketFrame(bundleOf(rows))).toEqual({ channel: 0, control: { type: 'rows', rows } })
  })
})

describe('hostile bundles are none (G1)', () => {
  const crafted = (write: (encoder: encoding.Encoder) => void) =>
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, 0)
      encoding.writeVarUint(encoder, 115)
      write(encoder)
    })
  const told = (encoder: encoding.Encoder, numbers: readonly number[]) => {
    for (const number of numbers) encoding.writeVarUint(encoder, number)
  }
  const oneDocument = (encoder: encoding.Encoder, numbers: readonly number[]) => {
    told(encoder, [1])
    encoding.writeVarString(encoder, 'p')
    told(encoder, [1])
    encoding.writeVarString(encoder, 'd')
    told(encoder, numbers)
  }

  test.each([
    ['a billion people', [2 ** 30]],
    ['a billion documents', [0, 2 ** 30]],
  ])('%s', (_name, numbers) => {
    expect(decodeSocketFrame(crafted((encoder) => told(encoder, numbers)))).toBeNull()
  })

  test.each([
    ['a billion rows by their count', [2 ** 30, 1, 2 ** 30 - 2]],
    ['more rows in a column than there are', [2, 3, 5]],
    ['rows without bytes', [2, 1, 0, 1, 0, 1, 0, 1, 0]],
    ['a person nobody named', [1, 0, 0, 2, 2, 7]],
    ['a seq below nothing', [1, 2, 0, 0, 2, 7]],
    ['an update longer than the frame', [1, 0, 0, 0, 2 ** 20, 7]],
  ])('%s', (_name, numbers) => {
    expect(decodeSocketFrame(crafted((encoder) => oneDocument(encoder, numbers)))).toBeNull()
  })

  test('and this is what one of them would be if it were honest', () => {
    const honest = decodeSocketFrame(crafted((encoder) => oneDocument(encoder, [1, 4, 8, 0, 2, 7])))
    expect(honest).toEqual({ channel: 0, control: { type: 'rows', rows: [{ document: 'd', seq: 1, person: 'p', time: 2, bytes: new Uint8Array([7]) }] } })
  })
})
