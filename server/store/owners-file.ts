// Whose a clientID is (G2), once more in a file beside the database that is only ever appended to: a restored backup does not
// know the people's sessions since it was taken, and colleagues who offer again what it lost must not become the owners of
// what they did not make (S13). A line that a crash tore costs that one owner.

import { dirname, join } from 'node:path'
import * as z from 'zod'
import { appendLines, readLines } from './json-lines.ts'
import type { Database } from './sqlite-database.ts'

export interface Owned {
  readonly workspaceId: string
  readonly document: string
  readonly client: number
  readonly person: string
}

export const ownersFile = (databasePath: string): string => join(dirname(databasePath), 'owners')

const Line = z.tuple([z.string(), z.string(), z.number(), z.string()])

/** Throws when the disk is full. */
export const recordOwners = (path: string, owned: readonly Owned[]): void => {
  appendLines(
    path,
    owned.map(({ workspaceId, document, client, person }) => JSON.stringify([workspaceId, document, client, person])),
  )
}

/** The database was restored, and takes back what it lost. */
export const isHealing = (database: Database, now: number): boolean => Number(database.prepare('SELECT healing_until FROM log_info').pluck().get() ?? 0) > now

/** What a database restored from a copy does not know. The first owner stays. Returns how many it learned. */
export const applyOwners = (database: Database, path: string): number => {
  const lines = readLines(path, Line)
  const workspaceNumber = database.prepare<[string], number>('SELECT number FROM log_workspaces WHERE id = ?').pluck()
  const addWorkspace = database.prepare<[string]>('INSERT INTO log_workspaces (id) VALUES (?) ON CONFLICT DO NOTHING')
  const documentNumber = database.prepare<[number, string], number>('SELECT number FROM log_documents WHERE workspace = ? AND path = ?').pluck()
  const addDocument = database.prepare<[{ workspace: number; path: string }]>(
    `INSERT INTO log_documents (workspace, number, path)
     SELECT @workspace, IFNULL(MAX(number), 0) + 1, @path FROM log_documents WHERE workspace = @workspace`,
  )
  const addOwner = database.prepare<[number, number, number, string]>(
    'INSERT INTO log_owners (workspace, document, client, person, is_from_before) VALUES (?, ?, ?, ?, 1) ON CONFLICT DO NOTHING',
  )
  return database
    .transaction(() => {
      let learned = 0
      for (const [workspaceId, path, client, person] of lines) {
        addWorkspace.run(workspaceId)
        const workspace = workspaceNumber.get(workspaceId) ?? 0
        if (documentNumber.get(workspace, path) === undefined) addDocument.run({ workspace, path })
        learned += addOwner.run(workspace, documentNumber.get(workspace, path) ?? 0, client, person).changes
      }
      return learned
    })
    .immediate()
}
