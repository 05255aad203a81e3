import { describe, expect, test } from 'vitest'
import { readTable } from '../../../../client/features/workspace/import/read-table.ts'
import { guessedMapping, mappingText, rememberedMapping, sourceKey } from '../../../../shared/domain/import/column-mapping.ts'
import { guessedFactsMapping } from '../../../../shared/domain/import/facts-mapping.ts'
import { readingOf, rememberedOf } from '../../../../shared/domain/import/reading.ts'
import { mappedSheet, missingLabels } from '../../../../shared/domain/import/sheet.ts'
import { textOf } from '../../../support/import-device.ts'

const table = readTable('Report of Monday,,,,\nEvent name,Customer name,Tactic,Promo start date,Promo end date\nSpring,Marlow,TPR,2027-03-03,2027-03-16\n')
const mapping = {
  kind: 'promotions',
  headingAt: 1,
  columns: new Map([...'name account mechanic inStoreFrom inStoreTo'.split(' ').entries()].map(([at, name]) => [name, at])),
} as const

describe('the columns of a file whose headings are not ours', () => {
  test('are guessed by what the headings look like, under titles too', () => {
    const guess = guessedMapping(table)
    expect(guess).toMatchObject({ kind: 'promotions', headingAt: 1 })
    expect(Object.fromEntries(guess?.columns ?? [])).toMatchObject({ account: 1, inStoreFrom: 3, inStoreTo: 4 })
    // Nobody guesses what cannot be known: the person is asked.
    expect(missingLabels('promotions', guess?.columns ?? new Map())).toContain('Type')
    expect(readingOf(table, [])).toBeNull()
  })

  test('are read as somebody says', () => {
    expect(mappedSheet('report.csv', table, mapping)).toMatchObject({ ok: true, value: { kind: 'promotions', rows: [{ row: 3 }], ignored: [] } })
  })

  test('are remembered by the row of headings, whatever the file is called and wherever the row stands', () => {
    const remembered = rememberedOf(table, mapping)
    expect(remembered).toMatchObject({ source: 'eventname|customername|tactic|promostartdate|promoenddate', kind: 'promotions' })
    const next = [['EVENT NAME', 'Customer Name', 'tactic', 'Promo Start Date', 'Promo End Date', ''], ...table.slice(2)]
    expect(readingOf(next, [remembered])).toEqual({ ...mapping, headingAt: 0 })
    expect(readingOf([['Event name', 'Tactic', 'Customer name', 'Promo start date', 'Promo end date'], ...table.slice(2)], [remembered])).toBeNull()
  })

  test('D4: a remembered mapping that is damaged or names what is not there is none', () => {
    const source = sourceKey(table[1] ?? [])
    for (const columns of ['', '{', '[]', 'null', '{"name":99}', '{"name":0}', mappingText({ columns: new Map([['hat', 1]]) })]) {
      expect(rememberedMapping(table, [{ source, kind: 'promotions', columns }])).toBeNull()
    }
    expect(rememberedMapping(table, [{ source, kind: 'hats', columns: mappingText(mapping) }])).toBeNull()
  })
})

describe('a file of weekly facts', () => {
  const juice = readTable(textOf('../data/pos-orange-juice-116-weeks.csv'))

  test('in wide form has its series guessed: what is measured, and of what', () => {
    expect(guessedFactsMapping(juice)).toEqual({
      headingAt: 0,
      weekColumn: 0,
      weekCells: 'number',
      weekOne: null,
      accountColumn: null,
      accountId: '',
      subjectColumn: null,
      series: [
        { column: 1, measure: 'units', subject: 'Trop' },
        { column: 2, measure: 'units', subject: 'Folrida' },
        { column: 3, measure: 'units', subject: 'MM' },
        { column: 4, measure: 'units', subject: 'PL' },
        { column: 5, measure: 'avgPrice', subject: 'Trop' },
        { column: 6, measure: 'avgPrice', subject: 'Florida' },
        { column: 7, measure: 'avgPrice', subject: 'MM' },
        { column: 8, measure: 'avgPrice', subject: 'PL' },
      ],
    })
  })

  test('in long form has account, item and weeks found by their headings', () => {
    expect(guessedFactsMapping(readTable('Week ending,Account,Item,Unit Sales,$ Sales\n2027-01-09,Marlow,CHIPS,12,44.50\n'))).toMatchObject({
      weekCells: 'lastDay',
      accountColumn: 1,
      subjectColumn: 2,
      series: [
        { column: 3, measure: 'units', subject: '' },
        { column: 4, measure: 'dollars', subject: '' },
      ],
    })
  })

  test('is asked about once, and read by itself the next time', () => {
    const guess = guessedFactsMapping(juice)
    if (guess === null) throw new Error('no guess')
    const reading = { kind: 'facts', facts: { ...guess, accountId: 'corner', weekOne: '1989-09-14' } } as const
    expect(readingOf(juice, [])).toBeNull()
    expect(readingOf(juice, [rememberedOf(juice, reading)])).toEqual(reading)
    // Half an answer is not kept as one.
    expect(readingOf(juice, [rememberedOf(juice, { kind: 'facts', facts: guess })])).toBeNull()
  })
})
