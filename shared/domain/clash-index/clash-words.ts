// Clashes in words. Names of promotions and accounts are the reader's to look up; amounts come with their currency.

import { assertNever } from '../../base/assert.ts'
import { WEEKDAY_NAMES } from '../../base/civil.ts'
import { type Currency, formatMoney, minorDigits } from '../../base/money.ts'
import { MECHANIC_LABELS } from '../../docs/terms/mechanic.ts'
import { PROMOTION_WINDOW_LABELS } from '../../docs/terms/planning-labels.ts'
import { dayMonthLabel } from '../weeks/week-labels.ts'
import type { Clash, ClashLevel, ClashRule } from './clash-rules.ts'

export const CLASH_LEVEL_LABELS: Readonly<Record<ClashLevel, string>> = { error: 'Error', warn: 'Warning', info: 'Good to know' }

export const CLASH_TITLES: Readonly<Record<ClashRule, string>> = {
  two_retails: 'Two prices at once',
  window_too_long: 'Longer than two years',
  scan_back_outside: 'Scan-back outside the weeks in store',
  order_after_in_store: 'Orders begin after it has ended',
  rate_without_basis: 'A rate without a basis',
  stacked_allowances: 'Allowances add up on one unit',
  rate_over_margin: 'The allowance takes the whole margin',
  gap_too_short: 'Too soon after the last one',
  promoted_too_often: 'Promoted too often',
  deadline_passed: 'A deadline has passed',
  deadline_soon: 'A deadline is near',
  not_ad_weeks: 'Not whole ad weeks',
  same_group: 'Same group at the same time',
  substitutes: 'May take sales from each other',
  deeper_elsewhere: 'Cheaper elsewhere in the same weeks',
  blackout: 'The retailer takes no promotions then',
  item_not_authorised: 'An item is not sold there',
  item_discontinuing: 'An item is going out',
  item_not_launched: 'An item is not out yet',
  holiday: 'A holiday falls into it',
}

export interface ClashNames {
  readonly currency: Currency
  readonly promotionName: (promotionId: string) => string
  readonly accountName: (accountId: string) => string
}

/** One sentence with the values in it, from where `promotionId` stands. */
export const clashSentence = (clash: Clash, promotionId: string, { currency, promotionName, accountName }: ClashNames): string => {
  const { facts, itemGroup, days } = clash
  const otherId = clash.promotionId === promotionId ? clash.otherId : clash.promotionId
  const other = otherId === null ? '' : promotionName(otherId) || 'another promotion'
  const value = (name: string): string => String(facts[name] ?? '')
  const span = days === null ? '' : days.from === days.to ? dayMonthLabel(days.from) : `${dayMonthLabel(days.from)} – ${dayMonthLabel(days.to)}`
  switch (clash.rule) {
    case 'two_retails':
      return `${itemGroup} would show ${tagText(value('first'), currency)} and ${tagText(value('second'), currency)} at once, with ${other}, ${span}.`
    case 'window_too_long':
      return `${PROMOTION_WINDOW_LABELS[value('window') as keyof typeof PROMOTION_WINDOW_LABELS]} lasts ${value('days')} days.`
    case 'scan_back_outside':
      return `Scan-back runs ${span}, in store ${dayMonthLabel(value('inStoreFrom'))} – ${dayMonthLabel(value('inStoreTo'))}.`
    case 'order_after_in_store':
      return `Orders run ${span}; it is in store until ${dayMonthLabel(value('inStoreTo'))}.`
    case 'rate_without_basis':
      return `${itemGroup || 'A line'} has a rate of ${value('rate')}: say of what.`
    case 'stacked_allowances':
      return `${mechanicsText(value('mechanics'))} on ${itemGroup || 'one unit'}${otherId === null ? '' : `, with ${other}, ${span}`}: ${allowanceText(clash)}.`
    case 'rate_over_margin':
      return `${itemGroup || 'A unit'}: ${allowanceText(clash)}. No lift breaks even.`
    case 'gap_too_short':
      return `${itemGroup}: ${weeksText(Number(facts.days))} after ${other}; at least ${value('weeksMin')} weeks are wanted.`
    case 'promoted_too_often':
      return `${itemGroup} is promoted in ${value('weeks')} of 52 weeks; at most ${value('weeksMax')} are wanted.`
    case 'deadline_passed':
      return `${value('name')} was due ${dayMonthLabel(value('due'))}.`
    case 'deadline_soon':
      return `${value('name')} is due ${dayMonthLabel(value('due'))}.`
    case 'not_ad_weeks':
      return `The account’s ad weeks begin on ${WEEKDAY_NAMES[Number(facts.adWeekStart)] ?? ''}; this one runs ${span}.`
    case 'same_group':
      return `${itemGroup} runs with ${other} too, ${span}.`
    case 'substitutes':
      return `${itemGroup} and ${value('substitute')} sell in place of each other: ${other}, ${span}.`
    case 'deeper_elsewhere':
      return `${itemGroup} sells for ${unitPrice(Number(facts.theirs), currency)} at ${accountName(value('theirAccountId'))}, here for ${unitPrice(Number(facts.own), currency)}, ${span}.`
    case 'blackout':
      return `${value('name') || 'Black-out'}, ${span}${itemGroup === '' ? '' : `, for ${itemGroup}`}.`
    case 'item_not_authorised':
      return `${value('name')} is ${facts.status === null ? 'not on the account’s list' : value('status')}.`
    case 'item_discontinuing':
      return `${value('name')} is ${value('status')}.`
    case 'item_not_launched':
      return `${value('name')} goes on sale ${dayMonthLabel(value('launch'))}, after it has ended.`
    case 'holiday':
      return `${value('name')}, ${span}.`
    default:
      return assertNever(clash.rule)
  }
}

const tagText = (tag: string, currency: Currency): string => {
  const [multiple, price] = tag.split('/')
  if (price === undefined || !/^\d+$/.test(price)) return tag
  return multiple === '1' ? formatMoney(Number(price), currency) : `${multiple}/${formatMoney(Number(price), currency)}`
}

const mechanicsText = (codes: string): string =>
  codes
    .split(' + ')
    .map((code) => MECHANIC_LABELS[code as keyof typeof MECHANIC_LABELS] ?? code)
    .join(' + ')

const allowanceText = ({ facts }: Clash): string => {
  if (facts.rate === null) return 'what they take together is not known'
  const taken = `${plain(String(facts.rate))} a unit together`
  return facts.margin === null ? taken : `${taken} of a margin of ${plain(String(facts.margin))}, ${plain(String(facts.left))} left`
}

/** `0.5000` → `0.50`, `1.9950` → `1.995`: four places only where they say something. */
const plain = (amount: string): string => amount.replace(/(\.\d{2}\d*?)0+$/, '$1').replace('-', '−')

const unitPrice = (scaled: number, currency: Currency): string => {
  const minor = Math.round(scaled / 10_000)
  return formatMoney(minor, currency) + (minorDigits(currency) > 0 && scaled % 10_000 !== 0 ? ' each' : '')
}

const weeksText = (days: number): string => {
  if (days === 0) return 'the day'
  if (days < 14) return `${days} ${days === 1 ? 'day' : 'days'}`
  return days % 7 === 0 ? `${days / 7} weeks` : `${Math.floor(days / 7)} weeks and ${days % 7} ${days % 7 === 1 ? 'day' : 'days'}`
}
