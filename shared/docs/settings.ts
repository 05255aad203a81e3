import type { CivilDate } from '../base/civil.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { pick, present, type RowFacts, register, rows, set } from '../model/field.ts'
import { civilDateText, count, currencyCode, flag, idText, longText, shortText } from './schemas.ts'
import { MAPPING_KINDS, VIEW_PLACES, type ViewPlace } from './terms/planning-terms.ts'

export interface SettingsSummary {
  readonly key: 'settings'
  readonly type: 'settings'
  readonly name: string
  readonly currency: string
  readonly defaultWeekSystemId: string
  // Absent where empty.
  readonly holidays?: readonly CustomHoliday[]
  /** Ids of computed holidays nobody wants to see. */
  readonly hiddenHolidays?: readonly string[]
  readonly views?: readonly SavedView[]
  /** What a card or bar shows, in order. */
  readonly cardFields?: readonly string[]
  readonly minGapWeeks?: number
  readonly maxPromotedWeeks?: number
  readonly deadlineWarnDays?: number
}

export interface CustomHoliday {
  readonly holidayId: string
  readonly name: string
  readonly on: CivilDate
  /** The last day; the first one where absent. */
  readonly to?: CivilDate
  readonly isYearly?: boolean
}

/** A filter, a grouping and a zoom under a name. What `query` holds is the calendar page's own affair. */
export interface SavedView {
  readonly viewId: string
  readonly name: string
  readonly place: ViewPlace
  readonly query: string
  /** Whose it is; empty for one that everybody sees. */
  readonly owner: string
}

/** What holds for the whole workspace. Members and roles are not here: they are the relay's (D9). */
export const settingsDoc = defineDoc({
  kind: 'settings',
  version: 1,
  fields: {
    name: register(shortText, ''),
    currency: register(currencyCode, 'USD'),
    defaultWeekSystemId: register(idText, 'nrf-454'),
    minGapWeeks: register(z.nullable(count), null),
    maxPromotedWeeks: register(z.nullable(count), null),
    deadlineWarnDays: register(z.nullable(count), null),
    cardFields: register(z.nullable(z.array(shortText).check(z.maxLength(40))), null),
    hiddenHolidays: set(shortText),
    holidays: rows({
      name: register(shortText, ''),
      on: register(civilDateText, '1970-01-01'),
      to: register(z.nullable(civilDateText), null),
      isYearly: register(flag, false),
    }),
    views: rows({
      name: register(shortText, ''),
      place: register(z.enum(VIEW_PLACES), 'timeline'),
      query: register(longText, ''),
      owner: register(shortText, ''),
      order: register(shortText, ''),
    }),
    mappings: rows({
      source: register(shortText, ''),
      kind: register(z.enum(MAPPING_KINDS), 'promotions'),
      columns: register(longText, ''),
      options: register(longText, ''),
      usedOn: register(z.nullable(civilDateText), null),
    }),
    templates: rows({
      name: register(shortText, ''),
      draft: register(longText, ''),
      order: register(shortText, ''),
    }),
  },
  summary: ({ holidays, views, ...settings }): SettingsSummary[] => [
    {
      key: 'settings',
      type: 'settings',
      ...pick(settings, ['name', 'currency', 'defaultWeekSystemId']),
      ...present({
        holidays: holidays.filter(isThere).map((row) => ({ holidayId: row.id, ...pick(row, ['name', 'on']), ...present(pick(row, ['to', 'isYearly'])) })),
        views: views.filter(isThere).map((row) => ({ viewId: row.id, ...pick(row, ['name', 'place', 'query', 'owner']) })),
        ...pick(settings, ['hiddenHolidays', 'cardFields', 'minGapWeeks', 'maxPromotedWeeks', 'deadlineWarnDays']),
      }),
    },
  ],
})

const isThere = ({ deleted }: RowFacts): boolean => deleted === null
