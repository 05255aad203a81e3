import { describe, expect, test } from 'vitest'
import { addContacts, createPacket, removeAttendee } from '../../../shared/commands/packet.ts'
import { addRow, addRows, deleteRows, moveRow, setCell } from '../../../shared/commands/rows.ts'
import { definitionOf } from '../../../shared/docs/index.ts'
import { attendeesShown } from '../../../shared/domain/packet/attendees.ts'
import { contextFor, copyOf, meet, replica } from '../../support/replicas.ts'

const PATH = 'accounts/marlow/packets/fall'
const dana = contextFor('dana')
const lee = contextFor('lee')
const kim = { contactId: 'kim', name: 'Kim Ode', title: 'Buyer' }
const ravi = { contactId: 'ravi', name: 'Ravi Sen', title: 'Replenishment' }

const packet = (withAgenda = false) => {
  const live = replica('packet', PATH)
  live.transact(() => createPacket(live, { title: ' Fall review ', meetingType: 'qbr', on: '2026-12-02', withAgenda }, dana))
  return live
}

const withTopics = (...titles: string[]) => {
  const live = packet()
  for (const title of titles) addRow(live, { rows: 'agenda', input: { title }, id: title.toLowerCase() }, dana)
  return live
}

const topicsOf = (live: ReturnType<typeof packet>) =>
  live
    .rows('agenda')
    .filter(({ deleted }) => deleted === null)
    .map(({ title }) => title)

describe('creating a packet', () => {
  test('gives it a title, a kind and a day, and the lists see it', () => {
    const live = packet()
    expect(definitionOf(PATH)!.summary(live.value(), PATH)).toMatchObject([{ type: 'packet', title: 'Fall review', meetingType: 'qbr', on: '2026-12-02' }])
    expect(createPacket(live, { title: 'Again', meetingType: 'qbr', on: null, withAgenda: false }, dana).ok).toBe(false)
  })

  test('refuses an untitled one and a day that does not exist', () => {
    const live = replica('packet', PATH)
    expect(createPacket(live, { title: ' ', meetingType: 'qbr', on: null, withAgenda: false }, dana)).toMatchObject({ ok: false, error: { field: 'title' } })
    expect(createPacket(live, { title: 'x', meetingType: 'qbr', on: '2026-02-30', withAgenda: false }, dana)).toMatchObject({
      ok: false,
      error: { field: 'on', message: expect.stringContaining('date') },
    })
  })

  test('can start with the agenda usual for the meeting, in its order', () => {
    const topics = topicsOf(packet(true))
    expect(topics[0]).toBe('KPI scorecard against targets')
    expect(topics.at(-1)).toBe('Decisions from last time')
  })

  test('D11: undone, it leaves nothing that a list would show', () => {
    const live = replica('packet', PATH)
    const changes = live.transact(() => createPacket(live, { title: 'Fall', meetingType: 'qbr', on: null, withAgenda: true }, dana))
    live.invert(changes, 'dana', '2026-11-21')
    expect(definitionOf(PATH)!.summary(live.value(), PATH)).toEqual([])
  })
})

describe('attendees', () => {
  test('two people adding the same contact at once see her once, and taking her off takes her off', () => {
    const mine = packet()
    const theirs = copyOf('packet', mine)
    addContacts(mine, { contacts: [kim] }, dana)
    addContacts(theirs, { contacts: [kim, ravi] }, lee)
    meet(mine, theirs)
    const names = (live: typeof mine) => attendeesShown(live.rows('attendees')).map(({ name }) => name)
    expect(names(mine).toSorted()).toEqual(['Kim Ode', 'Ravi Sen'])
    expect(names(mine)).toEqual(names(theirs))

    const shown = attendeesShown(mine.rows('attendees')).find(({ contactId }) => contactId === 'kim')!
    expect(removeAttendee(mine, { rowId: shown.id }, dana)).toMatchObject({ ok: true, value: { length: 2 } })
    meet(mine, theirs)
    expect(names(theirs)).toEqual(['Ravi Sen'])
  })

  test('somebody already there is not added again; people without a contact are each their own', () => {
    const live = packet()
    addContacts(live, { contacts: [kim] }, dana)
    addContacts(live, { contacts: [kim, ravi] }, dana)
    for (const name of ['Pat', 'Pat']) addRow(live, { rows: 'attendees', input: { name, side: 'ours' } }, dana)
    expect(attendeesShown(live.rows('attendees')).map(({ name }) => name)).toEqual(['Kim Ode', 'Ravi Sen', 'Pat', 'Pat'])
  })
})

describe('the order of the agenda', () => {
  test('moving puts a topic after another, or first', () => {
    const live = withTopics('A', 'B', 'C')
    moveRow(live, { rows: 'agenda', rowId: 'c', afterId: 'a' })
    expect(topicsOf(live)).toEqual(['A', 'C', 'B'])
    moveRow(live, { rows: 'agenda', rowId: 'b', afterId: null })
    expect(topicsOf(live)).toEqual(['B', 'A', 'C'])
  })

  test('two people moving and adding at once end with the same order, nothing lost', () => {
    const mine = withTopics('A', 'B', 'C', 'D')
    const theirs = copyOf('packet', mine)
    moveRow(mine, { rows: 'agenda', rowId: 'd', afterId: null })
    addRow(mine, { rows: 'agenda', input: { title: 'Mine' }, afterId: 'b' }, dana)
    moveRow(theirs, { rows: 'agenda', rowId: 'a', afterId: 'c' })
    addRow(theirs, { rows: 'agenda', input: { title: 'Theirs' }, afterId: 'b' }, lee)
    setCell(theirs, { rows: 'agenda', rowId: 'd', cell: 'minutes', value: 20 })
    meet(mine, theirs)
    expect(topicsOf(mine)).toEqual(topicsOf(theirs))
    expect(topicsOf(mine).toSorted()).toEqual(['A', 'B', 'C', 'D', 'Mine', 'Theirs'])
    expect(mine.row('agenda', 'd')?.minutes).toBe(20)
    expect(topicsOf(mine)[0]).toBe('D')
  })

  test('topics two people put at the same place can still be parted', () => {
    const mine = withTopics('A', 'Z')
    const theirs = copyOf('packet', mine)
    addRow(mine, { rows: 'agenda', input: { title: 'Mine' }, afterId: 'a', id: 'mine' }, dana)
    addRow(theirs, { rows: 'agenda', input: { title: 'Theirs' }, afterId: 'a', id: 'theirs' }, lee)
    meet(mine, theirs)
    expect(mine.row('agenda', 'mine')?.order).toBe(mine.row('agenda', 'theirs')?.order)
    moveRow(mine, { rows: 'agenda', rowId: 'z', afterId: 'mine' })
    expect(topicsOf(mine)).toEqual(['A', 'Mine', 'Z', 'Theirs'])
    meet(mine, theirs)
    expect(topicsOf(theirs)).toEqual(['A', 'Mine', 'Z', 'Theirs'])
  })

  test('several topics at once come behind the others in their order, all or none', () => {
    const live = withTopics('A', 'B')
    expect(addRows(live, { rows: 'agenda', inputs: [{ title: 'C' }, { title: 'D', minutes: 10 }] }, dana)).toMatchObject({ ok: true, value: { length: 2 } })
    expect(topicsOf(live)).toEqual(['A', 'B', 'C', 'D'])
    expect(addRows(live, { rows: 'agenda', inputs: [{ title: 'E' }, { title: 'F', minutes: -1 }] }, dana)).toMatchObject({
      ok: false,
      error: { field: 'minutes' },
    })
    expect(topicsOf(live)).toEqual(['A', 'B', 'C', 'D'])
  })

  test('D4: an index nobody of ours wrote does not stop the moving', () => {
    const live = withTopics('A', 'B', 'C')
    live.setCell('agenda', 'b', 'order', '!!')
    moveRow(live, { rows: 'agenda', rowId: 'c', afterId: 'b' })
    expect(topicsOf(live)).toEqual(['B', 'C', 'A'])
  })

  test('D10: a deleted topic keeps its place for the one who restores it', () => {
    const live = withTopics('A', 'B', 'C')
    deleteRows(live, { rows: 'agenda', rowIds: ['b'] }, dana)
    expect(topicsOf(live)).toEqual(['A', 'C'])
    moveRow(live, { rows: 'agenda', rowId: 'c', afterId: null })
    live.restoreRow('agenda', 'b')
    expect(topicsOf(live)).toEqual(['C', 'A', 'B'])
  })
})
