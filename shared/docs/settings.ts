import type { CivilDate } from '../base/civil.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { present, type RowFacts, register, rows, set } from '../model/field.ts'
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
    name: register('Name', shortText, ''),
    currency: register('Currency', currencyCode, 'USD'),
    defaultWeekSystemId: register('Week system of new accounts', idText, 'nrf-454'),
    minGapWeeks: register('Weeks between promotions', z.nullable(count), null),
    maxPromotedWeeks: register('Promoted weeks a year, at most', z.nullable(count), null),
    deadlineWarnDays: register('Warn of deadlines, days before', z.nullable(count), null),
    cardFields: register('Card fields', z.nullable(z.array(shortText).check(z.maxLength(40))), null),
    hiddenHolidays: set('Hidden holidays', shortText),
    holidays: rows('Holidays', {
      name: register('Name', shortText, ''),
      on: register('Day', civilDateText, '1970-01-01'),
      to: register('Last day', z.nullable(civilDateText), null),
      isYearly: register('Every year', flag, false),
    }),
    views: rows('Saved views', {
      name: register('Name', shortText, ''),
      place: register('Place', z.enum(VIEW_PLACES), 'timeline'),
      query: register('Query', longText, ''),
      owner: register('Owner', shortText, ''),
      order: register('Order', shortText, ''),
    }),
    mappings: rows('Column mappings', {
      source: register('Source', shortText, ''),
      kind: register('Kind', z.enum(MAPPING_KINDS), 'promotions'),
      columns: register('Columns', longText, ''),
      options: register('Options', longText, ''),
      usedOn: register('Used on', z.nullable(civilDateText), null),
    }),
    templates: rows('Promotion templates', {
      name: register('Name', shortText, ''),
      draft: register('Promotion', longText, ''),
      order: register('Order', shortText, ''),
    }),
  },
  summary: ({ name, currency, defaultWeekSystemId, holidays, views, ...settings }): SettingsSummary[] => [
    {
      key: 'settings',
      type: 'settings',
      name,
      currency,
      defaultWeekSystemId,
      ...present({
        holidays: holidays.filter(isThere).map(({ id, name, on, to, isYearly }) => ({ holidayId: id, name, on, ...present({ to, isYearly }) })),
        hiddenHolidays: settings.hiddenHolidays,
        views: views.filter(isThere).map(({ id, name, place, query, owner }) => ({ viewId: id, name, place, query, owner })),
        cardFields: settings.cardFields,
        minGapWeeks: settings.minGapWeeks,
        maxPromotedWeeks: settings.maxPromotedWeeks,
        deadlineWarnDays: settings.deadlineWarnDays,
      }),
    },
  ],
})

const isThere = ({ deleted }: RowFacts): boolean => deleted === null
