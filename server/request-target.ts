// A request whose path says the same thing in another way (`..`, `//`, an encoded slash) is refused, not tidied up:
// whatever stands in front of the server may have read it differently. Looked at as it came, before any URL parser.

const SUSPICIOUS = /\\|\/\/|%(?:2f|5c|2e|00)|[^!-~]/i

/** `target` is what stands in the request line: path and query. */
export const isNormalTarget = (target: string): boolean => {
  const [path = ''] = target.split('?')
  if (!path.startsWith('/') || SUSPICIOUS.test(path) || target.includes('#')) return false
  if (path.split('/').some((segment) => segment === '.' || segment === '..')) return false
  try {
    // The result is used, or the bundler takes the call for a pure one and drops it, and with it the throw.
    return decodeURIComponent(path) !== ''
  } catch {
    return false
  }
}
