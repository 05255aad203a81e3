// `npm run torture` in short.

import { expect, test } from 'vitest'
import { tortureFullDisk } from '../torture/full-disk.ts'
import { ACKED_BEFORE_KILLS } from '../torture/load.ts'
import { ALWAYS_COMPACTING, torture, WRITTEN_BY_THREAD } from '../torture/torture.ts'

test('F1, S10: kill -9 of the relay between ack and any later moment loses no acked edit', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)
  const { acked, lost, refused } = await torture({ kills: 3, seed })
  expect({ seed, lost, refused }).toEqual({ seed, lost: 0, refused: {} })
  expect(acked).toBeGreaterThanOrEqual(ACKED_BEFORE_KILLS)
})

test('F1, S10: the same with the log written by a thread of its own', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)
  const { acked, lost, refused } = await torture({ kills: 2, seed, environment: WRITTEN_BY_THREAD })
  expect({ seed, lost, refused }).toEqual({ seed, lost: 0, refused: {} })
  expect(acked).toBeGreaterThanOrEqual(ACKED_BEFORE_KILLS)
})

test('F1, S12: kill -9 in the middle of compactions loses no acked edit, and leaves every document in order', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)
  const { acked, lost, refused, compactions } = await torture({ kills: 3, seed, environment: ALWAYS_COMPACTING })
  expect({ seed, lost, refused }).toEqual({ seed, lost: 0, refused: {} })
  expect(acked).toBeGreaterThanOrEqual(ACKED_BEFORE_KILLS)
  expect(compactions).toBeGreaterThan(0)
})

test('F2, S10: a disk that fills up loses no acked edit, and goes on after it was freed', async ({ skip }) => {
  const seed = Math.floor(Math.random() * 2 ** 32)
  const report = await tortureFullDisk({ kills: 2, seed })
  if ('reason' in report) return skip(report.reason)
  const { acked, lost, refused, presenceWorked, rounds } = report
  // What was on its way behind an edit that was not stored does not connect: it is asked for again.
  const reasons = Object.keys(refused).sort()
  expect({ seed, lost, presenceWorked, reasons }).toEqual({
    seed,
    lost: 0,
    presenceWorked: rounds,
    reasons: ['resync', 'storage_full'].filter((reason) => reasons.includes(reason)),
  })
  expect(reasons).toContain('storage_full')
  expect(acked).toBeGreaterThanOrEqual(ACKED_BEFORE_KILLS)
})
