import { describe, expect, test } from 'vitest'
import { fromTsv, readBlock, toHtml, toTsv } from '../../../../../client/features/calendar/grid/grid-clipboard.ts'
import { blockOf, stepRows } from '../../../../../client/features/calendar/grid/grid-selection.ts'

describe('a block of cells', () => {
  test('survives the clipboard of a spreadsheet, whatever is in it', () => {
    const block = [
      ['Chips, 8"', 'two\nlines', 'tab\there'],
      ['', '2/$5', '"quoted"'],
    ]
    expect(fromTsv(toTsv(block))).toEqual(block)
  })

  test('reads what Excel writes: CRLF, an empty line at the end, rows of different length, inches', () => {
    expect(fromTsv('a\tb\r\nc\r\n\r\n')).toEqual([
      ['a', 'b'],
      ['c', ''],
    ])
    expect(fromTsv('8" sub\t"6"" sub"\n')).toEqual([['8" sub', '6" sub']])
    expect(fromTsv('')).toEqual([])
  })

  test('is written as a table too, with nothing a page could run', () => {
    expect(toHtml([['<b>', 'a & b']])).toBe('<table><tr><td>&lt;b&gt;</td><td>a &amp; b</td></tr></table>')
  })

  test('of one cell is its text', () => {
    const clipboard = { getData: (type: string) => (type === 'text/plain' ? ' 2.99 ' : '') }
    expect(readBlock(clipboard)).toEqual([['2.99']])
  })
})

test('the block is what lies between two cells, whichever came first', () => {
  const index = (key: string) => ({ a: 1, b: 4 })[key]
  expect(blockOf({ anchor: { key: 'b', column: 'name' }, focus: { key: 'a', column: 'from' } }, index, ['name', 'status', 'from'])).toEqual({
    top: 1,
    bottom: 4,
    left: 0,
    right: 2,
  })
  expect(blockOf({ anchor: { key: 'gone', column: 'name' }, focus: { key: 'a', column: 'name' } }, index, ['name'])).toBeNull()
})

test('a step over rows passes headings and stops at the last row there is', () => {
  const isRow = (index: number) => ![0, 3].includes(index)
  expect(stepRows(isRow, 6, 2, 1)).toBe(4)
  expect(stepRows(isRow, 6, 4, -2)).toBe(1)
  expect(stepRows(isRow, 6, 1, -1)).toBe(1)
  expect(stepRows(isRow, 6, 1, 1e9)).toBe(5)
})
