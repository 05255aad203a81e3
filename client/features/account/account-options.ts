// The choices of an account's fields as a form offers them.

import { WEEKDAY_NAMES, type Weekday } from '../../../shared/base/civil.ts'
import { ACCOUNT_CHANNEL_LABELS, ACCOUNT_KIND_LABELS, ACCOUNT_STAGE_LABELS, ROUTE_TO_MARKET_LABELS } from '../../../shared/docs/terms/account-labels.ts'
import { ACCOUNT_CHANNELS, ACCOUNT_KINDS, ACCOUNT_STAGES, ROUTES_TO_MARKET } from '../../../shared/docs/terms/account-terms.ts'
import { CONTACT_CHANNEL_LABELS, CONTACT_ROLE_LABELS } from '../../../shared/docs/terms/contact-labels.ts'
import { CONTACT_CHANNELS, CONTACT_ROLES } from '../../../shared/docs/terms/contact-terms.ts'
import { weekChip } from '../../../shared/domain/weeks/week-labels.ts'
import { WEEK_SYSTEM_PRESETS } from '../../../shared/domain/weeks/week-system-presets.ts'

const optionsOf = <Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: labels[value] }))

export const KIND_OPTIONS = optionsOf(ACCOUNT_KINDS, ACCOUNT_KIND_LABELS)
export const CHANNEL_OPTIONS = optionsOf(ACCOUNT_CHANNELS, ACCOUNT_CHANNEL_LABELS)
export const STAGE_OPTIONS = optionsOf(ACCOUNT_STAGES, ACCOUNT_STAGE_LABELS)
export const ROUTE_OPTIONS = optionsOf(ROUTES_TO_MARKET, ROUTE_TO_MARKET_LABELS)
export const ROLE_OPTIONS = optionsOf(CONTACT_ROLES, CONTACT_ROLE_LABELS)
export const CONTACT_CHANNEL_OPTIONS = optionsOf(CONTACT_CHANNELS, CONTACT_CHANNEL_LABELS)
export const WEEK_SYSTEM_OPTIONS = WEEK_SYSTEM_PRESETS.map(({ id, label }) => ({ value: id, label }))

/** `3` → `Wed–Tue`. A register holds the number; the form speaks text. */
export const WEEKDAY_OPTIONS = WEEKDAY_NAMES.map((name, index) => ({ value: String(index), label: `${name} (${weekChip(index as Weekday)})` }))

export const CURRENCY_OPTIONS = ['USD', 'CAD', 'MXN', 'EUR', 'GBP', 'CHF', 'SEK', 'DKK', 'NOK', 'PLN', 'CZK', 'AUD', 'NZD', 'JPY'].map((code) => ({
  value: code,
  label: code,
}))
