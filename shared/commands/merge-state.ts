// Takes another state of the same document into this one: what it adds counts as this person's edit, is kept and sent like
// any other. The bytes have passed the gate.
//
// Yjs marks a transaction that applies an update as not local, whoever began it; here it is the person's own, and what is
// not local is taken for something the server has.

import * as Y from 'yjs'
import { ok, type Result } from '../base/result.ts'
import type { LiveDoc } from '../model/live.ts'
import { LOCAL } from '../model/origin.ts'
import { type CommandError, refuse } from './command.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents of every kind
export const mergeState = (live: LiveDoc<any>, state: Uint8Array): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, 'This document was written by a newer version of Endcap. Reload the app to import into it.')
  live.transact(() => {
    live.ydoc.transact((transaction) => {
      Y.applyUpdate(live.ydoc, state, LOCAL)
      transaction.local = true
    }, LOCAL)
  })
  return ok(undefined)
}
