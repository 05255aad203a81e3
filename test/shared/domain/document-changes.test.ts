import { describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { calendarDoc } from '../../../shared/docs/calendar.ts'
import { packetDoc } from '../../../shared/docs/packet.ts'
import { documentChanges } from '../../../shared/domain/document-changes.ts'
import { openLive } from '../../../shared/model/live.ts'

const calendar = () => openLive(calendarDoc, 'accounts/a1/calendar/2027', new Y.Doc())

describe('what would change in a document, in words', () => {
  test('is told row by row, under the names people know, with what was there and what would be', () => {
    const live = calendar()
    live.createRow('promotions', 'p1', { name: 'Chips TPR', inStore: { from: '2027-03-03', to: '2027-03-09' }, status: 'planned' })
    live.createRow('promotions', 'p2', { name: 'Dips feature' })
    const before = live.value()
    live.setCell('promotions', 'p1', 'inStore', { from: '2027-03-10', to: '2027-03-16' })
    live.setCell('promotions', 'p1', 'status', 'offered')
    live.setRowChoice('promotions', 'p1', 'merchandising', 'tpr', true)
    live.text('notes', 'p1').splice(0, 0, 'Buyer agreed')
    live.createRow('promotions', 'p3', { name: 'Salsa BOGO' })
    live.createRow('lines', 'l1', { promotionId: 'p1', itemGroup: 'Chips 10 oz', lump: 125_000, order: 'a0' })
    live.tombstoneRow('promotions', 'p2', 'ben', '2026-11-20')
    const changes = documentChanges(calendarDoc.fields, before, live.value())
    expect(changes).toMatchObject([
      {
        what: 'changed',
        table: 'Promotions',
        name: 'Chips TPR',
        fields: [
          { label: 'Status', before: 'planned', after: 'offered' },
          { label: 'In store', before: 'Wed 3 Mar 2027 – Tue 9 Mar 2027', after: 'Wed 10 Mar 2027 – Tue 16 Mar 2027' },
          { label: 'Merchandising' },
          { label: 'Notes', before: 'empty', after: 'Buyer agreed' },
        ],
      },
      { what: 'deleted', table: 'Promotions', name: 'Dips feature' },
      { what: 'added', table: 'Promotions', name: 'Salsa BOGO' },
      // An amount says nothing without its currency.
      { what: 'added', table: 'Lines', name: 'Chips 10 oz', fields: expect.arrayContaining([{ label: 'Lump sum', before: 'empty', after: null }]) },
    ])
    expect(changes.at(-1)?.fields.map(({ label }) => label)).not.toContain('Order')
  })

  test('shows of a long text the part that changes', () => {
    const live = openLive(packetDoc, 'accounts/a1/packets/k1', new Y.Doc())
    live.setField('title', `${'a'.repeat(100)} in March ${'b'.repeat(100)}`)
    const before = live.value()
    live.setField('title', `${'a'.repeat(100)} in April ${'b'.repeat(100)}`)
    const [change] = documentChanges(packetDoc.fields, before, live.value())
    expect(change?.fields).toEqual([
      { label: 'Title', before: expect.stringMatching(/^…a+ in March b+…$/), after: expect.stringMatching(/^…a+ in April b+…$/) },
    ])
  })

  test('is nothing when nothing would, and tells of the document itself', () => {
    const live = openLive(packetDoc, 'accounts/a1/packets/k1', new Y.Doc())
    const before = live.value()
    expect(documentChanges(packetDoc.fields, before, live.value())).toEqual([])
    live.setField('title', 'Spring review')
    live.tombstone('ben', '2026-11-20')
    expect(documentChanges(packetDoc.fields, before, live.value())).toEqual([
      { what: 'deleted', table: null, name: '', fields: [{ label: 'Title', before: 'empty', after: 'Spring review' }] },
    ])
    const deleted = live.value()
    live.restore()
    expect(documentChanges(packetDoc.fields, deleted, live.value())).toMatchObject([{ what: 'restored' }])
  })
})
