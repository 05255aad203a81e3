import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { profilePath } from '../../../shared/base/document-path.ts'
import { setField } from '../../../shared/commands/rows.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'
import { eventually, openDevice, type TestDevice, type TestDeviceOptions } from '../../support/test-workspace.ts'
import { installWebLocks } from '../../support/web-locks.ts'

let relay: TestRelay
let devices: TestDevice[] = []
let counter = 0
let uninstall = (): void => {}
const open = (options: Omit<TestDeviceOptions, 'url'> & { readonly url?: string }): TestDevice => {
  const device = openDevice({ url: relay.url, ...options })
  devices.push(device)
  return device
}
const NOWHERE = 'ws://127.0.0.1:9/sync'
const path = profilePath('marlow')

beforeEach(async () => {
  uninstall = installWebLocks()
  relay = await startTestRelay()
})
afterEach(async () => {
  for (const { workspace } of devices) await workspace.dispose()
  devices = []
  await relay.stop()
  uninstall()
})

describe('two tabs of one person (S7)', { timeout: 30_000 }, () => {
  it('see each other’s edits without a network, in open documents and in lists', async () => {
    const device = `tabs-${++counter}`
    const a = open({ person: 'ann', device, url: NOWHERE }).workspace
    const b = open({ person: 'ann', device, url: NOWHERE }).workspace
    const inB = b.open('profile', path)
    await eventually(() => expect(inB.live()).not.toBeNull())
    await a.run('Named', path, setField, { name: 'name', value: 'Marlow' })
    await eventually(() => expect(inB.value()?.name).toBe('Marlow'))
    await a.run('Named', profilePath('dunmore'), setField, { name: 'name', value: 'Dunmore' })
    await eventually(() =>
      expect(
        b.summaries
          .all('account')
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['Dunmore', 'Marlow']),
    )
    // Both badges count the same edits.
    await eventually(() => expect([a.sync().unsent, b.sync().unsent]).toEqual([2, 2]))
    // An edit of a colleague's tab is nobody's undo here.
    expect(b.history.undoLabel()).toBeNull()
  })

  it('store each remote row once, and send each edit once', async () => {
    const device = `tabs-${++counter}`
    const a = open({ person: 'ann', device })
    const b = open({ person: 'ann', device })
    const inB = b.workspace.open('profile', path)
    await eventually(() => expect(inB.live()).not.toBeNull())
    await eventually(() => expect([a.workspace.sync().connection, b.workspace.sync().connection]).toEqual(['online', 'online']))
    await b.workspace.run('Named', path, setField, { name: 'name', value: 'Marlow' })
    await eventually(() => expect([a.workspace.sync().unsent, b.workspace.sync().unsent]).toEqual([0, 0]))
    const ben = open({ person: 'ben', device: `tabs-${++counter}` }).workspace
    await eventually(() => expect(ben.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow']))
    await ben.run('Counted', path, setField, { name: 'storeCount', value: 12 })
    await eventually(() => expect(inB.value()?.storeCount).toBe(12))
    await eventually(() => expect(a.workspace.summaries.all('account').map(({ storeCount }) => storeCount)).toEqual([12]))
    expect((await relay.log.head('w1')).seq).toBe(2)
    await eventually(async () => {
      const rows = await a.storage.load(path)
      // Tab B's own row, the same row by the leader's tail, Ben's row.
      expect(rows.map(({ sent }) => sent)).toEqual([1, 1, 1])
    })
  })

  it('go on when the leading tab dies, with what it had not sent', async () => {
    const device = `tabs-${++counter}`
    const leader = open({ person: 'ann', device, url: NOWHERE })
    await leader.workspace.run('Named', path, setField, { name: 'name', value: 'Marlow' })
    await leader.workspace.flush()
    const follower = open({ person: 'ann', device })
    await eventually(() => expect(follower.workspace.sync()).toMatchObject({ connection: 'online', unsent: 1 }))
    await leader.workspace.dispose()
    await eventually(() => expect(follower.workspace.sync().unsent).toBe(0))
    const ben = open({ person: 'ben', device: `tabs-${++counter}` }).workspace
    await eventually(() => expect(ben.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow']))
    await ben.run('Named', profilePath('dunmore'), setField, { name: 'name', value: 'Dunmore' })
    await eventually(() =>
      expect(
        follower.workspace.summaries
          .all('account')
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['Dunmore', 'Marlow']),
    )
  })
})
