import { defineDoc } from '../model/doc.ts'
import { register, rows } from '../model/field.ts'
import { civilDateText, currencyCode, idText, shortText } from './schemas.ts'

export interface SettingsSummary {
  readonly key: 'settings'
  readonly type: 'settings'
  readonly name: string
  readonly currency: string
  readonly defaultWeekSystemId: string
}

/** What holds for the whole workspace. Members and roles are not here: they are the relay's (D9). */
export const settingsDoc = defineDoc({
  kind: 'settings',
  version: 1,
  fields: {
    name: register('Name', shortText, ''),
    currency: register('Currency', currencyCode, 'USD'),
    defaultWeekSystemId: register('Week system of new accounts', idText, 'nrf-454'),
    holidays: rows('Holidays', {
      name: register('Name', shortText, ''),
      on: register('Day', civilDateText, '1970-01-01'),
    }),
  },
  summary: ({ name, currency, defaultWeekSystemId }): SettingsSummary[] => [{ key: 'settings', type: 'settings', name, currency, defaultWeekSystemId }],
})
