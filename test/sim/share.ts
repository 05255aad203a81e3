// A share of the seeds, one after another: every hundredth is run twice, and a seed that failed is run again for its trace;
// either way the two runs have to be the same to the last event.

import { type RunReport, runSeed } from './world.ts'

export interface SeedReport extends Omit<RunReport, 'trace'> {
  /** Of a seed that failed. */
  readonly trace: readonly string[]
  readonly ms: number
  /** Run a second time, to the same last event unless `failures` says otherwise. */
  readonly isTwice: boolean
}

export interface ShareOptions {
  readonly seeds: Iterable<number>
  readonly operations: number
  readonly onSeed: (report: SeedReport) => void
  readonly clock: () => number
}

const TWICE_EVERY = 100

export const runShare = async ({ seeds, operations, onSeed, clock }: ShareOptions): Promise<void> => {
  for (const seed of seeds) {
    const started = clock()
    const first = await runSeed({ seed, operations })
    const ms = clock() - started
    const hasFailed = first.failures.length > 0
    if (!hasFailed && seed % TWICE_EVERY !== 0) {
      onSeed({ ...first, ms, isTwice: false })
      continue
    }
    const second = await runSeed({ seed, operations, keepsTrace: hasFailed })
    const isSame = second.traceHash === first.traceHash
    onSeed({ ...first, trace: second.trace, ms, isTwice: true, failures: isSame ? first.failures : [...first.failures, 'two runs of this seed differ'] })
  }
}
