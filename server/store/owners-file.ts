// Whose a clientID is (G2), once more in a file beside the database that is only ever appended to: a restored backup does not
// know the people's sessions since it was taken, and colleagues who offer again what it lost must not become the owners of
// what they did not make (S13). A line that a crash tore costs that one owner. It is written anew at a start once that halves it:
// each clientID once, those of one person in one document together.

import { statSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import { appendLines, readLines, replaceLines } from './json-lines.ts'
import type { Database } from './sqlite-database.ts'

/** The person of a clientID that was only ever handed on by others (S13); whoever writes under it is known from then on. */
export const NOBODY = ''

export interface Owned {
  readonly workspaceId: string
  readonly document: string
  readonly client: number
  readonly person: string
}

export const ownersFile = (databasePath: string): string => join(dirname(databasePath), 'owners')

/** Workspace, document, whose, and the one clientID of a commit or the many of a file written anew. */
const Line = z.union([z.tuple([z.string(), z.string(), z.number(), z.string()]), z.tuple([z.string(), z.string(), z.array(z.number()), z.string()])])
type Line = z.infer<typeof Line>
/** A line that is torn or damaged costs these. */
const CLIENTS_PER_LINE = 1_000
/** Not worth a moment's thought below this. */
const COMPACT_BYTES_MIN = 64 * 1024

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
  const lines = knownFirst(readLines(path, Line))
  const workspaceNumber = database.prepare<[string], number>('SELECT number FROM log_workspaces WHERE id = ?').pluck()
  const addWorkspace = database.prepare<[string]>('INSERT INTO log_workspaces (id) VALUES (?) ON CONFLICT DO NOTHING')
  const documentNumber = database.prepare<[number, string], number>('SELECT number FROM log_documents WHERE workspace = ? AND path = ?').pluck()
  const addDocument = database.prepare<[{ workspace: number; path: string }]>(
    `INSERT INTO log_documents (workspace, number, path)
     SELECT @workspace, IFNULL(MAX(number), 0) + 1, @path FROM log_documents WHERE workspace = @workspace`,
  )
  const addOwner = database.prepare<[number, number, number, string]>(
    `INSERT INTO log_owners (workspace, document, client, person, is_from_before) VALUES (?, ?, ?, ?, 1)
     ON CONFLICT DO UPDATE SET person = excluded.person WHERE person = '${NOBODY}' AND excluded.person <> '${NOBODY}'`,
  )
  return database
    .transaction(() => {
      let learned = 0
      for (const [workspaceId, path, clients, person] of lines) {
        addWorkspace.run(workspaceId)
        const workspace = workspaceNumber.get(workspaceId) ?? 0
        if (documentNumber.get(workspace, path) === undefined) addDocument.run({ workspace, path })
        const document = documentNumber.get(workspace, path) ?? 0
        for (const client of Array.isArray(clients) ? clients : [clients]) learned += addOwner.run(workspace, document, client, person).changes
      }
      return learned
    })
    .immediate()
}

/** Before anybody appends to it. Returns how many bytes it became smaller. Throws when the disk is full; the old file then stays. */
export const compactOwners = (path: string, bytesMin = COMPACT_BYTES_MIN): number => {
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0
  if (size < bytesMin) return 0
  const lines = together(knownFirst(readLines(path, Line))).map((line) => JSON.stringify(line))
  const left = lines.reduce((sum, line) => sum + Buffer.byteLength(line) + 1, 0)
  if (left * 2 > size) return 0
  replaceLines(path, lines)
  return size - left
}

/** The first owner counts, and nobody is none. */
const knownFirst = (lines: readonly Line[]): Line[] => [
  ...lines.filter(([, , , person]) => person !== NOBODY),
  ...lines.filter(([, , , person]) => person === NOBODY),
]

/** Each clientID once, with its first owner, and those of one person in one document in as few lines as may be. */
const together = (lines: readonly Line[]): Line[] => {
  const known = new Map<string, Set<number>>()
  const joined = new Map<string, { readonly workspaceId: string; readonly document: string; readonly person: string; readonly clients: number[] }>()
  for (const [workspaceId, document, clients, person] of lines) {
    const place = JSON.stringify([workspaceId, document])
    const taken = known.get(place) ?? new Set()
    known.set(place, taken)
    const key = JSON.stringify([place, person])
    const own = joined.get(key) ?? { workspaceId, document, person, clients: [] }
    joined.set(key, own)
    for (const client of Array.isArray(clients) ? clients : [clients]) {
      if (taken.has(client)) continue
      taken.add(client)
      own.clients.push(client)
    }
  }
  return [...joined.values()].flatMap(({ workspaceId, document, person, clients }) => {
    const parts: Line[] = []
    for (let from = 0; from < clients.length; from += CLIENTS_PER_LINE)
      parts.push([workspaceId, document, clients.slice(from, from + CLIENTS_PER_LINE), person])
    return parts
  })
}
