/** FNV-1a over the bytes of a row and their lengths: finds torn and rotten rows (S2). Not for security. */
export const checksumOf = (updates: readonly Uint8Array[]): number => {
  let hash = 0x811c9dc5
  for (const bytes of updates) {
    hash = Math.imul(hash ^ bytes.length, 0x01000193)
    for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193)
  }
  return hash >>> 0
}
