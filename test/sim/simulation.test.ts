// The simulated world in small: a few seeds, the ones that found something once, and proof that it can fail. `npm run sim`
// runs thousands.

import { describe, expect, test } from 'vitest'
import type { WorkspaceStorage } from '../../client/storage/workspace-storage.ts'
import type { LogStore } from '../../server/store/log-store.ts'
import { ok } from '../../shared/base/result.ts'
import { REGRESSIONS } from './regressions.ts'
import { runSeed, WORKSPACE } from './world.ts'

const OPERATIONS = 300
const SEEDS = [1, 2, 3]
const TIMEOUT_MS = 120_000

describe('the simulated world', () => {
  for (const seed of SEEDS) {
    test(`loses no acked edit and ends equal everywhere, seed ${seed} (S1, S2, S10, S13, S15, S16)`, { timeout: TIMEOUT_MS }, async () => {
      const { failures, acked } = await runSeed({ seed, operations: OPERATIONS })
      expect(failures).toEqual([])
      expect(acked).toBeGreaterThan(0)
    })
  }

  for (const { found, seed } of REGRESSIONS) {
    test(`does not find again: ${found}, seed ${seed}`, { timeout: TIMEOUT_MS }, async () => {
      expect((await runSeed({ seed, operations: OPERATIONS })).failures).toEqual([])
    })
  }

  test('is the same run for the same seed, to the last event', { timeout: TIMEOUT_MS }, async () => {
    const first = await runSeed({ seed: 7, operations: OPERATIONS })
    const second = await runSeed({ seed: 7, operations: OPERATIONS, keepsTrace: true })
    expect(second.traceHash).toBe(first.traceHash)
    expect(second.trace.length).toBeGreaterThan(OPERATIONS)
    expect((await runSeed({ seed: 8, operations: OPERATIONS })).traceHash).not.toBe(first.traceHash)
  })

  test('finds a relay that acknowledges before the row is in the log (S10, F1)', { timeout: TIMEOUT_MS }, async () => {
    const found: string[] = []
    for (let seed = 1; seed <= 20 && found.length === 0; seed++) {
      const { failures } = await runSeed({ seed, operations: OPERATIONS, tamper: acknowledgesEarly })
      found.push(...failures.filter((failure) => failure.startsWith('acked edit lost')))
    }
    expect(found).not.toEqual([])
  })

  test('finds a device that stores the cursor in a transaction before the one with the bytes (S3)', { timeout: TIMEOUT_MS }, async () => {
    const found: string[] = []
    for (let seed = 1; seed <= 60 && found.length === 0; seed++) {
      const { failures } = await runSeed({ seed, operations: OPERATIONS, tamperDisk: storesTheCursorFirst })
      found.push(...failures.filter((failure) => failure.startsWith('the disk of')))
    }
    expect(found).not.toEqual([])
  })
})

/** Two writes pushed at once would share a transaction: the second waits until the first is on the disk. */
const storesTheCursorFirst = (storage: WorkspaceStorage): WorkspaceStorage => ({
  ...storage,
  storeRemote: async (updates, cursor) => {
    await storage.storeRemote([], cursor)
    await storage.storeRemote(updates, null)
  },
})

/** Says yes with the seqs the rows will have, and appends them behind it. */
const acknowledgesEarly = (log: LogStore): LogStore => {
  let seq: number | null = null
  return {
    ...log,
    append: async (rows) => {
      seq ??= (await log.head(WORKSPACE)).seq
      const seqs = rows.map((_, index) => (seq ?? 0) + index + 1)
      seq += rows.length
      void log.append(rows)
      return ok(seqs)
    },
  }
}
