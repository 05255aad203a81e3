import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { createWorkspace, type Workspace } from '../../../../client/data/create-workspace.ts'
import { toBase64 } from '../../../../client/features/workspace/file/base64.ts'
import { exportWorkspace } from '../../../../client/features/workspace/file/export-workspace.ts'
import { importWorkspaceFile, previewWorkspaceFile } from '../../../../client/features/workspace/file/import-workspace.ts'
import { loadSampleData } from '../../../../client/features/workspace/sample-data.ts'
import { browserPlatform } from '../../../../client/platform.ts'
import { createIdbStorage, databaseName } from '../../../../client/storage/idb-storage.ts'
import { setField } from '../../../../shared/commands/rows.ts'
import { parseWorkspaceFile, type WorkspaceFile, workspaceFile } from '../../../../shared/protocol/workspace-file.ts'
import { createLocalSync } from '../../../support/local-sync.ts'
import { eventually } from '../../../support/test-workspace.ts'
import { updateBytes } from '../../../support/update-bytes.ts'

let opened: Workspace[] = []
let counter = 0

const open = (name = 'Alder Creek'): Workspace => {
  const workspaceId = `file${++counter}`
  const storage = createIdbStorage(databaseName('ann', workspaceId))
  const workspace = createWorkspace({
    session: { person: { id: 'ann', name: 'Ann', email: 'ann@example.com' }, workspaceId, workspaceName: name, role: 'manager' },
    platform: browserPlatform,
    storage,
    lingerMs: 20,
    createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
  })
  opened.push(workspace)
  return workspace
}
const exported = async (workspace: Workspace): Promise<string> =>
  (await exportWorkspace(
    workspace,
    1_795_000_000_000,
    () => {},
    () => false,
  ))!.text
const previewed = async (workspace: Workspace, text: string) => {
  const preview = await previewWorkspaceFile(workspace, text, () => {})
  if (!preview.ok) throw new Error(preview.error)
  return preview.value
}
const effects = (preview: Awaited<ReturnType<typeof previewed>>) => {
  const counts: Record<string, number> = {}
  for (const { kind, effect } of preview.documents) counts[`${effect} ${kind}`] = (counts[`${effect} ${kind}`] ?? 0) + 1
  return counts
}

afterEach(async () => {
  for (const workspace of opened) await workspace.dispose()
  opened = []
})

describe('a workspace as one file', { timeout: 30_000 }, () => {
  test('goes out with values people can read, and comes into another workspace whole', async () => {
    const first = open()
    await loadSampleData(first)
    await eventually(() => expect(first.summaries.all('promotion')).toHaveLength(169))
    const text = await exported(first)
    const file = JSON.parse(text) as WorkspaceFile
    expect(file.documents).toHaveLength(2 + 6 + 8)
    expect(file.documents.find(({ path }) => path === 'workspace/items')).toMatchObject({
      values: { items: expect.arrayContaining([expect.objectContaining({ gtinUnit: '841207001076' })]) },
    })

    const second = open('Another')
    await eventually(() => expect(second.summaries.isLoaded()).toBe(true))
    const preview = await previewed(second, text)
    expect(preview).toMatchObject({ name: 'Alder Creek', isThisWorkspace: false, refused: [] })
    expect(effects(preview)).toMatchObject({ 'new profile': 6, 'new calendar': 8 })
    expect(await importWorkspaceFile(second, preview, () => {})).toEqual([])
    await eventually(() => expect(second.summaries.all('promotion')).toHaveLength(169))
    expect(
      second.summaries
        .all('account')
        .map(({ name }) => name)
        .sort(),
    ).toEqual(
      first.summaries
        .all('account')
        .map(({ name }) => name)
        .sort(),
    )
    expect(second.sync().unsent).toBeGreaterThan(0)
    expect(effects(await previewed(second, text))).toEqual({ 'same settings': 1, 'same items': 1, 'same profile': 6, 'same calendar': 8 })
  })

  test('merges with what was changed here meanwhile', async () => {
    const workspace = open()
    await loadSampleData(workspace)
    await eventually(() => expect(workspace.summaries.all('account')).toHaveLength(6))
    const text = await exported(workspace)
    const account = workspace.summaries.all('account')[0]!
    await workspace.run('Renamed', `accounts/${account.accountId}/profile`, setField, { name: 'name', value: 'Renamed since' })
    const preview = await previewed(workspace, text)
    expect(preview.documents.every(({ effect }) => effect === 'same')).toBe(true)
    await importWorkspaceFile(workspace, { ...preview, documents: preview.documents.map((document) => ({ ...document, effect: 'adds' })) }, () => {})
    await eventually(() => expect(workspace.summaries.all('account').map(({ name }) => name)).toContain('Renamed since'))
  })

  test('that is something else, newer, cut off or tampered with is refused in words, and nothing is written', async () => {
    const workspace = open()
    await eventually(() => expect(workspace.summaries.isLoaded()).toBe(true))
    const text = JSON.stringify(
      workspaceFile({ exportedAt: 0, workspace: { id: 'w', name: 'W' }, documents: [{ path: 'workspace/items', values: {}, state: 'AAA=' }] }),
    )
    const refusal = async (given: string) => {
      const preview = await previewWorkspaceFile(workspace, given, () => {})
      return preview.ok ? null : preview.error
    }
    expect(await refusal('Account,Stores')).toBe('This is not a workspace file, or it was cut off on the way.')
    expect(await refusal(text.slice(0, -20))).toBe('This is not a workspace file, or it was cut off on the way.')
    expect(await refusal('{"format":"csv"}')).toBe('This is not a workspace file of Endcap.')
    expect(await refusal(text.replace('"version":1', '"version":2'))).toBe('This file was written by a newer version of Endcap. Reload the app and try again.')
    expect(await refusal(text.replace('"AAA="', '"AAAA"'))).toBe('The file was changed or damaged after it was written: its checksum is another one.')
    expect(await refusal(text.replace('workspace/items', 'workspace/other'))).toMatch(/^The file is damaged: documents\.0\.path/)
    expect(parseWorkspaceFile(text).ok).toBe(true)
  })

  test('with bytes the gate refuses leaves that document out and says so (G1)', async () => {
    const workspace = open()
    await eventually(() => expect(workspace.summaries.isLoaded()).toBe(true))
    const bad = workspaceFile({
      exportedAt: 0,
      workspace: { id: 'w', name: 'W' },
      documents: [{ path: 'workspace/items', values: {}, state: btoa('\x01\x01\xff\xff\xff\xff\x0f') }],
    })
    const preview = await previewed(workspace, JSON.stringify(bad))
    expect(preview.documents).toEqual([])
    expect(preview.refused).toEqual([{ path: 'workspace/items', reason: expect.any(String) }])
  })
  test('with well-formed bytes that would break a document is held to the same rules as an update (G5)', async () => {
    const workspace = open()
    await eventually(() => expect(workspace.summaries.isLoaded()).toBe(true))
    const foreign = new Y.Doc()
    foreign.getText('text/notes').insertEmbed(0, { image: 'x' })
    const states = [updateBytes.nestedMaps(5, 3_000), Y.encodeStateAsUpdate(foreign)]
    const paths = ['workspace/items', 'workspace/settings']
    const documents = states.map((state, index) => ({ path: paths[index]!, values: {}, state: toBase64(state) }))
    const preview = await previewed(workspace, JSON.stringify(workspaceFile({ exportedAt: 0, workspace: { id: 'w', name: 'W' }, documents })))
    expect(preview.documents).toEqual([])
    expect(preview.refused).toEqual([
      { path: 'workspace/items', reason: 'nested too deep' },
      { path: 'workspace/settings', reason: 'content where it does not belong' },
    ])
  })
})
