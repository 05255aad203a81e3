// The weekly facts a promotion is looked at with: of its account, of all years there are, by subject. A subject is what the
// import called it: a promoted group, or an item.

import { type Accessor, createMemo, mapArray } from 'solid-js'
import { addDays, type DateWindow } from '../../../../shared/base/civil.ts'
import { factsPath } from '../../../../shared/base/document-path.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { outOfStockWeeks } from '../../../../shared/domain/actuals/baseline.ts'
import { priceDips, weeksInStore } from '../../../../shared/domain/actuals/promoted-weeks.ts'
import type { SubjectFacts } from '../../../../shared/domain/actuals/promotion-actual.ts'
import { type FactSeriesRow, subjectsOf, weeksOf } from '../../../../shared/domain/actuals/weekly-facts.ts'
import type { OpenDocument } from '../../../data/workspace-data.ts'
import type { CalendarState } from '../calendar-state.ts'

export interface PromotionFacts {
  readonly isLoaded: boolean
  /** Those units are known of. */
  readonly subjects: readonly string[]
  readonly of: (subject: string) => SubjectFacts
  /** Weeks that no calendar has a promotion in and whose price dipped: somebody promoted them all the same. */
  readonly dipsOf: (subject: string) => ReadonlySet<string>
}

/** Call it where the documents shall be open. */
export const createPromotionFacts = (calendar: CalendarState, accountId: string): Accessor<PromotionFacts> => {
  const { workspace } = calendar
  const paths = createMemo<readonly string[]>(
    () =>
      workspace.summaries
        .ofAccount('facts', accountId)
        .filter(({ isDeleted }) => !isDeleted)
        .map((row) => factsPath(row.accountId, row.year))
        .sort(),
    [],
    { equals: (a, b) => a.join() === b.join() },
  )
  const documents = createMemo(mapArray(paths, (path): OpenDocument<'facts'> => workspace.open('facts', path)))
  return createMemo((): PromotionFacts => {
    const values = documents().map((document) => document.value())
    const rows: FactSeriesRow[] = values.flatMap((value) => value?.series ?? [])
    const promoted = (subject: string): readonly DateWindow[] =>
      calendar.allOf(accountId).flatMap(({ inStore, status, lines }) => {
        if (inStore === null || !isLiveStatus(status) || !lines.some((line) => isOf(calendar, line.itemGroup, subject))) return []
        return [inStore]
      })
    const dipsOf = (subject: string) => priceDips(weeksOf(rows, subject, 'avgPrice'))
    const of = (subject: string): SubjectFacts => {
      const weeks = weeksOf(rows, subject, 'units')
      return {
        subject,
        weeks,
        promoted: new Set([...weeksInStore(weeks, promoted(subject)), ...dipsOf(subject)]),
        outOfStock: outOfStockWeeks(weeks, weeksOf(rows, subject, 'onHand')),
      }
    }
    return { isLoaded: values.every((value) => value !== null), subjects: subjectsOf(rows, 'units'), of, dipsOf }
  })
}

/** A line is for a group; facts may be of the group, or of one of its items. */
export const isOf = (calendar: Pick<CalendarState, 'workspace'>, itemGroup: string, subject: string): boolean =>
  itemGroup !== '' && (itemGroup === subject || calendar.workspace.summaries.all('item').some(({ itemId, group }) => itemId === subject && group === itemGroup))

export const seen = ({ from, to }: DateWindow): DateWindow => ({ from: addDays(from, -26 * 7), to: addDays(to, 13 * 7) })
