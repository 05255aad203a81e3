// Opens the one SQLite file that holds the log and the accounts. Everything that could make it the wrong file is found
// out before the first write: another program's database, a newer Endcap's, a SQLite with the WAL bug.
//
// One connection serves the whole process. It is only ever used within one turn of the event loop: a transaction held over
// an await would take in rows that are acknowledged on their own (S10).

import { chmodSync, closeSync, existsSync, mkdirSync, openSync, readSync, rmSync, statSync } from 'node:fs'
import { dirname } from 'node:path'
import Sqlite, { type Database } from 'better-sqlite3'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { MIGRATIONS } from './migrations.ts'
import { recordRevocations, revocationsFile } from './revocations.ts'

export type { Database } from 'better-sqlite3'

/** "ENDC": marks the file as ours. */
const APPLICATION_ID = 0x45_4e_44_43
/** Before 3.51.3 a WAL could be damaged by a checkpoint racing a reset. */
const VERSION_MIN = [3, 51, 3] as const
const BUSY_TIMEOUT_MS = 5_000

const HEADER_BYTES = 100
const APPLICATION_ID_AT = 68

/** The error is one line that says what to do. */
export const openDatabase = (path: string): Result<Database, string> => {
  const foreign = whyForeign(path)
  if (foreign !== null) return err(foreign)
  const made = firstMissing(path)
  let database: Database | null = null
  const failed = (why: string): Result<never, string> => {
    database?.close()
    // What could not be made is not left half made.
    if (made !== null) rmSync(made, { recursive: true, force: true })
    return err(why)
  }
  try {
    mkdirSync(dirname(path), { recursive: true, mode: 0o700 })
    database = new Sqlite(path, { timeout: BUSY_TIMEOUT_MS })
    const problem = prepare(database, path)
    if (problem === null) {
      chmodSync(path, 0o600)
      return ok(database)
    }
    return failed(problem)
  } catch (error) {
    return failed(`cannot open the database ${path}: ${whyUnusable(error, dirname(path))}`)
  }
}

/** The outermost of the folders and the file that is not there yet; null when all are. */
const firstMissing = (path: string): string | null => {
  if (existsSync(path)) return null
  let missing = path
  while (!existsSync(dirname(missing)) && dirname(missing) !== missing) missing = dirname(missing)
  return missing
}

/** What an error of SQLite or of the file system asks of whoever reads it. */
export const whyUnusable = (error: unknown, folder: string): string => {
  const message = error instanceof Error ? error.message : String(error)
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  if (/^(?:SQLITE_FULL|SQLITE_IOERR_(?:WRITE|SHMSIZE|TRUNCATE|SHMMAP|FSYNC)|ENOSPC|EDQUOT)$/.test(code)) {
    return `the disk is full (${message}); make room where ${folder} lies, or set DATA_DIR to another disk, and start again`
  }
  if (/^(?:SQLITE_READONLY.*|SQLITE_CANTOPEN.*|SQLITE_PERM|EACCES|EPERM|EROFS)$/.test(code)) {
    return `${message}; ${folder} must be writable for whoever starts Endcap`
  }
  if (/^SQLITE_(?:CORRUPT|NOTADB)/.test(code)) return `${message}; restore a backup into an empty DATA_DIR ("npm run admin -- restore --from FILE")`
  return message
}

/** Null when the file may be opened and written: it is not there, empty, or ours. */
export const whyForeign = (path: string): string | null => {
  const header = Buffer.alloc(HEADER_BYTES)
  try {
    if (statSync(path).size === 0) return null
    const file = openSync(path, 'r')
    const length = readSync(file, header, 0, HEADER_BYTES, 0)
    closeSync(file)
    if (length === HEADER_BYTES && header.toString('latin1', 0, 16) === 'SQLite format 3\0') {
      if (header.readUInt32BE(APPLICATION_ID_AT) === APPLICATION_ID) return null
      return `${path} is a database of another program; move it away, or set DATA_DIR to another folder. Nothing was changed.`
    }
    return `${path} is not a database; move it away, or set DATA_DIR to another folder. Nothing was changed.`
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    return `cannot read the database ${path}: ${error instanceof Error ? error.message : String(error)}`
  }
}

/** Null when the database is ready. */
const prepare = (database: Database, path: string): string | null => {
  const version = String(database.prepare('SELECT sqlite_version()').pluck().get())
  if (!isAtLeast(version, VERSION_MIN)) {
    return `SQLite ${version} can damage a database in WAL mode; Endcap needs ${VERSION_MIN.join('.')} or later (run "npm install" again).`
  }
  const step = Number(database.pragma('user_version', { simple: true }))
  if (step > MIGRATIONS.length)
    return `${path} was written by a newer Endcap (layout ${step}, this one knows ${MIGRATIONS.length}); install that version again.`
  // Before WAL mode, so that the mark stands in the file itself and not only in its log.
  if (database.pragma('application_id', { simple: true }) !== APPLICATION_ID) database.pragma(`application_id = ${APPLICATION_ID}`)
  const mode = database.pragma('journal_mode = WAL', { simple: true })
  if (mode !== 'wal') return `${path} cannot use a write-ahead log here (journal mode "${String(mode)}"); put DATA_DIR on a local disk.`
  database.pragma('synchronous = FULL')
  database.pragma('foreign_keys = ON')
  migrate(database)
  recordRevocations(database, revocationsFile(path))
  return null
}

/** Brings the tables to the layout this version knows. */
export const migrate = (database: Database): void => {
  database
    .transaction(() => {
      // Read again inside the transaction: another process may have been first.
      const step = Number(database.pragma('user_version', { simple: true }))
      for (const sql of MIGRATIONS.slice(step)) database.exec(sql)
      if (step < MIGRATIONS.length) database.pragma(`user_version = ${MIGRATIONS.length}`)
    })
    .immediate()
}

const isAtLeast = (version: string, least: readonly number[]): boolean => {
  const parts = version.split('.').map(Number)
  for (const [index, wanted] of least.entries()) {
    const part = parts[index] ?? 0
    if (part !== wanted) return part > wanted
  }
  return true
}
