// One file that holds everything of a DATA_DIR: a consistent copy of the database, taken in one read transaction while
// the server goes on, with the server's secret inside. Whoever has the file can be anybody: it is written for its owner
// only.

import { chmodSync, closeSync, copyFileSync, existsSync, fsyncSync, mkdirSync, openSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs'
import { basename, resolve } from 'node:path'
import Sqlite from 'better-sqlite3'
import { createId } from '../../shared/base/id.ts'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { serverSecret, writeServerSecret } from '../accounts/server-secret.ts'
import { dataFolder } from '../data-folder.ts'
import { systemClock, systemRandomBytes } from '../platform.ts'
import { ownersFile } from '../store/owners-file.ts'
import { revocationsFile } from '../store/revocations.ts'
import { migrate, openDatabase, whyForeign } from '../store/sqlite-database.ts'
import { verifyLog } from './verify-log.ts'

/** Where `secret` and the time of the backup travel. */
const BACKUP_TABLE =
  'CREATE TABLE backup_info (only_row INTEGER NOT NULL PRIMARY KEY CHECK (only_row = 1), secret TEXT NOT NULL, taken_at INTEGER NOT NULL) STRICT'

export interface BackupTaken {
  readonly backup: string
  readonly bytes: number
  /** What in it is no longer what was written: the disk under the server wants looking at. Empty as a rule. */
  readonly damaged: readonly string[]
}

export const takeBackup = (dataDir: string, to: string): Result<BackupTaken, string> => {
  const target = resolve(to)
  const files = dataFolder(dataDir)
  if (existsSync(target)) return err(`${target} exists already; name another file`)
  if (!existsSync(files.database)) return err(`there is nothing to back up in ${dataDir}`)
  const secret = serverSecret(files.secret, systemRandomBytes)
  if (!secret.ok) return secret
  const source = openDatabase(files.database)
  if (!source.ok) return source
  const partial = `${target}.partial`
  try {
    rmSync(partial, { force: true })
    closeSync(openSync(partial, 'wx', 0o600))
    source.value.prepare('VACUUM INTO ?').run(partial)
    const copy = new Sqlite(partial)
    copy.pragma('journal_mode = DELETE')
    copy.exec(BACKUP_TABLE)
    copy.prepare('INSERT INTO backup_info (only_row, secret, taken_at) VALUES (1, ?, ?)').run(secret.value, systemClock())
    const { damaged } = verifyLog(copy)
    copy.close()
    syncFile(partial)
    renameSync(partial, target)
    return ok({ backup: target, bytes: statSync(target).size, damaged })
  } catch (error) {
    rmSync(partial, { force: true })
    return err(`cannot write the backup ${target}: ${error instanceof Error ? error.message : String(error)}`)
  } finally {
    source.value.close()
  }
}

/**
 * Into a DATA_DIR that is empty or not there yet, but for the files of revocations and owners. The log gets a new epoch, so that clients who know more than the backup
 * notice and offer it again (S13). Every byte of the log passes the gate before anything is written. `leavesOutDamaged`: rows whose checksum says that they
 * rotted are not in the way, for who has no better copy; the server serves what is left.
 */
export const restoreBackup = (
  from: string,
  dataDir: string,
  leavesOutDamaged = false,
): Result<{ readonly restored: string; readonly takenAt: number; readonly damaged: readonly string[] }, string> => {
  const source = resolve(from)
  if (!existsSync(source)) return err(`there is no file ${source}`)
  const foreign = whyForeign(source)
  if (foreign !== null) return err(`${source} is not a backup of Endcap`)
  const files = dataFolder(dataDir)
  const kept = [revocationsFile(files.database), ownersFile(files.database)].map((path) => basename(path))
  if (existsSync(dataDir) && readdirSync(dataDir).some((name) => !kept.includes(name))) {
    return err(
      `${dataDir} is not empty; set DATA_DIR to an empty folder (the files ${kept.map((name) => `"${name}"`).join(' and ')} of the old one may lie there)`,
    )
  }
  const vetted = vetBackup(source, leavesOutDamaged)
  if (!vetted.ok) return err(`${source} ${vetted.error}. Nothing was written.`)
  const partial = `${files.database}.partial`
  try {
    mkdirSync(dataDir, { recursive: true, mode: 0o700 })
    copyFileSync(source, partial)
    chmodSync(partial, 0o600)
    const info = readInfo(partial)
    if (!info.ok) {
      rmSync(partial, { force: true })
      return err(`${source} ${info.error}`)
    }
    writeServerSecret(files.secret, info.value.secret)
    renameSync(partial, files.database)
    return ok({ restored: dataDir, takenAt: info.value.takenAt, damaged: vetted.value })
  } catch (error) {
    rmSync(partial, { force: true })
    return err(`cannot restore into ${dataDir}: ${error instanceof Error ? error.message : String(error)}`)
  }
}

/** What in it is damaged, when it may be restored all the same. */
const vetBackup = (source: string, leavesOutDamaged: boolean): Result<readonly string[], string> => {
  let database: Sqlite.Database | null = null
  try {
    database = new Sqlite(source, { readonly: true })
    if (database.pragma('integrity_check', { simple: true }) !== 'ok') return err('is damaged; use another backup')
    const { damaged, forged } = verifyLog(database)
    if (forged !== null) return err(`holds what Endcap never wrote (${forged}): it was tampered with; use another backup`)
    const [first] = damaged
    if (first === undefined || leavesOutDamaged) return ok(damaged)
    const more = damaged.length > 1 ? `, and ${damaged.length - 1} more` : ''
    return err(`was changed or damaged after it was written (${first}${more}); use another backup, or leave out what is damaged with --leave-out-damaged yes`)
  } catch (error) {
    return err(`is damaged (${error instanceof Error ? error.message : String(error)}); use another backup`)
  } finally {
    database?.close()
  }
}

/** Takes out what made the copy a backup. */
const readInfo = (path: string): Result<{ readonly secret: string; readonly takenAt: number }, string> => {
  const database = new Sqlite(path)
  try {
    if (database.pragma('integrity_check', { simple: true }) !== 'ok') return err('is damaged')
    const hasInfo = database.prepare(`SELECT 1 FROM sqlite_schema WHERE name = 'backup_info'`).get() !== undefined
    const info = hasInfo ? database.prepare<[], { secret: string; takenAt: number }>('SELECT secret, taken_at AS takenAt FROM backup_info').get() : undefined
    if (info === undefined) return err('is a database of Endcap but not a backup; "admin backup" makes one')
    database.exec('DROP TABLE backup_info')
    migrate(database)
    // Clients offer again what was written after the backup, also what colleagues wrote: it is taken for so long, and owners stay who they are (S13).
    database.prepare('UPDATE log_info SET epoch = ?, healing_until = ?').run(createId(systemRandomBytes), systemClock() + LIMITS.healingMs)
    database.exec('UPDATE log_owners SET is_from_before = 1')
    return ok(info)
  } catch (error) {
    return err(`is damaged (${error instanceof Error ? error.message : String(error)})`)
  } finally {
    database.close()
    syncFile(path)
  }
}

const syncFile = (path: string): void => {
  const file = openSync(path, 'r+')
  fsyncSync(file)
  closeSync(file)
}
