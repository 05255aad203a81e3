// Seeds that found something once, by the name of what they found. They run in `npm test`. A seed is the run it was only as long
// as the simulated world stays as it is; what was found has a test of its own where the bug was (`test/client/sync/engine`,
// `outbox-keeper`, `test/client/storage/idb-storage`, `test/server/relay/durability`, `tail`, `given-back`).

export interface Regression {
  readonly found: string
  readonly seed: number
}

export const REGRESSIONS: readonly Regression[] = [
  { found: 'a row offered at the moment a silent socket was given up stayed under way for ever', seed: 26 },
  { found: 'step 1 claimed rows of a commit that failed, and the client took them for stored', seed: 32 },
  { found: 'a row kept by a tab that died at once was known to nobody until the next start', seed: 89 },
  { found: 'a row nobody but the leading tab may send kept the channels of the others closed', seed: 30 },
  { found: 'the tail said an earlier seq after a later one, which looks like a log that was set back', seed: 102 },
  { found: 'a hole in the log was forgotten by a session that had not read it from its beginning', seed: 1015 },
  { found: 'a row that was stored, its acknowledgement lost, was parked with a refused one and never came back', seed: 2111 },
  { found: 'what a device gave back to a healed log, having it in memory only, never came to its disk', seed: 4089 },
  { found: 'what an old history acknowledged before it reached the disk was taken for stored by the new one', seed: 601 },
  { found: 'what was parked came back into the document from what the tab had handed on a moment ago', seed: 962 },
]
