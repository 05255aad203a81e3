// What was really sold, week by week (DOMAIN §2, WeeklyFact): one document an account and civil year, by the first day of
// the week. A row is a *series*: consecutive weeks of one measure of one item or group, as one import brought them. Rows
// are never changed; a later import of the same key is a row of its own that supersedes week by week, and the old one
// stays (`domain/actuals/weekly-facts.ts` reads them). A series of a year is one value, not 53 rows: a few rows hold what
// would be thousands, and nobody edits a single week.

import { parseDocumentPath } from '../base/document-path.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, present, register, rows } from '../model/field.ts'
import { civilDateText, idText, shortText } from './schemas.ts'
import { FACT_MEASURES, type FactMeasure } from './terms/fact-terms.ts'

export interface FactsSummary {
  readonly key: 'facts'
  readonly type: 'facts'
  readonly accountId: string
  readonly year: number
  /** What there are facts of: groups, or items by their id. */
  readonly subjects?: readonly string[]
  readonly measures?: readonly FactMeasure[]
  readonly isDeleted: boolean
  readonly deletion?: Deletion
}

export const FACT_WEEKS_MAX = 54
const whole = z.int().check(z.gte(-1e15), z.lte(1e15))

export const factsDoc = defineDoc({
  kind: 'facts',
  version: 1,
  fields: {
    series: rows({
      /** A promoted group's name, or an item's id. */
      subject: register(shortText, ''),
      measure: register(z.enum(FACT_MEASURES), 'units'),
      source: register(shortText, ''),
      /** An ISO instant in UTC: what is later supersedes. */
      importedAt: register(shortText, ''),
      weekSystemId: register(idText, 'nrf-454'),
      /** First day of the first week. */
      start: register(z.nullable(civilDateText), null),
      /** One a week; null where the source had nothing. Whole numbers of 10^-places. */
      values: register(z.array(z.nullable(whole)).check(z.maxLength(FACT_WEEKS_MAX)), []),
      places: register(z.int().check(z.gte(0), z.lte(6)), 0),
    }),
  },
  summary: ({ series, deleted }, path): FactsSummary[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'facts') return []
    const there = series.filter((row) => row.deleted === null && row.start !== null)
    const subjects = [...new Set(there.map(({ subject }) => subject))].sort()
    const measures = [...new Set(there.map(({ measure }) => measure))].sort()
    const { accountId, year } = address
    return [{ key: 'facts', type: 'facts', accountId, year, ...present({ subjects, measures }), isDeleted: deleted !== null, ...deletionOf(deleted) }]
  },
})
