// In what two rows with the same import key differ, as far as lists know them: the reviewer wants to see that before
// deciding which stays.

import type { PromotionSummary } from '../../docs/calendar.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'

type Row = PromotionSummary | ItemSummary | AccountSummary

const WORDS: Readonly<Record<string, string>> = {
  name: 'name',
  inStore: 'in-store dates',
  order: 'order dates',
  ship: 'ship dates',
  status: 'status',
  merchandising: 'merchandising',
  firstReceiver: 'first receiver',
  lines: 'lines',
  accountId: 'account',
  group: 'promoted group',
  casePack: 'case pack',
  listCost: 'list cost',
  cogs: 'cost of goods',
  srp: 'suggested retail',
  brand: 'brand',
  category: 'category',
  weekSystemId: 'fiscal weeks',
  adWeekStart: 'ad week',
  storeCount: 'stores',
  channel: 'channel',
  stage: 'stage',
}

/** Words for the values that differ; empty when the rows say the same. */
export const duplicateDifferences = (shown: Row, hidden: Row): readonly string[] =>
  Object.entries(WORDS)
    .filter(([name]) => comparable(shown, name) !== comparable(hidden, name))
    .filter(([name]) => !(name === 'accountId' && shown.type === 'account'))
    .map(([, words]) => words)

/** Lines are the same lines whatever their ids. */
const comparable = (row: Row, name: string): string =>
  JSON.stringify((row as unknown as Record<string, unknown>)[name], (key, value) => (key === 'lineId' ? undefined : value)) ?? ''
