import { describe, expect, test } from 'vitest'
import { purgeDocument, purgePromotions } from '../../../shared/commands/trash.ts'
import { calendarDoc } from '../../../shared/docs/calendar.ts'
import { packetDoc } from '../../../shared/docs/packet.ts'
import { contextFor, copyOf, meet, replica } from '../../support/replicas.ts'

const PATH = 'accounts/marlow/calendar/2027'
const context = contextFor('ann')
const calendar = () => {
  const live = replica('calendar', PATH)
  for (const id of ['p1', 'p2']) {
    live.createRow('promotions', id, { name: `Promotion ${id}`, inStore: { from: '2027-02-03', to: '2027-02-09' }, externalKey: id })
    live.text('notes', id).replace('for our eyes')
    live.createRow('lines', `${id}-line`, { promotionId: id, mechanic: 'TPR', rate: '0.5' })
  }
  return live
}
const summaries = (live: ReturnType<typeof calendar>) => calendarDoc.summary(live.value(), PATH)

describe('emptying the trash (D10)', () => {
  test('forgets a deleted promotion and its lines for everyone, and keeps its tombstone', () => {
    const ann = calendar()
    const ben = copyOf('calendar', ann)
    ann.tombstoneRow('promotions', 'p1', 'ann', '2026-11-21')
    expect(purgePromotions(ann, { promotionIds: ['p1'] }, context)).toEqual({ ok: true, value: undefined })
    meet(ann, ben)
    expect(ben.row('promotions', 'p1')).toMatchObject({ name: '', notes: '', deleted: { by: 'ann' } })
    expect(ben.row('lines', 'p1-line')).toMatchObject({ rate: null, promotionId: 'none', deleted: { by: 'ann' } })
    expect(summaries(ben)).toMatchObject([
      { type: 'calendar' },
      { promotionId: 'p1', isPurged: true, lines: [] },
      { promotionId: 'p2', isPurged: false, lines: [{ rate: '0.5' }] },
    ])
  })

  test('leaves alone what somebody restored meanwhile', () => {
    const ann = calendar()
    purgePromotions(ann, { promotionIds: ['p1', 'p2'] }, context)
    expect(ann.row('promotions', 'p1')).toMatchObject({ name: 'Promotion p1', notes: 'for our eyes' })
    expect(purgeDocument(ann, { isForced: false }, context).ok).toBe(true)
    expect(ann.rows('promotions').map(({ name }) => name)).toEqual(['Promotion p1', 'Promotion p2'])
  })

  test('forgets a whole document, rich text and rows included', () => {
    const packet = replica('packet', 'accounts/marlow/packets/qbr')
    packet.setField('title', 'QBR')
    packet.createRow('actions', 'a1', { title: 'Call the buyer' })
    packet.rich('notes').insert(0, [])
    packet.tombstone('ann', '2026-11-21')
    purgeDocument(packet, { isForced: false }, context)
    expect(packet.value()).toMatchObject({ title: '', notes: '', actions: [{ id: 'a1', title: '' }], deleted: { by: 'ann', on: '2026-11-21' } })
    expect(packetDoc.summary(packet.value(), packet.path)[0]).toMatchObject({ isDeleted: true, title: '', deletion: { by: 'ann', on: '2026-11-21' } })
  })

  test('what a colleague wrote offline into a purged promotion is his work alone, and is still deleted', () => {
    const ann = calendar()
    const ben = copyOf('calendar', ann)
    ann.tombstoneRow('promotions', 'p1', 'ann', '2026-11-21')
    purgePromotions(ann, { promotionIds: ['p1'] }, context)
    ben.setCell('promotions', 'p1', 'name', 'Ben renamed it')
    meet(ann, ben)
    expect(ann.row('promotions', 'p1')).toEqual(ben.row('promotions', 'p1'))
    expect(ann.row('promotions', 'p1')!.deleted).not.toBeNull()
  })
})
