// Finds what somebody meant by a few letters: `marlow`, `hp`, `bulkwy`, `kettle chips`, `chips8`. Scores are only compared
// with each other; what scores alike is told apart by the person, never by a guess.

/** What is called by these words. `names` may hold several: a code, a category, the names of items. */
export interface Named<Key> {
  readonly key: Key
  readonly names: readonly string[]
}

export interface NameMatch<Key> {
  readonly key: Key
  /** 1 is the name itself; below 0.3 nothing is taken for meant. */
  readonly score: number
}

const SCORE_MIN = 0.3
const FOLDED = /[\u0300-\u036f]/g

/** Lower case, without accents, words apart by one blank: `Harvest & Pine` → `harvest pine`. */
export const foldedWords = (text: string): readonly string[] =>
  text
    .normalize('NFKD')
    .replace(FOLDED, '')
    .toLowerCase()
    .split(/[^a-z0-9]+/)
    .filter((word) => word !== '')

/** The best matches, best first; those that score alike in the order given. */
export const matchNames = <Key>(text: string, candidates: readonly Named<Key>[]): readonly NameMatch<Key>[] => {
  const typed = foldedWords(text)
  if (typed.length === 0) return []
  return candidates
    .map(({ key, names }) => ({ key, score: Math.max(0, ...names.map((name) => nameScore(typed, foldedWords(name)))) }))
    .filter(({ score }) => score >= SCORE_MIN)
    .sort((a, b) => b.score - a.score)
}

/** Those nobody can tell apart: the best ones, within a hair. */
export const bestMatches = <Key>(matches: readonly NameMatch<Key>[]): readonly NameMatch<Key>[] => {
  const [best] = matches
  return best === undefined ? [] : matches.filter(({ score }) => best.score - score < 0.02)
}

const nameScore = (typed: readonly string[], name: readonly string[]): number => {
  if (name.length === 0) return 0
  const [one, other] = [typed.join(''), name.join('')]
  if (one === other) return 1
  if (typed.length === 1 && one.length >= 2 && one === name.map((word) => word.charAt(0)).join('')) return 0.8
  // Every typed word is some word of the name, in any order; how much of the name was typed decides between two names.
  let total = 0
  const left = [...name]
  for (const word of typed) {
    const [best, at] = bestWord(word, left)
    if (best === 0) return 0
    total += best
    left.splice(at, 1)
  }
  return 0.9 * (total / typed.length) * (0.7 + 0.3 * (typed.length / name.length))
}

const bestWord = (typed: string, words: readonly string[]): readonly [score: number, at: number] => {
  let best = 0
  let at = -1
  words.forEach((word, index) => {
    const score = wordScore(typed, word)
    if (score > best) {
      best = score
      at = index
    }
  })
  return [best, at]
}

/** The same, its beginning, without its plural, one slip of the finger, or its consonants (`mkts`). */
const wordScore = (typed: string, word: string): number => {
  if (typed === word) return 1
  if (typed.length >= 2 && word.startsWith(typed)) return 0.75 + 0.2 * (typed.length / word.length)
  if (singular(typed) === singular(word)) return 0.9
  if (typed.length >= 4 && Math.abs(typed.length - word.length) <= 1 && isOneSlip(typed, word)) return 0.6
  if (typed.length >= 3 && typed.charAt(0) === word.charAt(0) && isWithin(typed, word) && typed.length * 2 >= word.length) return 0.5
  return 0
}

const singular = (word: string): string => (word.length > 3 ? word.replace(/(?:es|s)$/, '') : word)

const isWithin = (letters: string, word: string): boolean => {
  let at = 0
  for (const letter of letters) {
    at = word.indexOf(letter, at) + 1
    if (at === 0) return false
  }
  return true
}

/** One letter more, less, other, or two exchanged. */
const isOneSlip = (a: string, b: string): boolean => {
  let start = 0
  while (start < a.length && start < b.length && a[start] === b[start]) start++
  let end = 0
  while (end < a.length - start && end < b.length - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
  const [restA, restB] = [a.slice(start, a.length - end), b.slice(start, b.length - end)]
  return restA.length <= 1 && restB.length <= 1 ? true : restA.length === 2 && restB === `${restA[1]}${restA[0]}`
}
