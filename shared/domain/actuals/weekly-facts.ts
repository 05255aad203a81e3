// Weekly facts as one line of weeks per subject and measure, out of the series of any number of imports and years: what was
// imported later supersedes, week by week, and the old rows stay (DOMAIN §2). Exact values; a week nobody measured is absent.

import { addDays, type CivilDate } from '../../base/civil.ts'
import { type Exact, exact } from '../../base/exact.ts'
import type { FactMeasure } from '../../docs/terms/fact-terms.ts'

/** A row of a facts document fits. */
export interface FactSeriesRow {
  readonly id: string
  readonly deleted: unknown
  readonly subject: string
  readonly measure: FactMeasure
  readonly source: string
  /** An ISO instant. */
  readonly importedAt: string
  readonly start: CivilDate | null
  readonly values: readonly (number | null)[]
  readonly places: number
}

export interface WeekFact {
  /** First day of the week. */
  readonly week: CivilDate
  readonly value: Exact
  readonly source: string
}

const DAYS = 7

/** Oldest first; ties by id, so that every device reads the same. */
const inOrder = (a: FactSeriesRow, b: FactSeriesRow): number =>
  a.importedAt !== b.importedAt ? (a.importedAt < b.importedAt ? -1 : 1) : a.id < b.id ? -1 : a.id > b.id ? 1 : 0

/** The weeks of one subject and measure, in order. */
export const weeksOf = (rows: readonly FactSeriesRow[], subject: string, measure: FactMeasure): readonly WeekFact[] => {
  const byWeek = new Map<CivilDate, WeekFact>()
  const series = rows.filter((row) => row.deleted === null && row.subject === subject && row.measure === measure).sort(inOrder)
  for (const { start, values, places, source } of series) {
    if (start === null) continue
    for (const [index, value] of values.entries()) {
      // A gap says nothing; it takes nothing back.
      if (value === null) continue
      const week = addDays(start, index * DAYS)
      byWeek.set(week, { week, value: exact(value, 10 ** places), source })
    }
  }
  return [...byWeek.values()].sort((a, b) => (a.week < b.week ? -1 : 1))
}

/** What there is of each measure, by name. */
export const subjectsOf = (rows: readonly FactSeriesRow[], measure: FactMeasure): readonly string[] =>
  [...new Set(rows.filter((row) => row.deleted === null && row.measure === measure && row.start !== null).map(({ subject }) => subject))].sort()
