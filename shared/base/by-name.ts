// The order of names in lists. Plain names are compared as they are: the first question to the language's own order costs a
// start several milliseconds, and only accents need it.

// biome-ignore lint/suspicious/noControlCharactersInRegex: exactly the plain ones
const PLAIN = /^[\x00-\x7f]*$/

/** Negative when `a` comes first; upper and lower case are alike. */
export const byName = (a: string, b: string): number => {
  if (!PLAIN.test(a) || !PLAIN.test(b)) return a.localeCompare(b)
  const [left, right] = [a.toLowerCase(), b.toLowerCase()]
  return left < right ? -1 : left > right ? 1 : 0
}
