import { describe, expect, it } from 'vitest'
import { createMemoryStorage } from '../../../client/storage/memory-storage.ts'
import { createSync } from '../../../client/sync/create-sync.ts'
import type { SocketEvents } from '../../../client/sync/socket.ts'
import { encodeControl } from '../../../shared/protocol/socket-messages.ts'

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
})
