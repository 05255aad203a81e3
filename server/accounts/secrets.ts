// The secrets that links and tokens carry: 256 random bits as base64url, kept only as their SHA-256. With that many bits
// a plain hash cannot be searched, and a lookup by hash tells a guesser nothing by its time.

import { createHash } from 'node:crypto'
import type { RandomBytes } from '../../shared/base/id.ts'

const SECRET_BYTES = 32

export const makeSecret = (randomBytes: RandomBytes): string => Buffer.from(randomBytes(SECRET_BYTES)).toString('base64url')

export const hashSecret = (secret: string): string => createHash('sha256').update(secret).digest('base64url')
