// What a removed member's edits would do to a document, worked out on this device: its own copy with the edits on top,
// compared with its own copy as it is. Nothing of it is stored or sent.

import * as Y from 'yjs'
import { parseDocumentPath } from '../../../../shared/base/document-path.ts'
import { err, ok, type Result } from '../../../../shared/base/result.ts'
import { definitionOf } from '../../../../shared/docs/index.ts'
import { type DocumentChange, documentChanges } from '../../../../shared/domain/document-changes.ts'
import { openLive } from '../../../../shared/model/live.ts'
import { vetInbound } from '../../../../shared/protocol/vet-inbound.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { fromBase64 } from '../file/base64.ts'
import { readDocument } from '../read-document.ts'

export interface LeftEditsPreview {
  readonly changes: readonly DocumentChange[]
  /** Some of it builds on edits this device does not have. */
  readonly isPartial: boolean
}

export const previewLeftEdits = async (workspace: WorkspaceData, path: string, encoded: string): Promise<Result<LeftEditsPreview, string>> => {
  const kind = parseDocumentPath(path)?.kind
  const definition = definitionOf(path)
  if (kind === undefined || definition === null) return err('This version of Endcap does not know such a document. Reload the app.')
  try {
    const update = fromBase64(encoded)
    if (vetInbound(update) !== null) return err('These edits cannot be read. Discarding them loses nothing that could be used.')
    const { before, state } = await readDocument(workspace, kind, path, (live) => ({ before: live.value(), state: Y.encodeStateAsUpdate(live.ydoc) }))
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, state)
    Y.applyUpdate(ydoc, update)
    const after = openLive(definition, path, ydoc).value()
    const isPartial = ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null
    ydoc.destroy()
    return ok({ changes: documentChanges(definition.fields, before, after), isPartial })
  } catch {
    return err('What these edits would change cannot be worked out on this device. They can still be merged or discarded.')
  }
}
