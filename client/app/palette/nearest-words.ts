// Forgives a slip of the finger: a word that begins no known word is taken for the nearest known one, one slip away, or two
// in a long word. A slip is a letter wrong, missing, too many, or swapped with its neighbour.

const slipsAllowed = (word: string): number => (word.length < 4 ? 0 : word.length < 8 ? 1 : 2)

/** Slips between the whole of `typed` and the beginning of `word`; more than `max` counts as max + 1. */
const slipsBetween = (typed: string, word: string, max: number): number => {
  const target = word.slice(0, typed.length + max)
  let twoBack: number[] = []
  let last = Array.from({ length: target.length + 1 }, (_, at) => at)
  for (let i = 1; i <= typed.length; i++) {
    const row = [i]
    for (let j = 1; j <= target.length; j++) {
      const isSame = typed[i - 1] === target[j - 1]
      let slips = Math.min((last[j] ?? 0) + 1, (row[j - 1] ?? 0) + 1, (last[j - 1] ?? 0) + (isSame ? 0 : 1))
      if (i > 1 && j > 1 && typed[i - 1] === target[j - 2] && typed[i - 2] === target[j - 1]) slips = Math.min(slips, (twoBack[j - 2] ?? 0) + 1)
      row.push(slips)
    }
    if (Math.min(...row) > max) return max + 1
    twoBack = last
    last = row
  }
  // What follows in the word has not been typed yet.
  return Math.min(...last)
}

/** The words meant; null when one of them is like nothing known. */
export const nearestWords = (typed: readonly string[], known: ReadonlySet<string>): readonly string[] | null => {
  const meant: string[] = []
  for (const word of typed) {
    let best: string | null = null
    let fewest = slipsAllowed(word) + 1
    for (const candidate of known) {
      if (candidate.startsWith(word)) {
        best = word
        break
      }
      if (fewest <= 1 && best !== null) continue
      const slips = slipsBetween(word, candidate, fewest - 1)
      if (slips < fewest) {
        best = candidate
        fewest = slips
      }
    }
    if (best === null) return null
    meant.push(best)
  }
  return meant
}
