// What the devices were told: which edits are saved on a device, which on the server. Whatever a device took for acknowledged
// must be in the log from that moment on (asked again at every death of the relay and in the end); what is on its disk must
// get there, unless the disk itself lost it.

import type { StoredUpdate } from '../../client/storage/workspace-storage.ts'
import { HANDED_IN } from '../../client/sync/sync-state.ts'
import type { NewRow } from '../../server/store/log-store.ts'
import type { DiskWatcher } from './disk.ts'
import type { LeftUpdate } from './http-road.ts'
import { areHolding, createGrowingReplica, type GrowingReplica } from './replica.ts'
import type { Trace } from './trace.ts'
import type { Person } from './world.ts'

interface Entry {
  readonly device: string
  readonly document: string
  readonly updates: readonly Uint8Array[]
}

export interface Ledger {
  /** `isCurrent`: the device knows that the log is another one, so what it takes for acknowledged is acknowledged by this one. */
  readonly watch: (device: string, person: Person, isCurrent: () => boolean) => DiskWatcher
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
  left,
}: {
  readonly trace: Trace
  readonly fail: (what: string) => void
  readonly rows: () => readonly NewRow[]
  readonly left: () => readonly LeftUpdate[]
}): Ledger => {
  let acked: Entry[] = []
  /** What the old log acknowledged may be told to a disk long after it is gone: of that only the replicas are compared. */
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

  /** What a device calls handed in is with the manager, or was merged since (S15, F15). */
  const checkLeft = (device: string, person: Person, document: string, parked: readonly StoredUpdate[]): void => {
    const there = [
      ...rows().flatMap((row) => (row.document === document ? [row.bytes] : [])),
      ...left().flatMap((one) => (one.person === person && one.document === document ? [one.update] : [])),
    ]
    const isLost = parked.some(({ updates }) => updates.some((update) => !areHolding(there, update)))
    if (isLost) fail(`${device} took edits in ${document} for handed in that no manager has (S15)`)
  }

  return {
    watch: (device, person, isCurrent) => ({
      onKept: ({ document, updates, key }) => {
        edits += updates.length
        trace.note(`${device} kept ${key} of ${document}, ${updates.length}`)
        for (const update of updates) kept.set(update, { device, document, updates: [update] })
      },
      onAcked: ({ document, updates, key }) => {
        ackedCount += updates.length
        trace.note(`${device} acked ${key} of ${document}`)
        if (!isReplaced || isCurrent()) acked.push({ device, document, updates })
      },
      onParked: (document, reason, parked) => {
        trace.note(`${device} parked ${parked.length} of ${document}: ${reason}`)
        if (reason === HANDED_IN) checkLeft(device, person, document, parked)
        else if (!lowered.has(person.id)) fail(`honest traffic of ${device} was refused in ${document}: ${reason}`)
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
      for (const { device, document } of missing(acked)) fail(`acked edit lost (${moment}): one of ${device} in ${document}`)
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
