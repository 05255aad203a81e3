// What there is to know of a running server, in the words Prometheus reads. Most of it is counted by the relay as plain
// numbers and read when somebody asks; only the time of each commit is told as it happens.

import { Counter, Gauge, Histogram, Registry } from 'prom-client'
import type { RelayStats } from './relay/relay-counters.ts'

export interface Metrics {
  /** One append with its fsync took so long. */
  readonly committed: (seconds: number) => void
  /** A document was folded into a snapshot, or could not be. */
  readonly compacted: (outcome: 'done' | 'failed') => void
  /** Replicas that should be equal were not (S16), or a row of the log was not what was written. */
  readonly diverged: (what: 'document' | 'row') => void
  readonly read: () => Promise<{ readonly contentType: string; readonly text: string }>
}

/** From a tenth of a millisecond, a memory disk, to seconds, a disk in trouble. */
const COMMIT_BUCKETS_S = [0.000_1, 0.000_25, 0.000_5, 0.001, 0.002, 0.003, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5]

type Figure = 'counter' | 'gauge'
const FIGURES: readonly (readonly [name: string, kind: Figure, help: string, read: (stats: RelayStats) => number])[] = [
  ['endcap_connections', 'gauge', 'Sockets that are open', ({ connections }) => connections],
  ['endcap_documents_open', 'gauge', 'Documents somebody has open', ({ openDocuments }) => openDocuments],
  ['endcap_documents_in_memory', 'gauge', 'Documents the relay knows the clocks of', ({ documents }) => documents],
  ['endcap_buffered_bytes', 'gauge', 'Bytes written to sockets that the network has not taken yet', ({ bufferedBytes }) => bufferedBytes],
  ['endcap_slow_readers', 'gauge', 'Sockets that do not keep up and get nothing until they have drained', ({ slowReadersNow }) => slowReadersNow],
  ['endcap_slow_readers_total', 'counter', 'Times a socket did not keep up', ({ slowReaders }) => slowReaders],
  ['endcap_slow_readers_closed_total', 'counter', 'Sockets closed because they did not drain in time', ({ slowReadersClosed }) => slowReadersClosed],
  ['endcap_appended_rows_total', 'counter', 'Rows appended to the log', ({ appendedRows }) => appendedRows],
  ['endcap_commits_total', 'counter', 'Appends that are on the disk', ({ commits }) => commits],
  ['endcap_commits_failed_total', 'counter', 'Appends that failed, as on a full disk', ({ failedCommits }) => failedCommits],
  ['endcap_acks_total', 'counter', 'Updates acknowledged as durable', ({ acks }) => acks],
  ['endcap_resyncs_total', 'counter', 'Updates that did not connect and were asked for again', ({ refused }) => refused.resync],
  ['endcap_malformed_total', 'counter', 'Messages that were none, or were nobody’s to send', ({ malformed }) => malformed],
  ['endcap_handshakes_refused_total', 'counter', 'Sockets refused at the door', ({ refusedHandshakes }) => refusedHandshakes],
]

/** What the last `admin doctor` found; null = nobody has looked. `at` in ms since the epoch. */
export type LastExamination = () => { readonly at: number; readonly problems: number } | null

export const createMetrics = (stats: () => RelayStats, lastExamination: LastExamination = () => null): Metrics => {
  const registry = new Registry()
  const registers = [registry]
  for (const [name, kind, help, read] of FIGURES) {
    if (kind === 'gauge') {
      const gauge: Gauge = new Gauge({ name, help, registers, collect: () => gauge.set(read(stats())) })
      continue
    }
    const counter: Counter = new Counter({
      name,
      help,
      registers,
      collect: () => {
        counter.reset()
        counter.inc(read(stats()))
      },
    })
  }
  const refused: Counter<'reason'> = new Counter({
    name: 'endcap_refused_total',
    help: 'Updates not stored as they came, by reason; a duplicate had been stored before',
    labelNames: ['reason'],
    registers,
    collect: () => {
      refused.reset()
      for (const [reason, count] of Object.entries(stats().refused)) refused.inc({ reason }, count)
    },
  })
  const commitSeconds = new Histogram({
    name: 'endcap_commit_seconds',
    help: 'How long an append to the log took, its fsync included',
    buckets: COMMIT_BUCKETS_S,
    registers,
  })
  const compactions = new Counter({
    name: 'endcap_compactions_total',
    help: 'Documents folded into a snapshot, by outcome',
    labelNames: ['outcome'],
    registers,
  })
  for (const outcome of ['done', 'failed']) compactions.inc({ outcome }, 0)
  const divergences = new Counter({
    name: 'endcap_divergences_total',
    help: 'Documents that were not what they should be equal to, and rows of the log whose bytes were not what was written',
    labelNames: ['what'],
    registers,
  })
  for (const what of ['document', 'row']) divergences.inc({ what }, 0)
  const problems: Gauge = new Gauge({
    name: 'endcap_doctor_problems',
    help: 'What the last "admin doctor" of all workspaces found wrong',
    registers,
    collect: () => problems.set(lastExamination()?.problems ?? 0),
  })
  const examined: Gauge = new Gauge({
    name: 'endcap_doctor_timestamp_seconds',
    help: 'When that was; 0 = never',
    registers,
    collect: () => examined.set((lastExamination()?.at ?? 0) / 1_000),
  })

  return {
    committed: (seconds) => commitSeconds.observe(seconds),
    compacted: (outcome) => compactions.inc({ outcome }),
    diverged: (what) => divergences.inc({ what }),
    read: async () => ({ contentType: registry.contentType, text: await registry.metrics() }),
  }
}
