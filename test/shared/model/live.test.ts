import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { isRootName } from '../../../shared/base/root-names.ts'
import { calendarDoc } from '../../../shared/docs/calendar.ts'
import { DOCUMENTS, definitionOf } from '../../../shared/docs/index.ts'
import { shortText } from '../../../shared/docs/schemas.ts'
import { defineDoc } from '../../../shared/model/doc.ts'
import { register } from '../../../shared/model/field.ts'
import { type Change, openLive } from '../../../shared/model/live.ts'
import { isEditedSinceDeleted } from '../../../shared/model/salvage.ts'
import { copyOf, meet, replica } from '../../support/replicas.ts'

const PATH = 'accounts/marlow/calendar/2027'
const inStore = { from: '2027-02-03', to: '2027-02-09' }

const calendarWith = (...ids: string[]) => {
  const live = replica('calendar', PATH)
  live.transact(() => {
    for (const id of ids) live.createRow('promotions', id, { name: `Promotion ${id}`, inStore, merchandising: ['tpr'], notes: 'Ask Dana' })
  })
  return live
}

describe('the layout', () => {
  test('D1: every root a document makes is named by the grammar the gate checks', () => {
    const live = calendarWith('a')
    expect([...live.ydoc.share.keys()].sort()).toEqual([
      'fields',
      'rows/lines',
      'rows/overrides',
      'rows/pins',
      'rows/promotions',
      'rows/requirements',
      'text/notes/a',
    ])
    for (const name of live.ydoc.share.keys()) expect(isRootName(name)).toBe(true)
    for (const name of ['', 'rows', 'rows/', 'rows/Upper', 'text/a/b/c', '__proto__', 'fields/x', 'rich/notes/bad id', `text/${'x'.repeat(41)}`]) {
      expect(isRootName(name), name).toBe(false)
    }
  })

  test('D1: two people choosing different merchandising offline keep both choices', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    mine.setRowChoice('promotions', 'a', 'merchandising', 'display_endcap', true)
    theirs.setRowChoice('promotions', 'a', 'merchandising', 'demo', true)
    theirs.setRowChoice('promotions', 'a', 'merchandising', 'tpr', false)
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')?.merchandising).toEqual(['demo', 'display_endcap'])
    expect(theirs.row('promotions', 'a')?.merchandising).toEqual(['demo', 'display_endcap'])
  })

  test('D2: a definition refuses names the language keeps for itself', () => {
    expect(() => defineDoc({ kind: 'settings', version: 1, fields: { deleted: register(shortText, '') }, summary: () => [] })).toThrow('reserved')
  })

  test('D2: every kind in the registry is found by its path and answers a summary for an empty document', () => {
    const paths = ['workspace/settings', 'workspace/items', 'accounts/a/profile', PATH, 'accounts/a/facts/2027', 'accounts/a/packets/p']
    expect(paths.map((path) => definitionOf(path)?.kind)).toEqual(Object.keys(DOCUMENTS))
    for (const path of paths) {
      const definition = definitionOf(path)!
      expect(Array.isArray(definition.summary(openLive(definition, path, new Y.Doc()).value() as never, path))).toBe(true)
    }
  })

  test('D8: paths outside the grammar have no definition', () => {
    for (const path of [
      '',
      'accounts',
      'accounts//profile',
      'accounts/a/calendar/27',
      'accounts/a/calendar/2027/x',
      'accounts/a b/profile',
      `accounts/${'a'.repeat(65)}/profile`,
      'workspace/other',
      '../x',
    ]) {
      expect(definitionOf(path), path).toBeNull()
    }
  })
})

describe('merging', () => {
  test('D3: a window is one value, so offline edits never make from > to', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    mine.setCell('promotions', 'a', 'inStore', { from: '2027-05-05', to: '2027-05-11' })
    theirs.setCell('promotions', 'a', 'inStore', { from: '2027-01-06', to: '2027-01-12' })
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')?.inStore).toEqual(theirs.row('promotions', 'a')?.inStore)
    expect([
      { from: '2027-05-05', to: '2027-05-11' },
      { from: '2027-01-06', to: '2027-01-12' },
    ]).toContainEqual(mine.row('promotions', 'a')?.inStore)
  })

  test('D3: two people typing into the same notes keep every character', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    mine.text('notes', 'a').splice(0, 0, 'First: ')
    theirs.text('notes', 'a').splice(8, 0, ' and Lee')
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')?.notes).toBe('First: Ask Dana and Lee')
    expect(theirs.row('promotions', 'a')?.notes).toBe('First: Ask Dana and Lee')
  })

  test('replacing a text touches only the part that differs, so a colleague elsewhere in it is not disturbed', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    mine.text('notes', 'a').replace('Ask Dana tomorrow')
    theirs.text('notes', 'a').replace('Please ask Dana')
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')?.notes).toBe('Please ask Dana tomorrow')
  })

  test('D10: a row deleted by one and edited by another offline survives both, marked as deleted but edited', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    mine.tombstoneRow('promotions', 'a', 'ann', '2026-11-21')
    expect(isEditedSinceDeleted(mine.row('promotions', 'a')!, [])).toBe(false)
    theirs.setCell('promotions', 'a', 'name', 'Chips, bigger')
    meet(mine, theirs)
    for (const live of [mine, theirs]) {
      const row = live.row('promotions', 'a')!
      expect(row.name).toBe('Chips, bigger')
      expect(row.deleted?.by).toBe('ann')
      expect(isEditedSinceDeleted(row, [])).toBe(true)
    }
    theirs.restoreRow('promotions', 'a')
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')).toMatchObject({ name: 'Chips, bigger', deleted: null })
  })

  test('D10: an edit to a line counts as an edit of its deleted promotion, and purging forgets its lines too', () => {
    const mine = calendarWith('a', 'b')
    mine.createRow('lines', 'l', { promotionId: 'a', mechanic: 'SCAN', rate: '0.50' })
    mine.createRow('lines', 'm', { promotionId: 'b', mechanic: 'OI', rate: '1' })
    const theirs = copyOf('calendar', mine)
    mine.tombstoneRow('promotions', 'a', 'ann', '2026-11-21')
    const edited = () =>
      calendarDoc.summary(mine.value(), PATH).flatMap((row) => (row.type === 'promotion' && row.isEditedSinceDeleted ? [row.promotionId] : []))
    expect(edited()).toEqual([])
    theirs.setCell('lines', 'l', 'rate', '0.75')
    meet(mine, theirs)
    expect(edited()).toEqual(['a'])
    mine.purgeRow('promotions', 'a')
    expect(mine.row('lines', 'l')?.rate).toBeNull()
    expect(mine.row('lines', 'm')?.rate).toBe('1')
  })

  test('D10: purging forgets the contents of a tombstoned row only, and leaves the tombstone', () => {
    const live = calendarWith('a', 'b')
    expect(live.purgeRow('promotions', 'a')).toBe(false)
    live.tombstoneRow('promotions', 'a', 'ann', '2026-11-21')
    expect(live.purgeRow('promotions', 'a')).toBe(true)
    expect(live.row('promotions', 'a')).toMatchObject({ name: '', notes: '', inStore: null, deleted: { by: 'ann' } })
    expect(live.row('promotions', 'b')?.name).toBe('Promotion b')
  })
})

describe('salvage', () => {
  test('D4: a value that does not parse reads as empty, is counted, and harms neither its row nor its table', () => {
    const live = calendarWith('a', 'b')
    const rows = live.ydoc.getMap<Y.Map<unknown>>('rows/promotions')
    rows.get('a')?.set('inStore', { from: '2027-02-31', to: 'x' })
    rows.get('a')?.set('status', 'exploded')
    rows.get('a')?.set('merchandising/nonsense', true)
    rows.set('c', 'not a row' as never)
    const value = live.value()
    expect(value.promotions.map(({ id }) => id)).toEqual(['a', 'b'])
    expect(value.promotions[0]).toMatchObject({ name: 'Promotion a', inStore: null, status: 'idea', merchandising: ['tpr'] })
    expect(live.repairs()).toEqual([
      { root: 'rows/promotions', rowId: 'a', name: 'status' },
      { root: 'rows/promotions', rowId: 'a', name: 'inStore' },
      { root: 'rows/promotions', rowId: 'a', name: 'merchandising' },
      { root: 'rows/promotions', rowId: 'c', name: '' },
    ])
    expect(calendarDoc.summary(value, PATH)).toHaveLength(3)
  })

  test('D5: keys a newer client wrote survive a round trip through this one, and a raised version makes it read-only', () => {
    const newer = calendarWith('a')
    newer.ydoc
      .getMap<Y.Map<unknown>>('rows/promotions')
      .get('a')
      ?.set('fromTheFuture', { deep: [1] })
    const older = copyOf('calendar', newer)
    older.setCell('promotions', 'a', 'name', 'Renamed')
    meet(newer, older)
    expect(newer.ydoc.getMap<Y.Map<unknown>>('rows/promotions').get('a')?.get('fromTheFuture')).toEqual({ deep: [1] })
    expect(older.isReadOnly()).toBe(false)
    newer.requireVersion(calendarDoc.version + 1)
    meet(newer, older)
    expect(older.isReadOnly()).toBe(true)
  })
})

describe('changes and their inverse', () => {
  const undo = (live: ReturnType<typeof calendarWith>, changes: readonly Change[]) => live.invert(changes, 'ann', '2026-11-21')

  test('a transaction returns what it changed and observers hear of it by path', () => {
    const live = calendarWith('a')
    const heard: Change[] = []
    live.observe((changes) => heard.push(...changes))
    const changes = live.transact(() => {
      live.setCell('promotions', 'a', 'name', 'New')
      live.setCell('promotions', 'a', 'status', 'planned')
    })
    expect(changes).toEqual([
      { at: 'row', rows: 'promotions', rowId: 'a', key: 'name', before: 'Promotion a', after: 'New' },
      { at: 'row', rows: 'promotions', rowId: 'a', key: 'status', before: undefined, after: 'planned' },
    ])
    expect(heard).toEqual(changes)
  })

  test('writing the value that is there already makes no update', () => {
    const live = calendarWith('a')
    let updates = 0
    live.ydoc.on('update', () => updates++)
    live.setCell('promotions', 'a', 'inStore', { to: inStore.to, from: inStore.from })
    live.setRowChoice('promotions', 'a', 'merchandising', 'tpr', true)
    live.text('notes', 'a').replace('Ask Dana')
    expect(updates).toBe(0)
  })

  test('D11: undo puts back my value only where it is still mine', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    const changes = mine.transact(() => {
      mine.setCell('promotions', 'a', 'name', 'Mine')
      mine.setCell('promotions', 'a', 'status', 'planned')
    })
    meet(mine, theirs)
    theirs.setCell('promotions', 'a', 'name', 'Theirs')
    meet(mine, theirs)
    const redo = undo(mine, changes)
    expect(mine.row('promotions', 'a')).toMatchObject({ name: 'Theirs', status: 'idea' })
    undo(mine, redo)
    expect(mine.row('promotions', 'a')).toMatchObject({ name: 'Theirs', status: 'planned' })
  })

  test('D11: undoing my typing leaves what a colleague typed into the middle of it', () => {
    const mine = calendarWith('a')
    const theirs = copyOf('calendar', mine)
    const changes = mine.transact(() => mine.text('notes', 'a').splice(4, 4, 'Robert'))
    meet(mine, theirs)
    theirs.text('notes', 'a').splice(7, 0, '<Lee>')
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')?.notes).toBe('Ask Rob<Lee>ert')
    const redo = undo(mine, changes)
    expect(mine.row('promotions', 'a')?.notes).toContain('<Lee>')
    expect(mine.row('promotions', 'a')?.notes).toContain('Dana')
    expect(mine.row('promotions', 'a')?.notes).not.toContain('Rob')
    undo(mine, redo)
    meet(mine, theirs)
    expect(mine.row('promotions', 'a')?.notes).toBe('Ask Rob<Lee>ert')
    expect(theirs.row('promotions', 'a')?.notes).toBe(mine.row('promotions', 'a')?.notes)
  })

  test('D11: undoing a creation tombstones it, and says beforehand whether others wrote into it', () => {
    const mine = replica('calendar', PATH)
    const own = new Set([mine.ydoc.clientID])
    const changes = mine.transact(() => mine.createRow('promotions', 'a', { name: 'Chips' }))
    const theirs = copyOf('calendar', mine)
    expect(mine.isTouchedByOthers('promotions', 'a', own)).toBe(false)
    theirs.createRow('lines', 'l', { promotionId: 'a', mechanic: 'SCAN' })
    meet(mine, theirs)
    expect(mine.isTouchedByOthers('promotions', 'a', own)).toBe(true)
    const redo = undo(mine, changes)
    expect(mine.row('promotions', 'a')).toMatchObject({ name: 'Chips', deleted: { by: 'ann' } })
    undo(mine, redo)
    expect(mine.row('promotions', 'a')?.deleted).toBeNull()
  })

  test('D11: a colleague typing into the notes of my new row counts as an edit of it', () => {
    const mine = replica('calendar', PATH)
    mine.createRow('promotions', 'a', { name: 'Chips' })
    const theirs = copyOf('calendar', mine)
    theirs.text('notes', 'a').splice(0, 0, 'hello')
    meet(mine, theirs)
    expect(mine.isTouchedByOthers('promotions', 'a', new Set([mine.ydoc.clientID]))).toBe(true)
  })
})
