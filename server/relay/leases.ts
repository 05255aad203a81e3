// A grant is a lease (S15): looked at again when it is old, and at once when a hint says that rights changed. One
// question serves all sockets of one credential.

import { assertNever } from '../../shared/base/assert.ts'
import { CLOSE } from '../../shared/protocol/version.ts'
import type { Grant, Grants } from '../accounts/grants.ts'
import type { RelayLogger } from './relay-logger.ts'
import type { Session } from './session.ts'
import type { RelaySettings } from './settings.ts'
import { every, type Timing } from './timing.ts'

export interface Leases {
  readonly hold: (session: Session) => void
  readonly release: (session: Session) => void
  /** Renews every grant of the workspace now; null = of all. */
  readonly rightsChanged: (workspaceId: string | null) => void
  readonly dispose: () => void
}

const CHECK_SHARE = 6

export const createLeases = (deps: {
  readonly grants: Grants
  readonly timing: Timing
  readonly settings: RelaySettings
  readonly logger: RelayLogger
}): Leases => {
  const { grants, timing, settings, logger } = deps
  const renewedAt = new Map<Session, number>()

  const renew = async (sessions: readonly Session[]) => {
    const [first] = sessions
    if (first === undefined) return
    const askedAt = timing.now()
    try {
      const renewed = await grants.renew(first.grant())
      for (const session of sessions) {
        if (!renewedAt.has(session)) continue
        renewedAt.set(session, askedAt)
        if (renewed.ok) session.setGrant(renewed.value)
        else close(session, renewed.error)
      }
    } catch (error) {
      logger.error({ error: String(error) }, 'a grant could not be renewed')
      // Nobody stays longer than their lease because the question fails.
      for (const session of sessions) {
        if (timing.now() - (renewedAt.get(session) ?? 0) >= settings.leaseMs) session.close(CLOSE.failed, 'try again later')
      }
    }
  }

  const renewAll = (isDue: (session: Session, at: number) => boolean) => {
    const byCredential = new Map<string, Session[]>()
    for (const [session, at] of renewedAt) {
      if (!isDue(session, at)) continue
      const key = keyOf(session.grant())
      byCredential.set(key, [...(byCredential.get(key) ?? []), session])
    }
    for (const sessions of byCredential.values()) void renew(sessions)
  }

  const stop = every(timing, settings.leaseMs / CHECK_SHARE, () => {
    const due = timing.now() - settings.leaseMs + settings.leaseMs / CHECK_SHARE
    renewAll((_session, at) => at <= due)
  })

  return {
    hold: (session) => {
      renewedAt.set(session, timing.now())
    },
    release: (session) => {
      renewedAt.delete(session)
    },
    rightsChanged: (workspaceId) => renewAll((session) => workspaceId === null || session.grant().workspaceId === workspaceId),
    dispose: stop,
  }
}

const keyOf = ({ workspaceId, credential }: Grant): string =>
  `${workspaceId} ${credential.via} ${credential.via === 'token' ? credential.tokenHash : credential.sessionToken}`

const close = (session: Session, refusal: 'notSignedIn' | 'notAllowed') => {
  switch (refusal) {
    case 'notSignedIn':
      return session.close(CLOSE.notSignedIn, 'not signed in any more')
    case 'notAllowed':
      return session.close(CLOSE.notAllowed, 'not allowed any more')
    default:
      assertNever(refusal)
  }
}
