import { LIMITS } from '../../shared/protocol/limits.ts'

/** The limits a relay runs under; tests shorten the times. */
export const RELAY_SETTINGS = {
  keepaliveMs: LIMITS.keepaliveMs,
  leaseMs: LIMITS.leaseMs,
  markedMsMax: LIMITS.markedMsMax,
  bufferedBytesHigh: LIMITS.bufferedBytesHigh,
  bufferedBytesLow: LIMITS.bufferedBytesLow,
  presenceIntervalMs: 1_000 / LIMITS.presencePerSecondMax,
  handshakesPerSecond: LIMITS.handshakesPerSecond,
  handshakesBurst: LIMITS.handshakesBurst,
  handshakesWaitingMax: LIMITS.handshakesWaitingMax,
  /** How often those who wait are looked at. */
  handshakesCheckMs: 20,
  messagesPerSecond: LIMITS.messagesPerSecond,
  messagesBurst: LIMITS.messagesBurst,
  bytesPerSecond: LIMITS.bytesPerSecond,
  bytesBurst: LIMITS.bytesBurst,
  overBudgetMessagesMax: LIMITS.overBudgetMessagesMax,
  socketsPerPersonMax: LIMITS.socketsPerPersonMax,
  channelsPerPersonMax: LIMITS.channelsPerPersonMax,
  fullSyncBurst: LIMITS.fullSyncBurst,
  fullSyncEveryMs: LIMITS.fullSyncEveryMs,
  knowledgeCacheMax: LIMITS.knowledgeCacheMax,
  /** A document that was just taken up waits so long for who joins it from nothing, before all of it is read. */
  firstJoinMs: 100,
  /** How often a marked socket is looked at. */
  drainedCheckMs: 50,
  /** When stock clients are asked again for what a failed commit lost. */
  retryAfterFailureMs: 5_000,
  /** How long a socket may take to close before it is cut. */
  closeMsMax: 2_000,
  /** How long a refusal is held back for an address that failed too often. */
  failedAuthDelayMs: 3_000,
}

export type RelaySettings = { readonly [Name in keyof typeof RELAY_SETTINGS]: number }
