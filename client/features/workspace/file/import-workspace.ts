// Brings a workspace file into this workspace. Every state passes the gate before Yjs sees it; the preview says what each
// document would add; importing merges states as edits of this person, and creates what is not there.

import { encodeStateAsUpdate } from 'yjs'
import { type DocumentKind, parseDocumentPath } from '../../../../shared/base/document-path.ts'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import { mergeState } from '../../../../shared/commands/merge-state.ts'
import { knowledgeOf, vetUpdate } from '../../../../shared/protocol/gate.ts'
import { LIMITS } from '../../../../shared/protocol/limits.ts'
import { parseWorkspaceFile } from '../../../../shared/protocol/workspace-file.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { readDocument } from '../read-document.ts'
import { fromBase64 } from './base64.ts'
import { documentsOf, type FileProgress } from './export-workspace.ts'

export interface FileDocumentPreview {
  readonly path: string
  readonly kind: DocumentKind
  /** `new`: not in this workspace; `adds`: there, and the file knows something it does not. */
  readonly effect: 'new' | 'adds' | 'same'
  readonly state: Uint8Array
}

export interface WorkspacePreview {
  readonly name: string
  /** Ms since the epoch. */
  readonly exportedAt: number
  readonly isThisWorkspace: boolean
  readonly documents: readonly FileDocumentPreview[]
  /** Documents of the file that cannot be imported, and why. */
  readonly refused: readonly { readonly path: string; readonly reason: string }[]
}

export const previewWorkspaceFile = async (
  workspace: WorkspaceData,
  text: string,
  onProgress: (progress: FileProgress) => void,
): Promise<Result<WorkspacePreview, string>> => {
  const parsed = parseWorkspaceFile(text)
  if (!parsed.ok) return err(parsed.error)
  const file = parsed.value
  const present = new Set(documentsOf(workspace).map(({ path }) => path))
  const documents: FileDocumentPreview[] = []
  const refused: { path: string; reason: string }[] = []
  for (const [index, { path, state: encoded }] of file.documents.entries()) {
    onProgress({ done: index, total: file.documents.length })
    const kind = parseDocumentPath(path)?.kind
    if (kind === undefined) continue
    const state = bytesOf(encoded)
    if (state === null) refused.push({ path, reason: 'its state is not base64' })
    else if (state.length > LIMITS.frameBytesMax / 2) refused.push({ path, reason: 'it is larger than one document may be' })
    else {
      const effect = await effectOf(workspace, kind, path, state, present.has(path))
      if (effect.ok) documents.push({ path, kind, effect: effect.value, state })
      else refused.push({ path, reason: effect.error })
    }
  }
  onProgress({ done: file.documents.length, total: file.documents.length })
  return ok({
    name: file.workspace.name,
    exportedAt: file.exportedAt,
    isThisWorkspace: file.workspace.id === workspace.session.workspaceId,
    documents,
    refused,
  })
}

const bytesOf = (encoded: string): Uint8Array | null => {
  try {
    return fromBase64(encoded)
  } catch {
    return null
  }
}

const effectOf = async (
  workspace: WorkspaceData,
  kind: DocumentKind,
  path: string,
  state: Uint8Array,
  isPresent: boolean,
): Promise<Result<FileDocumentPreview['effect'], string>> => {
  const own = knowledgeOf(state, 'foreign')
  if ('kind' in own) return err(own.reason)
  if (!isPresent) return ok('new')
  try {
    const here = knowledgeOf(await readDocument(workspace, kind, path, (live) => encodeStateAsUpdate(live.ydoc)))
    if ('kind' in here) return ok('adds')
    const verdict = vetUpdate(here, state, { person: null, partial: true })
    return ok(verdict.kind === 'duplicate' ? 'same' : 'adds')
  } catch {
    return err('it could not be read on this device')
  }
}

export const importWorkspaceFile = (
  workspace: WorkspaceData,
  preview: WorkspacePreview,
  onProgress: (progress: FileProgress) => void,
): Promise<readonly string[]> =>
  workspace.edit(`Imported ${preview.name}`, async (edit) => {
    const wanted = preview.documents.filter(({ effect }) => effect !== 'same')
    const problems: string[] = []
    for (const [index, { path, state }] of wanted.entries()) {
      onProgress({ done: index, total: wanted.length })
      const outcome = await edit.run(path, mergeState, state)
      if (!outcome.ok) problems.push(`${path}: ${outcome.error.message}`)
      await new Promise((resolve) => setTimeout(resolve))
    }
    onProgress({ done: wanted.length, total: wanted.length })
    // A device that cannot store now keeps it in memory and sends it; the badge says so.
    await workspace.flush().catch(() => {})
    return problems
  })
