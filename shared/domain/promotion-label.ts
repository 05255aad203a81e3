// What a promotion is called where its account is already named: on its bar, in a row of the list, in the agenda.

import type { Currency } from '../base/money.ts'
import type { PromotionSummary } from '../docs/calendar.ts'
import { retailText } from './retail-text.ts'

export interface PromotionLabel {
  readonly main: string
  /** Mechanic and price, quieter. */
  readonly detail: string
}

type Named = Pick<PromotionSummary, 'name' | 'lines'>

const LETTER_OR_DIGIT = /[\p{L}\p{N}]/u

/** One pattern for all: a start labels hundreds of bars, and compiling a pattern for each costs more than drawing them. */
const holdsWord = (text: string, word: string): boolean => {
  if (word === '') return false
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1)) {
    if (!LETTER_OR_DIGIT.test(text.charAt(at - 1)) && !LETTER_OR_DIGIT.test(text.charAt(at + word.length))) return true
  }
  return false
}

/** The name without the account it starts with: `Marlow Markets · Summer kick-off` → `Summer kick-off`. */
export const nameWithin = (name: string, accountName: string): string => {
  if (accountName === '' || !name.startsWith(accountName)) return name
  const rest = name.slice(accountName.length).replace(/^[\s·:,–—-]+/, '')
  return rest === '' ? name : rest
}

/** True for names that only repeat group and mechanic, as automatic and imported ones do. */
const repeatsItsLine = ({ name, lines }: Named): boolean => {
  const first = lines[0]
  return first !== undefined && holdsWord(name, first.itemGroup) && holdsWord(name, first.mechanic)
}

export const promotionLabel = (promotion: Named, accountName: string, currency: Currency): PromotionLabel => {
  const first = promotion.lines[0]
  const more = promotion.lines.length > 1 ? ` +${promotion.lines.length - 1}` : ''
  const detail = first === undefined ? '' : `${first.mechanic}${first.promoRetail === null ? '' : ` ${retailText(first.promoRetail, currency)}`}${more}`
  if (first !== undefined && repeatsItsLine(promotion)) return { main: first.itemGroup, detail }
  const own = nameWithin(promotion.name, accountName)
  return { main: own === '' ? first?.itemGroup || 'Untitled promotion' : own, detail }
}
