import { describe, expect, test } from 'vitest'
import { duplicateDifferences } from '../../../../shared/domain/trash/duplicate-differences.ts'
import { trashEntries } from '../../../../shared/domain/trash/trash-entries.ts'
import { importDevice, sampleSheets } from '../../../support/import-device.ts'

const year = () => {
  const device = importDevice('ann')
  device.import(sampleSheets())
  const marlow = device.summaries('account').find(({ name }) => name === 'Marlow Markets')!
  const promotions = device.summaries('promotion').filter(({ accountId }) => accountId === marlow.accountId)
  return { device, marlow, promotions, calendar: device.document(`accounts/${marlow.accountId}/calendar/2027`) }
}
const entries = (device: ReturnType<typeof importDevice>) =>
  trashEntries({
    accounts: device.summaries('account'),
    calendars: device.summaries('calendar'),
    promotions: device.summaries('promotion'),
    packets: device.summaries('packet'),
    items: device.summaries('item'),
  })

describe('the trash (D10)', () => {
  test('is empty while nothing was deleted', () => {
    expect(entries(year().device)).toEqual([])
  })

  test('says who deleted a promotion, when, and that it was edited since', () => {
    const { device, calendar, promotions } = year()
    calendar.tombstoneRow('promotions', promotions[0]!.promotionId, 'ben', '2026-11-20')
    calendar.tombstoneRow('promotions', promotions[1]!.promotionId, 'ann', '2026-11-21')
    calendar.setCell('promotions', promotions[0]!.promotionId, 'status', 'confirmed')
    expect(entries(device)).toMatchObject([
      { kind: 'promotion', name: promotions[1]!.name, accountName: 'Marlow Markets', deletion: { by: 'ann', on: '2026-11-21' }, isEditedSinceDeleted: false },
      { kind: 'promotion', name: promotions[0]!.name, deletion: { by: 'ben', on: '2026-11-20' }, isEditedSinceDeleted: true },
    ])
  })

  test('lists a calendar once, with what comes back with it, and not its promotions again', () => {
    const { device, calendar, promotions } = year()
    calendar.tombstoneRow('promotions', promotions[0]!.promotionId, 'ann', '2026-11-20')
    calendar.tombstone('ann', '2026-11-21')
    expect(entries(device).map(({ kind }) => kind)).toEqual(['calendar', 'promotion'])
    expect(entries(device)[0]).toMatchObject({ year: 2027, promotions: 29, accountName: 'Marlow Markets' })
  })

  test('lists an account with its calendars and packets', () => {
    const { device, marlow } = year()
    const packet = device.document(`accounts/${marlow.accountId}/packets/qbr`)
    packet.setField('title', 'QBR')
    device.document(`accounts/${marlow.accountId}/profile`).tombstone('ann', '2026-11-21')
    expect(entries(device)).toMatchObject([
      {
        kind: 'account',
        name: 'Marlow Markets',
        promotions: 30,
        packets: 1,
        paths: [
          { kind: 'calendar', path: `accounts/${marlow.accountId}/calendar/2027` },
          { kind: 'packet', path: `accounts/${marlow.accountId}/packets/qbr` },
        ],
      },
    ])
  })

  test('lists a deleted item with its group', () => {
    const { device } = year()
    const item = device.summaries('item')[0]!
    device.document('workspace/items').tombstoneRow('items', item.itemId, 'ann', '2026-11-21')
    expect(entries(device)).toMatchObject([{ kind: 'item', name: item.name, group: 'CHIPS-8OZ', deletion: { by: 'ann' } }])
  })

  test('lists nothing that was emptied, and nothing that was moved to another account', () => {
    const { device, calendar, promotions } = year()
    calendar.tombstoneRow('promotions', promotions[0]!.promotionId, 'ann', '2026-11-21')
    calendar.purgeRow('promotions', promotions[0]!.promotionId)
    calendar.setCell('promotions', promotions[1]!.promotionId, 'movedTo', 'accounts/other')
    calendar.tombstoneRow('promotions', promotions[1]!.promotionId, 'ann', '2026-11-21')
    expect(entries(device)).toEqual([])
  })
})

describe('a duplicate under review (D12)', () => {
  test('tells in what it differs, whatever the ids of its lines', () => {
    const { promotions } = year()
    const shown = promotions[0]!
    const same = { ...shown, promotionId: 'other', lines: shown.lines.map((line) => ({ ...line, lineId: 'other' })) }
    expect(duplicateDifferences(shown, same)).toEqual([])
    expect(duplicateDifferences(shown, { ...same, status: 'confirmed', inStore: null })).toEqual(['in-store dates', 'status'])
  })
})
