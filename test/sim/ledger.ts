// What the devices were told: which edits are saved on a device, which on the server. Whatever a device took for acknowledged
// must be in the log from that moment on (asked again at every death of the relay and in the end); what is on its disk must
// get there, unless the disk itself lost it.

import type { NewRow } from '../../server/store/log-store.ts'
import type { DiskWatcher } from './disk.ts'
import { createGrowingReplica, type GrowingReplica } from './replica.ts'
import type { Trace } from './trace.ts'
import type { Person } from './world.ts'

interface Entry {
  readonly device: string
  readonly document: string
  readonly updates: readonly Uint8Array[]
}

export interface Ledger {
  readonly watch: (device: string, person: Person) => DiskWatcher
  /** Everything acknowledged is in the log now. */
  readonly check: (moment: string) => void
  /** Everything kept is in the log, too. */
  readonly checkKept: () => void
  /** The device's disk lost something by itself: what was only there is nobody's fault. */
  readonly diskLost: (device: string) => void
  /** An old backup took the log's place: what it does not hold has to come back from a device or is lost with it. */
  readonly logReplaced: () => void
  /** A person whose rights were lowered may find edits refused. */
  readonly mayBeRefused: (person: Person) => void
  readonly counts: () => { readonly edits: number; readonly acked: number }
}

export const createLedger = ({
  trace,
  fail,
  rows,
}: {
  readonly trace: Trace
  readonly fail: (what: string) => void
  readonly rows: () => readonly NewRow[]
}): Ledger => {
  let acked: Entry[] = []
  /** What the old log acknowledged may be told to a disk long after it is gone: from then on only the replicas are compared. */
  let isReplaced = false
  let kept = new Map<Uint8Array, Entry>()
  let edits = 0
  let ackedCount = 0
  const lowered = new Set<string>()

  /** Of the log, by document, and how many of its rows are in them. */
  let replicas = new Map<string, GrowingReplica>()
  let taken = 0
  const replicaFor = (document: string): GrowingReplica => {
    const known = replicas.get(document) ?? createGrowingReplica()
    replicas.set(document, known)
    return known
  }
  const readLog = (): void => {
    const added = new Map<string, Uint8Array[]>()
    const log = rows()
    for (const { document, bytes } of log.slice(taken)) added.set(document, [...(added.get(document) ?? []), bytes])
    taken = log.length
    for (const [document, updates] of added) replicaFor(document).add(updates)
  }
  const missing = (entries: Iterable<Entry>): Entry[] => {
    readLog()
    return [...entries].filter(({ document, updates }) => !updates.every(replicaFor(document).has))
  }

  return {
    watch: (device, person) => ({
      onKept: ({ document, updates, key }) => {
        edits += updates.length
        trace.note(`${device} kept ${key} of ${document}, ${updates.length}`)
        for (const update of updates) kept.set(update, { device, document, updates: [update] })
      },
      onAcked: ({ document, updates, key }) => {
        ackedCount += updates.length
        trace.note(`${device} acked ${key} of ${document}`)
        acked.push({ device, document, updates })
      },
      onParked: (document, reason, parked) => {
        trace.note(`${device} parked ${parked.length} of ${document}: ${reason}`)
        if (!lowered.has(person.id)) fail(`honest traffic of ${device} was refused in ${document}: ${reason}`)
        for (const { updates } of parked) for (const update of updates) kept.delete(update)
      },
      onRefused: (document, reason) => fail(`the client's own gate refused an edit of ${device} in ${document}: ${reason}`),
      onSetAside: (reason) => fail(`the client's gate refused what the relay sent ${device}: ${reason}`),
      onQuarantined: (taken) => {
        trace.note(`${device} put ${taken.length} rows into quarantine`)
        for (const { updates } of taken) for (const update of updates) kept.delete(update)
      },
    }),
    check: (moment) => {
      for (const { device, document } of isReplaced ? [] : missing(acked)) fail(`acked edit lost (${moment}): one of ${device} in ${document}`)
      acked = []
    },
    checkKept: () => {
      for (const { device, document } of missing(kept.values())) fail(`an edit saved on ${device} in ${document} never reached the server`)
    },
    diskLost: (device) => {
      kept = new Map([...kept].filter(([, entry]) => entry.device !== device))
    },
    logReplaced: () => {
      isReplaced = true
      replicas = new Map()
      taken = 0
      acked = []
      kept = new Map()
    },
    mayBeRefused: (person) => void lowered.add(person.id),
    counts: () => ({ edits, acked: ackedCount }),
  }
}
