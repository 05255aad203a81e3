// Replicas of one document, with a network that is a function call.

import * as Y from 'yjs'
import type { CommandContext } from '../../shared/commands/command.ts'
import { DOCUMENTS, type DocFields } from '../../shared/docs/index.ts'
import { type LiveDoc, openLive } from '../../shared/model/live.ts'
import { REMOTE } from '../../shared/model/origin.ts'

type Kind = keyof typeof DOCUMENTS

export const replica = <K extends Kind>(kind: K, path: string): LiveDoc<DocFields<K>> =>
  openLive(DOCUMENTS[kind] as never, path, new Y.Doc()) as unknown as LiveDoc<DocFields<K>>

/** Everything each has that the other has not, both ways, as two devices meeting. */
export const meet = (...docs: { ydoc: Y.Doc }[]): void => {
  for (let round = 0; round < 2; round++) {
    for (const from of docs)
      for (const to of docs) {
        if (from !== to) Y.applyUpdate(to.ydoc, Y.encodeStateAsUpdate(from.ydoc, Y.encodeStateVector(to.ydoc)), REMOTE)
      }
  }
}

/** A second replica with everything the first has. */
export const copyOf = <K extends Kind>(kind: K, doc: { path: string; ydoc: Y.Doc }): LiveDoc<DocFields<K>> => {
  const copy = replica(kind, doc.path)
  meet(doc, copy)
  return copy
}

/** Ids count from 1, so that a failure reads the same twice. */
export const contextFor = (personId: string, today = '2026-11-21'): CommandContext => {
  let made = 0
  return { personId, today, newId: () => `${personId}-${++made}` }
}
