import 'fake-indexeddb/auto'
import { afterEach, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../../../../client/data/create-workspace.ts'
import { countOverlaps } from '../../../../client/features/workspace/import/count-overlaps.ts'
import { makePlan } from '../../../../client/features/workspace/import/make-plan.ts'
import { runImport } from '../../../../client/features/workspace/import/run-import.ts'
import { loadSampleData } from '../../../../client/features/workspace/sample-data.ts'
import { browserPlatform } from '../../../../client/platform.ts'
import { createIdbStorage, databaseName } from '../../../../client/storage/idb-storage.ts'
import { sampleSheets, textOf } from '../../../support/import-device.ts'
import { createLocalSync } from '../../../support/local-sync.ts'
import { eventually } from '../../../support/test-workspace.ts'

const OVERLAPS = textOf('../data/promo-calendar-2027-overlaps.csv').trim().split(/\r?\n/).slice(1)

let opened: Workspace[] = []
let counter = 0

const open = (role: 'coordinator' | 'viewer' = 'coordinator', workspaceId = `import${++counter}`): Workspace => {
  const storage = createIdbStorage(databaseName('ann', workspaceId))
  const workspace = createWorkspace({
    session: { person: { id: 'ann', name: 'Ann', email: 'ann@example.com' }, workspaceId, workspaceName: 'Alder Creek', role },
    platform: browserPlatform,
    storage,
    lingerMs: 20,
    createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
  })
  opened.push(workspace)
  return workspace
}
const live = (workspace: Workspace) => workspace.summaries.all('promotion').filter(({ isDeleted }) => !isDeleted)

afterEach(async () => {
  for (const workspace of opened) await workspace.dispose()
  opened = []
})

describe('importing into a workspace', { timeout: 30_000 }, () => {
  test('the sample year lands, is one step of undo, and changes nothing the second time', async () => {
    const workspace = open()
    expect(await loadSampleData(workspace)).toMatchObject({ accounts: 6, items: 20, promotions: 169, total: 195, problems: [] })
    await eventually(() => expect(live(workspace)).toHaveLength(169))
    expect(workspace.summaries.all('account')).toHaveLength(6)
    expect(await loadSampleData(workspace)).toMatchObject({ total: 0 })
    // As many as `promo-calendar-2027-overlaps.csv` lists, all and only.
    expect(countOverlaps(workspace)).toEqual({ pairs: OVERLAPS.length, twoPrices: OVERLAPS.filter((row) => row.endsWith(',yes')).length })

    expect(workspace.history.undoLabel()).toBe('Imported 195 rows')
    await workspace.history.undo(async () => true)
    await eventually(() => expect(live(workspace)).toHaveLength(0))
    expect(workspace.history.undoLabel()).toBeNull()
    await eventually(() => expect(workspace.summaries.all('account')).toEqual([]))

    await loadSampleData(workspace)
    await eventually(() => expect(live(workspace)).toHaveLength(169))
    expect(workspace.summaries.all('promotion')).toHaveLength(169)
    await eventually(() => expect(workspace.summaries.all('account')).toHaveLength(6))
  })

  test('on a device that cannot store now it says what was imported; that it is in memory only is for the badge to say', async () => {
    const workspace = open()
    const full = { ...workspace, flush: () => Promise.reject(new DOMException('full', 'QuotaExceededError')) }
    expect(await loadSampleData(full)).toMatchObject({ accounts: 6, promotions: 169, problems: [] })
  })

  test('stopped in the middle, it keeps what it did, and the next run does the rest', async () => {
    const workspace = open()
    const plan = await makePlan(workspace, sampleSheets())
    let batches = 0
    const stopped = await runImport(workspace, plan, { isChosen: () => true, isStopped: () => ++batches > 9 })
    expect(stopped).toMatchObject({ isStopped: true, accounts: 6, items: 20 })
    expect(stopped.done).toBeLessThan(stopped.total)
    await eventually(() => expect(live(workspace)).toHaveLength(stopped.promotions))
    const rest = await makePlan(workspace, sampleSheets())
    expect(rest.create).toHaveLength(169 - stopped.promotions)
    expect(rest.unchanged).toHaveLength(26 + stopped.promotions)
    await runImport(workspace, rest, { isChosen: () => true })
    await eventually(() => expect(live(workspace)).toHaveLength(169))
  })

  test('a viewer is told why nothing was imported', async () => {
    const workspace = open('viewer')
    const plan = await makePlan(workspace, sampleSheets())
    const outcome = await runImport(workspace, plan, { isChosen: () => true })
    expect(outcome.problems).toEqual(['You can look at this workspace but not change it. A manager can give you another role.'])
    expect(outcome.promotions).toBe(0)
  })
})
