import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { calendarPath, profilePath } from '../../../shared/base/document-path.ts'
import { addRow, setCell, setField } from '../../../shared/commands/rows.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'
import { eventually, openDevice, type TestDevice } from '../../support/test-workspace.ts'

let relay: TestRelay
let devices: TestDevice[] = []
let counter = 0
const open = (person: string): TestDevice['workspace'] => {
  const device = openDevice({ person, device: `undo-${++counter}`, url: relay.url })
  devices.push(device)
  return device.workspace
}
beforeEach(async () => {
  relay = await startTestRelay()
})
afterEach(async () => {
  for (const { workspace } of devices) await workspace.dispose()
  devices = []
  await relay.stop()
})

const yes = () => Promise.resolve(true)
const no = () => Promise.resolve(false)
const path = calendarPath('marlow', 2027)

describe('undo is mine (D11)', { timeout: 20_000 }, () => {
  it('takes back my edit and leaves a colleague’s later one alone', async () => {
    const ann = open('ann')
    const ben = open('ben')
    await ann.run('Named', profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
    await ann.run('Counted', profilePath('marlow'), setField, { name: 'storeCount', value: 12 })
    const bens = ben.open('profile', profilePath('marlow'))
    await eventually(() => expect(bens.value()?.storeCount).toBe(12))
    await ben.run('Counted', profilePath('marlow'), setField, { name: 'storeCount', value: 14 })
    const anns = ann.open('profile', profilePath('marlow'))
    await eventually(() => expect(anns.value()?.storeCount).toBe(14))
    expect(ann.history.undoLabel()).toBe('Counted')
    await ann.history.undo(yes)
    expect(anns.value()?.storeCount).toBe(14)
    await ann.history.undo(yes)
    expect(anns.value()?.name).toBe('')
    expect(ann.history.redoLabel()).toBe('Named')
    await ann.history.redo()
    expect(anns.value()?.name).toBe('Marlow')
  })

  it('asks before it undoes a creation a colleague has edited, keeps it on no, and loses nothing of it on yes', async () => {
    const ann = open('ann')
    const ben = open('ben')
    const added = await ann.run('Added chips', path, addRow, { rows: 'promotions', input: { name: 'Chips' } })
    if (!added.ok) throw new Error('not added')
    const rowId = added.value
    await eventually(() => expect(ben.summaries.all('promotion').length).toBe(1))
    await ben.run('Themed', path, setCell, { rows: 'promotions', rowId, cell: 'theme', value: 'Summer' })
    const document = ann.open('calendar', path)
    await eventually(() => expect(document.value()?.promotions[0]?.theme).toBe('Summer'))

    const questions: string[] = []
    await ann.history.undo((question) => {
      questions.push(question)
      return no()
    })
    expect(questions).toHaveLength(1)
    expect(document.value()?.promotions[0]).toMatchObject({ deleted: null, theme: 'Summer', name: 'Chips' })
    expect(ann.history.undoLabel()).toBeNull()

    await ann.run('Renamed', path, setCell, { rows: 'promotions', rowId, cell: 'name', value: 'Crisps' })
    await ann.history.undo(yes)
    expect(document.value()?.promotions[0]).toMatchObject({ deleted: null, theme: 'Summer', name: 'Chips' })
  })

  it('undoes a creation nobody else touched without asking, into the trash, and redoes it', async () => {
    const ann = open('ann')
    const added = await ann.run('Added chips', path, addRow, { rows: 'promotions', input: { name: 'Chips' } })
    const document = ann.open('calendar', path)
    await eventually(() => expect(document.value()?.promotions.length).toBe(1))
    await ann.history.undo(() => Promise.reject(new Error('asked')))
    expect(document.value()?.promotions[0]).toMatchObject({ name: 'Chips', deleted: { by: 'ann' } })
    await ann.history.redo()
    expect(document.value()?.promotions[0]).toMatchObject({ name: 'Chips', deleted: null })
    expect(added.ok).toBe(true)
  })

  it('takes back a colleague-edited creation on yes, with the colleague’s words kept in the trash', async () => {
    const ann = open('ann')
    const ben = open('ben')
    const added = await ann.run('Added chips', path, addRow, { rows: 'promotions', input: { name: 'Chips' } })
    if (!added.ok) throw new Error('not added')
    await eventually(() => expect(ben.summaries.all('promotion').length).toBe(1))
    await ben.run('Themed', path, setCell, { rows: 'promotions', rowId: added.value, cell: 'theme', value: 'Summer' })
    const document = ann.open('calendar', path)
    await eventually(() => expect(document.value()?.promotions[0]?.theme).toBe('Summer'))
    await ann.history.undo(yes)
    expect(document.value()?.promotions[0]).toMatchObject({ deleted: { by: 'ann' }, theme: 'Summer' })
    const bens = ben.open('calendar', path)
    await eventually(() => expect(bens.value()?.promotions[0]).toMatchObject({ deleted: { by: 'ann' }, theme: 'Summer' }))
  })

  it('takes back my typing and keeps the colleague’s characters in the middle of it', async () => {
    const ann = open('ann')
    const ben = open('ben')
    const anns = ann.open('profile', profilePath('marlow'))
    const bens = ben.open('profile', profilePath('marlow'))
    await eventually(() => expect([anns.live(), bens.live()]).not.toContain(null))
    const notes = anns.live()?.text('notes')
    for (const [index, letter] of [...'Call Pat'].entries()) notes?.splice(index, 0, letter)
    await eventually(() => expect(bens.value()?.notes).toBe('Call Pat'))
    bens.live()?.text('notes').splice(5, 0, 'dear ')
    await eventually(() => expect(anns.value()?.notes).toBe('Call dear Pat'))
    expect(ann.history.undoLabel()).toBe('Typing')
    await ann.history.undo(yes)
    await eventually(() => expect(bens.value()?.notes).toBe('dear '))
    await ann.history.redo()
    await eventually(() => expect(bens.value()?.notes).toContain('dear '))
    expect(ann.history.undoLabel()).toBe('Typing')
  })

  it('undoes one edit over several documents as one step, closed or open', async () => {
    const ann = open('ann')
    await ann.edit('Set up two accounts', async ({ run }) => {
      await run(profilePath('marlow'), setField, { name: 'name', value: 'Marlow' })
      await run(profilePath('dunmore'), setField, { name: 'name', value: 'Dunmore' })
    })
    await eventually(() =>
      expect(
        ann.summaries
          .all('account')
          .map(({ name }) => name)
          .sort(),
      ).toEqual(['Dunmore', 'Marlow']),
    )
    await new Promise((resolve) => setTimeout(resolve, 60))
    expect(ann.history.undoLabel()).toBe('Set up two accounts')
    await ann.history.undo(yes)
    await eventually(() => expect(ann.summaries.all('account').map(({ name }) => name)).toEqual([]))
    expect(ann.history.undoLabel()).toBeNull()
  })
})
