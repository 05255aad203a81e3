// How long this disk takes to make a few bytes safe: what every commit waits for, whatever else it does.

import { closeSync, fsyncSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { join } from 'node:path'

const PAGE_BYTES = 4_096
const SYNCS = 9

/** Ms for one page and its fsync, the median of a few, in this folder. Null when nothing can be written there. */
export const diskPace = (folder: string, stopwatch: () => number): number | null => {
  const page = Buffer.alloc(PAGE_BYTES, 1)
  let probes: string | null = null
  try {
    probes = mkdtempSync(join(folder, 'probe-'))
    const file = openSync(join(probes, 'pages'), 'w')
    try {
      const times = Array.from({ length: SYNCS }, () => {
        const startedAt = stopwatch()
        writeSync(file, page)
        fsyncSync(file)
        return stopwatch() - startedAt
      })
      return median(times)
    } finally {
      closeSync(file)
    }
  } catch {
    // A full disk is no slow one, and whoever writes next says what is wrong with it.
    return null
  } finally {
    if (probes !== null) rmSync(probes, { recursive: true, force: true })
  }
}

export const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[values.length >> 1] ?? 0
