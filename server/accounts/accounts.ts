// People, workspaces and everything that lets somebody in, over one database. What the routes, the relay's grants and the
// administrator's commands share.

import type { RandomBytes } from '../../shared/base/id.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import { type ApiTokens, createApiTokens } from './api-tokens.ts'
import { createFeeds, type Feeds } from './feeds.ts'
import { createInvites, type Invites } from './invites.ts'
import { createMembership, type Membership } from './membership.ts'
import { createPeople, type People } from './people.ts'
import { createQuarantine, type Quarantine } from './quarantine.ts'
import { createRecovery, type Recovery } from './recovery.ts'

export interface Accounts {
  readonly people: People
  readonly membership: Membership
  readonly invites: Invites
  readonly apiTokens: ApiTokens
  readonly recovery: Recovery
  readonly quarantine: Quarantine
  readonly feeds: Feeds
}

export const createAccounts = (deps: { readonly database: Database; readonly clock: Clock; readonly randomBytes: RandomBytes }): Accounts => {
  const people = createPeople(deps)
  const membership = createMembership(deps)
  return {
    people,
    membership,
    invites: createInvites({ ...deps, people, membership }),
    apiTokens: createApiTokens(deps),
    recovery: createRecovery({ ...deps, people, membership }),
    quarantine: createQuarantine(deps),
    feeds: createFeeds(deps),
  }
}
