import 'fake-indexeddb/auto'
import { afterEach, describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { leaveBehind } from '../../../client/data/leave-behind.ts'
import { createIdbStorage, databaseName } from '../../../client/storage/idb-storage.ts'
import { decodeBundle, type UpdateBundle } from '../../../shared/protocol/update-bundle.ts'

const ann = { id: 'ann', name: 'Ann', email: 'ann@example.com' }
const session = { person: ann, workspaceId: 'left', workspaceName: 'Left', role: 'coordinator' } as const

const keepEdits = async (...texts: string[]) => {
  const ydoc = new Y.Doc()
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  for (const text of texts) ydoc.getText('text/notes').insert(0, text)
  const storage = createIdbStorage(databaseName('ann', 'left'))
  for (const update of updates) await storage.keep({ document: 'workspace/items', at: 1, take: () => [update] })
  await storage.close()
}
const read = async <Value>(work: (storage: ReturnType<typeof createIdbStorage>) => Promise<Value>): Promise<Value> => {
  const storage = createIdbStorage(databaseName('ann', 'left'))
  try {
    return await work(storage)
  } finally {
    await storage.close()
  }
}
afterEach(() => createIdbStorage(databaseName('ann', 'left')).wipe())

const server = (status: number, body: unknown) => {
  const received: { url: string; bundle: UpdateBundle | null }[] = []
  const fetcher = (async (url: string, init: RequestInit) => {
    received.push({ url, bundle: decodeBundle(init.body as Uint8Array) })
    return Response.json(body, { status })
  }) as typeof fetch
  return { received, fetcher }
}

describe('a workspace somebody is no longer in, and never opens again (S15)', () => {
  it('gets what they made and never sent, and their own copy is kept apart', async () => {
    await keepEdits('a', 'b')
    const { received, fetcher } = server(200, { statuses: [null] })
    await leaveBehind([session], fetcher)
    expect(received).toMatchObject([{ url: '/sync/left/quarantine', bundle: { person: 'ann', updates: [{ document: 'workspace/items', edits: 2 }] } }])
    expect(await read((storage) => storage.unsent())).toEqual([])
    expect(await read((storage) => storage.refusals())).toMatchObject([{ reason: 'handed_in' }, { reason: 'handed_in' }])
    await leaveBehind([session], fetcher)
    expect(received).toHaveLength(1)
  })

  it('loses nothing when the server does not take it', async () => {
    await keepEdits('a')
    const { fetcher } = server(403, { error: { code: 'notAllowed', message: 'Too late.' } })
    await leaveBehind([session], fetcher)
    expect(await read((storage) => storage.unsent())).toHaveLength(1)
  })
})
