// Compaction on a real database: what it leaves, what a kill at any step leaves, and what happens to a document that does
// not load. Time is the test's.

import { copyFileSync, existsSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { gunzipSync } from 'node:zlib'
import { describe, expect, it, onTestFinished } from 'vitest'
import * as Y from 'yjs'
import { systemRandomBytes } from '../../../server/platform.ts'
import type { Compaction } from '../../../server/store/compaction.ts'
import { type CompactorSettings, createCompactor } from '../../../server/store/compactor.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { createMemoryLog } from '../../../server/store/memory-log.ts'
import { type Database, openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { inProcessCompaction } from '../../support/in-process-compaction.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const WORKSPACE = 'w1'
const ITEMS = 'workspace/items'
const DAY_MS = 86_400_000

/** As every replica that has loaded it fresh encodes it (S16). */
const canonical = (update: Uint8Array): Buffer => {
  const first = new Y.Doc()
  Y.applyUpdate(first, update)
  const second = new Y.Doc()
  Y.applyUpdate(second, Y.encodeStateAsUpdate(first))
  return Buffer.from(Y.encodeStateAsUpdate(second))
}

/** Rows of a document with registers set over and over, texts typed and erased, and rows dropped: garbage to collect. */
const work = (count: number, client = 7): Uint8Array[] => {
  const doc = new Y.Doc()
  doc.clientID = client
  const updates: Uint8Array[] = []
  doc.on('update', (update: Uint8Array) => updates.push(update))
  for (let round = 0; updates.length < count; round++) {
    doc.getMap('fields').set(`k${round % 5}`, `value ${round}`)
    doc.getText('text/notes').insert(0, `line ${round} `)
    if (round % 4 === 3) doc.getText('text/notes').delete(0, 12)
    if (round % 6 === 5) {
      doc.getMap('rows/items').set(`r${round}`, new Y.Map([['name', `x${round}`]]))
      doc.getMap('rows/items').delete(`r${round - 6}`)
    }
  }
  return updates.slice(0, count)
}

const openLog = (path: string): LogStore & { database: Database } => {
  const opened = openDatabase(path)
  if (!opened.ok) throw new Error(opened.error)
  const database = opened.value
  onTestFinished(() => void database.close())
  return { ...createSqliteLog({ database, randomBytes: systemRandomBytes }), database }
}

const append = async (log: LogStore, updates: readonly Uint8Array[], time = 1_000, document = ITEMS) => {
  await log.append(updates.map((bytes) => ({ workspaceId: WORKSPACE, document, person: 'ann', time, bytes })))
}

const compactorOver = (
  log: LogStore,
  options: { compaction?: Compaction; now?: () => number; settings?: Partial<CompactorSettings>; historyMs?: number } = {},
) => {
  const said: string[] = []
  const say = (facts: object, message: string) => void said.push(`${message} ${JSON.stringify(facts)}`)
  const compactor = createCompactor({
    log,
    compaction: options.compaction ?? inProcessCompaction(),
    timing: {
      now: options.now ?? (() => 2_000),
      after: (ms, run) => {
        const timer = setTimeout(run, ms)
        timer.unref()
        return () => clearTimeout(timer)
      },
    },
    logger: { info: say, warn: say, error: say },
    historyMs: options.historyMs ?? DAY_MS,
    settings: options.settings ?? {},
  })
  onTestFinished(() => compactor.stop())
  return { compactor, said }
}

const stateOf = async (log: LogStore, document = ITEMS) => canonical((await log.documentState(WORKSPACE, document))!.update)

describe.each([
  ['SQLite', async () => openLog(join(await temporaryFolder(), 'a.sqlite'))],
  ['memory', async () => createMemoryLog({ randomBytes: systemRandomBytes })],
] as const)('compaction over the log in %s', (_name, open) => {
  it('leaves a snapshot with the same document in it, smaller, collected, and compressed for new devices (S12, S16)', async () => {
    const log = await open()
    const updates = work(800)
    await append(log, updates)
    const before = await stateOf(log)
    const { compactor } = compactorOver(log)
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
    const parts = (await log.documentParts(WORKSPACE, ITEMS))!
    expect(parts).toMatchObject({ seq: 800, tail: [] })
    expect(await stateOf(log)).toEqual(before)
    expect(Buffer.from(parts.snapshot!.update)).toEqual(before)
    expect(parts.snapshot!.update.length).toBeLessThan(Y.mergeUpdates(updates).length)
    const stored = (await log.readSnapshot(WORKSPACE, ITEMS, 800))!
    expect(gunzipSync(stored.packed!)).toEqual(Buffer.from(stored.update))
  })

  it('goes on from the snapshot, twice in a row changes nothing, and rows that come meanwhile stay the tail (S12)', async () => {
    const log = await open()
    const updates = work(900)
    await append(log, updates.slice(0, 600))
    let isSlow = true
    const compaction: Compaction = {
      ...inProcessCompaction(),
      compact: async (document) => {
        // Somebody writes while the worker works: nothing waits.
        if (isSlow) await append(log, updates.slice(600, 700))
        isSlow = false
        return inProcessCompaction().compact(document)
      },
    }
    const { compactor } = compactorOver(log, { compaction })
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
    expect((await log.documentParts(WORKSPACE, ITEMS))?.snapshot?.seq).toBe(600)
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('nothing')
    await append(log, updates.slice(700))
    const [whole] = [canonical(Y.mergeUpdates(updates))]
    expect(await stateOf(log)).toEqual(whole)
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
    expect(await stateOf(log)).toEqual(whole)
  })

  it('two at once: one of them is outrun and changes nothing (S12)', async () => {
    const log = await open()
    await append(log, work(600))
    const { compactor } = compactorOver(log)
    const outcomes = await Promise.all([compactor.compact(WORKSPACE, ITEMS), compactor.compact(WORKSPACE, ITEMS)])
    expect(outcomes.sort()).toEqual(['compacted', 'outrun'])
    expect(await log.snapshots(WORKSPACE, ITEMS)).toHaveLength(1)
  })

  it('is asked for by rows or bytes since the snapshot, in quiet moments, and by the round after a start (S12)', async () => {
    const log = await open()
    let now = 0
    const { compactor } = compactorOver(log, { now: () => now, settings: { tickMs: 1, quietMs: 1_000, roundAfterStartMs: 1e12 } })
    const pauseFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    await append(compactor.log, work(499))
    now = 5_000
    await pauseFor(20)
    expect(compactor.stats().compactions).toBe(0)
    await append(compactor.log, work(500).slice(499))
    await pauseFor(20)
    expect(compactor.stats().compactions).toBe(0)
    now = 6_500
    await expect.poll(() => compactor.stats().compactions).toBe(1)
    await append(compactor.log, [work(1, 9)[0]!])
    now = 9_000
    await pauseFor(20)
    expect(compactor.stats().compactions).toBe(1)

    const large = new Y.Doc()
    large.getMap('fields').set('k', 'x'.repeat(200_000))
    await append(log, [Y.encodeStateAsUpdate(large)], 1_000, 'workspace/settings')
    await compactor.round()
    expect(compactor.stats().compactions).toBe(2)
  })

  it('comes in a burst only when that lasts, or grows without measure (S12)', async () => {
    const log = await open()
    let now = 0
    const settings = { rowsMin: 4, hurryFactor: 10, hurryAfterMs: 1_000, hurryAtOnceFactor: 50, quietMs: 1e9, tickMs: 1, roundAfterStartMs: 1e12 }
    const { compactor } = compactorOver(log, { now: () => now, settings })
    const pauseFor = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))
    const updates = work(240)
    await append(compactor.log, updates.slice(0, 39))
    now = 900
    await append(compactor.log, updates.slice(39, 80))
    await pauseFor(20)
    expect(compactor.stats().compactions).toBe(0)
    now = 1_100
    await expect.poll(() => compactor.stats().compactions).toBe(1)
    await append(compactor.log, updates.slice(80, 120))
    await pauseFor(20)
    expect(compactor.stats().compactions).toBe(1)
    const another = work(200, 9)
    await append(compactor.log, another)
    await expect.poll(() => compactor.stats().compactions).toBe(2)
  })

  it('forgets raw rows only when they are older than the history is kept, and nothing of the document (S12)', async () => {
    const log = await open()
    const updates = work(900)
    let now = 10 * DAY_MS
    await append(log, updates.slice(0, 600), now - 9 * DAY_MS)
    await append(log, updates.slice(600), now - DAY_MS)
    const whole = await stateOf(log)
    const { compactor } = compactorOver(log, { now: () => now, historyMs: 5 * DAY_MS })
    await compactor.compact(WORKSPACE, ITEMS)
    await compactor.round()
    expect(compactor.stats().prunedRows).toBe(0)
    now += 6 * DAY_MS
    await compactor.round()
    expect((await log.rowsAfter(WORKSPACE, 0, 1 << 24)).map(({ seq }) => seq)).toEqual([900])
    expect(await stateOf(log)).toEqual(whole)
  })

  it('a row Yjs throws at goes into quarantine with one clear line, and the rest of the document and of the workspace goes on', async () => {
    const log = await open()
    const updates = work(20)
    await append(log, [...updates.slice(0, 10), new Uint8Array([255, 255, 255]), ...updates.slice(10)])
    await append(log, work(5), 1_000, 'workspace/settings')
    const { compactor, said } = compactorOver(log)
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
    expect(await log.quarantined(WORKSPACE)).toEqual([{ seq: 11, document: ITEMS, reason: expect.any(String) }])
    expect(said).toEqual([expect.stringContaining('in quarantine')])
    expect(await stateOf(log)).toEqual(canonical(Y.mergeUpdates(updates)))
    expect(await compactor.compact(WORKSPACE, 'workspace/settings')).toBe('compacted')
  })

  it('a snapshot that cannot be loaded gives way to the last good one and the rows after it', async () => {
    const log = await open()
    const updates = work(30)
    await append(log, updates)
    const { compactor, said } = compactorOver(log)
    await compactor.compact(WORKSPACE, ITEMS)
    await append(log, work(31).slice(30))
    await log.swapSnapshot(WORKSPACE, ITEMS, 30, { seq: 31, update: new Uint8Array([255, 255]), packed: new Uint8Array(1), time: 3 })
    await append(log, work(32).slice(31))
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('compacted')
    expect(said).toEqual([expect.stringContaining('the one before it is used')])
    expect(await stateOf(log)).toEqual(canonical(Y.mergeUpdates(work(32))))
  })

  it('a document with changes that wait for a missing row is left as it is, and says so', async () => {
    const log = await open()
    const updates = work(12)
    await append(
      log,
      updates.filter((_, index) => index !== 5),
    )
    const { compactor, said } = compactorOver(log)
    expect(await compactor.compact(WORKSPACE, ITEMS)).toBe('left')
    expect(said).toEqual([expect.stringContaining('wait for a damaged row')])
    expect(await log.snapshots(WORKSPACE, ITEMS)).toEqual([])
  })
})

describe('a server killed while it compacts (S12, F1)', () => {
  const STEPS = ['compactionBase', 'documentRowsAfter', 'compact', 'swapSnapshot', 'prune'] as const

  it.each(STEPS.flatMap((step) => [`before ${step}`, `after ${step}`]))(
    '%s: what lies on the disk is the whole document, and compaction starts over',
    async (moment) => {
      const folder = await temporaryFolder()
      const live = join(folder, 'live.sqlite')
      const image = join(folder, 'image')
      const log = openLog(live)
      const updates = work(700)
      const now = 100 * DAY_MS
      await append(log, updates.slice(0, 400))
      await compactorOver(log, { now: () => 1_000 }).compactor.compact(WORKSPACE, ITEMS)
      await append(log, updates.slice(400))
      const whole = canonical(Y.mergeUpdates(updates))

      /** The files as a kill would leave them at this moment. */
      const takeImage = () => {
        if (existsSync(image)) return
        mkdirSync(image)
        for (const suffix of ['', '-wal', '-shm']) if (existsSync(live + suffix)) copyFileSync(live + suffix, join(image, `image.sqlite${suffix}`))
      }
      const killed =
        (name: (typeof STEPS)[number], run: (...args: never[]) => Promise<unknown>) =>
        async (...args: never[]) => {
          if (moment === `before ${name}`) takeImage()
          const value = await run(...args)
          if (moment === `after ${name}`) takeImage()
          return value
        }
      const watched = Object.fromEntries(
        Object.entries(log).map(([name, run]) => [name, STEPS.includes(name as never) ? killed(name as never, run as never) : run]),
      )
      const inProcess = inProcessCompaction()
      const { compactor } = compactorOver(watched as unknown as LogStore, {
        now: () => now,
        compaction: { ...inProcess, compact: killed('compact', inProcess.compact as never) as never },
        settings: { rowsMin: 100 },
      })
      await compactor.round()
      await compactor.round()
      expect(existsSync(join(image, 'image.sqlite'))).toBe(true)

      const again = openLog(join(image, 'image.sqlite'))
      expect(await stateOf(again)).toEqual(whole)
      const second = compactorOver(again, { now: () => now + 1, settings: { rowsMin: 100 } }).compactor
      await second.round()
      await second.round()
      expect(await stateOf(again)).toEqual(whole)
      expect((await again.documentParts(WORKSPACE, ITEMS))?.snapshot?.seq).toBe(700)
      expect((await again.head(WORKSPACE)).seq).toBe(700)
    },
  )

  it('a snapshot whose bytes rot on the disk is passed over for the one before, as long as that is there', async () => {
    const damaged: number[] = []
    const opened = openDatabase(join(await temporaryFolder(), 'a.sqlite'))
    if (!opened.ok) throw new Error(opened.error)
    onTestFinished(() => void opened.value.close())
    const log = createSqliteLog({ database: opened.value, randomBytes: systemRandomBytes, onDamagedSnapshot: ({ seq }) => damaged.push(seq) })
    await append(log, work(20))
    const { compactor } = compactorOver(log)
    await compactor.compact(WORKSPACE, ITEMS)
    await append(log, work(40).slice(20))
    await compactor.compact(WORKSPACE, ITEMS)
    opened.value.prepare("UPDATE log_snapshots SET bytes = x'0001' WHERE seq = 40").run()
    expect(
      await stateOf(createSqliteLog({ database: opened.value, randomBytes: systemRandomBytes, onDamagedSnapshot: ({ seq }) => damaged.push(seq) })),
    ).toEqual(canonical(Y.mergeUpdates(work(40))))
    expect(damaged).toEqual([40])
  })
})
