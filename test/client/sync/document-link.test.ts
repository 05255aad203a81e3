import { afterEach, describe, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createMemoryStorage } from '../../../client/storage/memory-storage.ts'
import type { NewUpdate, WorkspaceStorage } from '../../../client/storage/workspace-storage.ts'
import { createSync } from '../../../client/sync/create-sync.ts'
import type { SocketEvents } from '../../../client/sync/socket.ts'
import type { DocumentConnection, Sync } from '../../../client/sync/sync.ts'
import { LOCAL } from '../../../shared/model/origin.ts'
import type { ChannelMessage } from '../../../shared/protocol/channel-messages.ts'
import { type ControlMessage, decodeSocketFrame, encodeChannelFrame, encodeControl, isControlFrame } from '../../../shared/protocol/socket-messages.ts'

const PATH = 'accounts/marlow/profile'
let syncs: Sync[] = []
afterEach(async () => {
  for (const sync of syncs) await sync.dispose()
  syncs = []
})

/** A device with one open document, and a relay that opens channels and says nothing else. */
const setUp = async (over: Partial<WorkspaceStorage> = {}) => {
  const storage = { ...createMemoryStorage('link', null), ...over }
  const controls: ControlMessage[] = []
  const messages: ChannelMessage[] = []
  let socket: SocketEvents | null = null
  let channel = 0
  const say = (message: ControlMessage): void => socket?.onFrame(encodeControl(message))
  const sync = createSync({
    personId: 'ann',
    storage,
    dial: (events) => {
      socket = events
      queueMicrotask(() => {
        events.onOpen()
        say({ type: 'role', person: 'ann', role: 'coordinator' })
      })
      return {
        send: (bytes) => {
          const frame = decodeSocketFrame(bytes)
          if (frame === null) return
          if (!isControlFrame(frame)) return void messages.push(frame.message)
          controls.push(frame.control)
          const { control } = frame
          if (control.type === 'open') queueMicrotask(() => say({ type: 'opened', ref: control.ref, channel: ++channel }))
        },
        close: () => {},
      }
    },
    listener: { onStored: () => {}, onSummaries: () => {}, onRole: () => {}, canWrite: () => true },
    now: () => 0,
    random: () => 0.5,
  })
  syncs.push(sync)
  let reloads = 0
  const open = (): { readonly ydoc: Y.Doc; readonly connection: DocumentConnection } => {
    const ydoc = new Y.Doc()
    const connection = sync.connect({ path: PATH, ydoc, awareness: new Awareness(ydoc), unsent: [], quarantined: [], reload: () => reloads++ })
    return { ydoc, connection }
  }
  const { ydoc, connection } = open()
  await expect.poll(() => messages.filter(({ type }) => type === 'step1').length).toBe(1)
  return {
    sync,
    storage,
    ydoc,
    connection,
    open,
    controls,
    reloads: () => reloads,
    sent: (type: ChannelMessage['type']) => messages.filter((message) => message.type === type),
    receive: (message: ChannelMessage) => socket?.onFrame(encodeChannelFrame(channel, message)),
  }
}

const typedTwice = (): readonly [Uint8Array, Uint8Array] => {
  const updates: Uint8Array[] = []
  const ydoc = new Y.Doc()
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  ydoc.getText('text/notes').insert(0, 'a')
  ydoc.getText('text/notes').insert(1, 'b')
  return updates as unknown as readonly [Uint8Array, Uint8Array]
}

describe('an open document and what it is told', () => {
  it('asks for what it misses at once when something does not connect, once per gap (S6)', async () => {
    const { receive, sent } = await setUp()
    const [first, second] = typedTwice()
    receive({ type: 'update', update: second })
    expect(sent('step1')).toHaveLength(2)
    receive({ type: 'update', update: second })
    expect(sent('step1')).toHaveLength(2)
    receive({ type: 'step2', update: first })
    receive({ type: 'update', update: typedTwice()[1] })
    expect(sent('step1')).toHaveLength(3)
  })

  it('is read again when Yjs throws, and does not ask the relay for the same thing at once (S5)', async () => {
    const { receive, reloads, ydoc, connection, open, controls } = await setUp()
    const [first] = typedTwice()
    // Yjs breaks under it, as it may: what is known of a client is gone.
    ydoc.store.clients = null as never
    receive({ type: 'update', update: first })
    expect(reloads()).toBe(1)
    connection.disconnect()
    const before = controls.filter(({ type }) => type === 'open').length
    open()
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect(controls.filter(({ type }) => type === 'open')).toHaveLength(before)
  })
})

describe('what this device makes itself (S9)', () => {
  it('is not sent when it is too large: it is kept for the person, and the document is read again without it', async () => {
    const { sync, storage, ydoc, reloads, sent, controls } = await setUp()
    ydoc.transact(() => ydoc.getText('text/notes').insert(0, 'x'.repeat(600 * 1024)), LOCAL)
    await expect.poll(() => sync.state().refused).toEqual([{ path: PATH, edits: 1, reason: 'too_large' }])
    expect(reloads()).toBe(1)
    expect(sync.state()).toMatchObject({ unsaved: 0, unsent: 0 })
    expect(await storage.unsent()).toEqual([])
    expect(await storage.refusals()).toHaveLength(1)
    expect([...sent('update'), ...controls.filter(({ type }) => type === 'offer')]).toEqual([])
  })

  it('is not sent when the relay could not read it either', async () => {
    const { sync, ydoc } = await setUp()
    ydoc.transact(() => ydoc.getMap('somewhere').set('a', 1), LOCAL)
    await expect.poll(() => sync.state().refused).toMatchObject([{ path: PATH, reason: 'invalid' }])
  })

  it('is on the disk itself before it counts as saved when it is a word given: a changed status (S3)', async () => {
    const kept: NewUpdate[] = []
    const memory = createMemoryStorage('strict', null)
    const { ydoc } = await setUp({
      keep: (update) => {
        kept.push(update)
        return memory.keep(update)
      },
    })
    const row = new Y.Map()
    ydoc.transact(() => ydoc.getMap('rows/promotions').set('p1', row), LOCAL)
    ydoc.transact(() => row.set('name', 'Chips'), LOCAL)
    await expect.poll(() => kept.length).toBeGreaterThan(0)
    expect(kept.some(({ isStrict }) => isStrict)).toBe(false)
    ydoc.transact(() => row.set('status', 'approved'), LOCAL)
    await expect.poll(() => kept.filter(({ isStrict }) => isStrict).length).toBe(1)
  })
})
