import { afterEach, describe, expect, it } from 'vitest'
import { calendarPath, profilePath } from '../../../shared/base/document-path.ts'
import { addRow, setCell, setField } from '../../../shared/commands/rows.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'
import { eventually, openDevice, type TestDevice, type TestDeviceOptions } from '../../support/test-workspace.ts'

let relay: TestRelay | null = null
let devices: TestDevice[] = []
let counter = 0

const start = async (options: Parameters<typeof startTestRelay>[0] = {}): Promise<TestRelay> => {
  relay = await startTestRelay(options)
  return relay
}
const open = (options: TestDeviceOptions): TestDevice['workspace'] => {
  const device = openDevice(options)
  devices.push(device)
  return device.workspace
}
const newName = (): string => `device-${++counter}`

afterEach(async () => {
  for (const { workspace } of devices) await workspace.dispose()
  devices = []
  await relay?.stop()
  relay = null
})

describe('two people and a relay', { timeout: 30_000 }, () => {
  it('see each other’s edits, open or closed, and end equal on the same field', async () => {
    const { url } = await start()
    const ann = open({ person: 'ann', device: newName(), url })
    const ben = open({ person: 'ben', device: newName(), url })
    const path = calendarPath('marlow', 2027)
    const added = await ann.run('Added', path, addRow, { rows: 'promotions', input: { name: 'Chips' } })
    if (!added.ok) throw new Error('not added')
    // Ben never opened it: his list comes from the tail and the idle derivation.
    await eventually(() => expect(ben.summaries.all('promotion').map(({ name }) => name)).toEqual(['Chips']))

    const annsDocument = ann.open('calendar', path)
    const bensDocument = ben.open('calendar', path)
    await eventually(() => expect(bensDocument.value()?.promotions.length).toBe(1))
    await Promise.all([
      ann.run('Renamed', path, setCell, { rows: 'promotions', rowId: added.value, cell: 'name', value: 'Crisps' }),
      ben.run('Renamed', path, setCell, { rows: 'promotions', rowId: added.value, cell: 'name', value: 'Kettle chips' }),
      ben.run('Themed', path, setCell, { rows: 'promotions', rowId: added.value, cell: 'theme', value: 'Summer' }),
    ])
    await eventually(() => {
      expect(annsDocument.value()?.promotions).toEqual(bensDocument.value()?.promotions)
      expect(annsDocument.value()?.promotions[0]?.theme).toBe('Summer')
      expect(ann.sync()).toMatchObject({ connection: 'online', unsaved: 0, unsent: 0 })
      expect(ben.sync()).toMatchObject({ connection: 'online', unsaved: 0, unsent: 0 })
    })
    expect(relay?.errors).toEqual([])
  })

  it('S1: send what they made themselves, and nothing of what they were told or read from the disk', async () => {
    const { url, stats } = await start()
    const ann = open({ person: 'ann', device: newName(), url })
    const ben = open({ person: 'ben', device: newName(), url })
    const path = calendarPath('marlow', 2027)
    const added = await ann.run('Added', path, addRow, { rows: 'promotions', input: { name: 'Chips' } })
    if (!added.ok) throw new Error('not added')
    const documents = [ann.open('calendar', path), ben.open('calendar', path)]
    const isSettled = (theme: string) =>
      eventually(() => {
        for (const document of documents) expect(document.value()?.promotions[0]?.theme).toBe(theme)
        for (const { sync } of [ann, ben]) expect(sync()).toMatchObject({ connection: 'online', unsaved: 0, unsent: 0 })
      })
    await isSettled('')
    const before = stats()
    for (let step = 0; step < 20; step++) await ann.run('Themed', path, setCell, { rows: 'promotions', rowId: added.value, cell: 'theme', value: `T${step}` })
    await isSettled('T19')
    const after = stats()
    expect(after.appendedRows - before.appendedRows).toBe(20)
    expect(after.acks - before.acks).toBe(20)
    expect(after.refused.duplicate).toBe(before.refused.duplicate)
  })

  it('show who is here and what they have selected', async () => {
    const { url } = await start()
    const ann = open({ person: 'ann', device: newName(), url })
    const ben = open({ person: 'ben', device: newName(), url })
    ann.presence.setPlace('/calendar')
    ann.presence.setSelection('promo-1')
    await eventually(() => expect(ben.presence.selectedBy('promo-1').map(({ personId, place }) => [personId, place])).toEqual([['ann', '/calendar']]))
    await ann.dispose()
    await eventually(() => expect(ben.presence.peers()).toEqual([]))
  })

  it('delivers what was edited offline, in closed documents, after a restart', async () => {
    const first = await start()
    const name = newName()
    const offline = open({ person: 'ann', device: name, url: 'ws://127.0.0.1:9/sync' })
    await offline.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await offline.run('Named', profilePath('dunmore'), setField, { name: 'name', value: 'Dunmore' })
    await offline.flush()
    await eventually(() => expect(offline.sync()).toMatchObject({ connection: 'offline', unsent: 2 }))
    await offline.dispose()

    const again = open({ person: 'ann', device: name, url: first.url })
    await eventually(() => expect(again.sync()).toMatchObject({ connection: 'online', unsent: 0 }))
    const ben = open({ person: 'ben', device: newName(), url: first.url })
    await eventually(() =>
      expect(
        ben.summaries
          .all('account')
          .map((row) => row.name)
          .sort(),
      ).toEqual(['Dunmore', 'Marlow']),
    )
    await eventually(() => expect(ben.sync().isFirstSync).toBe(false))
  })

  it('goes on while the relay is gone, and loses nothing that was shown as saved on the server', async () => {
    const first = await start()
    const ann = open({ person: 'ann', device: newName(), url: first.url })
    const path = profilePath('marlow')
    const document = ann.open('profile', path)
    await eventually(() => expect(document.live()).not.toBeNull())
    await eventually(() => expect(ann.sync().connection).toBe('online'))
    const { log, port } = first
    let typed = ''
    const type = (): void => {
      const text = document.live()?.text('notes')
      text?.splice(typed.length, 0, 'x')
      typed += 'x'
    }
    for (let key = 0; key < 40; key++) {
      type()
      await new Promise((resolve) => setTimeout(resolve, 3))
    }
    await first.stop()
    for (let key = 0; key < 40; key++) type()
    await eventually(() => expect(ann.sync().connection).toBe('offline'))
    await eventually(() => expect(ann.sync().unsaved).toBe(0))
    expect(ann.sync().unsent).toBeGreaterThanOrEqual(40)
    await start({ port, log })
    await eventually(() => expect(ann.sync()).toMatchObject({ connection: 'online', unsaved: 0, unsent: 0 }), 20_000)
    const ben = open({ person: 'ben', device: newName(), url: relay?.url ?? '' })
    const bens = ben.open('profile', path)
    await eventually(() => expect(bens.value()?.notes).toBe(typed))
  })

  it('says that the first sync is over only when every list is there', async () => {
    const { url } = await start()
    const ann = open({ person: 'ann', device: newName(), url })
    for (let account = 0; account < 30; account++) await ann.run('Named', profilePath(`a${account}`), setField, { name: 'name', value: `Account ${account}` })
    await eventually(() => expect(ann.sync()).toMatchObject({ unsaved: 0, unsent: 0, connection: 'online' }))
    const ben = open({ person: 'ben', device: newName(), url })
    expect(ben.sync().isFirstSync).toBe(true)
    await eventually(() => expect(ben.sync().isFirstSync).toBe(false))
    expect(ben.summaries.all('account')).toHaveLength(30)
  })

  it('never uploads one person’s edits as another (S7)', async () => {
    const { url, log } = await start()
    const name = newName()
    const ann = open({ person: 'ann', device: name, url, token: 'ben' })
    await ann.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await ann.flush()
    await eventually(() => expect(ann.sync()).toMatchObject({ connection: 'signedOut', unsent: 1 }))
    expect((await log.head('w1')).seq).toBe(0)
  })

  it('parks what the server refuses and says so (S9)', async () => {
    const { url, grants } = await start()
    grants.allow('cal', 'viewer')
    const cal = open({ person: 'cal', device: newName(), url })
    // The device still believes in a role that was taken away while it was offline.
    await cal.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await eventually(() => expect(cal.sync().refused).toEqual([{ path: profilePath('marlow'), edits: 1, reason: 'denied' }]))
    await eventually(() => expect(cal.role()).toBe('viewer'))
    expect(cal.sync().unsent).toBe(0)
    grants.allow('cal', 'coordinator')
    relay?.sayGrantsChanged()
    await eventually(() => expect(cal.role()).toBe('coordinator'))
    await cal.refused.retry(profilePath('marlow'))
    await eventually(() => expect(cal.sync()).toMatchObject({ refused: [], unsent: 0, connection: 'online' }))
    await eventually(() => expect(cal.summaries.all('account').map((row) => row.name)).toEqual(['Marlow']))
  })
})
