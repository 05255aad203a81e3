// Notices that another process changed the database (the administrator's commands do) and says that grants may have
// changed. SQLite counts the commits of other connections; reading the counter touches no table.

import type { Bus } from '../bus/bus.ts'
import type { Database } from '../store/sqlite-database.ts'

/** A token revoked from the command line is out within 250 ms; this leaves room for the rest of the way. */
const POLL_MS = 100

/** Returns the stop. */
export const watchGrants = (deps: {
  readonly database: Database
  readonly bus: Bus
  /** The log is written through another connection of ours, which then notices the commits of others. */
  readonly isNoticedElsewhere?: () => boolean
}): (() => void) => {
  const version = deps.database.prepare<[], number>('PRAGMA data_version').pluck()
  let seen = version.get()
  const timer = setInterval(() => {
    const now = version.get()
    if (now === seen) return
    seen = now
    if (deps.isNoticedElsewhere?.() === true) return
    deps.bus.publish({ type: 'grantsChanged', workspaceId: null })
  }, POLL_MS)
  timer.unref()
  return () => clearInterval(timer)
}
