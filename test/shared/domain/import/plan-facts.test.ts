import { describe, expect, test } from 'vitest'
import { readTable } from '../../../../client/features/workspace/import/read-table.ts'
import { importFacts } from '../../../../shared/commands/import-facts.ts'
import { type FactsMapping, guessedFactsMapping } from '../../../../shared/domain/import/facts-mapping.ts'
import { factsNeeded, planFacts } from '../../../../shared/domain/import/plan-facts.ts'
import { accountsSheet, type ImportDevice, importDevice, itemsSheet, textOf } from '../../../support/import-device.ts'

const JUICE = textOf('../data/pos-orange-juice-116-weeks.csv')

const stocked = () => {
  const device = importDevice('ann')
  device.import([accountsSheet(), itemsSheet()])
  return { device, accountId: device.summaries('account').find(({ name }) => name === 'Marlow Markets')!.accountId }
}
const mappingOf = (text: string, more: Partial<FactsMapping>): FactsMapping => {
  const guess = guessedFactsMapping(readTable(text))
  if (guess === null) throw new Error('no guess')
  return { ...guess, ...more }
}
const plan = (device: ImportDevice, text: string, mapping: FactsMapping) => planFacts('sales.csv', readTable(text), mapping, device.known())
let imports = 0
const run = (device: ImportDevice, text: string, mapping: FactsMapping) => {
  const planned = plan(device, text, mapping)
  const importedAt = new Date(Date.UTC(2026, 0, ++imports)).toISOString()
  for (const write of planned.writes)
    expect(importFacts(device.document(write.path), { ...write, importedAt }, device.context)).toEqual({ ok: true, value: undefined })
  return planned
}
const counted = (planned: ReturnType<typeof plan>) =>
  Object.fromEntries(['create', 'changed', 'unchanged', 'faulty'].map((state) => [state, planned.rows.filter((row) => row.state === state).length]))

describe('weekly sales', () => {
  test('116 weeks of orange juice come in as they are: four brands, units and prices, none lost', () => {
    const { device, accountId } = stocked()
    const mapping = mappingOf(JUICE, { accountId, weekOne: '1989-09-14' })
    expect(factsNeeded(readTable(JUICE), mapping, device.known())).toEqual([1989, 1990, 1991].map((year) => `accounts/${accountId}/facts/${year}`))
    const planned = run(device, JUICE, mapping)
    expect(counted(planned)).toEqual({ create: 116, changed: 0, unchanged: 0, faulty: 0 })
    expect(planned).toMatchObject({ added: 116 * 8, changed: 0, weeks: { from: '1989-09-14', to: '1991-12-04' } })
    const series = [1989, 1990, 1991].flatMap((year) => device.document(`accounts/${accountId}/facts/${year}`).rows('series'))
    expect(series).toHaveLength(3 * 8)
    expect(series.reduce((sum, { values }) => sum + values.length, 0)).toBe(116 * 8)
    const first = series.find(({ subject, measure, start }) => subject === 'Trop' && measure === 'units' && start === '1989-09-14')!
    expect([first.values[0], first.places, first.source]).toEqual([6528, 0, 'sales.csv'])
    const price = series.find(({ subject, measure, start }) => subject === 'Trop' && measure === 'avgPrice' && start === '1989-09-14')!
    expect([price.values[0], price.places]).toEqual([366, 2])
    // Not a value was lost on the way through the document's own schema.
    for (const year of [1989, 1990, 1991]) expect(device.document(`accounts/${accountId}/facts/${year}`).repairs()).toEqual([])
  })

  test('imported again add nothing; a number that changed adds that number, and the old one stays', () => {
    const { device, accountId } = stocked()
    const mapping = mappingOf(JUICE, { accountId, weekOne: '1989-09-14' })
    run(device, JUICE, mapping)
    const again = run(device, JUICE, mapping)
    expect(counted(again)).toEqual({ create: 0, changed: 0, unchanged: 116, faulty: 0 })
    expect(again.writes).toEqual([])
    const corrected = JUICE.replace('1,6528,', '1,7000,')
    expect(run(device, corrected, mapping)).toMatchObject({ added: 1, changed: 1 })
    expect(counted(run(device, corrected, mapping))).toMatchObject({ unchanged: 116 })
    const series = device.document(`accounts/${accountId}/facts/1989`).rows('series')
    expect(series).toHaveLength(9)
    expect(series.filter(({ subject, measure }) => subject === 'Trop' && measure === 'units').map(({ values }) => values[0])).toEqual(
      expect.arrayContaining([6528, 7000]),
    )
    // And back again: the newest counts.
    expect(run(device, JUICE, mapping)).toMatchObject({ added: 1, changed: 1 })
    expect(counted(run(device, JUICE, mapping))).toMatchObject({ unchanged: 116 })
  })

  test('are of the group as the workspace writes it, however the file does', () => {
    const { device, accountId } = stocked()
    const text = 'Week,Units chips-8oz\n2027-01-03,5\n'
    expect(plan(device, text, mappingOf(text, { accountId })).writes[0]?.series).toMatchObject([{ subject: 'CHIPS-8OZ', values: [5] }])
  })

  test('in long form find their account and item; what is faulty is said at its cell and left out', () => {
    const { device, accountId } = stocked()
    const item = device.summaries('item')[0]!
    const text = [
      'Week ending,Account,Item,Unit Sales,$ Sales',
      `2027-01-09,marlow markets,${item.name},"1,200",$4788.50`,
      `2027-01-16,Marlow Markets,${item.gtinUnit},900,`,
      '2027-01-23,Marlow Markets,CHIPS-8OZ,5,6',
      '2027-01-23,Marlow Markets,Nothing we sell,5,6',
      '2027-01-23,Nowhere,CHIPS-8OZ,5,6',
      '2027-01-24,Marlow Markets,CHIPS-8OZ,5,6',
      '2027-01-30,Marlow Markets,CHIPS-8OZ,many,6',
      '2027-01-23,Marlow Markets,CHIPS-8OZ,7,6',
      '2027-01-23,Marlow Markets,CHIPS-8OZ,5,6',
    ].join('\n')
    const planned = plan(device, text, mappingOf(text, {}))
    expect(planned.rows.map(({ state, faults }) => (state === 'faulty' ? faults[0]!.message : state))).toEqual([
      'create',
      'create',
      'create',
      'No item or promoted group is called Nothing we sell.',
      'No account is called Nowhere.',
      'This week would begin on a Mon, those before on a Sun.',
      'many is not a number.',
      'Row 4 says another number for the same week.',
      'unchanged',
    ])
    // A week that ends on Saturday the 9th began on Sunday the 3rd.
    expect(planned.writes).toMatchObject([
      {
        path: `accounts/${accountId}/facts/2027`,
        series: expect.arrayContaining([
          { subject: item.itemId, measure: 'dollars', weekSystemId: 'nrf-454', start: '2027-01-03', values: [47885], places: 1 },
        ]),
      },
    ])
    expect(planned.writes[0]!.series.find(({ subject, measure }) => subject === item.itemId && measure === 'units')?.values).toEqual([1200, 900])
  })
})
