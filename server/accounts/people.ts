// People, in the accounts library's own tables. Everything here is one statement or meant to run inside a caller's
// transaction: a person is made together with the membership that let them in.

import { createId, type RandomBytes } from '../../shared/base/id.ts'
import type { Person } from '../../shared/protocol/http.ts'
import type { Clock } from '../platform.ts'
import type { Database } from '../store/sqlite-database.ts'

export interface NewPerson {
  readonly name: string
  /** Lower case. */
  readonly email: string
  readonly passwordHash: string
}

export interface People {
  readonly byEmail: (email: string) => Person | null
  readonly byId: (id: string) => Person | null
  /** Null when the e-mail is taken. */
  readonly add: (person: NewPerson) => Person | null
  /** Ends every session of the person, too. */
  readonly setPassword: (personId: string, passwordHash: string) => void
}

const PASSWORD_PROVIDER = 'credential'

export const createPeople = (deps: { readonly database: Database; readonly clock: Clock; readonly randomBytes: RandomBytes }): People => {
  const { database, clock, randomBytes } = deps
  const byEmail = database.prepare<[string], Person>('SELECT id, name, email FROM "user" WHERE email = ?')
  const byId = database.prepare<[string], Person>('SELECT id, name, email FROM "user" WHERE id = ?')
  const addUser = database.prepare<[string, string, string, string, string]>(
    `INSERT INTO "user" (id, name, email, emailVerified, "createdAt", "updatedAt") VALUES (?, ?, ?, 0, ?, ?) ON CONFLICT DO NOTHING`,
  )
  const addPassword = database.prepare<[string, string, string, string, string, string, string]>(
    `INSERT INTO "account" (id, "accountId", "providerId", "userId", password, "createdAt", "updatedAt") VALUES (?, ?, ?, ?, ?, ?, ?)`,
  )
  const updatePassword = database.prepare<[string, string, string, string]>(
    `UPDATE "account" SET password = ?, "updatedAt" = ? WHERE "userId" = ? AND "providerId" = ?`,
  )
  const endSessions = database.prepare<[string]>('DELETE FROM "session" WHERE "userId" = ?')
  const now = (): string => new Date(clock()).toISOString()

  const writePassword = (personId: string, passwordHash: string): void => {
    const time = now()
    if (updatePassword.run(passwordHash, time, personId, PASSWORD_PROVIDER).changes > 0) return
    addPassword.run(createId(randomBytes), personId, PASSWORD_PROVIDER, personId, passwordHash, time, time)
  }

  return {
    byEmail: (email) => byEmail.get(email) ?? null,
    byId: (id) => byId.get(id) ?? null,
    add: ({ name, email, passwordHash }) => {
      const id = createId(randomBytes)
      const time = now()
      if (addUser.run(id, name, email, time, time).changes === 0) return null
      writePassword(id, passwordHash)
      return { id, name, email }
    },
    setPassword: (personId, passwordHash) => {
      writePassword(personId, passwordHash)
      endSessions.run(personId)
    },
  }
}
