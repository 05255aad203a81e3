import 'fake-indexeddb/auto'
import { createRoot } from 'solid-js'
import { afterEach, describe, expect, it } from 'vitest'
import { createWorkspace, type Workspace } from '../../../client/data/create-workspace.ts'
import type { LocalSession } from '../../../client/data/workspace-data.ts'
import { browserPlatform } from '../../../client/platform.ts'
import { createIdbStorage, databaseName } from '../../../client/storage/idb-storage.ts'
import type { SummaryRecord } from '../../../client/storage/records.ts'
import { calendarPath, profilePath } from '../../../shared/base/document-path.ts'
import { addRow, setCell, setField } from '../../../shared/commands/rows.ts'
import { createLocalSync } from '../../support/local-sync.ts'
import { eventually } from '../../support/test-workspace.ts'

let opened: Workspace[] = []
let counter = 0

const sessionOf = (personId: string, workspaceId: string): LocalSession => ({
  person: { id: personId, name: personId, email: `${personId}@example.com` },
  workspaceId,
  workspaceName: 'Alder Creek',
  role: 'coordinator',
})

const open = (personId: string, workspaceId: string, rows: readonly SummaryRecord[] | null = null): Workspace => {
  const storage = createIdbStorage(databaseName(personId, workspaceId))
  const workspace = createWorkspace({
    session: sessionOf(personId, workspaceId),
    platform: browserPlatform,
    storage: Promise.resolve(storage),
    rows,
    lingerMs: 20,
    createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
  })
  opened.push(workspace)
  return workspace
}
const newWorkspaceId = (): string => `w${++counter}`

afterEach(async () => {
  for (const workspace of opened) await workspace.dispose()
  opened = []
})

describe('a workspace on this device', () => {
  it('S8: shows at once what was shown last, then what the device says', async () => {
    const id = newWorkspaceId()
    const first = open('ann', id)
    await first.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await first.flush()
    await first.settled()
    await eventually(() => expect(first.rows()?.map(({ document }) => document)).toContain(profilePath('marlow')))
    const seen = first.rows() ?? []
    await first.run('Renamed', profilePath('marlow'), setField, { name: 'name', value: 'Marlow Foods' })
    await first.flush()
    await first.settled()
    await first.dispose()

    const gone: SummaryRecord = { document: profilePath('gone'), version: seen[0]?.version ?? 0, rows: [{ type: 'account', key: 'gone' }] }
    const older: SummaryRecord = { document: profilePath('older'), version: -1, rows: [{ type: 'account', key: 'older' }] }
    const second = open('ann', id, [...seen, gone, older])
    expect(second.summaries.isLoaded()).toBe(true)
    expect(second.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow', undefined])
    await second.loaded()
    expect(second.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow Foods'])
  })

  it('keeps what a command wrote over a restart, and paints its summary before any document is read', async () => {
    const id = newWorkspaceId()
    const first = open('ann', id)
    expect(await first.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })).toEqual({ ok: true, value: undefined })
    await first.flush()
    await first.settled()
    await first.dispose()

    const second = open('ann', id)
    await eventually(() => expect(second.summaries.isLoaded()).toBe(true))
    expect(second.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow'])
    expect(second.summaries.ofAccount('account', 'marlow')).toBe(second.summaries.ofAccount('account', 'marlow'))
    const document = second.open('profile', profilePath('marlow'))
    expect(document.live()).toBeNull()
    await eventually(() => expect(document.value()?.name).toBe('Marlow'))
  })

  it('gives a second person a database of their own (S7)', async () => {
    const id = newWorkspaceId()
    const ann = open('ann', id)
    await ann.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await ann.flush()
    const bob = open('bob', id)
    await eventually(() => expect(bob.summaries.isLoaded()).toBe(true))
    expect(bob.summaries.all('account')).toEqual([])
  })

  it('patches the value of an open document cell by cell and keeps unchanged summary rows identical', async () => {
    const workspace = open('ann', newWorkspaceId())
    const path = calendarPath('marlow', 2027)
    const a = await workspace.run('Added', path, addRow, { rows: 'promotions', input: { name: 'Chips' } })
    const b = await workspace.run('Added', path, addRow, { rows: 'promotions', input: { name: 'Dips' } })
    if (!a.ok || !b.ok) throw new Error('not added')
    await createRoot(async (dispose) => {
      const document = workspace.open('calendar', path)
      await eventually(() => expect(document.value()?.promotions.length).toBe(2))
      await eventually(() => expect(workspace.summaries.all('promotion').length).toBe(2))
      const before = workspace.summaries.all('promotion')
      const rowB = document.value()?.promotions.find(({ id }) => id === b.value)
      await workspace.run('Renamed', path, setCell, { rows: 'promotions', rowId: a.value, cell: 'name', value: 'Crisps' })
      expect(document.value()?.promotions.find(({ id }) => id === a.value)?.name).toBe('Crisps')
      expect(document.value()?.promotions.find(({ id }) => id === b.value)).toBe(rowB)
      await eventually(() => expect(workspace.summaries.all('promotion').map(({ name }) => name)).toContain('Crisps'))
      const kept = (rows: typeof before) => rows.find(({ key }) => key === b.value)
      expect(kept(workspace.summaries.all('promotion'))).toBe(kept(before))
      dispose()
    })
  })

  it('counts an edit as unsaved until it is on the disk and as unsent after', async () => {
    const workspace = open('ann', newWorkspaceId())
    await workspace.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await workspace.flush()
    await eventually(() => expect(workspace.sync()).toMatchObject({ unsaved: 0, unsent: 1 }))
  })

  it('lets a viewer look and not write', async () => {
    const id = newWorkspaceId()
    const storage = createIdbStorage(databaseName('vic', id))
    const workspace = createWorkspace({
      session: { ...sessionOf('vic', id), role: 'viewer' },
      platform: browserPlatform,
      storage,
      createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
    })
    opened.push(workspace)
    expect(await workspace.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })).toMatchObject({ ok: false })
    expect(await storage.unsent()).toEqual([])
  })
})
