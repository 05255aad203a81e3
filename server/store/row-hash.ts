// Each row's hash covers the row and the hash before it, so equal hashes at equal seqs mean equal histories: what a
// cursor needs to notice a restored or replaced log (S13). 16 bytes of SHA-256, written as base64url.

import { hash } from 'node:crypto'
import type { NewRow } from './log-store.ts'

const HASH_CHARACTERS = 22

/** `before` is the hash of the row at `seq - 1`; empty for the first. */
export const rowHash = (before: string, seq: number, row: NewRow): string => {
  const head = Buffer.from(JSON.stringify([before, seq, row.document, row.person, row.time]))
  return hash('sha256', Buffer.concat([head, row.bytes]), 'base64url').slice(0, HASH_CHARACTERS)
}

/** Of a snapshot's bytes: what a client that fetched them holds them against. SHA-256, base64url. */
export const fingerprintOf = (bytes: Uint8Array): string => hash('sha256', bytes, 'base64url')
