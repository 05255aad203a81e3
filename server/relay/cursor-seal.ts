// What a `seq` tells a device carries a seal that only this server can make. A device that shows a sealed cursor which the log
// does not have is then proof, and not somebody's word, that the log was set back or replaced under the same epoch (S13): a copy
// of the database put in its place by hand says nothing about itself.

import { createHmac, timingSafeEqual } from 'node:crypto'

export interface SealedCursor {
  readonly workspaceId: string
  readonly epoch: string
  readonly seq: number
  /** Of the row at `seq`. */
  readonly hash: string
}

export interface CursorSeal {
  /** The hash and the seal: to a client it is a hash like any other. */
  readonly sealed: (cursor: SealedCursor) => string
  /** `told` was made by this server for this cursor, whatever log it had then. */
  readonly isOurs: (cursor: Omit<SealedCursor, 'hash'>, told: string) => boolean
}

const MARK = '.'
const SEAL_CHARACTERS = 11

/** Without a key nothing is sealed. */
export const createCursorSeal = (key: string | null): CursorSeal => {
  if (key === null) return { sealed: ({ hash }) => hash, isOurs: () => false }
  const sealed: CursorSeal['sealed'] = ({ workspaceId, epoch, seq, hash }) => {
    const seal = createHmac('sha256', key)
      .update(JSON.stringify(['cursor', workspaceId, epoch, seq, hash]))
      .digest('base64url')
    return `${hash}${MARK}${seal.slice(0, SEAL_CHARACTERS)}`
  }
  return { sealed, isOurs: (cursor, told) => told.includes(MARK) && isSame(told, sealed({ ...cursor, hash: hashIn(told) })) }
}

/** Takes as long wherever they differ: a seal cannot be found character by character. */
const isSame = (told: string, sealed: string): boolean => {
  const [a, b] = [Buffer.from(told), Buffer.from(sealed)]
  return a.length === b.length && timingSafeEqual(a, b)
}

/** What was told without its seal; devices from before it have none. */
export const hashIn = (told: string): string => told.split(MARK)[0] ?? ''
