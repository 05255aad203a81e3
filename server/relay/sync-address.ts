// What an upgrade request asks for: `/sync/<workspaceId>` is the app's socket, `/sync/<workspaceId>/<documentId>` a stock
// client's document (SYNC §2). And how it says who it is.

import { isId } from '../../shared/base/id.ts'
import { BEARER_PREFIX, PROTOCOL_ACK, PROTOCOL_MUX, PROTOCOL_PLAIN } from '../../shared/protocol/version.ts'

export interface SyncAddress {
  readonly workspaceId: string
  /** Null = the app's socket. Not checked against the grammar of documents. */
  readonly document: string | null
}

const SYNC_PATH = '/sync/'

export const isSyncPath = (url: string): boolean => url.startsWith(SYNC_PATH)

/** Null when the path is malformed. */
export const parseSyncAddress = (url: string): SyncAddress | null => {
  const [path = ''] = url.split('?')
  const [workspaceId = '', ...document] = path.slice(SYNC_PATH.length).split('/')
  if (!isSyncPath(path) || !isId(workspaceId)) return null
  try {
    const decoded = decodeURIComponent(document.join('/'))
    return { workspaceId, document: document.length === 0 ? null : decoded }
  } catch {
    return null
  }
}

export const offeredProtocols = (header: string | undefined): string[] =>
  (header ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')

export const bearerOf = (protocols: readonly string[]): string | null => {
  const bearer = protocols.find((protocol) => protocol.startsWith(BEARER_PREFIX))
  return bearer === undefined ? null : bearer.slice(BEARER_PREFIX.length)
}

/** The most capable of ours that fits the path, never the bearer; null when none was offered. */
export const chooseProtocol = (offered: readonly string[], isSocket: boolean): string | null =>
  (isSocket ? [PROTOCOL_MUX] : [PROTOCOL_ACK, PROTOCOL_PLAIN]).find((protocol) => offered.includes(protocol)) ?? null
