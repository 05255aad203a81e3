// What the relay counts, as a plain object: `stats()` hands it out and the route of the metrics puts it in their words.

import { ACK_STATUSES, type AckStatus } from '../../shared/protocol/channel-messages.ts'

export interface RelayStats {
  readonly connections: number
  /** Documents in memory, open or not. */
  readonly documents: number
  /** Documents somebody has open. */
  readonly openDocuments: number
  readonly appendedRows: number
  readonly commits: number
  readonly failedCommits: number
  /** Update frames and offers answered as durable. */
  readonly acks: number
  /** Sockets that got over the high mark, ever; those closed for not draining; those marked now (S14). */
  readonly slowReaders: number
  readonly slowReadersClosed: number
  readonly slowReadersNow: number
  readonly refused: Readonly<Record<AckStatus, number>>
  /** Frames that were no message, and presence or state vectors that were none. */
  readonly malformed: number
  readonly refusedHandshakes: number
  readonly bufferedBytes: number
}

export interface RelayCounters {
  readonly refused: (status: AckStatus) => void
  readonly malformed: () => void
  readonly committed: (rows: number) => void
  readonly commitFailed: () => void
  readonly handshakeRefused: () => void
  readonly acked: () => void
  readonly slowReader: (what: 'marked' | 'over' | 'closed') => void
  readonly read: () => Omit<RelayStats, 'connections' | 'documents' | 'openDocuments' | 'bufferedBytes'>
}

export const createRelayCounters = (): RelayCounters => {
  const refused = Object.fromEntries(ACK_STATUSES.map((status) => [status, 0])) as Record<AckStatus, number>
  let malformed = 0
  let appendedRows = 0
  let commits = 0
  let failedCommits = 0
  let refusedHandshakes = 0
  let acks = 0
  let slowReaders = 0
  let slowReadersClosed = 0
  let slowReadersNow = 0
  return {
    refused: (status) => {
      refused[status]++
    },
    malformed: () => {
      malformed++
    },
    committed: (rows) => {
      commits++
      appendedRows += rows
    },
    commitFailed: () => {
      failedCommits++
    },
    handshakeRefused: () => {
      refusedHandshakes++
    },
    acked: () => {
      acks++
    },
    slowReader: (what) => {
      if (what === 'closed') slowReadersClosed++
      else slowReadersNow += what === 'marked' ? 1 : -1
      if (what === 'marked') slowReaders++
    },
    read: () => ({
      refused: { ...refused },
      malformed,
      appendedRows,
      commits,
      failedCommits,
      refusedHandshakes,
      acks,
      slowReaders,
      slowReadersClosed,
      slowReadersNow,
    }),
  }
}
