// Takes another state of the same document into this one: what it adds counts as this person's edit and is sent like any
// other. The bytes have passed the gate.

import * as Y from 'yjs'
import { ok, type Result } from '../base/result.ts'
import type { LiveDoc } from '../model/live.ts'
import { LOCAL } from '../model/origin.ts'
import { type CommandError, refuse } from './command.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents of every kind
export const mergeState = (live: LiveDoc<any>, state: Uint8Array): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, 'This document was written by a newer version of Endcap. Reload the app to import into it.')
  live.transact(() => Y.applyUpdate(live.ydoc, state, LOCAL))
  return ok(undefined)
}
