// The first start: whoever holds the link printed on the server's own terminal becomes the owner; who only reaches the
// port first owns nothing. The secret is derived from the server's, so the same link can be printed again at each start
// while the database keeps only its hash.

import { createHmac } from 'node:crypto'
import { err, ok, type Result } from '../../shared/base/result.ts'
import type { Person, SetupDone } from '../../shared/protocol/http.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'
import type { Membership } from './membership.ts'
import type { NewPerson, People } from './people.ts'
import { hashSecret } from './secrets.ts'

export interface Setup {
  readonly isNeeded: () => boolean
  /** The secret of the link; null once it has been used. */
  readonly secret: () => string | null
  readonly accepts: (secret: string) => boolean
  /** Makes the owner and the workspace; the owner also gets the workspaces the administrator made before anybody was there. */
  readonly complete: (secret: string, owner: NewPerson, workspaceName: string) => Result<SetupDone, 'used' | 'unknown' | 'emailTaken'>
}

export interface SetupDeps {
  readonly database: Database
  readonly clock: Clock
  readonly serverSecret: string
  readonly people: People
  readonly membership: Membership
}

export const createSetup = ({ database, clock, serverSecret, people, membership }: SetupDeps): Setup => {
  const secret = createHmac('sha256', serverSecret).update('setup link').digest('base64url')
  const put = database.prepare<[string]>(
    'INSERT INTO setup_link (only_row, secret_hash) VALUES (1, ?) ON CONFLICT DO UPDATE SET secret_hash = excluded.secret_hash WHERE used_at IS NULL',
  )
  const link = database.prepare<[], { secretHash: string; usedAt: number | null }>('SELECT secret_hash AS secretHash, used_at AS usedAt FROM setup_link')
  const markUsed = database.prepare<[number]>('UPDATE setup_link SET used_at = ?')

  if (link.get()?.secretHash !== hashSecret(secret)) put.run(hashSecret(secret))
  const isNeeded = (): boolean => link.get()?.usedAt === null

  const complete = database.transaction((given: string, owner: NewPerson, workspaceName: string): ReturnType<Setup['complete']> => {
    const stored = link.get()
    if (stored === undefined || stored.secretHash !== hashSecret(given)) return err('unknown')
    if (stored.usedAt !== null) return err('used')
    const person: Person | null = people.add(owner)
    if (person === null) return err('emailTaken')
    const workspace = membership.createWorkspace(workspaceName, person.id)
    membership.adoptEmptyWorkspaces(person.id)
    markUsed.run(clock())
    return ok({ person, workspaceId: workspace.id })
  })

  return {
    isNeeded,
    secret: () => (isNeeded() ? secret : null),
    accepts: (given) => isNeeded() && link.get()?.secretHash === hashSecret(given),
    complete: (given, owner, workspaceName) => complete.immediate(given, owner, workspaceName),
  }
}
