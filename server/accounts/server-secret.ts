// The key that signs session cookies, made once and kept beside the database for its owner only. Losing it signs everybody
// out and loses nothing else.

import { closeSync, fsyncSync, openSync, readFileSync, writeSync } from 'node:fs'
import type { RandomBytes } from '../../shared/base/id.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { makeSecret } from './secrets.ts'

const SECRET = /^[A-Za-z0-9_-]{43}$/

export const writeServerSecret = (path: string, secret: string): void => {
  const file = openSync(path, 'wx', 0o600)
  writeSync(file, `${secret}\n`)
  fsyncSync(file)
  closeSync(file)
}

/** Reads the secret, or makes it when there is none. The error is one line. */
export const serverSecret = (path: string, randomBytes: RandomBytes): Result<string, string> => {
  const known = readServerSecret(path)
  if (known !== null) return known
  const secret = makeSecret(randomBytes)
  try {
    writeServerSecret(path, secret)
    return ok(secret)
  } catch (error) {
    // Another process was first.
    return readServerSecret(path) ?? err(`cannot write ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** Null when there is none. */
const readServerSecret = (path: string): Result<string, string> | null => {
  try {
    const secret = readFileSync(path, 'utf8').trim()
    return SECRET.test(secret) ? ok(secret) : err(`${path} is damaged; restore it from a backup, or delete it and let everybody sign in again`)
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    return err(`cannot read ${path}: ${error instanceof Error ? error.message : String(error)}`)
  }
}
