// Everything ⌘K finds, over the summaries on this device. One plain line of words per row, scanned from end to end: with
// 20,000 promotions of one account a full-text index (MiniSearch) took 500 ms to rank a common word, the scan takes a
// few. Lines are made when the palette first opens, a slice at a time so that typing never waits, and kept up row by row.

import type { CivilDate } from '../../../shared/base/civil.ts'
import type { Summary } from '../../../shared/docs/index.ts'
import { CONTACT_ROLE_LABELS } from '../../../shared/docs/terms/contact-labels.ts'
import { MECHANIC_LABELS } from '../../../shared/docs/terms/mechanic.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { PROMOTION_STATUS_LABELS } from '../../../shared/docs/terms/promotion-terms.ts'
import type { Summaries } from '../../data/workspace-data.ts'
import { nearestWords } from './nearest-words.ts'

/** In the order in which rows that match alike are shown. */
export const FOUND_TYPES = ['account', 'packet', 'contact', 'promotion', 'item'] as const
export type FoundType = (typeof FOUND_TYPES)[number]
export type FoundRow = Extract<Summary, { type: FoundType }>

interface Line {
  readonly row: FoundRow
  /** Folded words, each with a space before it; those of the title first. */
  readonly text: string
  readonly titleLength: number
}

const SLICE_ROWS = 1_000
const DIGIT = /\d/
const TYPE_SCORE: Readonly<Record<FoundType, number>> = { account: 4, packet: 1, contact: 1, promotion: 0, item: 0 }
const IN_TITLE = 3
const WHOLE_WORD = 2
const AT_START = 2

/** Lower case, without accents, anything that is no letter or digit a space: `Lucía’s CHIPS-8OZ` → `lucia s chips 8oz`. */
export const fold = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{M}+/gu, '')
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim()

const idOf = (row: FoundRow): string => {
  switch (row.type) {
    case 'account':
      return `account/${row.accountId}`
    case 'promotion':
      return `promotion/${row.promotionId}`
    case 'packet':
      return `packet/${row.packetId}`
    case 'contact':
      return `contact/${row.contactId}`
    case 'item':
      return `item/${row.itemId}`
  }
}

const wordsOf = (row: FoundRow, accountName: string): { readonly title: string; readonly more: readonly (string | number)[] } => {
  switch (row.type) {
    case 'account':
      return { title: row.name, more: [row.channel, row.kind, row.externalKey] }
    case 'promotion':
      return {
        title: row.name,
        more: [
          accountName,
          PROMOTION_STATUS_LABELS[row.status],
          row.year,
          ...row.lines.flatMap((line) => [line.itemGroup, line.mechanic, MECHANIC_LABELS[line.mechanic]]),
        ],
      }
    case 'packet':
      return { title: row.title, more: [accountName, MEETING_TYPE_LABELS[row.meetingType], row.on ?? ''] }
    case 'contact':
      return {
        title: row.name,
        more: [accountName, row.title, row.email, row.phone.replace(/\D/g, ''), ...row.roles.map((role) => CONTACT_ROLE_LABELS[role])],
      }
    case 'item':
      return { title: row.name, more: [row.brand, row.group, row.category, row.gtinUnit] }
  }
}

const lineOf = (row: FoundRow, accountName: string): Line => {
  const { title, more } = wordsOf(row, accountName)
  const folded = ` ${fold(title)}`
  return { row, text: `${folded} ${fold(more.join(' '))} `, titleLength: folded.length }
}

const isFindable = (row: FoundRow): boolean => !row.isDeleted && !(row.type === 'promotion' && row.movedTo !== null)

/** What runs or comes, the nearest first; then what is over, the latest first: the order of promotions that match alike. */
const nearestFirst = (rows: readonly FoundRow[], today: CivilDate): readonly FoundRow[] => {
  const endOf = (row: FoundRow): string => (row.type === 'promotion' ? (row.inStore?.to ?? '') : '')
  const sorted = [...rows].sort((a, b) => (endOf(a) < endOf(b) ? -1 : 1))
  const next = sorted.findIndex((row) => endOf(row) >= today)
  return next === -1 ? sorted.reverse() : [...sorted.slice(next), ...sorted.slice(0, next).reverse()]
}

/** Every word typed begins a word of the line; null when one does not. */
const scoreOf = ({ row, text, titleLength }: Line, typed: readonly string[]): number | null => {
  let score = TYPE_SCORE[row.type]
  for (const word of typed) {
    const at = text.indexOf(` ${word}`)
    if (at === -1) return null
    if (at < titleLength) score += IN_TITLE
    if (at === 0) score += AT_START
    if (text[at + word.length + 1] === ' ') score += WHOLE_WORD
  }
  return score
}

export interface SearchIndex {
  /** Brings the lines up to the summaries of now. Resolves when all of them are in; a newer call takes over from an older one. */
  readonly refresh: (summaries: Summaries, today: CivilDate) => Promise<void>
  /** Best first. A word nobody has is taken for the nearest one. */
  readonly find: (query: string, max: number) => readonly FoundRow[]
  readonly size: () => number
}

export const createSearchIndex = (pause: () => Promise<void> = () => new Promise((resolve) => setTimeout(resolve, 0))): SearchIndex => {
  let lines = new Map<string, Line>()
  /** Words without digits of every line there has been, to guess what a mistyped one meant. */
  const vocabulary = new Set<string>()
  let run = 0

  const refresh = async (summaries: Summaries, today: CivilDate): Promise<void> => {
    const mine = ++run
    const names = new Map(summaries.all('account').map(({ accountId, name }) => [accountId, name]))
    const next = new Map<string, Line>()
    let worked = 0
    for (const type of FOUND_TYPES) {
      const rows: readonly FoundRow[] = summaries.all(type)
      for (const row of type === 'promotion' ? nearestFirst(rows, today) : rows) {
        if (!isFindable(row)) continue
        const id = idOf(row)
        const before = lines.get(id)
        if (before?.row === row) {
          next.set(id, before)
          continue
        }
        const line = lineOf(row, 'accountId' in row ? (names.get(row.accountId) ?? '') : '')
        next.set(id, line)
        for (const word of line.text.split(' ')) if (word.length > 2 && !DIGIT.test(word)) vocabulary.add(word)
        if (++worked % SLICE_ROWS !== 0) continue
        // What is there already can be found while the rest is read.
        if (lines.size < next.size) lines = new Map(next)
        await pause()
        if (mine !== run) return
      }
    }
    lines = next
  }

  const scan = (typed: readonly string[], max: number): FoundRow[] => {
    const best: { readonly row: FoundRow; readonly score: number }[] = []
    for (const line of lines.values()) {
      const score = scoreOf(line, typed)
      if (score === null || (best.length === max && score <= (best.at(-1)?.score ?? 0))) continue
      let at = best.length
      while (at > 0 && (best[at - 1]?.score ?? 0) < score) at--
      best.splice(at, 0, { row: line.row, score })
      if (best.length > max) best.pop()
    }
    return best.map(({ row }) => row)
  }

  return {
    refresh,
    find: (query, max) => {
      const typed = fold(query).split(' ').filter(Boolean)
      if (typed.length === 0) return []
      const found = scan(typed, max)
      if (found.length > 0) return found
      const meant = nearestWords(typed, vocabulary)
      return meant === null ? [] : scan(meant, max)
    },
    size: () => lines.size,
  }
}
