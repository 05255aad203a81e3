/** The secret of a link stands after the `#`, which is never sent. It is read once and leaves the address bar and the history. */
export const takeSecret = (): string => {
  const secret = decodeURIComponent(location.hash.slice(1))
  if (secret !== '') history.replaceState(history.state, '', location.pathname + location.search)
  return secret
}
