import 'fake-indexeddb/auto'
import { createRoot } from 'solid-js'
import { afterEach, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../../../../client/data/create-workspace.ts'
import { createImportState, type ImportState } from '../../../../client/features/workspace/import/import-state.ts'
import { browserPlatform } from '../../../../client/platform.ts'
import { createIdbStorage, databaseName } from '../../../../client/storage/idb-storage.ts'
import { guessedFactsMapping } from '../../../../shared/domain/import/facts-mapping.ts'
import { accountsText, itemsText, textOf } from '../../../support/import-device.ts'
import { createLocalSync } from '../../../support/local-sync.ts'
import { eventually } from '../../../support/test-workspace.ts'

const ends: (() => unknown)[] = []
afterEach(async () => {
  for (const end of ends.splice(0).reverse()) await end()
})

const open = (workspaceId: string): Workspace => {
  const storage = createIdbStorage(databaseName('ann', workspaceId))
  const workspace = createWorkspace({
    session: { person: { id: 'ann', name: 'Ann', email: 'ann@example.com' }, workspaceId, workspaceName: 'Alder Creek', role: 'coordinator' },
    platform: browserPlatform,
    storage,
    lingerMs: 20,
    createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
  })
  ends.push(() => workspace.dispose())
  return workspace
}
const stateOf = (workspace: Workspace): ImportState =>
  createRoot((dispose) => {
    ends.push(dispose)
    return createImportState(workspace)
  })
const stocked = async (workspaceId: string) => {
  const workspace = open(workspaceId)
  const state = stateOf(workspace)
  await state.addText('accounts', accountsText())
  await state.addText('items', itemsText())
  await eventually(() => expect(state.plan()?.create).toHaveLength(26))
  await state.run()
  await eventually(() => expect([workspace.summaries.all('account').length, workspace.summaries.all('item').length]).toEqual([6, 20]))
  return { workspace, state: stateOf(workspace) }
}

describe('an import', { timeout: 30_000 }, () => {
  test('asks once what the columns of a file are, and nobody again', async () => {
    const { workspace, state } = await stocked('remember')
    const juice = textOf('../data/pos-orange-juice-116-weeks.csv')
    await state.addText('juice.csv', juice)
    const source = state.asking()
    const guess = guessedFactsMapping(source?.table ?? [])
    expect([source?.reading, guess?.series.length]).toEqual([null, 8])
    if (guess === null) return
    const accountId = workspace.summaries.all('account').find(({ name }) => name === 'Marlow Markets')?.accountId ?? ''
    state.setReading('juice.csv', { kind: 'facts', facts: { ...guess, accountId, weekOne: '1989-09-14' } })
    await eventually(() => expect(state.facts()[0]).toMatchObject({ added: 928, changed: 0 }))
    await state.run()
    expect(state.outcome()).toMatchObject({ facts: 928, problems: [] })

    await workspace.dispose()
    const next = stateOf(open('remember'))
    await next.addText('juice of next week.csv', juice)
    expect(next.asking()).toBeNull()
    await eventually(() => expect(next.facts()[0]).toMatchObject({ added: 0, writes: [] }))
  })

  test('judges a row again when a cell of it was put right', async () => {
    const { state } = await stocked('mend')
    await state.addText('messy.tsv', textOf('../data/promo-calendar-messy.tsv'))
    await eventually(() => expect(state.plan()?.faulty).toHaveLength(7))
    const fault = state.plan()?.faulty.find(({ faults }) => faults[0]?.message.startsWith('No account is called'))
    await state.editCell('messy.tsv', fault?.row ?? 0, fault?.faults[0]?.column ?? 0, 'Marlow Markets')
    expect(state.plan()?.faulty).toHaveLength(6)
    expect(state.plan()?.create.map(({ row }) => row)).toContain(fault?.row)
  })
})
