// The relay put together: upgrades become sessions, sessions meet in rooms, what the gate accepts is committed per turn
// and handed out. Blind (it knows documents, people and roles, not promotions) and durable (DESIGN §1).

import type { IncomingMessage, Server } from 'node:http'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import type { Grant, Grants } from '../accounts/grants.ts'
import type { Bus } from '../bus/bus.ts'
import { type Clock, steadyClock } from '../platform.ts'
import type { LogStore } from '../store/log-store.ts'
import { createCommitTurn } from './commit-turn.ts'
import type { Connection, ConnectionEvents } from './connection.ts'
import { createCursorSeal } from './cursor-seal.ts'
import { startKeepalive } from './keepalive.ts'
import { createLeases } from './leases.ts'
import { createPersonBudgets } from './person-budgets.ts'
import { createRelayCounters, type RelayStats } from './relay-counters.ts'
import type { RelayLogger } from './relay-logger.ts'
import { createRoom, type Room } from './room.ts'
import { createSession, type Session, type SessionKind } from './session.ts'
import { RELAY_SETTINGS, type RelaySettings } from './settings.ts'
import { createTiming, type Timing } from './timing.ts'
import { type FailedHandshakes, listenForUpgrades } from './upgrade.ts'
import { createWorkspace, type DeliveredRow, type RelayWorkspace } from './workspace.ts'
import { createWsConnection, listenToWs } from './ws-connection.ts'

export interface RelayDeps {
  readonly log: LogStore
  readonly bus: Bus
  readonly grants: Grants
  /** The time of day, for the rows. */
  readonly clock: Clock
  readonly logger: RelayLogger
  /** Which pages may use a cookie, asked before the grants are. */
  readonly allowsOrigin?: (origin: string | null, host: string | null) => boolean
  /** Whom failed handshakes are counted against. */
  readonly addressOf?: (request: IncomingMessage) => string
  /** Known to this server only, and kept: what it told a device it recognises after a restart (S13). */
  readonly sealKey?: string
  /** Refusals are held back for an address with too many of them. */
  readonly failedAttempts?: FailedHandshakes
  readonly settings?: Partial<RelaySettings>
  readonly timing?: Timing
}

export interface Relay {
  readonly attach: (server: Server) => AttachedRelay
  /** The relay without a server: whoever calls brings the connections (the simulated world does). */
  readonly serve: () => ServingRelay
  /** One update by another way than a socket (a page that is closing, an import), through the same gate and commit. */
  readonly offer: (grant: Grant, document: string, update: Uint8Array, how?: OfferHow) => Promise<OfferOutcome>
}

export interface OfferHow {
  /** Take as much as connects, instead of all or nothing. */
  readonly partial?: boolean
}

export interface OfferOutcome {
  /** Null = durable as of `seq`. */
  readonly status: AckStatus | null
  readonly seq: number
}

export interface AttachedRelay {
  /** Takes no more connections, stores and acknowledges what it has, closes 1012. Resolves when all sockets are gone. */
  readonly drain: () => Promise<void>
  readonly stats: () => RelayStats
}

export interface ServingRelay extends AttachedRelay {
  /** A connection whose grant is known; what happens to it is told to what comes back. */
  readonly accept: (connection: Connection, kind: SessionKind, grant: Grant) => ConnectionEvents
  readonly isDraining: () => boolean
}

export const createRelay = (deps: RelayDeps): Relay => {
  const { log, bus, grants, logger } = deps
  const settings: RelaySettings = { ...RELAY_SETTINGS, ...deps.settings }
  const timing = deps.timing ?? createTiming(steadyClock)
  const counters = createRelayCounters()
  const budgets = createPersonBudgets(timing, settings)
  const workspaces = new Map<string, RelayWorkspace>()
  const seal = createCursorSeal(deps.sealKey ?? null)
  const sessions = new Set<Session>()
  const unflushed = new Set<Session>()
  /** Rooms by last use, the oldest first. */
  const recentRooms = new Map<Room, RelayWorkspace>()
  let isFlushScheduled = false

  const flush = () => {
    isFlushScheduled = false
    const due = [...unflushed]
    unflushed.clear()
    for (const session of due) session.flush()
  }
  const needsFlush = (session: Session) => {
    unflushed.add(session)
    if (isFlushScheduled) return
    isFlushScheduled = true
    timing.atEndOfTurn(flush)
  }

  const turn = createCommitTurn({
    log,
    timing,
    logger,
    onCommitted: async (rows) => {
      counters.committed(rows.length)
      const byWorkspace = new Map<string, DeliveredRow[]>()
      for (const { row, seq, sender } of rows) {
        const delivered = byWorkspace.get(row.workspaceId) ?? []
        byWorkspace.set(row.workspaceId, delivered)
        // What heals the log its sender may have in memory only: it comes back to them like anybody's.
        delivered.push({
          sender: row.isHealing === true ? null : sender,
          row: { seq, document: row.document, person: row.person, time: row.time, bytes: row.bytes },
        })
      }
      for (const [workspaceId, delivered] of byWorkspace) {
        await workspaceOf(workspaceId).deliver(delivered)
        bus.publish({ type: 'appended', workspaceId, seq: delivered.at(-1)?.row.seq ?? 0 })
      }
    },
    onFailed: (documents) => {
      counters.commitFailed()
      for (const { workspaceId, document } of documents) workspaceOf(workspaceId).findRoom(document)?.rebuild()
    },
    onTurnEnd: flush,
  })

  const workspaceOf = (id: string): RelayWorkspace => {
    const known = workspaces.get(id)
    if (known !== undefined) return known
    const workspace: RelayWorkspace = createWorkspace({
      id,
      log,
      logger,
      seal,
      createRoom: (document, channelNumber) => {
        const room: Room = createRoom({
          workspaceId: id,
          document,
          channelNumber,
          log,
          turn,
          clock: deps.clock,
          timing,
          settings,
          counters,
          logger,
          onBroken: () => forgetRoom(workspace, room),
        })
        return room
      },
      onRoomUsed: (room) => {
        recentRooms.delete(room)
        recentRooms.set(room, workspace)
        forgetOldRooms()
      },
    })
    workspaces.set(id, workspace)
    return workspace
  }

  /**
   * A device was told what this log does not have: an older copy of the database stands in its place. The log begins a new
   * history, everybody connects anew, and what it lost is taken back from whoever has it (S13).
   */
  let isSettingOut = false
  const onSetBack = () => {
    if (isSettingOut) return
    isSettingOut = true
    logger.error({}, 'the database is older than what devices were told: somebody put a copy in its place. For 30 days it takes back from them what it lost')
    log
      .beginHealing(deps.clock() + LIMITS.healingMs)
      .then(() => {
        for (const room of recentRooms.keys()) room.rebuild()
        for (const session of [...sessions]) session.close(CLOSE.goingAway, 'the log begins a new history')
      })
      .catch((error: unknown) => logger.error({ error: String(error) }, 'the log could not begin a new history'))
      .finally(() => {
        isSettingOut = false
      })
  }

  const forgetRoom = (workspace: RelayWorkspace, room: Room) => {
    room.dispose()
    recentRooms.delete(room)
    workspace.forgetRoom(room.document, room)
  }
  const forgetOldRooms = () => {
    let excess = recentRooms.size - settings.knowledgeCacheMax
    for (const [room, workspace] of recentRooms) {
      if (excess <= 0) return
      excess--
      if (room.isIdle()) forgetRoom(workspace, room)
    }
  }

  const offer: Relay['offer'] = (grant, document, update, { partial = false } = {}) =>
    new Promise((resolve) => {
      if (parseDocumentPath(document) === null) return resolve({ status: 'invalid', seq: 0 })
      // Whichever way somebody comes, it is one budget (rules L).
      const budget = budgets.of(grant.personId)
      const isInBudget = budget.take(update.length)
      const settle = (status: AckStatus | null, seq: number) => {
        if (status === 'invalid' || status === 'too_large' || status === 'denied') budget.offended()
        budget.release()
        resolve({ status, seq })
      }
      if (!isInBudget) {
        counters.refused('rate_limited')
        return settle('rate_limited', 0)
      }
      workspaceOf(grant.workspaceId).room(document).offer({ update, grant, partial, sender: null, settle })
    })

  const serve = (): ServingRelay => {
    let isDraining = false
    const leases = createLeases({ grants, timing, settings, logger })
    const stopKeepalive = startKeepalive(timing, settings.keepaliveMs, () => sessions)
    const unsubscribe = bus.subscribe((hint) => {
      if (hint.type === 'grantsChanged') leases.rightsChanged(hint.workspaceId)
      else {
        workspaces
          .get(hint.workspaceId)
          ?.catchUp(hint.seq)
          .catch((error: unknown) => logger.error({ error: String(error) }, 'rows of another writer could not be read'))
      }
    })
    let whenEmpty: (() => void) | null = null

    const accept: ServingRelay['accept'] = (connection, kind, grant) => {
      const workspace = workspaceOf(grant.workspaceId)
      const budget = budgets.of(grant.personId)
      if (!budget.takeSocket()) {
        budget.release()
        timing.after(settings.closeMsMax, connection.terminate)
        connection.close(CLOSE.tooManyFailures, 'too many connections of one person')
        return { onMessage: () => {}, onAlive: () => {}, onClose: () => {} }
      }
      const session = createSession({ connection, kind, grant, workspace, log, budget, seal, onSetBack, timing, settings, counters, logger, needsFlush })
      sessions.add(session)
      leases.hold(session)
      const receive = (bytes: Uint8Array) => {
        try {
          session.receive(bytes)
        } catch (error) {
          // A bug, and one message has found it: everybody else stays.
          logger.error({ workspaceId: grant.workspaceId, personId: grant.personId, err: error }, 'a message could not be handled')
          session.close(CLOSE.failed, 'The message could not be handled.')
        }
      }
      if (isDraining) session.close(CLOSE.goingAway, 'the server is restarting')
      return {
        onMessage: receive,
        onAlive: session.alive,
        onClose: () => {
          session.dispose()
          sessions.delete(session)
          unflushed.delete(session)
          leases.release(session)
          budget.giveSocket()
          budget.release()
          if (sessions.size === 0) whenEmpty?.()
        },
      }
    }

    return {
      accept,
      isDraining: () => isDraining,
      drain: async () => {
        isDraining = true
        unsubscribe()
        await turn.settled()
        for (const session of [...sessions]) session.close(CLOSE.goingAway, 'the server is restarting')
        if (sessions.size > 0) {
          await new Promise<void>((resolve) => {
            whenEmpty = resolve
            timing.after(settings.closeMsMax, () => {
              for (const session of [...sessions]) session.terminate()
            })
          })
        }
        stopKeepalive()
        leases.dispose()
        for (const [room, workspace] of [...recentRooms]) forgetRoom(workspace, room)
      },
      stats: () => ({
        ...counters.read(),
        connections: sessions.size,
        documents: recentRooms.size,
        openDocuments: [...recentRooms.keys()].filter(({ members }) => members.size > 0).length,
        bufferedBytes: [...sessions].reduce((sum, session) => sum + session.bufferedBytes(), 0),
      }),
    }
  }

  const attach = (server: Server): AttachedRelay => {
    const { accept, isDraining, drain, stats } = serve()
    const upgrades = listenForUpgrades(server, {
      grants,
      timing,
      settings,
      counters,
      logger,
      addressOf: deps.addressOf ?? ((request) => request.socket.remoteAddress ?? ''),
      failures: deps.failedAttempts ?? null,
      allowsOrigin: deps.allowsOrigin ?? null,
      isDraining,
      onAccepted: (ws, socket, kind, grant) => listenToWs(ws, accept(createWsConnection(ws, socket), kind, grant)),
    })
    return {
      drain: async () => {
        await drain()
        upgrades.stop()
      },
      stats,
    }
  }

  return { attach, serve, offer }
}
