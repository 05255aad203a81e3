import { describe, expect, test } from 'vitest'
import writeXlsxFile, { type SheetData } from 'write-excel-file/node'
import { readFileTables, readTable } from '../../../../client/features/workspace/import/read-table.ts'
import { readSheet } from '../../../../shared/domain/import/sheet.ts'
import { accountsSheet, importDevice, itemsSheet, textOf } from '../../../support/import-device.ts'

const workbook = async (data: SheetData, name = 'plan.xlsx'): Promise<File> => new File([new Uint8Array(await writeXlsxFile(data).toBuffer())], name)
const tablesOf = async (file: File) => {
  const read = await readFileTables(file)
  if (!read.ok) throw new Error(read.error)
  return read.value
}
const day = (text: string) => new Date(`${text}T00:00:00Z`)

describe('a workbook', () => {
  test('is read as people see it: dates as days, percentages as percent, numbers without dust', async () => {
    const file = await workbook([
      [{ value: 'When' }, { value: 'Lift' }, { value: 'Price' }, { value: 'Count' }, { value: 'UPC' }],
      [
        { value: day('2027-02-03'), type: Date, format: 'd mmm yyyy' },
        { value: 0.6, type: Number, format: '0%' },
        { value: 0.1 + 0.2, type: Number, format: '0.00' },
        { value: 12_345_678, type: Number, format: '0"%"' },
        { value: '0841207001076', type: String },
      ],
    ])
    expect(await tablesOf(file)).toEqual([
      {
        name: 'plan.xlsx',
        table: [
          ['When', 'Lift', 'Price', 'Count', 'UPC'],
          ['2027-02-03', '60%', '0.3', '12345678', '0841207001076'],
        ],
      },
    ])
  })

  test('that would take more memory than a tab has is refused before it is unpacked', async () => {
    const archive = (size: number, larger: bigint | null) => {
      const name = new TextEncoder().encode('xl/worksheets/sheet1.xml')
      const extra = larger === null ? 0 : 12
      const end = 4 + 46 + name.length + extra
      const file = new Uint8Array(end + 22)
      const view = new DataView(file.buffer)
      view.setUint32(0, 0x04034b50, true)
      view.setUint32(4, 0x02014b50, true)
      view.setUint32(4 + 24, size, true)
      view.setUint16(4 + 28, name.length, true)
      view.setUint16(4 + 30, extra, true)
      file.set(name, 4 + 46)
      if (larger !== null) {
        view.setUint16(end - 12, 1, true)
        view.setUint16(end - 10, 8, true)
        view.setBigUint64(end - 8, larger, true)
      }
      view.setUint32(end, 0x06054b50, true)
      view.setUint16(end + 10, 1, true)
      view.setUint32(end + 16, 4, true)
      return new File([file], 'bomb.xlsx')
    }
    const tooLarge = { ok: false, error: expect.stringContaining('too large once it is unpacked') }
    expect(await readFileTables(archive(2_000_000_000, null))).toMatchObject(tooLarge)
    expect(await readFileTables(archive(0xffffffff, 9_000_000_000n))).toMatchObject(tooLarge)
    // A small size in the larger form is a small size; this one then is no workbook.
    expect(await readFileTables(archive(0xffffffff, 900n))).toMatchObject({ ok: false, error: expect.stringContaining('could not be read') })
  })

  test('with several sheets is a table each; empty ones are none', async () => {
    const file = await workbook([
      {
        sheet: 'Accounts',
        data: [
          [{ value: 'Account' }, { value: 'Stores' }],
          [{ value: 'Corner' }, { value: 3 }],
        ],
      },
      { sheet: 'Empty', data: [] },
      { sheet: 'Items', data: [[{ value: 'Item' }, { value: 'UPC' }]] },
    ] as never)
    expect((await tablesOf(file)).map(({ name }) => name)).toEqual(['plan.xlsx · Accounts', 'plan.xlsx · Items'])
  })

  test('the messy year imports the same from a workbook: seven rows with a fault, one that is there twice', async () => {
    const messy = readTable(textOf('../data/promo-calendar-messy.tsv').replace(/^\ufeff/, ''))
    // As a spreadsheet holds it: serial numbers are numbers.
    const file = await workbook(messy.map((cells) => cells.map((value) => (/^\d{5}$/.test(value) ? { value: Number(value), type: Number } : { value }))))
    const [source] = await tablesOf(file)
    const sheet = readSheet('messy.xlsx', source?.table ?? [])
    if (!sheet.ok) throw new Error(sheet.error)
    const device = importDevice('ann')
    device.import([accountsSheet(), itemsSheet()])
    const plan = device.plan(sheet.value)
    expect([plan.create.length, plan.unchanged.length, plan.faulty.length]).toEqual([sheet.value.rows.length - 8, 1, 7])
  })

  test('that is none says so and what to do', async () => {
    expect(await readFileTables(new File(['PK\u0003\u0004 nothing'], 'x.xlsx'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('could not be read'),
    })
    expect(await readFileTables(new File([new Uint8Array([0xd0, 0xcf, 0x11, 0xe0, 1])], 'x.xls'))).toMatchObject({
      ok: false,
      error: expect.stringContaining('password'),
    })
    expect(await readFileTables(await workbook([]))).toEqual({ ok: false, error: 'There is nothing in it.' })
  })
})
