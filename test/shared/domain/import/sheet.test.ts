import { describe, expect, test } from 'vitest'
import { decodeText, readSheetText } from '../../../../client/features/workspace/import/read-table.ts'
import { accountsText, promotionsText } from '../../../support/import-device.ts'

describe('a sheet', () => {
  test('is recognised by its headings, in any order and under a title', () => {
    const sheet = readSheetText('plan.csv', 'Plan 2027,,\n,,\nStores,Account,Planet\n12,Corner,Mars\n')
    expect(sheet).toMatchObject({ ok: true, value: { kind: 'accounts', ignored: ['Planet'], rows: [{ row: 4, cells: ['12', 'Corner', 'Mars'] }] } })
  })

  test.each([
    ['commas', (text: string) => text],
    ['tabs', (text: string) => text.replaceAll(',', '\t')],
    ['semicolons', (text: string) => text.replaceAll(';', '.').replaceAll(',', ';')],
    ['CRLF and a byte order mark', (text: string) => `\ufeff${text.replaceAll('\n', '\r\n')}`],
    ['CR only', (text: string) => text.replaceAll('\n', '\r')],
    ['empty lines', (text: string) => `${text}\n,,,,,,,,\n\n`],
  ])('may come with %s', (_what, as) => {
    const sheet = readSheetText('accounts.csv', as(accountsText()))
    expect(sheet).toMatchObject({ ok: true, value: { kind: 'accounts', heading: expect.arrayContaining(['Account', 'Fiscal weeks']) } })
    expect(sheet.ok && sheet.value.rows).toHaveLength(6)
  })

  test('that lacks a column says which', () => {
    expect(readSheetText('x.csv', promotionsText().replace(',Type,', ',Sort,'))).toEqual({
      ok: false,
      error: 'It looks like promotions, but has no column Type.',
    })
    expect(readSheetText('x.csv', 'a,b\n1,2')).toMatchObject({ ok: false, error: expect.stringContaining('Accounts need Account') })
    expect(readSheetText('x.csv', ' \n')).toEqual({ ok: false, error: 'There is nothing in it.' })
    expect(readSheetText('x.csv', 'Account,Stores\n')).toEqual({ ok: false, error: 'The file has headings and no rows below them.' })
    expect(readSheetText('x.xlsx', 'PK\u0000\u0001')).toMatchObject({ ok: false })
  })

  test('is read in the encodings spreadsheets save', () => {
    const latin = Uint8Array.from('Jalapeño', (character) => character.charCodeAt(0))
    expect(decodeText(latin)).toBe('Jalapeño')
    expect(decodeText(new TextEncoder().encode('Jalapeño'))).toBe('Jalapeño')
    expect(decodeText(new Uint8Array([0xff, 0xfe, 0x4a, 0, 0xf1, 0]))).toBe('Jñ')
  })
})
