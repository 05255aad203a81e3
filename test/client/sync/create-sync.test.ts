import { describe, expect, it } from 'vitest'
import { Awareness } from 'y-protocols/awareness'
import * as Y from 'yjs'
import { createMemoryStorage } from '../../../client/storage/memory-storage.ts'
import { createSync } from '../../../client/sync/create-sync.ts'
import type { SocketEvents } from '../../../client/sync/socket.ts'
import { PAGE } from '../../../client/sync/surroundings.ts'
import { type ControlMessage, decodeSocketFrame, encodeControl, isControlFrame } from '../../../shared/protocol/socket-messages.ts'

const PATH = 'workspace/items'

/** One whose timers never come, on a disk that takes nothing: whatever it tells, it tells in the turn. */
const stillSync = () => {
  const told: number[] = []
  const sync = createSync({
    personId: 'ann',
    storage: { ...createMemoryStorage('still', null), keep: () => new Promise<number>(() => {}) },
    dial: () => ({ send: () => {}, close: () => {} }),
    listener: { onStored: () => {}, onSummaries: () => {}, onRole: () => {}, canWrite: () => true },
    now: () => 0,
    random: () => 0.5,
    surroundings: { ...PAGE, after: () => () => {} },
  })
  sync.observe(() => told.push(sync.state().unsaved))
  const ydoc = new Y.Doc()
  sync.connect({ path: 'workspace/items', ydoc, awareness: new Awareness(ydoc), unsent: [], quarantined: [], reload: () => {} })
  return { sync, told, ydoc, edit: (value: number) => ydoc.getMap('fields').set('value', value) }
}

describe('what the sync tells', () => {
  it('says of an edit in the turn that made it that it is not saved, also just after it said something else: the badge never lies', async () => {
    const { sync, told, ydoc, edit } = stillSync()
    await new Promise((resolve) => setTimeout(resolve))
    expect(told.every((unsaved) => unsaved === 0)).toBe(true)
    edit(1)
    await Promise.resolve()
    expect(told.at(-1)).toBe(1)
    await sync.dispose()
    ydoc.destroy()
  })

  it('tells a burst of edits once, and keeps them all when a screen breaks over it', async () => {
    const { sync, told, ydoc, edit } = stillSync()
    const thrown: unknown[] = []
    const catchIt = (error: unknown): void => void thrown.push(error)
    const others = process.listeners('uncaughtException')
    process.removeAllListeners('uncaughtException')
    process.on('uncaughtException', catchIt)
    sync.observe(() => {
      if (sync.state().unsaved > 0) throw new Error('a screen broke')
    })
    await new Promise((resolve) => setTimeout(resolve))
    const before = told.length
    for (let value = 0; value < 50; value++) edit(value)
    await new Promise((resolve) => setTimeout(resolve))
    process.off('uncaughtException', catchIt)
    for (const other of others) process.on('uncaughtException', other)
    expect(told.slice(before)).toEqual([50])
    expect(thrown).toEqual([new Error('a screen broke')])
    expect(sync.state()).toMatchObject({ unsaved: 50 })
    await sync.dispose()
    ydoc.destroy()
  })
})

describe('the performer of the sync', () => {
  it('goes on after an effect that throws, and swallows nothing', async () => {
    const sockets: SocketEvents[] = []
    const roles: string[] = []
    const sync = createSync({
      personId: 'ann',
      storage: createMemoryStorage('performer', null),
      dial: (events) => {
        sockets.push(events)
        return { send: () => {}, close: () => {} }
      },
      listener: {
        onStored: () => {},
        onSummaries: () => {},
        onRole: (role) => {
          roles.push(role)
          if (role === 'viewer') throw new Error('a screen broke')
        },
        canWrite: () => true,
      },
      now: () => 0,
      random: () => 0.5,
    })
    await expect.poll(() => sockets.length).toBe(1)
    const [socket] = sockets
    socket?.onOpen()
    expect(() => socket?.onFrame(encodeControl({ type: 'role', person: 'ann', role: 'viewer' }))).toThrow('a screen broke')
    socket?.onFrame(encodeControl({ type: 'role', person: 'ann', role: 'manager' }))
    expect(roles).toEqual(['viewer', 'manager'])
    await sync.dispose()
  })

  it('reads a document again without what was parked, though it was handed on a moment ago (S9)', async () => {
    const made = new Y.Doc()
    made.getMap('fields').set('city', 'refused')
    const update = Y.encodeStateAsUpdate(made)
    const storage = createMemoryStorage('parked', null)
    await storage.keep({ document: PATH, at: 0, take: () => [update] })
    const sockets: SocketEvents[] = []
    const sent: ControlMessage[] = []
    const sync = createSync({
      personId: 'ann',
      storage,
      dial: (events) => {
        sockets.push(events)
        return {
          send: (bytes) => {
            const frame = decodeSocketFrame(bytes)
            if (frame !== null && isControlFrame(frame)) sent.push(frame.control)
          },
          close: () => {},
        }
      },
      listener: { onStored: () => {}, onSummaries: () => {}, onRole: () => {}, canWrite: () => true },
      now: () => 0,
      random: () => 0.5,
    })
    await expect.poll(() => sockets.length).toBe(1)
    sockets[0]?.onOpen()
    sockets[0]?.onFrame(encodeControl({ type: 'role', person: 'ann', role: 'coordinator' }))
    await expect.poll(() => sent.some(({ type }) => type === 'offer')).toBe(true)
    const open = (ydoc: Y.Doc) => sync.connect({ path: PATH, ydoc, awareness: new Awareness(ydoc), unsent: [], quarantined: [], reload: () => {} })
    const before = new Y.Doc()
    open(before).disconnect()
    expect(before.getMap('fields').get('city')).toBe('refused')
    for (const message of sent) {
      if (message.type === 'offer') sockets[0]?.onFrame(encodeControl({ type: 'offered', id: message.id, seq: 0, status: 'denied' }))
    }
    await expect.poll(() => sync.state().refused).toMatchObject([{ path: PATH, reason: 'denied' }])
    const again = new Y.Doc()
    open(again).disconnect()
    expect(again.getMap('fields').get('city')).toBeUndefined()
    await sync.dispose()
  })
})
