// Rows of an accounts file. "Fiscal weeks" names a week system (DOMAIN §5); the day its weeks start on is checked against
// it. A route to market that is neither "direct" nor "through a distributor" is the distributor's name.

import { WEEKDAY_NAMES, type Weekday } from '../../base/civil.ts'
import { err, ok } from '../../base/result.ts'
import type { profileDoc } from '../../docs/profile.ts'
import { ACCOUNT_CHANNEL_LABELS, ACCOUNT_KIND_LABELS, ROUTE_TO_MARKET_LABELS } from '../../docs/terms/account-labels.ts'
import { ACCOUNT_CHANNELS, ACCOUNT_KINDS, ROUTES_TO_MARKET } from '../../docs/terms/account-terms.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import type { DocValue } from '../../model/field.ts'
import { WEEK_SYSTEM_PRESETS } from '../weeks/week-system-presets.ts'
import { type CellParser, choiceCell, countCell, plainWords, textCell, weekdayCell } from './cells.ts'
import { accountKey } from './import-keys.ts'
import { given, type ParsedRow, parseRow } from './row-reader.ts'
import type { Sheet } from './sheet.ts'

type Profile = DocValue<(typeof profileDoc)['fields']>
/** The registers a file may set. */
export type AccountFields = Pick<Profile, 'name' | 'kind' | 'channel' | 'adWeekStart' | 'weekSystemId' | 'storeCount' | 'routeToMarket'>

export interface AccountRow {
  readonly key: string
  readonly name: string
  readonly fields: Partial<AccountFields>
  readonly firstReceivers: readonly string[]
}

const kindCell = choiceCell('kind of account', ACCOUNT_KINDS, ACCOUNT_KIND_LABELS)
const channelCell = choiceCell('channel', ACCOUNT_CHANNELS, ACCOUNT_CHANNEL_LABELS, { 'food drug mass': 'mass', 'c-store': 'convenience', online: 'ecom' })
const routeCell = choiceCell('route', ROUTES_TO_MARKET, ROUTE_TO_MARKET_LABELS, { DSD: 'direct' })

const SPELLINGS: Readonly<Record<string, string>> = { nrf: 'nrf-454', '454': 'nrf-454', iso8601: 'iso', calendarmonths: 'gregorian' }

const weekSystemCell: CellParser<WeekSystem> = (text) => {
  const words = plainWords(text)
  const id = SPELLINGS[words]
  const system = WEEK_SYSTEM_PRESETS.find((preset) => preset.id === id || plainWords(preset.id) === words || plainWords(preset.label) === words)
  if (system !== undefined) return ok(system)
  return err(`${text} is no week system Endcap knows. Use one of: ${WEEK_SYSTEM_PRESETS.map((preset) => preset.id).join(', ')}.`)
}

export const parseAccountRows = (sheet: Sheet<'accounts'>): readonly ParsedRow<AccountRow>[] =>
  sheet.rows.map((row) =>
    parseRow(sheet, row, ({ text, take, fault }) => {
      const name = take('name', textCell)
      if (text('name') === '') fault('name', 'An account needs a name.')
      const system = take('weekSystem', weekSystemCell)
      const fiscalWeekStart = take('fiscalWeekStart', weekdayCell)
      if (system !== undefined && fiscalWeekStart !== undefined && system.weekStart !== fiscalWeekStart) {
        fault('fiscalWeekStart', `Weeks of ${system.id} start on ${dayName(system.weekStart)}, not on ${dayName(fiscalWeekStart)}.`)
      }
      const route = text('routeToMarket') === '' ? undefined : routeCell(text('routeToMarket'))
      const distributor = route?.ok === false ? take('routeToMarket', textCell) : undefined
      const values = given<AccountFields>({
        name,
        kind: take('kind', kindCell),
        channel: take('channel', channelCell),
        adWeekStart: take('adWeekStart', weekdayCell),
        weekSystemId: system?.id,
        storeCount: take('stores', countCell),
        routeToMarket: route?.ok === true ? route.value : distributor === undefined ? undefined : 'distributor',
      })
      if (name === undefined) return null
      return { key: accountKey(name), name, fields: values, firstReceivers: distributor === undefined ? [] : [distributor] }
    }),
  )

const dayName = (day: Weekday): string => WEEKDAY_NAMES[day]
