// The doctor (S16), on logs that are in order and on logs that are not.

import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { examine } from '../../../server/admin/doctor.ts'
import { systemRandomBytes } from '../../../server/platform.ts'
import { createCompactor } from '../../../server/store/compactor.ts'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { inProcessCompaction } from '../../support/in-process-compaction.ts'
import { useBuiltServer } from '../support/built-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const WORKSPACE = 'w1'
const ITEMS = 'workspace/items'

/** 60 rows of one document, the first 40 of them in a snapshot. */
const scene = async (dataDir?: string) => {
  const opened = openDatabase(join(dataDir ?? (await temporaryFolder()), 'endcap.sqlite'))
  if (!opened.ok) throw new Error(opened.error)
  const database = opened.value
  onTestFinished(() => void database.close())
  const log = createSqliteLog({ database, randomBytes: systemRandomBytes })
  const doc = new Y.Doc()
  doc.clientID = 7
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < 60; index++) doc.getMap('fields').set(`k${index % 9}`, `value ${index}`)
  const rowOf = (bytes: Uint8Array, index: number) => ({
    workspaceId: WORKSPACE,
    document: ITEMS,
    person: 'ann',
    time: 1,
    bytes,
    clients: index === 0 ? [7] : [],
  })
  await log.append(updates.slice(0, 40).map(rowOf))
  const timing = {
    now: () => 1,
    after: (ms: number, run: () => void) => {
      if (ms === 0) setImmediate(run)
      return () => {}
    },
  }
  const logger = { info: () => {}, warn: () => {}, error: () => {} }
  const compactor = createCompactor({ log, compaction: inProcessCompaction(), timing, logger, historyMs: 1_000 })
  expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
  await log.append(updates.slice(40).map((bytes) => rowOf(bytes, 1)))
  const health = async (only: string | null = null) => {
    // Opened anew: what the store has read before is not what lies on the disk now.
    const fresh = createSqliteLog({ database, randomBytes: systemRandomBytes })
    const outcome = await examine({ database, log: fresh, compaction: inProcessCompaction() }, only)
    if (!outcome.ok) throw new Error(outcome.error)
    return outcome.value
  }
  return { database, log, health, compactor }
}

describe('the doctor (S16)', () => {
  it('finds a log in order, and says what it looked at', async () => {
    const { health } = await scene()
    expect(await health()).toEqual({
      ok: true,
      healingUntil: 0,
      workspaces: [{ workspaceId: WORKSPACE, documents: 1, rows: 60, lastSeq: 60, snapshots: 1, pins: 0, comparedWithAllRows: 1, problems: [], unlisted: 0 }],
    })
  })

  it.each([
    ['a row whose bytes rotted', "UPDATE log_rows SET bytes = x'00' WHERE seq = 50", /row is damaged/],
    ['a row somebody changed with its checksum', `UPDATE log_rows SET person = 'eve' WHERE seq = 50`, /does not follow/],
    ['a snapshot that rotted', "UPDATE log_snapshots SET bytes = x'0000'", /snapshot is damaged/],
    ['a compressed snapshot of something else', "UPDATE log_snapshots SET packed = x'1f8b'", /compressed snapshot is another/],
    ['a clientID nobody owns', 'DELETE FROM log_owners', /nobody owns 1/],
    ['a row in quarantine', "INSERT INTO log_quarantine VALUES (1, 60, 'test')", /in quarantine: test/],
    ['rows gone that no snapshot holds', 'UPDATE log_documents SET pruned_seq = 50', /no snapshot holds/],
  ])('finds %s', async (_name, sql, words) => {
    const { database, health } = await scene()
    database.exec(sql)
    const found = await health()
    expect(found.ok).toBe(false)
    expect(found.workspaces[0]?.problems.map(({ problem }) => problem).join('\n')).toMatch(words)
    expect(found.workspaces[0]?.problems[0]).toMatchObject({ document: ITEMS })
  })

  it('finds a snapshot that is another document than the rows it was made of, though it loads and nothing waits', async () => {
    const { log, health } = await scene()
    const doc = new Y.Doc()
    const [first] = await log.rowsAfter(WORKSPACE, 0, 1 << 20)
    for (const row of (await log.rowsAfter(WORKSPACE, 0, 1 << 20)).slice(0, 40)) Y.applyUpdate(doc, row.bytes)
    expect(first).toBeDefined()
    doc.clientID = 8
    doc.getMap('fields').set('forged', true)
    await log.swapSnapshot(WORKSPACE, ITEMS, 40, { seq: 41, update: Y.encodeStateAsUpdate(doc), packed: new Uint8Array(0), time: 5 })
    const found = await health()
    expect(found.workspaces[0]?.problems.map(({ problem }) => problem).join('\n')).toMatch(/are another document than all of its rows/)
  })

  it('finds changes that wait for a row that is not there', async () => {
    const { database, health } = await scene()
    database.exec('DELETE FROM log_rows WHERE seq = 45')
    const found = await health()
    expect(found.workspaces[0]?.problems).toContainEqual({ problem: 'changes wait for others that are not there', document: ITEMS })
  })
})

const server = useBuiltServer()

describe('admin doctor', () => {
  it('prints one object, and exits with 1 when something is wrong (S16)', async () => {
    const DATA_DIR = await temporaryFolder()
    const { database } = await scene(DATA_DIR)
    const fine = await server.admin({ DATA_DIR }, 'doctor', '--workspace', WORKSPACE)
    expect(fine).toMatchObject({ code: 0, stderr: '', stdout: expect.stringMatching(/^\{"ok":true.*\}\n$/) })
    database.exec("UPDATE log_rows SET bytes = x'00' WHERE seq = 50")
    const sick = await server.admin({ DATA_DIR }, 'doctor')
    expect(sick).toMatchObject({ code: 1, stderr: '', stdout: expect.stringMatching(/^\{"ok":false.*\}\n$/) })
    expect(await server.admin({ DATA_DIR }, 'doctor', '--workspace', 'nope')).toMatchObject({
      code: 1,
      stdout: '',
      stderr: 'endcap: there is no workspace nope\n',
    })
    const nowhere = join(DATA_DIR, 'nowhere')
    expect((await server.admin({ DATA_DIR: nowhere }, 'doctor')).stderr).toMatch(/^endcap: there is no database in [^\n]+\n$/)
  }, 30_000)
})
