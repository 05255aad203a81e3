// The exit door and the backup: a whole workspace as one JSON file (DOMAIN §9). Every document is there twice: as plain
// values, for people and other programs, and as its Yjs state, so that importing it merges and loses nothing. The checksum
// is of the states, which are all that an import reads.

import { digest } from 'lib0/hash/sha256'
import * as z from 'zod/mini'
import { parseDocumentPath } from '../base/document-path.ts'
import { err, ok, type Result } from '../base/result.ts'

export const WORKSPACE_FILE_FORMAT = 'endcap-workspace'
export const WORKSPACE_FILE_VERSION = 1
export const WORKSPACE_FILE_EXTENSION = '.endcap.json'

const FileDocument = z.object({
  path: z.string().check(z.refine((path) => parseDocumentPath(path) !== null, 'is no document of Endcap')),
  /** As `JSON.stringify` of what the document says; not read back. */
  values: z.unknown(),
  /** Base64 of a V1 update. */
  state: z.string().check(z.regex(/^[A-Za-z0-9+/]*={0,2}$/, 'is not base64')),
})
export type FileDocument = z.infer<typeof FileDocument>

const WorkspaceFile = z.object({
  format: z.literal(WORKSPACE_FILE_FORMAT),
  version: z.literal(WORKSPACE_FILE_VERSION),
  /** Ms since the epoch. */
  exportedAt: z.number(),
  workspace: z.object({ id: z.string(), name: z.string() }),
  documents: z.array(FileDocument),
  /** Lower-case hex of SHA-256. */
  checksum: z.string(),
})
export type WorkspaceFile = z.infer<typeof WorkspaceFile>

/** SHA-256 over every path and state, each ended by a line feed, in the order of the file. */
export const workspaceChecksum = (documents: readonly Pick<FileDocument, 'path' | 'state'>[]): string => {
  const text = documents.map(({ path, state }) => `${path}\n${state}\n`).join('')
  // Paths and base64 are ASCII: one byte a character.
  const bytes = new Uint8Array(text.length)
  for (let index = 0; index < text.length; index++) bytes[index] = text.charCodeAt(index)
  return [...digest(bytes)].map((byte) => byte.toString(16).padStart(2, '0')).join('')
}

export const workspaceFile = (given: Pick<WorkspaceFile, 'exportedAt' | 'workspace' | 'documents'>): WorkspaceFile => ({
  format: WORKSPACE_FILE_FORMAT,
  version: WORKSPACE_FILE_VERSION,
  ...given,
  checksum: workspaceChecksum(given.documents),
})

const Head = z.object({ format: z.unknown(), version: z.unknown() })

/** The file, or why it cannot be used, in words for the person. */
export const parseWorkspaceFile = (text: string): Result<WorkspaceFile, string> => {
  let json: unknown
  try {
    json = JSON.parse(text.replace(/^\ufeff/, ''))
  } catch {
    return err('This is not a workspace file, or it was cut off on the way.')
  }
  const head = z.safeParse(Head, json)
  if (!head.success || head.data.format !== WORKSPACE_FILE_FORMAT) return err('This is not a workspace file of Endcap.')
  if (typeof head.data.version === 'number' && head.data.version > WORKSPACE_FILE_VERSION) {
    return err('This file was written by a newer version of Endcap. Reload the app and try again.')
  }
  const parsed = z.safeParse(WorkspaceFile, json)
  if (!parsed.success) {
    const [issue] = parsed.error.issues
    return err(`The file is damaged: ${issue?.path.join('.') || 'it'} ${issue?.message ?? 'cannot be read'}.`)
  }
  const file = parsed.data
  if (new Set(file.documents.map(({ path }) => path)).size !== file.documents.length) return err('The file is damaged: it has a document twice.')
  if (workspaceChecksum(file.documents) !== file.checksum) return err('The file was changed or damaged after it was written: its checksum is another one.')
  return ok(file)
}
