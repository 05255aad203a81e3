// What the relay counts; `stats()` hands it out, metrics will read it.

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
  readonly read: () => Omit<RelayStats, 'connections' | 'documents' | 'openDocuments' | 'bufferedBytes'>
}

export const createRelayCounters = (): RelayCounters => {
  const refused = Object.fromEntries(ACK_STATUSES.map((status) => [status, 0])) as Record<AckStatus, number>
  let malformed = 0
  let appendedRows = 0
  let commits = 0
  let failedCommits = 0
  let refusedHandshakes = 0
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
    read: () => ({ refused: { ...refused }, malformed, appendedRows, commits, failedCommits, refusedHandshakes }),
  }
}
