import { describe, expect, test } from 'vitest'
import { createSearchIndex } from '../../../client/app/palette/search-index.ts'
import type { Summaries } from '../../../client/data/workspace-data.ts'
import type { Summary } from '../../../shared/docs/index.ts'
import type { AccountSummary, ContactSummary } from '../../../shared/docs/profile.ts'
import { promotionSummary } from '../features/calendar/promotion-summaries.ts'

const account = (accountId: string, name: string): AccountSummary => ({
  key: 'account',
  type: 'account',
  accountId,
  name,
  kind: 'retailer',
  channel: 'grocery',
  stage: 'active',
  weekSystemId: 'nrf-454',
  adWeekStart: 0,
  currency: 'USD',
  storeCount: 0,
  parentId: null,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
})
const contact = (contactId: string, accountId: string, name: string): ContactSummary => ({
  key: contactId,
  type: 'contact',
  accountId,
  contactId,
  name,
  title: 'Buyer, snacks',
  roles: ['buyer'],
  email: `${contactId}@marlow.example`,
  phone: '+1 555 0100',
  hasLeft: false,
  isDeleted: false,
})
const summariesOf = (rows: readonly Summary[]): Summaries => ({
  isLoaded: () => true,
  all: ((type: string) => rows.filter((row) => row.type === type)) as Summaries['all'],
  ofAccount: (() => []) as Summaries['ofAccount'],
  shownAccount: (accountId) => accountId,
  duplicates: () => [],
})
const TODAY = '2027-04-14'
const atOnce = () => Promise.resolve()

describe('what ⌘K finds', () => {
  const rows: Summary[] = [
    account('marlow', 'Marlow Markets'),
    account('tandem', 'Tandem Grocers'),
    contact('ana', 'marlow', 'Ana Lucía Ortega'),
    promotionSummary('p1', '2027-02-03', '2027-02-09', { name: 'Marlow Markets CHIPS-8OZ TPR Feb 2027' }),
    promotionSummary('p2', '2027-03-03', '2027-03-09', { name: 'Gone', isDeleted: true }),
  ]

  test('puts the account before its promotions, and finds a promotion by group, mechanic and month', async () => {
    const index = createSearchIndex(atOnce)
    await index.refresh(summariesOf(rows), TODAY)
    expect(index.find('marlow', 5)[0]).toMatchObject({ type: 'account', accountId: 'marlow' })
    expect(index.find('chips tpr feb', 5)).toMatchObject([{ type: 'promotion', promotionId: 'p1' }])
    expect(index.find('temporary price', 5)).toMatchObject([{ promotionId: 'p1' }])
  })

  test('finds a person by account and role, and forgives a slip of the finger', async () => {
    const index = createSearchIndex(atOnce)
    await index.refresh(summariesOf(rows), TODAY)
    expect(index.find('marlow buyer', 5)).toMatchObject([{ type: 'contact', contactId: 'ana' }])
    expect(index.find('tandem grocres', 5)).toMatchObject([{ accountId: 'tandem' }])
    expect(index.find('tandam', 5)).toMatchObject([{ accountId: 'tandem' }])
  })

  test('shows nothing that was deleted', async () => {
    const index = createSearchIndex(atOnce)
    await index.refresh(summariesOf(rows), TODAY)
    expect(index.find('gone', 5)).toEqual([])
  })

  test('knows letters with and without their accents, and answers nothing to what is like nothing', async () => {
    const index = createSearchIndex(atOnce)
    await index.refresh(summariesOf(rows), TODAY)
    expect(index.find('lucia', 5)).toMatchObject([{ contactId: 'ana' }])
    expect(index.find('LUCÍA ort', 5)).toMatchObject([{ contactId: 'ana' }])
    expect(index.find('xyzzy', 5)).toEqual([])
  })

  test('shows the promotion that runs or comes next before those that are over', async () => {
    const index = createSearchIndex(atOnce)
    const dated = (id: string, from: string, to: string) => promotionSummary(id, from, to, { name: 'Salsa' })
    await index.refresh(
      summariesOf([
        dated('next year', '2028-01-05', '2028-01-11'),
        dated('long over', '2026-01-07', '2026-01-13'),
        dated('runs', '2027-04-07', '2027-04-20'),
        dated('just over', '2027-04-01', '2027-04-13'),
      ]),
      TODAY,
    )
    expect(index.find('salsa', 5).map((row) => row.key)).toEqual(['runs', 'next year', 'just over', 'long over'])
  })

  test('follows what changes', async () => {
    const index = createSearchIndex(atOnce)
    await index.refresh(summariesOf(rows), TODAY)
    await index.refresh(summariesOf([account('marlow', 'Birch Street')]), TODAY)
    expect(index.find('birch', 5)).toHaveLength(1)
    expect(index.find('marlow', 5)).toEqual([])
    expect(index.size()).toBe(1)
  })

  test('finds one among 20,000 promotions', async () => {
    const index = createSearchIndex(atOnce)
    const many = Array.from({ length: 20_000 }, (_, at) =>
      promotionSummary(`m${at}`, '2027-02-03', '2027-02-09', { name: `Marlow Markets GROUP${at % 97} TPR no ${at}` }),
    )
    await index.refresh(summariesOf([...rows, ...many]), TODAY)
    expect(index.find('no 19876', 24)).toHaveLength(1)
    expect(index.find('group12 tpr', 24)).toHaveLength(24)
  })
})
