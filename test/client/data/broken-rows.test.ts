import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createWorkspace } from '../../../client/data/create-workspace.ts'
import { createOpenDocuments } from '../../../client/data/open-documents.ts'
import { replay } from '../../../client/data/replay.ts'
import { browserPlatform } from '../../../client/platform.ts'
import { createIdbStorage } from '../../../client/storage/idb-storage.ts'
import { createMemoryStorage } from '../../../client/storage/memory-storage.ts'
import { profilePath } from '../../../shared/base/document-path.ts'
import { createLocalSync } from '../../support/local-sync.ts'
import { eventually } from '../../support/test-workspace.ts'

const PATH = profilePath('marlow')
const named = (name: string): Uint8Array => {
  const ydoc = new Y.Doc()
  ydoc.getMap('fields').set('name', name)
  return Y.encodeStateAsUpdate(ydoc)
}
/** Well-stored bytes that Yjs throws at. */
const poison = named('Marlow').slice(0, -4)

describe('a row that Yjs throws at (S5)', () => {
  it('is left out, and the document starts again without it', () => {
    const row = (key: number, update: Uint8Array) => ({ key, document: PATH, updates: [update], sent: 1 as const, at: 1 })
    const { ydoc, bad } = replay([row(1, named('Marlow')), row(2, poison)])
    expect(bad).toEqual([2])
    expect(ydoc.getMap('fields').get('name')).toBe('Marlow')
  })

  it('goes to quarantine when its document is opened or derived, and takes nothing down with it', async () => {
    const storage = createIdbStorage('broken-rows')
    await storage.storeRemote([{ document: PATH, bytes: named('Marlow'), seq: 1, at: 1 }], null)
    await storage.storeRemote([{ document: PATH, bytes: poison, seq: 2, at: 1 }], { epoch: 'e', seq: 2, hash: 'h' })
    const workspace = createWorkspace({
      session: { person: { id: 'ann', name: 'Ann', email: '' }, workspaceId: 'w', workspaceName: 'W', role: 'manager' },
      platform: browserPlatform,
      storage,
      createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
    })
    await eventually(() => expect(workspace.summaries.all('account').map(({ name }) => name)).toEqual(['Marlow']))
    const document = workspace.open('profile', PATH)
    await eventually(() => expect(document.value()?.name).toBe('Marlow'))
    expect(await storage.quarantined()).toBe(1)
    await workspace.dispose()
  })

  it('lets go of a document that is to be read again while it is still being joined', async () => {
    const storage = createMemoryStorage('reload-while-joining', null)
    let joined = 0
    let left = 0
    const documents = createOpenDocuments({
      storage,
      lingerMs: 0,
      onSummary: () => {},
      connect: ({ reload }) => {
        if (++joined === 1) reload()
        return { disconnect: () => void left++ }
      },
    })
    documents.acquire(PATH)
    await documents.ready(PATH)
    await eventually(() => expect([joined, left]).toEqual([2, 1]))
    documents.dispose()
    expect([joined, left]).toEqual([2, 2])
  })

  it('leaves a document with a value nobody can read readable, and counts it (D4)', async () => {
    const storage = createIdbStorage('unreadable-value')
    const ydoc = new Y.Doc()
    ydoc.getMap('fields').set('name', 'Marlow')
    ydoc.getMap('fields').set('storeCount', 'many')
    await storage.storeRemote([{ document: PATH, bytes: Y.encodeStateAsUpdate(ydoc), seq: 1, at: 1 }], { epoch: 'e', seq: 1, hash: 'h' })
    const workspace = createWorkspace({
      session: { person: { id: 'ann', name: 'Ann', email: '' }, workspaceId: 'w', workspaceName: 'W', role: 'manager' },
      platform: browserPlatform,
      storage,
      createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
    })
    const document = workspace.open('profile', PATH)
    await eventually(() => expect(document.value()).toMatchObject({ name: 'Marlow', storeCount: 0 }))
    await eventually(() => expect(document.repairs()).toBe(1))
    await workspace.dispose()
  })
})
