import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, describe, expect, it } from 'vitest'
import { systemRandomBytes } from '../../../server/platform.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import type { Owned } from '../../../server/store/owners-file.ts'
import { type Database, openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog, type SqliteLogDeps } from '../../../server/store/sqlite-log.ts'
import { describeLogStore } from './log-store-contract.ts'

const root = mkdtempSync(join(tmpdir(), 'endcap-log-'))
afterAll(() => rmSync(root, { recursive: true, force: true }))
let files = 0
const freshPath = () => join(root, `${++files}.sqlite`)

const opened = (path: string): Database => {
  const outcome = openDatabase(path)
  if (!outcome.ok) throw new Error(outcome.error)
  return outcome.value
}

const openLog = (path: string, more: Partial<SqliteLogDeps> = {}): LogStore & { database: Database } => {
  const database = opened(path)
  const log = createSqliteLog({ database, randomBytes: systemRandomBytes, ...more })
  return {
    ...log,
    database,
    close: async () => {
      await log.close()
      database.close()
    },
  }
}

const settingsRow = (bytes: number[]) => ({ workspaceId: 'w1', document: 'workspace/settings', person: 'ann', time: 1, bytes: new Uint8Array(bytes) })

describeLogStore('the log in SQLite', async (documentsMax) => openLog(freshPath(), { documentsMax }))

describe('the log in SQLite', () => {
  it('has everything again after it was closed and opened, the epoch too', async () => {
    const path = freshPath()
    const first = openLog(path)
    await first.append([settingsRow([0, 0]), settingsRow([0, 0])])
    const head = await first.head('w1')
    const number = await first.documentNumber('w1', 'workspace/settings')
    await first.close()
    const second = openLog(path)
    expect(await second.head('w1')).toEqual(head)
    expect(await second.documentNumber('w1', 'workspace/settings')).toBe(number)
    expect(await second.append([settingsRow([0, 0])])).toEqual({ ok: true, value: [3] })
    await second.close()
  })

  it('remembers a clientID that was only handed on as nobody’s, and its person once they write: a second restore takes it back from anybody (G2, S13)', async () => {
    const told: Owned[] = []
    const log = openLog(freshPath(), { onOwned: (owned) => told.push(...owned) })
    await log.append([{ ...settingsRow([0, 0]), strays: [7, 8] }])
    expect(await log.documentOwners('w1', 'workspace/settings')).toEqual(new Map())
    await log.append([
      { ...settingsRow([0, 0]), person: 'ben', clients: [8] },
      { ...settingsRow([0, 0]), strays: [7, 8] },
    ])
    expect(await log.documentOwners('w1', 'workspace/settings')).toEqual(new Map([[8, 'ben']]))
    expect(told.map(({ client, person }) => [client, person])).toEqual([
      [7, ''],
      [8, ''],
      [8, 'ben'],
    ])
    await log.beginHealing(9_000)
    expect(await log.lostClients('w1', 'workspace/settings')).toEqual(new Set([7, 8]))
    await log.append([{ ...settingsRow([0, 0]), person: 'cat', clients: [7, 8] }])
    expect(await log.documentOwners('w1', 'workspace/settings')).toEqual(
      new Map([
        [7, 'cat'],
        [8, 'ben'],
      ]),
    )
    expect(await log.lostClients('w1', 'workspace/settings')).toEqual(new Set([8]))
    await log.close()
  })

  it('is opened with a write-ahead log that is synced at every commit (S10)', async () => {
    const log = openLog(freshPath())
    expect(log.database.pragma('journal_mode', { simple: true })).toBe('wal')
    expect(log.database.pragma('synchronous', { simple: true })).toBe(2)
    const loose = log.database.prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND sql NOT LIKE '%) STRICT%'").pluck().all()
    expect(loose).toEqual([])
    await log.close()
  })

  it('leaves out a row whose bytes were damaged, says so once per read, and serves the rest', async () => {
    const damaged: number[] = []
    const log = openLog(freshPath(), { onDamaged: ({ seq }) => damaged.push(seq) })
    await log.append([settingsRow([0, 0]), settingsRow([0, 0]), settingsRow([0, 0])])
    log.database.prepare("UPDATE log_rows SET bytes = x'ff00' WHERE seq = 2").run()
    expect((await log.rowsAfter('w1', 0, 1000)).map((row) => row.seq)).toEqual([1, 3])
    expect(damaged).toEqual([2])
    expect((await log.documentState('w1', 'workspace/settings'))?.seq).toBe(3)
    await log.close()
  })

  it('stores nothing of a batch that does not fit, says storage_full, and works again when there is room', async () => {
    const failures: unknown[] = []
    const log = openLog(freshPath(), { onFailure: (error) => failures.push(error) })
    await log.append([settingsRow([0, 0])])
    const pages = Number(log.database.pragma('page_count', { simple: true }))
    log.database.pragma(`max_page_count = ${pages + 4}`)
    const large = { ...settingsRow([]), bytes: new Uint8Array(100_000) }
    expect(await log.append([settingsRow([0, 0]), large])).toEqual({ ok: false, error: 'storage_full' })
    expect(failures.length).toBe(1)
    expect((await log.head('w1')).seq).toBe(1)
    log.database.pragma(`max_page_count = ${pages + 1000}`)
    expect(await log.append([large])).toEqual({ ok: true, value: [2] })
    await log.close()
  })
})
