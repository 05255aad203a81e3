import { readXlsx } from 'hucre/xlsx'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarFile } from '../../../../client/features/calendar/export/calendar-file.ts'
import { csvText } from '../../../../client/features/calendar/export/row-files.ts'
import { DATES_ROW, wallSheet } from '../../../../client/features/calendar/export/wall-workbook.ts'
import { rowSheet, writeWorkbook } from '../../../../client/features/calendar/export/workbook.ts'
import { readSheetText } from '../../../../client/features/workspace/import/read-table.ts'
import { readWorkbook } from '../../../../client/features/workspace/import/read-workbook.ts'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import { addRow, deleteRows, setCell } from '../../../../shared/commands/rows.ts'
import { promotionSheet } from '../../../../shared/domain/export/promotion-sheet.ts'
import { readSheet } from '../../../../shared/domain/import/sheet.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { type ImportDevice, importDevice, sampleSheets } from '../../../support/import-device.ts'

const planned = (): ImportDevice => {
  const device = importDevice('ann')
  device.import(sampleSheets())
  return device
}
const accountsOf = (device: ImportDevice) =>
  new Map(
    device.summaries('account').map((account) => [account.accountId, { ...account, system: weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM }]),
  )
const exported = (device: ImportDevice, only: (name: string) => boolean = () => true) => {
  const accounts = accountsOf(device)
  const values = [...device.documents.values()].map(
    (live) => live.value() as { readonly promotions?: readonly { readonly id: string; readonly notes: string }[] },
  )
  const notes = new Map(values.flatMap(({ promotions }) => (promotions ?? []).map((row) => [row.id, row.notes])))
  return promotionSheet({
    promotions: device.summaries('promotion').filter(({ name, isDeleted }) => !isDeleted && only(name)),
    accountOf: (id) => accounts.get(id) ?? null,
    notesOf: ({ promotionId }) => notes.get(promotionId) ?? '',
  })
}
const bytesOf = async (blob: Blob) => new Uint8Array(await blob.arrayBuffer())
const importedBack = async (device: ImportDevice, blob: Blob) => {
  const read = await readWorkbook(await bytesOf(blob))
  if (!read.ok) throw new Error(read.error)
  const sheet = readSheet('back.xlsx', read.value[0]!.table)
  if (!sheet.ok) throw new Error(sheet.error)
  return device.plan(sheet.value)
}

describe('promotions in row form', () => {
  test('are a workbook another library reads: real dates and numbers, the headings frozen', async () => {
    const sheet = exported(planned())
    const workbook = await readXlsx(await bytesOf(await writeWorkbook([rowSheet(sheet)])), { readStyles: true })
    const [read] = workbook.sheets
    expect(read).toMatchObject({ name: 'Promotions', freezePane: { rows: 1, columns: 1 } })
    expect(read!.rows).toHaveLength(170)
    const heading = read!.rows[0] as string[]
    const row = read!.rows.find((cells) => cells[0] === 'Marlow Markets SALSA-16OZ SCAN Feb 2027')!
    const at = (label: string) => row[heading.indexOf(label)]
    expect([at('In-store start'), at('Rate'), at('Promo retail'), at('Baseline units/week'), at('Expected lift %')]).toEqual([
      new Date('2027-02-17T00:00:00Z'),
      0.5,
      3.79,
      1500,
      85,
    ])
    expect(at('Endcap id')).toMatch(/^[\w-]+\/[\w-]+$/)
  })

  test('come back as the same documents: every row is the same', async () => {
    const device = planned()
    const plan = await importedBack(device, await writeWorkbook([rowSheet(exported(device))]))
    expect([plan.unchanged.length, plan.rows.length]).toEqual([169, 169])
    const csv = readSheetText('back.csv', csvText(exported(device)))
    expect(csv.ok && device.plan(csv.value).unchanged).toHaveLength(169)
  })

  test('come back the same with everything a plan can hold: multiples, all windows, deadlines, notes, two lines alike, no line, no dates, twins by name', async () => {
    const device = planned()
    const [first, second, third] = device.summaries('promotion')
    const live = device.document(calendarPath(first!.accountId, first!.year))
    const set = (cell: string, value: unknown, rows = 'promotions', rowId = first!.promotionId) =>
      expect(setCell(live, { rows, rowId, cell, value })).toMatchObject({ ok: true })
    const window = { from: '2027-03-01', to: '2027-03-09' }
    for (const cell of ['ship', 'arrive', 'ad', 'display', 'coupon', 'claim', 'scanBack']) set(cell, window)
    for (const cell of ['submitBy', 'retailerConfirmBy', 'priceLoadBy', 'artDue', 'newItemDue']) set(cell, '2027-01-05')
    set('name', '=SUM(1;2), "quoted"\ttab')
    set('notes', '-first line\nsecond, line')
    set('confidence', 62.5)
    set('firstReceiver', '+49 Hub')
    const { lineId } = first!.lines[0]!
    set('promoRetail', { multiple: 2, price: 500 }, 'lines', lineId)
    set('rate', '0.0375', 'lines', lineId)
    set('passThroughPct', 80, 'lines', lineId)
    set('expectedUnits', 120_000, 'lines', lineId)
    const line = {
      promotionId: first!.promotionId,
      mechanic: first!.lines[0]!.mechanic,
      itemGroup: first!.lines[0]!.itemGroup,
      rate: '0.10',
      rateBasis: 'per_unit',
    }
    expect(addRow(live, { rows: 'lines', input: line }, device.context)).toMatchObject({ ok: true })
    expect(second!.accountId).toBe(first!.accountId)
    expect(deleteRows(live, { rows: 'lines', rowIds: second!.lines.map((each) => each.lineId) }, device.context)).toMatchObject({ ok: true })
    set('inStore', null, 'promotions', second!.promotionId)
    set('name', second!.name, 'promotions', third!.promotionId)
    for (const sheet of [exported(device)]) {
      const plan = await importedBack(device, await writeWorkbook([rowSheet(sheet)]))
      expect(plan.faulty.map(({ faults }) => faults)).toEqual([])
      expect(plan.changed.map(({ changes }) => changes)).toEqual([])
      expect([plan.unchanged.length, plan.rows.length]).toEqual([170, 170])
      const csv = readSheetText('back.csv', csvText(sheet))
      expect(csv.ok && device.plan(csv.value).unchanged).toHaveLength(170)
    }
  })

  test('a row changed in the workbook changes that promotion, whatever it is called now', async () => {
    const device = planned()
    const sheet = exported(device, (name) => name === 'Marlow Markets SALSA-16OZ SCAN Feb 2027')
    const name = sheet.columns.findIndex(({ label }) => label === 'Promotion')
    const renamed = {
      ...sheet,
      rows: sheet.rows.map((cells) => cells.map((cell, index) => (index === name ? ({ is: 'text', text: 'Salsa days' } as const) : cell))),
    }
    const plan = await importedBack(device, await writeWorkbook([rowSheet(renamed)]))
    expect(plan.changed.map(({ changes }) => changes)).toEqual([[{ label: 'Name', before: 'Marlow Markets SALSA-16OZ SCAN Feb 2027', after: 'Salsa days' }]])
    // Into another workspace it is a new promotion.
    const other = importDevice('lee')
    other.import(sampleSheets().filter(({ kind }) => kind !== 'promotions'))
    expect((await importedBack(other, await writeWorkbook([rowSheet(sheet)]))).create).toHaveLength(1)
  })
})

describe('the wall calendar', () => {
  test('has weeks across with their first days as real dates in a hidden row, and every promotion where it runs', async () => {
    const device = planned()
    const account = [...accountsOf(device).values()].find(({ name }) => name === 'Marlow Markets')!
    const promotions = device.summaries('promotion').filter(({ accountId }) => accountId === account.accountId)
    const sheet = wallSheet({ account, promotions, window: { from: '2027-01-31', to: '2028-01-29' } })
    const [read] = (await readXlsx(await bytesOf(await writeWorkbook([sheet])), { readStyles: true })).sheets
    expect(read!.rowDefs?.get(DATES_ROW)).toMatchObject({ hidden: true })
    const dates = read!.rows[DATES_ROW]!.slice(1) as Date[]
    // Wed–Tue weeks: the first one holds 31 January.
    expect(dates[0]).toEqual(new Date('2027-01-27T00:00:00Z'))
    expect(dates.every((date, at) => date.getTime() - dates[0]!.getTime() === at * 7 * 86_400_000)).toBe(true)
    const cells = read!.rows.slice(DATES_ROW + 1).flatMap((row) => row.slice(1).filter((cell) => cell !== null && cell !== ''))
    expect(cells).toHaveLength(promotions.length)
    const salsa = read!.rows.filter((row) => row[0] === 'SALSA-16OZ')
    const start = dates.findIndex((date) => date.toISOString().startsWith('2027-02-17'))
    expect(salsa[0]![start + 1]).toBe('SCAN $3.79 (offered)')
    expect(read!.merges?.length).toBeGreaterThan(30)
  })
})

describe('a calendar file', () => {
  test('of what is shown is read back, and a later one has the higher sequence', () => {
    const device = planned()
    const accounts = accountsOf(device)
    const made = (now: number) =>
      new ICAL.Component(
        ICAL.parse(
          calendarFile({
            name: 'Plan',
            promotions: device.summaries('promotion'),
            accountOf: (id) => accounts.get(id) ?? null,
            urlOf: (id) => `https://e.example/${id}`,
            now,
          }),
        ),
      )
        .getAllSubcomponents('vevent')
        .map((each) => new ICAL.Event(each))
    const [before, after] = [made(Date.UTC(2026, 10, 22)), made(Date.UTC(2026, 10, 23))]
    expect(before.length).toBeGreaterThan(169)
    expect(before.map(({ uid }) => uid)).toEqual(after.map(({ uid }) => uid))
    expect(before[0]!.sequence).toBeLessThan(after[0]!.sequence)
    expect(after[0]!.sequence).toBeLessThan(2 ** 31)
  })
})
