// The log whose writer may be a thread: the same contract, whoever writes, and nothing lost between the two.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it, onTestFinished } from 'vitest'
import { systemRandomBytes } from '../../../server/platform.ts'
import { createMovingLog, type MovingLog, type MovingLogDeps } from '../../../server/store/moving-log.ts'
import { ownersFile } from '../../../server/store/owners-file.ts'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { startWriterThread, type WriterThread, type WriterThreadOptions } from '../../../server/store/writer-thread.ts'
import { buildWriterWorker } from '../support/built-writer-worker.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { describeLogStore } from './log-store-contract.ts'

let workerFile = ''
let removeWorker = () => {}
beforeAll(async () => {
  const { file, remove } = await buildWriterWorker()
  workerFile = file
  removeWorker = remove
})
afterAll(() => removeWorker())

const silent = (databasePath: string, documentsMax?: number): WriterThreadOptions => ({
  workerFile,
  databasePath,
  ...(documentsMax === undefined ? {} : { documentsMax }),
  onFailure: () => {},
  onDamaged: () => {},
  onDamagedSnapshot: () => {},
  onForeignCommit: () => {},
  onDied: () => {},
})

interface Opened {
  readonly log: MovingLog
  readonly databasePath: string
  readonly moved: string[]
  readonly threads: WriterThread[]
}

const openMoving = async (more: Partial<MovingLogDeps> & { documentsMax?: number; thread?: Partial<WriterThreadOptions> } = {}): Promise<Opened> => {
  const databasePath = join(await temporaryFolder(), 'a.sqlite')
  const opened = openDatabase(databasePath)
  if (!opened.ok) throw new Error(opened.error)
  const limit = more.documentsMax === undefined ? {} : { documentsMax: more.documentsMax }
  const local = createSqliteLog({ database: opened.value, randomBytes: systemRandomBytes, ...limit })
  const moved: string[] = []
  const threads: WriterThread[] = []
  const log = createMovingLog({
    local,
    startThread: () => {
      const thread = startWriterThread({ ...silent(databasePath, more.documentsMax), ...more.thread })
      threads.push(thread)
      return thread
    },
    writer: more.writer ?? 'thread',
    pace: more.pace ?? null,
    stopwatch: more.stopwatch ?? (() => 0),
    onMoved: (where) => void moved.push(where),
  })
  const close = async () => {
    await log.close()
    opened.value.close()
  }
  return { log: { ...log, close }, databasePath, moved, threads }
}

const row = (bytes: readonly number[], clients: readonly number[] = []) => ({
  workspaceId: 'w1',
  document: 'workspace/settings',
  person: 'ann',
  time: 1,
  bytes: new Uint8Array(bytes),
  clients,
})

describeLogStore('the log written by a thread (S10)', async (documentsMax) => (await openMoving({ documentsMax })).log)

describe('the log whose writer moves (S10)', () => {
  it('is written by a thread from the start where the disk takes over 3 ms for a commit', async () => {
    for (const [pace, isThreaded] of [
      [3.1, true],
      [2.9, false],
      [null, false],
    ] as const) {
      const { log } = await openMoving({ writer: 'auto', pace })
      expect(log.isThreaded()).toBe(isThreaded)
      await log.close()
    }
  })

  it('moves when small commits have been slow for a while, and the rows go on without a gap', async () => {
    let now = 0
    const { log, moved } = await openMoving({
      writer: 'auto',
      // Each commit is looked at twice.
      stopwatch: () => {
        now += 4
        return now
      },
    })
    onTestFinished(log.close)
    const seqs: number[] = []
    for (let commit = 0; commit < 70; commit++) {
      const outcome = await log.append([row([0, 0])])
      if (outcome.ok) seqs.push(...outcome.value)
    }
    expect(moved).toEqual(['thread'])
    expect(log.isThreaded()).toBe(true)
    expect(seqs).toEqual(Array.from({ length: 70 }, (_, index) => index + 1))
    expect((await log.rowsAfter('w1', 0, 1 << 20)).map(({ seq }) => seq)).toEqual(seqs)
  })

  it('answers commits in the order asked, each with rows that can be read at once', async () => {
    const { log } = await openMoving()
    onTestFinished(log.close)
    const answered: number[] = []
    await Promise.all(
      Array.from({ length: 40 }, async (_, index) => {
        const outcome = await log.append([row([index]), row([index, 1])])
        if (!outcome.ok) throw new Error(outcome.error)
        answered.push(...outcome.value)
        expect((await log.head('w1')).seq).toBeGreaterThanOrEqual(outcome.value[1] ?? Number.POSITIVE_INFINITY)
      }),
    )
    expect(answered).toEqual(Array.from({ length: 80 }, (_, index) => index + 1))
  })

  it('takes a row’s own bytes to the thread, not what it was read together with', async () => {
    const { log } = await openMoving()
    onTestFinished(log.close)
    const read = new Uint8Array(65_536).fill(7)
    await log.append([{ ...row([]), bytes: read.subarray(100, 103) }])
    expect((await log.rowsAfter('w1', 0, 1 << 20)).map(({ bytes }) => [...bytes])).toEqual([[7, 7, 7]])
    // What the caller holds stays theirs.
    expect(read.length).toBe(65_536)
  })

  it('keeps whose a clientID is in the file beside the database, too (G2, S13)', async () => {
    const { log, databasePath } = await openMoving()
    onTestFinished(log.close)
    await log.append([row([0, 0], [77])])
    expect(readFileSync(ownersFile(databasePath), 'utf8')).toContain('77')
    expect(await log.documentOwners('w1', 'workspace/settings')).toEqual(new Map([[77, 'ann']]))
  })

  it('fails what was under way when the thread dies, and goes on in the main thread with what is on the disk', async () => {
    const died: string[] = []
    const { log, moved, threads } = await openMoving({
      thread: { onDied: (reason) => void died.push(reason), workerFile: join(import.meta.dirname, 'no-such-worker.mjs') },
    })
    onTestFinished(log.close)
    expect(await log.append([row([1])])).toEqual({ ok: false, error: 'failed' })
    expect(died).toHaveLength(1)
    expect(await log.append([row([2])])).toEqual({ ok: true, value: [1] })
    expect(moved).toEqual(['thread', 'main'])
    expect(threads).toHaveLength(1)
    expect((await log.rowsAfter('w1', 0, 1 << 20)).map(({ bytes }) => [...bytes])).toEqual([[2]])
  })

  it('notices what others commit, and does not take its own commits for theirs', async () => {
    let noticed = 0
    const { log, databasePath } = await openMoving({ thread: { onForeignCommit: () => void noticed++ } })
    onTestFinished(log.close)
    await log.append([row([1])])
    await log.append([row([2])])
    await new Promise((resolve) => setTimeout(resolve, 350))
    expect(noticed).toBe(0)
    const other = openDatabase(databasePath)
    if (!other.ok) throw new Error(other.error)
    other.value.exec("INSERT INTO log_workspaces (id) VALUES ('w9')")
    other.value.close()
    await expect.poll(() => noticed, { timeout: 10_000 }).toBeGreaterThan(0)
  })
})
