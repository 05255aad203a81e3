import { createRoot } from 'solid-js'
import { afterEach, describe, expect, test } from 'vitest'
import { createWorkspace, type Workspace } from '../../../../client/data/create-workspace.ts'
import { type CalendarActions, createCalendarActions } from '../../../../client/features/calendar/calendar-actions.ts'
import { type CalendarData, createCalendarData } from '../../../../client/features/calendar/calendar-data.ts'
import { NO_FILTER } from '../../../../client/features/calendar/promotion-filter.ts'
import { browserPlatform } from '../../../../client/platform.ts'
import { createMemoryStorage } from '../../../../client/storage/memory-storage.ts'
import type { Notice } from '../../../../client/ui/toasts.tsx'
import { calendarPath, profilePath } from '../../../../shared/base/document-path.ts'
import { addRow, setField } from '../../../../shared/commands/rows.ts'
import { createLocalSync } from '../../../support/local-sync.ts'

interface Desk {
  readonly workspace: Workspace
  readonly data: CalendarData
  readonly actions: CalendarActions
  readonly notices: Notice[]
}

const disposals: (() => unknown)[] = []
afterEach(async () => {
  for (const dispose of disposals.splice(0)) await dispose()
})

/** One person's calendar on a device of its own, with one Wed–Tue account. */
const desk = async (): Promise<Desk> => {
  const storage = createMemoryStorage('calendar', null)
  const workspace = createWorkspace({
    session: { person: { id: 'ann', name: 'Ann', email: 'ann@example.com' }, workspaceId: 'demo', workspaceName: 'Demo', role: 'coordinator' },
    platform: browserPlatform,
    storage,
    createSync: async () => createLocalSync({ storage, now: browserPlatform.now }),
  })
  await workspace.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow Markets' })
  await workspace.run('Weeks', profilePath('marlow'), setField, { name: 'adWeekStart', value: 3 })
  const notices: Notice[] = []
  const made = createRoot((dispose) => {
    disposals.push(dispose)
    const data = createCalendarData(workspace, () => NO_FILTER)
    return { data, actions: createCalendarActions({ workspace, data, now: browserPlatform.now, notify: (notice) => notices.push(notice) }) }
  })
  disposals.push(() => workspace.dispose())
  await expect.poll(() => made.data.accountById('marlow')?.adWeekStart).toBe(3)
  return { workspace, notices, ...made }
}

const FACTS = { accountId: 'marlow', inStore: { from: '2027-02-03', to: '2027-02-09' }, mechanic: 'TPR', itemGroup: 'CHIPS-8OZ', name: '' } as const

const created = async ({ actions, data }: Desk, facts: Partial<typeof FACTS> = {}): Promise<string> => {
  const outcome = await actions.create({ ...FACTS, ...facts })
  if (!outcome.ok) throw new Error(outcome.error.message)
  await expect.poll(() => data.promotionById(outcome.value.promotionId)?.lines.length).toBe(1)
  return outcome.value.promotionId
}

describe('the actions of the calendar', () => {
  test('create in the calendar of the fiscal year of the first day, named automatically (D8)', async () => {
    const at = await desk()
    const promotionId = await created(at)
    expect(at.data.promotionById(promotionId)).toMatchObject({ year: 2027, name: 'Marlow Markets · CHIPS-8OZ · TPR · W1', status: 'idea', accountId: 'marlow' })
    const january = await created(at, { inStore: { from: '2027-01-27', to: '2027-02-02' } as never })
    expect(at.data.promotionById(january)?.year).toBe(2026)
    expect(at.notices.map(({ message }) => message)).toEqual(['Created CHIPS-8OZ TPR', 'Created CHIPS-8OZ TPR'])
  })

  test('show a promotion where it was put at once, and let go when its summary says so', async () => {
    const at = await desk()
    const promotionId = await created(at)
    const promotion = at.data.promotionById(promotionId)!
    const target = { from: '2027-02-10', to: '2027-02-16' }
    const putting = at.actions.putInto(promotion, target, promotion.inStore!)
    expect(at.actions.placing().get('marlow')?.get(promotionId)).toEqual(target)
    await putting
    await expect.poll(() => at.actions.placing().size).toBe(0)
    expect(at.data.promotionById(promotionId)).toMatchObject({ inStore: target, name: 'Marlow Markets · CHIPS-8OZ · TPR · W2' })
  })

  test('undo from the notice takes back that step, and refuses once something newer was done (D11)', async () => {
    const at = await desk()
    const promotionId = await created(at)
    const promotion = at.data.promotionById(promotionId)!
    await at.actions.putInto(promotion, { from: '2027-02-10', to: '2027-02-16' }, promotion.inStore!)
    const moved = at.notices.at(-1)!
    await at.actions.setStatus(promotion, 'offered')
    await moved.undo?.()
    await expect.poll(() => at.data.promotionById(promotionId)).toMatchObject({ status: 'offered', inStore: { from: '2027-02-10' } })
    expect(at.notices.at(-1)?.message).toMatch(/Something else was changed since/)
  })

  test('copy with lines and an automatic name of its own, into the year it then starts in', async () => {
    const at = await desk()
    const promotion = at.data.promotionById(await created(at))!
    const copyId = await at.actions.duplicate(promotion, 364)
    await expect
      .poll(() => at.data.promotionById(copyId!))
      .toMatchObject({ year: 2028, name: 'Marlow Markets · CHIPS-8OZ · TPR · W1', inStore: { from: '2028-02-02' } })
    expect(at.data.promotionById(copyId!)?.lines).toHaveLength(1)
  })

  test('delete and restore (D10), and say so when a promotion is no longer there', async () => {
    const at = await desk()
    const promotion = at.data.promotionById(await created(at))!
    await at.actions.remove(promotion)
    await expect.poll(() => at.data.all()).toEqual([])
    expect(await at.actions.restore(promotion)).toBeNull()
    await expect.poll(() => at.data.all()).toHaveLength(1)
    await at.actions.setStatus({ ...promotion, promotionId: 'nobody' }, 'confirmed')
    expect(at.notices.at(-1)).toMatchObject({ tone: 'danger', message: 'This promotion is no longer there.' })
  })
})

test('promotions imported twice by two offline devices are shown once, the same one everywhere (D12)', async () => {
  const at = await desk()
  const input = { name: 'Imported', inStore: FACTS.inStore, externalKey: 'file-1' }
  for (const id of ['zebra', 'aardvark']) await at.workspace.run('Import', calendarPath('marlow', 2027), addRow, { rows: 'promotions', input, id })
  await expect.poll(() => at.data.all().map(({ promotionId }) => promotionId)).toEqual(['aardvark'])
  expect(at.data.shownOf('marlow')).toHaveLength(1)
})

test('promotions of an account imported twice stand in one row and are edited where they live (D12)', async () => {
  const at = await desk()
  for (const accountId of ['marlow', 'marlow2']) await at.workspace.run('Import', profilePath(accountId), setField, { name: 'externalKey', value: 'marlow' })
  await at.workspace.run('Named', profilePath('marlow2'), setField, { name: 'name', value: 'Marlow Markets' })
  await at.workspace.run('Import', calendarPath('marlow2', 2027), addRow, {
    rows: 'promotions',
    input: { name: 'Theirs', inStore: FACTS.inStore },
    id: 'theirs',
  })
  await expect.poll(() => at.data.shownOf('marlow').map(({ promotionId }) => promotionId)).toEqual(['theirs'])
  expect(at.data.accounts().map(({ accountId }) => accountId)).toEqual(['marlow'])
  await at.actions.setStatus(at.data.promotionById('theirs')!, 'planned')
  await expect.poll(() => at.data.promotionById('theirs')?.status).toBe('planned')
})
