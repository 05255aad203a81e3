// A promotion in one line: "marlow wk 43-46 TPR 2/$5 chips scan .50". What the words mean is found in two passes, because
// weeks are those of the account, which may come last: first the account, then everything else, the longest run of words
// that means something first. Every word is accounted for: what it was read as, that it is a guess, that it could be
// several things, or that it was not understood. Nothing is created here; the proposal is a draft and an explanation.

import type { CivilDate, DateWindow } from '../../base/civil.ts'
import { type Currency, formatMoney } from '../../base/money.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import type { RetailPrice } from '../../docs/schemas.ts'
import type { Mechanic } from '../../docs/terms/mechanic.ts'
import { MECHANIC_LABELS } from '../../docs/terms/mechanic.ts'
import { RATE_BASIS_LABELS } from '../../docs/terms/promotion-labels.ts'
import { type Merchandising, PROMOTION_STATUS_LABELS, type PromotionStatus } from '../../docs/terms/promotion-terms.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import type { LineInput, PromotionDraft } from '../promotion-draft.ts'
import { automaticName } from '../promotion-name.ts'
import { retailText } from '../retail-text.ts'
import { fiscalYearOfPromotion } from '../weeks/fiscal-week.ts'
import { windowWithWeeks } from '../weeks/week-labels.ts'
import { bestMatches, matchNames, type Named } from './fuzzy-names.ts'
import { MECHANIC_WORDS, MERCHANDISING_WORDS, type QuickRate, readQuickRate, readQuickRetail, SHELF_PRICE_MECHANICS, STATUS_WORDS } from './quick-terms.ts'
import { readQuickWeeks } from './quick-weeks.ts'

export interface QuickAddWorld {
  readonly accounts: readonly AccountSummary[]
  readonly systemOf: (account: AccountSummary) => WeekSystem
  readonly items: readonly ItemSummary[]
  readonly today: CivilDate
  /** Where the line is typed: the account when the words name none. */
  readonly accountId?: string | null
}

export type QuickAddKind =
  | 'account'
  | 'weeks'
  | 'mechanic'
  | 'retail'
  | 'regular'
  | 'group'
  | 'lift'
  | 'baseline'
  | 'merchandising'
  | 'status'
  | 'name'
  | 'filler'
  | 'unknown'

/** `ok`: as typed. `guess`: something was assumed. `ambiguous`: several things are called so. `error`: cannot be. */
export type QuickAddLevel = 'ok' | 'guess' | 'ambiguous' | 'error'

export interface QuickAddToken {
  /** Where in the text, end exclusive. */
  readonly from: number
  readonly to: number
  readonly text: string
  readonly kind: QuickAddKind
  readonly level: QuickAddLevel
  /** What it was taken for, in words. */
  readonly meaning: string
  /** What could stand there instead, as it would be typed. */
  readonly alternatives: readonly string[]
}

export interface QuickAddProposal {
  readonly tokens: readonly QuickAddToken[]
  /** What keeps it from being created, in words; empty when Enter may create it. */
  readonly problems: readonly string[]
  /** Words nobody understood: shown, and asked about, before they are lost. */
  readonly unread: readonly string[]
  readonly accountId: string | null
  readonly inStore: DateWindow | null
  /** The plan year of the calendar it goes into. */
  readonly year: number | null
  /** Null while something is missing. */
  readonly draft: PromotionDraft | null
  /** What could be read so far, whatever is missing: for a form that fills in the rest. */
  readonly read: QuickAddReading
}

export interface QuickAddReading {
  /** Empty while the words say neither how it pays nor for what. */
  readonly lines: readonly LineInput[]
  readonly merchandising: readonly Merchandising[]
  readonly status: PromotionStatus
  /** Empty = to be named automatically. */
  readonly name: string
}

interface Word {
  readonly text: string
  readonly from: number
  readonly to: number
}

const WORDS_MAX = 60
const RUN_MAX = 6
/** More words that all fit are better than fewer: `salsa verde` is not `salsa`. */
const WORD_BONUS = 0.3
const FILLERS = new Set(['and', '&', '+', ',', 'at', 'on', 'for', 'the', 'with', 'of', 'in', 'from', '-', '–', 'a', 'to', '·', '@'])
const LIFT = /^(?:lift ?\+?(\d{1,4}(?:\.\d+)?) ?%?|\+ ?(\d{1,4}(?:\.\d+)?) ?%)$/
const BASELINE = /^(?:(?:base|baseline) ?(\d{1,7})(?: ?\/ ?(?:wk|week))?|(\d{1,7}) ?\/ ?(?:wk|week))$/
const REGULAR = /^(?:reg|regular|was) (.+)$/

const wordsOf = (text: string): readonly Word[] => {
  const words: Word[] = []
  for (const match of text.matchAll(/"[^"]*"|(?:[^\s,;]|,(?=\d{3}(?!\d)))+/g)) {
    if (words.length >= WORDS_MAX) break
    words.push({ text: match[0], from: match.index, to: match.index + match[0].length })
  }
  return words
}

interface LineStart {
  readonly mechanic: Mechanic
  readonly rate: QuickRate | null
}

interface Found {
  account: AccountSummary | null
  inStore: DateWindow | null
  readonly lines: LineStart[]
  promoRetail: RetailPrice | null
  regularRetail: RetailPrice | null
  readonly groups: string[]
  lift: number | null
  baseline: number | null
  readonly merchandising: Merchandising[]
  status: PromotionStatus
  name: string
}

export const parseQuickAdd = (text: string, world: QuickAddWorld): QuickAddProposal => {
  const words = wordsOf(text)
  const taken = new Array<boolean>(words.length).fill(false)
  const tokens: QuickAddToken[] = []
  const found: Found = {
    account: null,
    inStore: null,
    lines: [],
    promoRetail: null,
    regularRetail: null,
    groups: [],
    lift: null,
    baseline: null,
    merchandising: [],
    status: 'idea',
    name: '',
  }
  const problems: string[] = []

  const take = (start: number, count: number, kind: QuickAddKind, meaning: string, level: QuickAddLevel = 'ok', alternatives: readonly string[] = []): void => {
    for (let index = start; index < start + count; index++) taken[index] = true
    const [from, to] = [words[start]?.from ?? 0, words[start + count - 1]?.to ?? 0]
    tokens.push({ from, to, text: text.slice(from, to), kind, level, meaning, alternatives })
  }
  const runText = (start: number, count: number): string =>
    words
      .slice(start, start + count)
      .map((word) => word.text)
      .join(' ')
  const isFree = (start: number, count: number): boolean => start + count <= words.length && !taken.slice(start, start + count).includes(true)

  const isFiller = (index: number): boolean => FILLERS.has(words[index]?.text.toLowerCase() ?? '')
  const isEdgedByFiller = (start: number, count: number): boolean => isFiller(start) || isFiller(start + count - 1)

  // ---- the account, before everything that depends on it ----
  const accounts = world.accounts
    .filter(({ isDeleted, name }) => !isDeleted && name !== '')
    .map((account): Named<AccountSummary> => ({ key: account, names: [account.name] }))
  const groups = groupsOf(world.items)
  const accountRun = bestRun(words.length, (start, count) => {
    if (isEdgedByFiller(start, count) || (count === 1 && isReserved(runText(start, 1)))) return null
    const matches = bestMatches(matchNames(runText(start, count), accounts))
    const score = matches[0]?.score ?? 0
    // A word that rather names a group is left to it: "chips" is no account.
    const asGroup = matchNames(runText(start, count), groups)[0]?.score ?? 0
    return score === 0 || asGroup > score ? null : { score: score + WORD_BONUS * count, matches }
  })
  if (accountRun !== null) {
    const [best] = accountRun.matches
    const names = accountRun.matches.map(({ key }) => key.name).sort()
    if (names.length > 1) {
      take(accountRun.start, accountRun.count, 'account', `${names.length} accounts are called so`, 'ambiguous', names)
      problems.push(`Which account: ${names.join(', ')}?`)
    } else if (best !== undefined) {
      found.account = best.key
      take(accountRun.start, accountRun.count, 'account', best.key.name, best.score < 0.6 ? 'guess' : 'ok')
    }
  } else if (world.accountId != null) {
    found.account = world.accounts.find(({ accountId }) => accountId === world.accountId) ?? null
  }
  const currency: Currency = found.account?.currency ?? 'USD'
  const place = found.account === null ? null : { system: world.systemOf(found.account), adWeekStart: found.account.adWeekStart, today: world.today }

  // ---- what has a shape of its own, longest run first ----
  const recognise = (start: number, count: number): boolean => {
    const given = runText(start, count)
    const plain = given.toLowerCase()
    if (count === 1 && given.startsWith('"') && given.endsWith('"') && given.length > 2) {
      found.name = given.slice(1, -1)
      take(start, count, 'name', `called ${found.name}`)
      return true
    }
    if (found.inStore === null) {
      const anywhere = place ?? { system: DEFAULT_PLACE_SYSTEM, adWeekStart: 0 as const, today: world.today }
      const weeks = readQuickWeeks(given, anywhere)
      if (weeks !== null) {
        if (place === null) take(start, count, 'weeks', 'in the weeks of the account, once there is one', 'guess')
        else if (weeks.ok) {
          found.inStore = weeks.value
          take(start, count, 'weeks', windowWithWeeks(place.system, place.adWeekStart, weeks.value))
        } else {
          take(start, count, 'weeks', weeks.error, 'error')
          problems.push(weeks.error)
        }
        return true
      }
    }
    const lift = LIFT.exec(plain)
    if (lift !== null) {
      found.lift = Number(lift[1] ?? lift[2])
      take(start, count, 'lift', `${found.lift} % lift`)
      return true
    }
    const baseline = BASELINE.exec(plain)
    if (baseline !== null) {
      found.baseline = Number(baseline[1] ?? baseline[2])
      take(start, count, 'baseline', `baseline of ${found.baseline} units a week`)
      return true
    }
    const regular = REGULAR.exec(plain)
    const regularRetail = regular === null ? null : readQuickRetail(regular[1] ?? '', currency)
    if (regularRetail !== null) {
      found.regularRetail = regularRetail
      take(start, count, 'regular', `regular retail ${retailText(regularRetail, currency)}`)
      return true
    }
    const merchandising = MERCHANDISING_WORDS[plain]
    if (merchandising !== undefined) {
      if (!found.merchandising.includes(merchandising)) found.merchandising.push(merchandising)
      take(start, count, 'merchandising', given)
      return true
    }
    const status = STATUS_WORDS[plain]
    if (status !== undefined) {
      found.status = status
      take(start, count, 'status', PROMOTION_STATUS_LABELS[status])
      return true
    }
    if (recogniseMechanic(start, count, given)) return true
    const retail = readQuickRetail(given, currency)
    if (retail !== null && found.promoRetail === null) {
      found.promoRetail = retail
      const isDateLike = /^\d{1,2}\/\d{1,2}$/.test(given)
      take(start, count, 'retail', `${retailText(retail, currency)} on the shelf${isDateLike ? ', not a date' : ''}`, isDateLike ? 'guess' : 'ok')
      return true
    }
    return false
  }

  /** A mechanic, alone or with its rate right behind it. */
  const recogniseMechanic = (start: number, count: number, given: string): boolean => {
    const parts = given.toLowerCase().split(' ')
    for (let size = Math.min(2, count); size >= 1; size--) {
      const mechanic = MECHANIC_WORDS[parts.slice(0, size).join(' ')]
      if (mechanic === undefined) continue
      const rest = parts.slice(size).join(' ')
      if (rest === '') {
        found.lines.push({ mechanic, rate: null })
        take(start, count, 'mechanic', MECHANIC_LABELS[mechanic])
        return true
      }
      // `tpr 2/$5` is a price, not a rate.
      const retail = /\/|for/.test(rest) ? readQuickRetail(rest, currency) : null
      const rate: QuickRate | null =
        retail === null
          ? readQuickRate(rest, mechanic, currency)
          : SHELF_PRICE_MECHANICS.includes(mechanic)
            ? { rate: null, rateBasis: null, lump: null, couponFace: null, promoRetail: retail, isGuess: false }
            : null
      if (rate === null) return false
      found.lines.push({ mechanic, rate })
      if (rate.promoRetail !== null) found.promoRetail ??= rate.promoRetail
      take(start, count, 'mechanic', `${MECHANIC_LABELS[mechanic]} ${rateWords(rate, currency)}`, rate.isGuess ? 'guess' : 'ok')
      return true
    }
    return false
  }

  for (let count = Math.min(RUN_MAX, words.length); count >= 1; count--) {
    for (let start = 0; start + count <= words.length; start++) if (isFree(start, count)) recognise(start, count)
  }

  // ---- item groups: what is left ----
  for (;;) {
    const run = bestRun(words.length, (start, count) => {
      if (!isFree(start, count) || isEdgedByFiller(start, count)) return null
      const matches = bestMatches(matchNames(runText(start, count), groups))
      const score = matches[0]?.score ?? 0
      return score === 0 ? null : { score: score + WORD_BONUS * count, matches }
    })
    if (run === null) break
    const names = run.matches.map(({ key }) => key).sort()
    const [first = ''] = names
    if (names.length > 1) {
      take(run.start, run.count, 'group', `${names.length} groups are called so`, 'ambiguous', names)
      problems.push(`Which group: ${names.join(', ')}?`)
    } else {
      if (!found.groups.includes(first)) found.groups.push(first)
      take(run.start, run.count, 'group', first, (run.matches[0]?.score ?? 1) < 0.6 ? 'guess' : 'ok')
    }
  }

  // ---- what nobody understood ----
  const unread: string[] = []
  for (const [index, word] of words.entries()) {
    if (taken[index] === true) continue
    if (FILLERS.has(word.text.toLowerCase())) {
      take(index, 1, 'filler', '')
      continue
    }
    unread.push(word.text)
    take(index, 1, 'unknown', 'Not understood', 'error')
  }

  if (found.account === null && !tokens.some(({ kind }) => kind === 'account'))
    problems.unshift('Say which account, for example by the first letters of its name.')
  if (found.inStore === null && !tokens.some(({ kind, level }) => kind === 'weeks' && level === 'error'))
    problems.push('Say when: wk 43-46, next 4 weeks, or dates.')
  if (found.groups.length === 0 && !tokens.some(({ kind }) => kind === 'group')) problems.push('Say which group of items.')
  if (found.lines.length === 0 && found.promoRetail === null) problems.push('Say how it pays (TPR, scan .50, oi 10%) or what it costs on the shelf (2/$5).')

  tokens.sort((a, b) => a.from - b.from)
  const isComplete = problems.length === 0 && found.account !== null && found.inStore !== null && place !== null
  return {
    tokens,
    problems,
    unread,
    accountId: found.account?.accountId ?? null,
    inStore: found.inStore,
    year: found.inStore === null || place === null ? null : fiscalYearOfPromotion(place.system, found.inStore.from),
    draft: isComplete ? draftOf(found, place.system) : null,
    read: { lines: linesOf(found), merchandising: found.merchandising, status: found.status, name: found.name },
  }
}

/** Any system reads the shape of dates; the account's own says which they are. */
const DEFAULT_PLACE_SYSTEM: WeekSystem = {
  id: 'iso',
  label: '',
  weekStart: 1,
  pattern: 'iso',
  anchor: 'nearest',
  anchorDate: { month: 1, day: 1 },
  labelYear: 'start',
  key: 'none',
  overrides: [],
}

const isReserved = (word: string): boolean => {
  const plain = word.toLowerCase()
  return (
    /^[\d.$/%-]+$/.test(plain) || FILLERS.has(plain) || plain in MECHANIC_WORDS || /^(?:wks?|weeks?|w\d*|next|this|from|lift|base|reg|was|off)$/.test(plain)
  )
}

interface Run<Key> {
  readonly start: number
  readonly count: number
  readonly matches: readonly { readonly key: Key; readonly score: number }[]
}

const bestRun = <Key>(
  length: number,
  rate: (start: number, count: number) => { readonly score: number; readonly matches: Run<Key>['matches'] } | null,
): Run<Key> | null => {
  let best: (Run<Key> & { score: number }) | null = null
  for (let count = Math.min(4, length); count >= 1; count--) {
    for (let start = 0; start + count <= length; start++) {
      const rated = rate(start, count)
      if (rated !== null && (best === null || rated.score > best.score)) best = { start, count, ...rated }
    }
  }
  return best
}

/** A group is called by its code, by its parts' category and brand, and by the names of its items. */
const groupsOf = (items: readonly ItemSummary[]): readonly Named<string>[] => {
  const names = new Map<string, Set<string>>()
  for (const { isDeleted, group, category, brand, name } of items) {
    if (isDeleted || group === '') continue
    const called = names.get(group) ?? new Set([group])
    for (const each of [category, `${brand} ${category}`, name]) if (each.trim() !== '') called.add(each)
    names.set(group, called)
  }
  return [...names].sort(([a], [b]) => (a < b ? -1 : 1)).map(([key, called]) => ({ key, names: [...called] }))
}

const rateWords = (rate: QuickRate, currency: Currency): string => {
  if (rate.lump !== null) return `${formatMoney(rate.lump, currency)} in all`
  if (rate.couponFace !== null) return `worth ${formatMoney(rate.couponFace, currency)}`
  if (rate.promoRetail !== null) return `at ${retailText(rate.promoRetail, currency)}`
  return rate.rate === null || rate.rateBasis === null ? '' : `${rate.rate} ${RATE_BASIS_LABELS[rate.rateBasis]}`
}

/** One for each group and mechanic; without a group, lines that are still to get one. */
const linesOf = (found: Found): readonly LineInput[] => {
  if (found.groups.length === 0 && found.lines.length === 0 && found.promoRetail === null) return []
  const groups = found.groups.length === 0 ? [''] : found.groups
  const starts = found.lines.length > 0 ? found.lines : [{ mechanic: 'TPR' as const, rate: null }]
  // The price on the shelf belongs to the line that lowers it; where none does, to the first.
  const priced = Math.max(
    0,
    starts.findIndex(({ mechanic }) => SHELF_PRICE_MECHANICS.includes(mechanic)),
  )
  return groups.flatMap((itemGroup) =>
    starts.map(({ mechanic, rate }, index): LineInput => {
      const isFirst = index === 0
      return {
        itemGroup,
        mechanic,
        ...(rate?.rate == null ? {} : { rate: rate.rate, rateBasis: rate.rateBasis }),
        ...(rate?.lump == null ? {} : { lump: rate.lump }),
        ...(rate?.couponFace == null ? {} : { couponFace: rate.couponFace }),
        ...(index === priced && found.promoRetail !== null ? { promoRetail: found.promoRetail } : {}),
        ...(index === priced && found.regularRetail !== null ? { regularRetail: found.regularRetail } : {}),
        ...(isFirst && found.baseline !== null ? { baselinePerWeek: found.baseline, baselineSource: 'typed' as const } : {}),
        ...(isFirst && found.lift !== null ? { expectedLiftPct: found.lift } : {}),
      }
    }),
  )
}

const draftOf = (found: Found, system: WeekSystem): PromotionDraft => {
  const { account, inStore } = found
  const lines = linesOf(found)
  const [line] = lines
  const naming = { name: account?.name ?? '', adWeekStart: account?.adWeekStart ?? 0, system }
  const name = found.name || automaticName(naming, { itemGroup: line?.itemGroup ?? '', mechanic: line?.mechanic ?? null, from: inStore?.from ?? null })
  return { promotion: { name, inStore, status: found.status, merchandising: found.merchandising }, lines }
}
