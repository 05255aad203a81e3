// Devices that come back to something else than they left: an older server, a lesser role, newer data (rules F).

import { join } from 'node:path'
import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { restoreBackup, takeBackup } from '../../../server/admin/backup.ts'
import { systemRandomBytes } from '../../../server/platform.ts'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { calendarPath, profilePath } from '../../../shared/base/document-path.ts'
import { addRow, setField } from '../../../shared/commands/rows.ts'
import { temporaryFolder } from '../../server/support/temporary-folder.ts'
import { connectDocument, until } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'
import { eventually, openDevice, type TestDevice } from '../../support/test-workspace.ts'

vi.setConfig({ testTimeout: 60_000 })

let relay: TestRelay | null = null
let devices: TestDevice[] = []
let closing: (() => Promise<void>)[] = []
afterEach(async () => {
  for (const { workspace } of devices) await workspace.dispose()
  devices = []
  await relay?.stop()
  relay = null
  for (const close of closing) await close()
  closing = []
})

const CALENDAR = calendarPath('marlow', 2027)
const PROFILE = profilePath('marlow')
let names = 0
const open = (person: string, url: string, more: Partial<Parameters<typeof openDevice>[0]> = {}): TestDevice['workspace'] => {
  const device = openDevice({ person, device: `absence-${Date.now()}-${++names}`, url, ...more })
  devices.push(device)
  return device.workspace
}
const add = (workspace: TestDevice['workspace'], name: string) => workspace.run('Added', CALENDAR, addRow, { rows: 'promotions', input: { name } })
const promotionsOf = (workspace: TestDevice['workspace']) =>
  workspace.summaries
    .all('promotion')
    .map(({ name }) => name)
    .sort()
const isSettled = (workspace: TestDevice['workspace']) => expect(workspace.sync()).toMatchObject({ connection: 'online', unsent: 0, unsaved: 0 })

describe('F14: an old backup restored under newer clients', () => {
  test('gets back from the devices what it had lost, and nobody loses anything', async () => {
    const folder = await temporaryFolder()
    const serve = async (dataDir: string, port = 0): Promise<() => Promise<void>> => {
      const database = openDatabase(join(dataDir, 'endcap.sqlite'))
      if (!database.ok) throw new Error(database.error)
      const log = createSqliteLog({ database: database.value, randomBytes: systemRandomBytes })
      relay = await startTestRelay({ log, port })
      return async () => {
        await relay?.stop()
        relay = null
        await log.close()
        database.value.close()
      }
    }
    const first = join(folder, 'first')
    const stopFirst = await serve(first)
    const { url, port } = relay as unknown as TestRelay
    const [ann, ben] = [open('ann', url), open('ben', url)]
    await add(ann, 'before')
    await eventually(() => expect(promotionsOf(ben)).toEqual(['before']))
    expect(takeBackup(first, join(folder, 'backup'))).toMatchObject({ ok: true })
    for (const name of ['a1', 'a2']) await add(ann, name)
    for (const name of ['b1', 'b2']) await add(ben, name)
    await eventually(() => {
      for (const each of [ann, ben]) {
        expect(promotionsOf(each)).toEqual(['a1', 'a2', 'b1', 'b2', 'before'])
        isSettled(each)
      }
    })
    await stopFirst()
    const second = join(folder, 'second')
    expect(restoreBackup(join(folder, 'backup'), second)).toMatchObject({ ok: true, value: { damaged: [] } })
    closing.push(await serve(second, port))
    const cas = open('ann', url)
    await eventually(() => {
      for (const each of [ann, ben, cas]) {
        expect(promotionsOf(each)).toEqual(['a1', 'a2', 'b1', 'b2', 'before'])
        isSettled(each)
      }
    }, 20_000)
    await add(ben, 'after')
    await eventually(() => expect(promotionsOf(cas)).toContain('after'))
  })
})

describe('F16: a role that was lowered while the device was offline', () => {
  test('the edits are not stored, stay with who made them and are told, and reading goes on', async () => {
    relay = await startTestRelay()
    const { url, port, grants, log } = relay
    const device = `absence-${Date.now()}-lowered`
    const ben = open('ben', url, { device })
    await add(ben, 'as a coordinator')
    await eventually(() => isSettled(ben))
    await relay.stop()
    await add(ben, 'made offline')
    await ben.flush()
    relay = await startTestRelay({ port, log, grants })
    grants.allow('ben', 'viewer')
    relay.sayGrantsChanged()
    await eventually(() => expect(ben.sync().refused).toMatchObject([{ path: CALENDAR, reason: 'denied' }]), 20_000)
    const ann = open('ann', url)
    await add(ann, 'seen')
    await eventually(() => {
      expect(promotionsOf(ben)).toContain('seen')
      expect(promotionsOf(ann)).toEqual(['as a coordinator', 'seen'])
    })
  })
})

describe('F17: an old client meets new data', () => {
  /** What a client of a later version writes: fields, cells and tables that this one has never heard of. */
  const writeAsNewer = async (target: TestRelay, minWriteVersion: number | null) => {
    const ydoc = new Y.Doc()
    const fields = ydoc.getMap<unknown>('fields')
    fields.set('name', 'Marlow')
    fields.set('novelty', { holds: ['more', 1] })
    if (minWriteVersion !== null) fields.set('minWriteVersion', minWriteVersion)
    const row = new Y.Map<unknown>()
    ydoc.getMap('rows/novelties').set('r1', row)
    row.set('shade', 'teal')
    ydoc.getText('text/manifesto').insert(0, 'words of the future')
    const newer = await connectDocument(target.url, PROFILE, { token: 'ann', acks: true })
    newer.say({ type: 'step2', update: Y.encodeStateAsUpdate(ydoc) })
    await until('the ack', () => newer.ackCount() === 1)
    expect(newer.exceptions().size).toBe(0)
    await newer.close()
  }
  const readAsNewer = async (target: TestRelay) => {
    const newer = await connectDocument(target.url, PROFILE, { token: 'ann', acks: true })
    newer.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, await until('step 2', newer.step2))
    return {
      fields: ydoc.getMap('fields').toJSON(),
      novelties: ydoc.getMap('rows/novelties').toJSON(),
      manifesto: ydoc.getText('text/manifesto').toString(),
    }
  }
  const future = { novelties: { r1: { shade: 'teal' } }, manifesto: 'words of the future' }

  test('what it does not know survives its edits', async () => {
    relay = await startTestRelay()
    await writeAsNewer(relay, null)
    const ben = open('ben', relay.url)
    await eventually(() => expect(ben.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow']))
    await ben.run('Renamed', PROFILE, setField, { name: 'name', value: 'Marlow & Sons' })
    const target = relay
    await eventually(async () => expect((await readAsNewer(target)).fields.name).toBe('Marlow & Sons'))
    await eventually(() => isSettled(ben))
    expect(await readAsNewer(relay)).toMatchObject({ ...future, fields: { name: 'Marlow & Sons', novelty: { holds: ['more', 1] } } })
  })

  test('what it could damage it opens read-only, and says so when somebody tries (D5)', async () => {
    relay = await startTestRelay()
    await writeAsNewer(relay, 1_000)
    const ben = open('ben', relay.url)
    await eventually(() => expect(ben.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow']))
    const outcome = await ben.run('Renamed', PROFILE, setField, { name: 'name', value: 'Damaged' })
    expect(outcome).toMatchObject({ ok: false, error: { message: expect.stringContaining('newer version') } })
    await eventually(() => isSettled(ben))
    expect(await readAsNewer(relay)).toMatchObject({ ...future, fields: { name: 'Marlow' } })
  })
})
