import { createRoot } from 'solid-js'
import { afterEach, expect, test } from 'vitest'
import { createWorkspace } from '../../../../../client/data/create-workspace.ts'
import { createCalendarActions } from '../../../../../client/features/calendar/calendar-actions.ts'
import { createCalendarData } from '../../../../../client/features/calendar/calendar-data.ts'
import type { CalendarState } from '../../../../../client/features/calendar/calendar-state.ts'
import { applyPlan } from '../../../../../client/features/calendar/grid/apply-plan.ts'
import { planCells } from '../../../../../client/features/calendar/grid/plan-cells.ts'
import { NO_FILTER } from '../../../../../client/features/calendar/promotion-filter.ts'
import { browserPlatform } from '../../../../../client/platform.ts'
import { createMemoryStorage } from '../../../../../client/storage/memory-storage.ts'
import { profilePath } from '../../../../../shared/base/document-path.ts'
import { setField } from '../../../../../shared/commands/rows.ts'
import { createLocalSync } from '../../../../support/local-sync.ts'

const disposals: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose()
})

/** A calendar of two accounts on a device of its own. */
const desk = async () => {
  const storage = createMemoryStorage('grid', null)
  const workspace = createWorkspace({
    session: { person: { id: 'ann', name: 'Ann', email: 'ann@example.com' }, workspaceId: 'demo', workspaceName: 'Demo', role: 'coordinator' },
    platform: browserPlatform,
    storage,
    createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
  })
  for (const [accountId, name] of [
    ['marlow', 'Marlow Markets'],
    ['bulkway', 'Bulkway'],
  ] as const)
    await workspace.run('Named', profilePath(accountId), setField, { name: 'name', value: name })
  const calendar = createRoot((dispose) => {
    disposals.push(dispose)
    const data = createCalendarData(workspace, () => NO_FILTER)
    const actions = createCalendarActions({ workspace, data, now: browserPlatform.now, notify: () => {} })
    return { ...data, workspace, actions } as unknown as CalendarState
  })
  disposals.push(() => workspace.dispose())
  await expect.poll(() => calendar.accounts().length).toBe(2)
  return calendar
}
const plan = (calendar: CalendarState, rows: readonly (readonly string[])[]) =>
  planCells(
    ['account', 'itemGroup', 'mechanic', 'from', 'to', 'rate'],
    rows.map((texts) => ({ target: null, texts })),
    { today: '2027-01-15', accounts: calendar.accounts(), defaultAccount: null, plannedOf: calendar.allOf, blank: 'keep' },
  )
const row = (account: string, index: number): readonly string[] => [account, `GROUP-${index}`, 'OI', '2027-03-03', '2027-03-09', '0.2']

test('a paste over several accounts and years is one step of undo (D11)', async () => {
  const calendar = await desk()
  const rows = [row('Marlow Markets', 1), row('Bulkway', 1), ['Bulkway', 'GROUP-2', 'OI', '2028-03-03', '2028-03-09', '']]
  const outcome = await applyPlan(calendar, 'Pasted 3 rows', plan(calendar, rows))
  expect(outcome).toMatchObject({ problem: null, created: [expect.any(String), expect.any(String), expect.any(String)] })
  await expect.poll(() => calendar.all().length).toBe(3)
  // Pasted once more it is the same, and writes nothing.
  const again = plan(calendar, rows)
  expect([again.same, again.changes, again.creations]).toEqual([3, 0, 0])
  await calendar.workspace.history.undo(async () => true)
  await expect.poll(() => calendar.all().length).toBe(0)
})

test('a thousand rows into one calendar go in slices, and still are one step of undo', async () => {
  const calendar = await desk()
  const rows = Array.from({ length: 1000 }, (_, index) => row('Bulkway', index))
  const outcome = await applyPlan(calendar, 'Pasted 1,000 rows', plan(calendar, rows))
  expect([outcome.problem, outcome.created.length]).toEqual([null, 1000])
  await expect.poll(() => calendar.all().length).toBe(1000)
  await calendar.workspace.history.undo(async () => true)
  await expect.poll(() => calendar.all().length).toBe(0)
})
