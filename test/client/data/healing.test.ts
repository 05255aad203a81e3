// An old backup restored under newer clients (S13): two people, one of whose devices is gone for good. Real databases, real
// sockets, the client as the page runs it.

import { copyFileSync, mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { createWorkspace, type Workspace } from '../../../client/data/create-workspace.ts'
import { browserPlatform } from '../../../client/platform.ts'
import { createIdbStorage } from '../../../client/storage/idb-storage.ts'
import { createSync } from '../../../client/sync/create-sync.ts'
import { dialWebSocket } from '../../../client/sync/socket.ts'
import { restoreBackup, takeBackup } from '../../../server/admin/backup.ts'
import { systemRandomBytes } from '../../../server/platform.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { applyOwners, isHealing, ownersFile, recordOwners } from '../../../server/store/owners-file.ts'
import { type Database, openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { calendarPath } from '../../../shared/base/document-path.ts'
import { addRow, setCell } from '../../../shared/commands/rows.ts'
import { BEARER_PREFIX } from '../../../shared/protocol/version.ts'
import { temporaryFolder } from '../../server/support/temporary-folder.ts'
import { startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'
import { eventually } from '../../support/test-workspace.ts'

const CALENDAR = calendarPath('marlow', 2027)

let relay: TestRelay | null = null
let open: Workspace[] = []
let databases: Database[] = []
let devices = 0
afterEach(async () => {
  for (const workspace of open) await workspace.dispose()
  await relay?.stop()
  for (const database of databases) if (database.open) database.close()
  open = []
  databases = []
  relay = null
})

const serve = async (dataDir: string, port = 0): Promise<{ readonly log: LogStore; readonly database: Database; readonly stop: () => Promise<void> }> => {
  const opened = openDatabase(join(dataDir, 'endcap.sqlite'))
  if (!opened.ok) throw new Error(opened.error)
  const database = opened.value
  databases.push(database)
  const owners = ownersFile(database.name)
  // As main.ts does it.
  if (isHealing(database, Date.now())) applyOwners(database, owners)
  const log = createSqliteLog({ database, randomBytes: systemRandomBytes, onOwned: (owned) => recordOwners(owners, owned) })
  const started = await startTestRelay({ log, port })
  relay = started
  return {
    log,
    database,
    stop: async () => {
      await started.stop()
      relay = null
      database.close()
    },
  }
}

const device = (person: string, port: number): Workspace => {
  const storage = createIdbStorage(`healing-${++devices}`)
  const dial = dialWebSocket(() => `ws://127.0.0.1:${port}/sync/${WORKSPACE}`, [`${BEARER_PREFIX}${person}`])
  const workspace = createWorkspace({
    session: { person: { id: person, name: person, email: '' }, workspaceId: WORKSPACE, workspaceName: 'W', role: 'manager' },
    platform: browserPlatform,
    storage,
    lingerMs: 40,
    createSync: async (listener) => createSync({ personId: person, storage, dial, listener, now: browserPlatform.now, random: Math.random }),
  })
  open.push(workspace)
  return workspace
}
const gone = async (workspace: Workspace) => {
  await workspace.dispose()
  open = open.filter((other) => other !== workspace)
}

/** From the lists: nothing is opened for it. */
const names = (workspace: Workspace): string[] =>
  workspace.summaries
    .all('promotion')
    .map((row) => String((row as unknown as { name: string }).name))
    .sort()
const calm = (workspace: Workspace) => eventually(() => expect(workspace.sync()).toMatchObject({ connection: 'online', unsaved: 0, unsent: 0, refused: [] }))
const hasNames = (workspace: Workspace, wanted: readonly string[]) => eventually(() => expect(names(workspace)).toEqual([...wanted].sort()))

const add = async (workspace: Workspace, name: string): Promise<string> => {
  const added = await workspace.run('Added', CALENDAR, addRow, { rows: 'promotions', input: { name } })
  if (!added.ok) throw new Error(JSON.stringify(added.error))
  await calm(workspace)
  return added.value
}

describe.each([
  ['the file of owners lies beside the restored database', true],
  ['nothing but the backup is left', false],
])('an old backup restored under newer clients, where %s', (_name, hasOwners) => {
  it('gets back what it lost, also what only a colleague still has, and nobody owns what they did not make (S13)', async () => {
    const folder = await temporaryFolder()
    const oldDir = join(folder, 'old')
    const newDir = join(folder, 'new')
    mkdirSync(oldDir)
    const first = await serve(oldDir)
    const { port } = relay!
    const ben = device('ben', port)
    const desk = device('ann', port)
    const kept = await add(desk, 'before')
    const backup = join(folder, 'backup')
    const taken = takeBackup(oldDir, backup)
    expect(taken.ok).toBe(true)

    // What the backup does not know: Ann's phone, which is never seen again, and Ben.
    const phone = device('ann', port)
    await add(phone, 'by phone')
    await phone.run('Renamed', CALENDAR, setCell, { rows: 'promotions', rowId: kept, cell: 'theme', value: 'Back to school' })
    await add(ben, 'by ben')
    const all = ['before', 'by phone', 'by ben']
    await hasNames(ben, all)
    await calm(phone)
    await gone(phone)
    await gone(desk)
    const ownersBefore = await first.log.documentOwners(WORKSPACE, CALENDAR)
    expect(new Set(ownersBefore.values())).toEqual(new Set(['ann', 'ben']))
    await first.stop()

    if (hasOwners) {
      mkdirSync(newDir)
      copyFileSync(join(oldDir, 'owners'), join(newDir, 'owners'))
    }
    expect(restoreBackup(backup, newDir)).toMatchObject({ ok: true })
    const second = await serve(newDir, port)
    ben.reconnect()
    const fresh = device('ann', port)
    await hasNames(fresh, all)
    await calm(ben)
    const calendar = fresh.open('calendar', CALENDAR)
    await eventually(() => expect(calendar.value()?.promotions.find(({ id }) => id === kept)?.theme).toBe('Back to school'))

    // Ben offered what Ann made: accepted, marked as such, and hers or nobody's.
    const owners = await second.log.documentOwners(WORKSPACE, CALENDAR)
    for (const [client, person] of owners) if (ownersBefore.has(client)) expect(person).toBe(ownersBefore.get(client))
    if (hasOwners) expect([...ownersBefore].filter(([client]) => owners.get(client) === undefined)).toEqual([])
    expect([...owners].filter(([client, person]) => person === 'ben' && ownersBefore.get(client) === 'ann')).toEqual([])
    expect(second.database.prepare('SELECT COUNT(*) FROM log_rows WHERE is_healing = 1').pluck().get()).toBeGreaterThan(0)

    // And everybody goes on.
    await add(ben, 'after')
    await add(fresh, 'and after')
    for (const workspace of [ben, fresh]) await hasNames(workspace, [...all, 'after', 'and after'])
  }, 30_000)
})
