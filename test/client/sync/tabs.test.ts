import { afterEach, describe, expect, it } from 'vitest'
import { createTabs, type TabMessage, type Tabs, type TabsPort } from '../../../client/sync/tabs.ts'

/** BroadcastChannels of one device that deliver at once, by name. */
const createDevice = () => {
  const open = new Set<{ readonly name: string; hear: (message: unknown) => void }>()
  const port: TabsPort = {
    openChannel: (name) => {
      const channel = { name, hear: (_message: unknown): void => {} }
      open.add(channel)
      return {
        postMessage: (message) => {
          for (const other of [...open]) if (other !== channel && other.name === name) other.hear(structuredClone(message))
        },
        listen: (onMessage) => {
          channel.hear = onMessage
        },
        close: () => void open.delete(channel),
      }
    },
    locks: () => undefined,
  }
  return { port, names: () => [...open].map(({ name }) => name).sort() }
}

let tabs: Tabs[] = []
afterEach(() => {
  for (const tab of tabs) tab.dispose()
  tabs = []
})
const caughtUp: TabMessage = { says: 'caughtUp' }

describe('the tabs of one device (S7)', () => {
  const setUp = () => {
    const device = createDevice()
    const timers: (() => void)[] = []
    const open = (): { readonly tab: Tabs; readonly heard: TabMessage[] } => {
      const heard: TabMessage[] = []
      const tab = createTabs({
        port: device.port,
        after: (_ms, work) => void timers.push(work),
        name: 'endcap/ann/w',
        onLead: () => {},
        onMessage: (message) => heard.push(message),
      })
      tabs.push(tab)
      return { tab, heard }
    }
    return { device, timers, open }
  }

  it('talk over a channel named by person and epoch, once the epoch is known', () => {
    const { device, open } = setUp()
    const a = open()
    const b = open()
    expect(device.names()).toEqual([])
    b.tab.moveTo('e1')
    a.tab.post(caughtUp)
    expect(b.heard).toEqual([])
    a.tab.moveTo('e1')
    expect(b.heard).toEqual([caughtUp])
    expect(device.names()).toEqual(['endcap/ann/w/e1', 'endcap/ann/w/e1'])
  })

  it('do not hear those of another history', () => {
    const { open } = setUp()
    const a = open()
    const b = open()
    a.tab.moveTo('e1')
    b.tab.moveTo('e2')
    a.tab.post(caughtUp)
    expect(b.heard).toEqual([])
  })

  it('move together when one of them learns of a new epoch, and lose nothing that was on its way', () => {
    const { device, timers, open } = setUp()
    const a = open()
    const b = open()
    const late = open()
    for (const { tab } of [a, b]) tab.moveTo('e1')
    a.tab.moveTo('e2')
    b.tab.post(caughtUp)
    expect(a.heard).toEqual([caughtUp])
    // Read its cursor just before it moved, and is told when it says something.
    late.tab.moveTo('e1')
    late.tab.post(caughtUp)
    expect(a.heard).toEqual([caughtUp, caughtUp])
    for (const work of timers) work()
    expect(device.names()).toEqual(['endcap/ann/w/e2', 'endcap/ann/w/e2', 'endcap/ann/w/e2'])
  })
})
