import { expect, test } from 'vitest'
import { byImportance } from '../../../../client/features/account/contacts/contact-order.ts'
import { isEmail, mailLink, phoneLink } from '../../../../client/features/account/contacts/reach.ts'
import { numberAndName, storesShown } from '../../../../client/features/account/stores/store-list.ts'

test('an address becomes a link, and what is none stays words', () => {
  expect(mailLink(' kim.ode@marlow.example ')).toBe('mailto:kim.ode@marlow.example')
  for (const bad of ['', 'kim', 'kim@marlow', 'kim@marlow.example, lee@x.example', 'a b@x.example']) expect(isEmail(bad), bad).toBe(false)
})

test('a phone number is dialled however it is written', () => {
  expect(phoneLink('+1 (515) 555-0142 ext. 12')).toBe('tel:+15155550142;ext=12')
  expect(phoneLink('515.555.0142 x7')).toBe('tel:5155550142;ext=7')
  expect(phoneLink('0049 30 1234567')).toBe('tel:0049301234567')
  for (const none of ['', 'ask Kim', '12']) expect(phoneLink(none), none).toBeNull()
})

test('who decides is called first; among equals the team’s order holds', () => {
  const people = [
    { id: 'media', roles: ['media'] as const },
    { id: 'dmm', roles: ['dmm'] as const },
    { id: 'none', roles: [] as const },
    { id: 'buyer', roles: ['replenishment', 'buyer'] as const },
  ]
  expect(byImportance(people).map(({ id }) => id)).toEqual(['buyer', 'dmm', 'media', 'none'])
})

test('a typed line is a store’s number and name', () => {
  expect(numberAndName('1204 Maple Street')).toEqual({ number: '1204', name: 'Maple Street' })
  expect(numberAndName('#88 – Oak')).toEqual({ number: '88', name: 'Oak' })
  expect(numberAndName('1204\tMaple')).toEqual({ number: '1204', name: 'Maple' })
  expect(numberAndName('Flagship')).toEqual({ number: '', name: 'Flagship' })
  expect(numberAndName('77')).toEqual({ number: '77', name: '' })
})

test('stores sort as people count, the unnumbered last, and are found by any of their words', () => {
  const store = (id: string, number: string, address = '') =>
    ({ id, number, name: '', address, grade: '', format: '', manager: '', phone: '', externalKey: '', deleted: null }) as never
  const stores = [store('a', '10'), store('b', '9', '12 Main St'), store('c', '')]
  expect(storesShown(stores, '', { column: 'number', isDescending: false }).map(({ id }) => id)).toEqual(['b', 'a', 'c'])
  expect(storesShown(stores, 'main', { column: 'number', isDescending: false }).map(({ id }) => id)).toEqual(['b'])
})
