// Authentication happens here, in the upgrade: nobody gets a frame through before it (SYNC §2). Who is refused is
// accepted and then closed with the code that says why, since a websocket client never sees an HTTP status; only a path
// that is malformed gets one.

import type { IncomingMessage, Server } from 'node:http'
import type { Duplex } from 'node:stream'
import { type WebSocket, WebSocketServer } from 'ws'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { CLOSE, PROTOCOL_ACK } from '../../shared/protocol/version.ts'
import type { Grant, GrantRefusal, Grants } from '../accounts/grants.ts'
import { createHandshakeQueue } from './handshake-queue.ts'
import type { RelayCounters } from './relay-counters.ts'
import type { RelayLogger } from './relay-logger.ts'
import type { SessionKind } from './session.ts'
import type { RelaySettings } from './settings.ts'
import { bearerOf, chooseProtocol, isSyncPath, offeredProtocols, parseSyncAddress, type SyncAddress } from './sync-address.ts'
import type { Timing } from './timing.ts'

/** Counts failures per address; shared with the sign-in page, so that guessing at both doors counts once. */
export interface FailedHandshakes {
  /** 0 = not too many. */
  readonly waitSeconds: (address: string) => number
  readonly record: (address: string) => void
}

export interface UpgradeDeps {
  readonly grants: Grants
  readonly timing: Timing
  readonly settings: RelaySettings
  readonly counters: RelayCounters
  readonly logger: RelayLogger
  /** The address failures are counted against; behind a trusted proxy the forwarded one. */
  readonly addressOf: (request: IncomingMessage) => string
  readonly failures: FailedHandshakes | null
  /** Pages that may use a cookie. The grants decide too; null leaves it to them. */
  readonly allowsOrigin: ((origin: string | null, host: string | null) => boolean) | null
  readonly isDraining: () => boolean
  readonly onAccepted: (ws: WebSocket, socket: Duplex, kind: SessionKind, grant: Grant) => void
}

const REFUSALS = {
  notSignedIn: { code: CLOSE.notSignedIn, reason: 'not signed in' },
  notAllowed: { code: CLOSE.notAllowed, reason: 'not allowed' },
  noSuchDocument: { code: CLOSE.noSuchDocument, reason: 'no such document' },
  failed: { code: CLOSE.failed, reason: 'try again later' },
} as const

type Accept = (by: WebSocketServer, then: (ws: WebSocket) => void) => void

/** A closing frame and a stock client's first message fit. */
const REFUSED_BYTES_MAX = 64 * 1_024

export const listenForUpgrades = (server: Server, deps: UpgradeDeps): { readonly stop: () => void } => {
  const { grants, timing, settings, counters, logger, addressOf, failures } = deps
  const handleProtocols = (offered: Set<string>, request: IncomingMessage): string | false =>
    chooseProtocol([...offered], parseSyncAddress(request.url ?? '')?.document === null) ?? false
  const wss = new WebSocketServer({
    noServer: true,
    clientTracking: false,
    perMessageDeflate: false,
    maxPayload: LIMITS.frameBytesMax,
    maxFragments: LIMITS.fragmentsMax,
    handleProtocols,
  })

  const queue = createHandshakeQueue(timing, settings)

  /** For those who are accepted only to be told why not: nothing they send is worth keeping. */
  const refusals = new WebSocketServer({ noServer: true, clientTracking: false, perMessageDeflate: false, maxPayload: REFUSED_BYTES_MAX, handleProtocols })

  const onUpgrade = (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    const url = request.url ?? ''
    const isOurs = isSyncPath(url)
    if (!isOurs && server.listenerCount('upgrade') > 1) return
    // Until the websocket has its own listeners, a reset must not bring the process down.
    const ignore = () => {}
    socket.on('error', ignore)
    if (!isOurs) return refuseHttp(socket, '404 Not Found')
    const address = parseSyncAddress(url)
    if (address === null) return refuseHttp(socket, '400 Bad Request')
    if (deps.isDraining()) return refuseHttp(socket, '503 Service Unavailable')
    const accept: Accept = (by, then) => {
      if (socket.destroyed) return
      socket.off('error', ignore)
      by.handleUpgrade(request, socket, head, then)
    }
    const isAdmitted = queue.admit({ isGone: () => socket.destroyed, run: () => proceed(request, address, accept) })
    if (!isAdmitted) refuseHttp(socket, '503 Service Unavailable')
  }

  const proceed = (request: IncomingMessage, address: SyncAddress, accept: Accept) => {
    void decide(request, address).then((decision) => {
      if (typeof decision !== 'string') return accept(wss, (ws) => deps.onAccepted(ws, request.socket, kindOf(request, address), decision))
      counters.handshakeRefused()
      const { code, reason } = REFUSALS[decision]
      const from = addressOf(request)
      const hold = decision === 'notSignedIn' && failures !== null && failures.waitSeconds(from) > 0 ? settings.failedAuthDelayMs : 0
      if (decision === 'notSignedIn') failures?.record(from)
      const refuse = () => accept(refusals, (ws) => closeRefused(ws, code, reason))
      if (hold === 0) refuse()
      else timing.after(hold, refuse)
    })
  }

  const decide = async (request: IncomingMessage, { workspaceId, document }: SyncAddress): Promise<Grant | keyof typeof REFUSALS> => {
    try {
      const bearer = bearerOf(offeredProtocols(request.headers['sec-websocket-protocol']))
      // Nothing else of the request counts for a bearer.
      const headers = bearer === null ? headersOf(request) : NO_HEADERS
      if (bearer === null && deps.allowsOrigin !== null && !deps.allowsOrigin(headers.get('origin'), headers.get('host'))) return 'notAllowed'
      const identified = await grants.identify({ workspaceId, headers, bearer })
      if (!identified.ok) return identified.error satisfies GrantRefusal
      return document !== null && parseDocumentPath(document) === null ? 'noSuchDocument' : identified.value
    } catch (error) {
      logger.error({ workspaceId, error: String(error) }, 'a handshake could not be decided')
      return 'failed'
    }
  }

  const closeRefused = (ws: WebSocket, code: number, reason: string) => {
    ws.on('error', () => {})
    ws.close(code, reason)
    const cancel = timing.after(settings.closeMsMax, () => ws.terminate())
    ws.once('close', cancel)
  }

  server.on('upgrade', onUpgrade)
  return {
    stop: () => {
      server.off('upgrade', onUpgrade)
      queue.stop()
      wss.close()
      refusals.close()
    },
  }
}

const kindOf = (request: IncomingMessage, { document }: SyncAddress): SessionKind => {
  if (document === null) return { speaks: 'mux' }
  const chosen = chooseProtocol(offeredProtocols(request.headers['sec-websocket-protocol']), false)
  return { speaks: chosen === PROTOCOL_ACK ? 'ack' : 'plain', document }
}

const NO_HEADERS = new Headers()

const headersOf = (request: IncomingMessage): Headers => {
  const headers = new Headers()
  for (const [name, value] of Object.entries(request.headers)) {
    if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(', ') : value)
  }
  return headers
}

/** Does not wait for the other side to end its half. */
const refuseHttp = (socket: Duplex, status: string) => {
  socket.once('finish', () => socket.destroy())
  socket.end(`HTTP/1.1 ${status}\r\nConnection: close\r\nContent-Length: 0\r\n\r\n`)
}
