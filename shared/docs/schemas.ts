// The value schemas documents are written with. Limits are generous: a value over one is salvaged away (D4), so they
// only keep out what no person typed.

import { isCivilDate } from '../base/civil.ts'
import { isDecimalText } from '../base/decimal.ts'
import { ID_PATTERN } from '../base/id.ts'
import * as z from '../base/schema.ts'

export const shortText = z.string().check(z.maxLength(300, 'At most 300 characters fit here.'))
/** What machines wrote for machines (a saved view, a mapping), or a person at length. Only a start and an end, no meaning, is checked. */
export const longText = z.string().check(z.maxLength(20_000, 'At most 20,000 characters fit here.'))
export const idText = z.string().check(z.regex(ID_PATTERN))

/** Outside these years a date is a slip of the keyboard, and one would stretch a timeline over millennia. */
const isPlausible = (date: string): boolean => isCivilDate(date) && date >= '1900-01-01' && date <= '2199-12-31'

export const civilDateText = z.string().check(z.refine(isPlausible, 'Give a date that exists, between 1900 and 2199.'))
/** One register, both ends inclusive: two offline editors can never make from > to (D3). */
export const dateWindow = z.object({ from: z.string(), to: z.string() }).check(
  z.refine(({ from, to }) => isPlausible(from) && isPlausible(to), 'Give dates that exist, between 1900 and 2199.'),
  z.refine(({ from, to }) => from <= to, 'The first day must not be after the last.'),
)
export const decimalText = z.string().check(z.refine(isDecimalText, 'Give a number with at most four places.'))
/** Integer minor units. */
export const minorUnits = z.int().check(z.gte(-1e12), z.lte(1e12))
export const count = z.int('Give a whole number.').check(z.gte(0, 'Give a number from 0 on.'), z.lte(1e9, 'This number is too large.'))
export const percent = z.number().check(z.gte(0), z.lte(100_000))
/** Days or weeks before (negative) or after something. */
export const offset = z.int('Give a whole number.').check(z.gte(-732, 'That is too far back.'), z.lte(732, 'That is too far ahead.'))
export const flag = z.boolean()
export const weekdayNumber = z.literal([0, 1, 2, 3, 4, 5, 6])
export const currencyCode = z.string().check(z.regex(/^[A-Z]{3}$/))
/** `2/$5` is {multiple: 2, price: 500}; a plain price has multiple 1. */
export const retailPrice = z.object({ multiple: z.int().check(z.gte(1), z.lte(99)), price: z.int().check(z.gte(0), z.lte(1e9)) })
export type RetailPrice = z.Infer<typeof retailPrice>

/** Somebody did it, on that day. `due` is the day it was due then: a done deadline stays where it was. */
export const doneMark = z.object({ by: shortText, on: civilDateText, due: z.nullable(civilDateText) })
export type DoneMark = z.Infer<typeof doneMark>

/** Buy two, get one at half price is {buy: 2, get: 1, offPct: 50}. */
export const bogoRatio = z.object({ buy: z.int().check(z.gte(1), z.lte(99)), get: z.int().check(z.gte(1), z.lte(99)), offPct: percent.check(z.lte(100)) })
export type BogoRatio = z.Infer<typeof bogoRatio>
