/** FNV-1a over the bytes of a row: finds torn and rotten rows (S2). Not for security. */
export const checksumOf = (bytes: Uint8Array): number => {
  let hash = 0x811c9dc5
  for (let index = 0; index < bytes.length; index++) hash = Math.imul(hash ^ (bytes[index] ?? 0), 0x01000193)
  return hash >>> 0
}
