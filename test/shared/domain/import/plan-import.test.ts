import { describe, expect, test } from 'vitest'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { duplicateGroups } from '../../../../shared/domain/duplicates.ts'
import { BATCH_ROWS_MAX, importBatches } from '../../../../shared/domain/import/import-batches.ts'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import {
  accountsSheet,
  accountsText,
  devicesMeet,
  importDevice,
  itemsSheet,
  itemsText,
  promotionsSheet,
  promotionsText,
  sampleSheets,
  textOf,
} from '../../../support/import-device.ts'

const counted = <Row>(rows: readonly Row[], by: (row: Row) => string): Record<string, number> => {
  const counts: Record<string, number> = {}
  for (const row of rows) counts[by(row)] = (counts[by(row)] ?? 0) + 1
  return counts
}
const counts = (plan: ReturnType<ReturnType<typeof importDevice>['plan']>) => ({
  create: plan.create.length,
  changed: plan.changed.length,
  unchanged: plan.unchanged.length,
  trashed: plan.trashed.length,
  faulty: plan.faulty.length,
})
const messages = (rows: readonly PlannedRow[]) => rows.map(({ row, faults }) => `${row}: ${faults.map(({ message }) => message).join(' ')}`)
const edited = (text: string, from: string, to: string): string => {
  expect(text).toContain(from)
  return text.replace(from, to)
}

describe('the sample year', () => {
  test('lands on six accounts with their own week systems', () => {
    const device = importDevice('ann')
    const plan = device.import(sampleSheets())
    expect(counts(plan)).toEqual({ create: 6 + 20 + 169, changed: 0, unchanged: 0, trashed: 0, faulty: 0 })
    expect(
      Object.fromEntries(
        device
          .summaries('account')
          .map(({ name, weekSystemId, adWeekStart, storeCount, routeToMarket }) => [name, [weekSystemId, adWeekStart, storeCount, routeToMarket]]),
      ),
    ).toEqual({
      'Marlow Markets': ['nrf-454', 3, 612, 'direct'],
      Bulkway: ['walmart', 6, 1840, 'direct'],
      'Harvest & Pine': ['13x4', 3, 148, 'distributor'],
      'Cornerstone Drug': ['nrf-454', 0, 930, 'direct'],
      Quickpath: ['iso', 1, 410, 'distributor'],
      'Tandem Grocers': ['12-12-12-16', 5, 205, 'direct'],
    })
    expect(device.summaries('item')).toHaveLength(20)
  })

  test('each promotion is filed under its account and the fiscal year of its in-store start (D8)', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const names = new Map(device.summaries('account').map(({ accountId, name }) => [accountId, name]))
    const promotions = device.summaries('promotion')
    expect(promotions).toHaveLength(169)
    // Bulkway's year is named by the calendar year it ends in, Quickpath's begins on 4 January, Tandem's in August.
    expect(counted(promotions, ({ accountId, year }) => `${names.get(accountId)} ${year}`)).toEqual({
      'Bulkway 2028': 27,
      'Cornerstone Drug 2027': 26,
      'Harvest & Pine 2027': 33,
      'Marlow Markets 2027': 30,
      'Quickpath 2027': 25,
      'Quickpath 2028': 2,
      'Tandem Grocers 2027': 15,
      'Tandem Grocers 2028': 11,
    })
    expect(device.summaries('calendar')).toHaveLength(8)
  })

  test('keeps every cell of a row', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const promotion = (name: string): PromotionSummary => device.summaries('promotion').find((each) => each.name === name)!
    const salsa = promotion('Marlow Markets SALSA-16OZ SCAN Feb 2027')
    const calendar = device.document(`accounts/${salsa.accountId}/calendar/${salsa.year}`)
    const row = calendar.row('promotions', salsa.promotionId)
    expect(row).toMatchObject({
      inStore: { from: '2027-02-17', to: '2027-03-16' },
      order: { from: '2027-01-27', to: '2027-03-09' },
      scanBack: { from: '2027-02-17', to: '2027-03-16' },
      merchandising: ['shelf_talker'],
      status: 'offered',
      externalKey: 'marlow markets|marlow markets salsa-16oz scan feb 2027',
    })
    expect(salsa.lines).toEqual([
      {
        lineId: expect.any(String),
        itemGroup: 'SALSA-16OZ',
        mechanic: 'SCAN',
        rate: '0.5',
        rateBasis: 'per_unit',
        lump: null,
        regularRetail: { multiple: 1, price: 479 },
        promoRetail: { multiple: 1, price: 379 },
        baselinePerWeek: 1500,
        expectedLiftPct: 85,
      },
    ])
    expect(promotion('Marlow Markets TRAIL-10OZ AD Aug 2027').lines[0]).toMatchObject({ rate: null, rateBasis: 'lump', lump: 500_000 })
    expect(promotion('Marlow Markets BARS-6CT BOGO Jun 2027').lines[0]).toMatchObject({ mechanic: 'BOGO', promoRetail: null })
    const multiples = device.summaries('promotion').filter(({ lines }) => (lines[0]?.promoRetail?.multiple ?? 1) > 1)
    expect(multiples).toHaveLength(8)
    const receivers = device.summaries('promotion').filter(({ firstReceiver }) => firstReceiver === 'Northline Distribution')
    expect(receivers).toHaveLength(9)
  })

  test('has 169 different keys (D12)', () => {
    const plan = importDevice('ann').plan(...sampleSheets())
    const keys = plan.rows.map(({ write }) => (write?.kind === 'promotion' ? write.key : null)).filter((key) => key !== null)
    expect(keys).toHaveLength(169)
    expect(new Set(keys).size).toBe(169)
  })

  test('imported twice changes nothing (D12)', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const before = [...device.documents].map(([path, { ydoc }]) => [
      path,
      ydoc.store.clients.size,
      [...ydoc.store.clients.values()].map((structs) => structs.length),
    ])
    const again = device.import(sampleSheets())
    expect(counts(again)).toEqual({ create: 0, changed: 0, unchanged: 195, trashed: 0, faulty: 0 })
    expect(importBatches(again, () => true)).toEqual([])
    expect(
      [...device.documents].map(([path, { ydoc }]) => [path, ydoc.store.clients.size, [...ydoc.store.clients.values()].map((structs) => structs.length)]),
    ).toEqual(before)
  })

  test('goes in batches of at most 200 rows, accounts first (S9)', () => {
    const plan = importDevice('ann').plan(...sampleSheets())
    const batches = importBatches(plan, () => true)
    expect(batches.every(({ rows }) => rows <= BATCH_ROWS_MAX)).toBe(true)
    expect(batches.reduce((sum, { rows }) => sum + rows, 0)).toBe(195)
    const kinds = batches.map(({ kind }) => kind)
    expect(kinds.slice(0, 7)).toEqual(['account', 'account', 'account', 'account', 'account', 'account', 'items'])
  })
})

describe('two devices that import the same file offline', () => {
  test('make the same six accounts, once each (D8)', () => {
    const [ann, ben] = [importDevice('ann'), importDevice('ben')]
    ann.import(sampleSheets())
    ben.import(sampleSheets())
    devicesMeet(ann, ben)
    expect(ann.summaries('account')).toHaveLength(6)
    expect(new Set(ann.summaries('account').map(({ externalKey }) => externalKey)).size).toBe(6)
    expect(ben.summaries('account')).toEqual(ann.summaries('account'))
  })

  test('show each promotion and each item once, the same ones on both, and list the others for review (D12)', () => {
    const [ann, ben] = [importDevice('ann'), importDevice('ben')]
    ann.import(sampleSheets())
    ben.import(sampleSheets())
    devicesMeet(ann, ben)
    const promotions = ann.summaries('promotion')
    expect(promotions).toHaveLength(2 * 169)
    const groups = duplicateGroups(promotions.map((row) => ({ id: row.promotionId, ...row })))
    expect(groups).toHaveLength(169)
    const hidden = new Set(groups.flatMap(({ hiddenIds }) => hiddenIds))
    const shown = promotions.filter(({ promotionId }) => !hidden.has(promotionId))
    expect(new Set(shown.map(({ name }) => name)).size).toBe(169)
    expect(shown).toHaveLength(169)
    expect(duplicateGroups(ben.summaries('promotion').map((row) => ({ id: row.promotionId, ...row })))).toEqual(groups)
    expect(duplicateGroups(ann.summaries('item').map((row) => ({ id: row.itemId, ...row })))).toHaveLength(20)
    expect(duplicateGroups(ann.summaries('account').map((row) => ({ id: row.accountId, ...row })))).toEqual([])
  })

  test('importing again on top changes nothing and makes no third', () => {
    const [ann, ben] = [importDevice('ann'), importDevice('ben')]
    ann.import(sampleSheets())
    ben.import(sampleSheets())
    devicesMeet(ann, ben)
    expect(counts(ann.import(sampleSheets()))).toEqual({ create: 0, changed: 0, unchanged: 195, trashed: 0, faulty: 0 })
    expect(ann.summaries('promotion')).toHaveLength(2 * 169)
  })
})

describe('what is already there', () => {
  test('a row that says something else is a change, with what it says', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const text = edited(promotionsText(), '2027-02-03,2027-02-09,,,0.75,per unit', '2027-02-10,2027-02-16,,,0.80,per unit')
    const plan = device.import([promotionsSheet(text)])
    expect(counts(plan)).toEqual({ create: 0, changed: 1, unchanged: 168, trashed: 0, faulty: 0 })
    expect(plan.changed[0]!.changes).toEqual([
      { label: 'In store', before: '2027-02-03 – 2027-02-09', after: '2027-02-10 – 2027-02-16' },
      { label: 'Rate', before: '0.75', after: '0.8' },
    ])
    expect(device.summaries('promotion')).toHaveLength(169)
    expect(device.summaries('promotion').find(({ name }) => name === 'Marlow Markets CHIPS-8OZ DCPN Feb 2027')).toMatchObject({
      inStore: { from: '2027-02-10', to: '2027-02-16' },
      lines: [{ rate: '0.8' }],
    })
  })

  test('a blank cell changes nothing', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const plan = device.plan(accountsSheet(edited(accountsText(), 'Wed,nrf-454,Sun,Sunday nearest 1 Feb,612,direct', ',,,,,')))
    expect(counts(plan)).toMatchObject({ changed: 0, unchanged: 6 })
  })

  test('an account made by hand under the same name is that account, and keeps its id', () => {
    const device = importDevice('ann')
    device.document('accounts/by-hand/profile').setField('name', 'marlow  markets')
    const plan = device.import(sampleSheets())
    expect(plan.changed.map(({ title }) => title)).toEqual(['Marlow Markets'])
    expect(device.summaries('account')).toHaveLength(6)
    expect(device.summaries('account').find(({ accountId }) => accountId === 'by-hand')).toMatchObject({ externalKey: 'marlow markets', storeCount: 612 })
    expect(counts(device.plan(...sampleSheets()))).toMatchObject({ unchanged: 195 })
  })

  test('a renamed account is still found by the name it was imported under', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const bulkway = device.summaries('account').find(({ name }) => name === 'Bulkway')!
    device.document(`accounts/${bulkway.accountId}/profile`).setField('name', 'Bulkway Stores')
    expect(counts(device.plan(promotionsSheet()))).toMatchObject({ create: 0, faulty: 0, unchanged: 169 })
  })

  test('a promotion in the trash is not brought back unless asked for', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const one = device.summaries('promotion')[0]!
    const calendar = device.document(`accounts/${one.accountId}/calendar/${one.year}`)
    calendar.tombstoneRow('promotions', one.promotionId, 'ann', '2026-11-21')
    const plan = device.import(sampleSheets(), ({ state }) => state !== 'trashed')
    expect(plan.trashed.map(({ title }) => title)).toEqual([one.name])
    expect(device.summaries('promotion').filter(({ isDeleted }) => isDeleted)).toHaveLength(1)
    device.import(sampleSheets())
    expect(device.summaries('promotion').filter(({ isDeleted }) => isDeleted)).toHaveLength(0)
    expect(device.summaries('promotion')).toHaveLength(169)
  })

  test('an import that was undone can be done again', () => {
    const device = importDevice('ann')
    device.import([accountsSheet(), itemsSheet()])
    device.import([promotionsSheet()])
    for (const promotion of device.summaries('promotion')) {
      device.document(`accounts/${promotion.accountId}/calendar/${promotion.year}`).tombstoneRow('promotions', promotion.promotionId, 'ann', '2026-11-21')
    }
    expect(counts(device.import([promotionsSheet()]))).toEqual({ create: 0, changed: 0, unchanged: 0, trashed: 169, faulty: 0 })
    const promotions = device.summaries('promotion')
    expect(promotions).toHaveLength(169)
    expect(promotions.every(({ isDeleted, lines }) => !isDeleted && lines.length === 1)).toBe(true)
  })

  test('nothing goes into a plan year that is in the trash', () => {
    const device = importDevice('ann')
    device.import(sampleSheets())
    const one = device.summaries('promotion')[0]!
    device.document(`accounts/${one.accountId}/calendar/${one.year}`).tombstone('ann', '2026-11-21')
    const plan = device.plan(...sampleSheets())
    expect(plan.faulty.length).toBeGreaterThan(20)
    expect(plan.faulty[0]!.faults[0]!.message).toBe(`The ${one.year} calendar of Marlow Markets is in the trash. Restore it there, then import.`)
  })
})

describe('a file as a spreadsheet really hands it over', () => {
  test('imports but for its seven faulty rows, each with its reason; the repeated row is the same', () => {
    const device = importDevice('ann')
    device.import([accountsSheet(), itemsSheet()])
    const plan = device.import([promotionsSheet(textOf('../data/promo-calendar-messy.tsv'))])
    expect(messages(plan.faulty)).toEqual([
      '12: The last day, 2027-05-19, is before the first, 2027-06-15.',
      expect.stringMatching(/^19: Temp Price Reduct is no type of promotion Endcap knows\. Use one of: OI, BB, SCAN,/),
      '26: No account is called Marlow Mkts. Import the accounts first, or correct the name.',
      '32: fifty cents is not a number. Write it like 0.50.',
      '39: No item is in the promoted group CHIPS-9OZ. Correct it, or import its items first.',
      '45: There is no 30 Feb 2027.',
      '51: -200 is below zero.',
    ])
    expect(plan.unchanged.map(({ row, note }) => [row, note])).toEqual([[22, 'Same as row 5']])
    expect(plan.create).toHaveLength(plan.rows.length - 8)
    const clean = importDevice('ben')
    clean.import(sampleSheets())
    const plain = new Map(clean.summaries('promotion').map((row) => [row.name, row]))
    for (const { name, inStore, order, lines } of device.summaries('promotion')) {
      const same = plain.get(name)!
      expect({ name, inStore, order, lines }).toEqual({
        name,
        inStore: same.inStore,
        order: same.order,
        lines: same.lines.map((line) => ({ ...line, lineId: expect.any(String) })),
      })
    }
  })
})

describe('faults', () => {
  test('a promotion at an account nobody knows says to import the accounts first', () => {
    const plan = importDevice('ann').plan(promotionsSheet())
    expect(counts(plan)).toMatchObject({ create: 0, faulty: 169 })
    expect(plan.missingAccounts).toHaveLength(6)
    expect(plan.faulty[0]!.faults).toEqual([{ column: 1, message: 'No account is called Marlow Markets. Import the accounts first, or correct the name.' }])
  })

  test('one bad row leaves the others importable', () => {
    const device = importDevice('ann')
    const plan = device.import([accountsSheet(edited(accountsText(), 'natural,Wed', 'natural,Wodansday')), itemsSheet(), promotionsSheet()])
    expect(messages(plan.faulty).slice(0, 1)).toEqual(['4: Wodansday is no weekday. Use one of: Sun, Mon, Tue, Wed, Thu, Fri, Sat.'])
    expect(device.summaries('account')).toHaveLength(5)
    expect(plan.missingAccounts).toEqual(['Harvest & Pine'])
  })

  test('a week system and its first day must agree', () => {
    const plan = importDevice('ann').plan(accountsSheet(edited(accountsText(), 'Sat,walmart,Sat', 'Sat,walmart,Sun')))
    expect(messages(plan.faulty)).toEqual(['3: Weeks of walmart start on Sat, not on Sun.'])
  })

  test('a wrong check digit, and a GTIN a spreadsheet shortened', () => {
    const wrong = importDevice('ann').plan(itemsSheet(edited(itemsText(), '841207001076,', '841207001077,')))
    expect(messages(wrong.faulty)).toEqual(['2: 841207001077 has a wrong check digit: the last digit should be 6.'])
    const shortened = importDevice('ann').plan(itemsSheet(edited(itemsText(), '841207001076,', '8.41207E+11,')))
    expect(messages(shortened.faulty)).toEqual(['2: 8.41207E+11 was shortened by the spreadsheet. Format the column as text and export it again.'])
  })

  test('rows of one promotion are its lines; a contradiction is a fault, a repetition is not', () => {
    const device = importDevice('ann')
    const [head, first] = promotionsText().split('\n')
    const other = first!.replace('DCPN,CHIPS-8OZ', 'DISP,SALSA-16OZ')
    const moved = first!.replace('2027-02-09', '2027-02-16').replace('DCPN,CHIPS-8OZ', 'AD,CHIPS-8OZ')
    const repriced = first!.replace('0.75', '0.70')
    const plan = device.import([accountsSheet(), promotionsSheet([head, first, other, first, moved, repriced].join('\n'))])
    const rows = plan.rows.filter(({ kind }) => kind === 'promotions')
    expect(rows.map(({ state, note }) => [state, note])).toEqual([
      ['create', null],
      ['create', null],
      ['unchanged', 'Same as row 2'],
      ['faulty', null],
      ['faulty', null],
    ])
    expect(messages(plan.faulty)).toEqual([
      '5: Row 2 is a promotion of the same name with another in store. Give one of them another name.',
      '6: Row 2 gives the same group and type of this promotion with other values.',
    ])
    expect(device.summaries('promotion').map(({ lines }) => lines.map(({ mechanic }) => mechanic))).toEqual([['DCPN', 'DISP']])
    expect(counts(device.plan(promotionsSheet([head, other, first].join('\n'))))).toMatchObject({ unchanged: 2 })
  })
})
