// What lies in DATA_DIR, and that only one server works on it: what the relay knows of documents it keeps in memory, and
// two of them would contradict each other. The claim is a lock the operating system drops with the process, so a server
// that was killed leaves nothing to clean up.

import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { err, ok, type Result } from '../shared/base/result.ts'

export interface DataFolder {
  readonly database: string
  readonly secret: string
  readonly claim: string
}

export const dataFolder = (path: string): DataFolder => ({
  database: join(path, 'endcap.sqlite'),
  secret: join(path, 'secret'),
  claim: join(path, 'server.lock'),
})

/** A server that is still stopping gets this long. */
const WAIT_MS = 3_000

/** Returns the release. The error is one line. */
export const claimDataFolder = (path: string): Result<() => void, string> => {
  let lock: Sqlite.Database | null = null
  try {
    lock = new Sqlite(dataFolder(path).claim, { timeout: WAIT_MS })
    lock.exec('BEGIN EXCLUSIVE')
    const held = lock
    return ok(() => held.close())
  } catch (error) {
    lock?.close()
    const isBusy = error instanceof Error && 'code' in error && error.code === 'SQLITE_BUSY'
    return err(isBusy ? `another Endcap server is using ${path}; stop it, or set DATA_DIR to another folder` : `cannot use ${path}: ${String(error)}`)
  }
}
