import { describe, expect, test } from 'vitest'
import { createAccount, isBelow, renameAccount, setFirstReceiver, setParent, verifyContacts } from '../../../shared/commands/account.ts'
import { addRow } from '../../../shared/commands/rows.ts'
import { definitionOf } from '../../../shared/docs/index.ts'
import { contextFor, copyOf, meet, replica } from '../../support/replicas.ts'

const PATH = 'accounts/marlow/profile'
const context = contextFor('dana')
const marlow = { name: ' Marlow Markets ', channel: 'grocery', weekSystemId: 'nrf-454', adWeekStart: 3, currency: 'USD' } as const

const profile = () => {
  const live = replica('profile', PATH)
  live.transact(() => createAccount(live, marlow, context))
  return live
}

describe('creating an account', () => {
  test('fills the profile, and the lists see it', () => {
    const live = profile()
    expect(live.field('name')).toBe('Marlow Markets')
    const [account] = definitionOf(PATH)!.summary(live.value(), PATH)
    expect(account).toMatchObject({ type: 'account', name: 'Marlow Markets', adWeekStart: 3, parentId: null, isDeleted: false })
  })

  test('refuses what could not be found again, at its field', () => {
    const live = replica('profile', PATH)
    expect(createAccount(live, { ...marlow, name: '  ' }, context)).toEqual({ ok: false, error: { field: 'name', message: 'Give the account a name.' } })
    expect(createAccount(live, { ...marlow, adWeekStart: 9 }, context)).toMatchObject({ ok: false, error: { field: 'adWeekStart' } })
    expect(createAccount(profile(), marlow, context).ok).toBe(false)
    expect(renameAccount(profile(), '')).toMatchObject({ ok: false, error: { field: 'name' } })
  })

  test('D11: undone, it leaves nothing that a list would show', () => {
    const live = replica('profile', PATH)
    const changes = live.transact(() => createAccount(live, marlow, context))
    live.invert(changes, 'dana', '2026-11-21')
    expect(definitionOf(PATH)!.summary(live.value(), PATH)).toEqual([])
  })
})

describe('where an account hangs', () => {
  const parents = new Map<string, string | null>([
    ['north', 'marlow'],
    ['north-city', 'north'],
  ])

  test('never below itself, nor below what hangs below it', () => {
    const live = profile()
    for (const parentId of ['marlow', 'north', 'north-city']) {
      expect(setParent(live, { accountId: 'marlow', parentId, parents }, context), parentId).toMatchObject({ ok: false, error: { field: 'parentId' } })
    }
    expect(setParent(live, { accountId: 'marlow', parentId: 'holding', parents }, context).ok).toBe(true)
    expect(live.field('parentId')).toBe('holding')
    expect(setParent(live, { accountId: 'marlow', parentId: null, parents }, context).ok).toBe(true)
  })

  test('a loop made by a merge ends the question instead of the app', () => {
    const loop = new Map<string, string | null>([
      ['a', 'b'],
      ['b', 'a'],
    ])
    expect(isBelow('a', 'c', loop)).toBe(false)
  })
})

describe('first receivers', () => {
  test('D1: two people adding different ones offline keep both', () => {
    const mine = profile()
    const theirs = copyOf('profile', mine)
    setFirstReceiver(mine, { name: 'UNFI', present: true }, context)
    setFirstReceiver(theirs, { name: 'KeHE', present: true }, context)
    meet(mine, theirs)
    expect(mine.field('firstReceivers')).toEqual(['KeHE', 'UNFI'])
    expect(theirs.field('firstReceivers')).toEqual(['KeHE', 'UNFI'])
  })

  test('an account is not its own, and one is there once', () => {
    const live = profile()
    expect(setFirstReceiver(live, { name: 'marlow markets', present: true }, context).ok).toBe(false)
    expect(setFirstReceiver(live, { name: ' ', present: true }, context).ok).toBe(false)
    expect(setFirstReceiver(live, { name: ' UNFI ', present: true }, context).ok).toBe(true)
    expect(setFirstReceiver(live, { name: 'unfi', present: true }, context).ok).toBe(false)
    expect(setFirstReceiver(live, { name: 'UNFI', present: false }, context).ok).toBe(true)
    expect(live.field('firstReceivers')).toEqual([])
  })
})

test('verified contacts carry today’s date', () => {
  const live = profile()
  const added = addRow(live, { rows: 'contacts', input: { name: 'Kim Ode', roles: ['buyer'] } }, context)
  expect(added.ok).toBe(true)
  const contactId = added.ok ? added.value : ''
  verifyContacts(live, { contactIds: [contactId, 'gone'] }, context)
  expect(live.row('contacts', contactId)).toMatchObject({ verifiedOn: '2026-11-21', roles: ['buyer'] })
})
