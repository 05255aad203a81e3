import type { Weekday } from '../base/civil.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, type RowFacts, register, rows, set, type Tombstone, text } from '../model/field.ts'
import { civilDateText, count, currencyCode, flag, idText, percent, shortText, weekdayNumber } from './schemas.ts'
import {
  ACCOUNT_CHANNELS,
  ACCOUNT_KINDS,
  ACCOUNT_STAGES,
  type AccountChannel,
  type AccountKind,
  type AccountStage,
  ROUTES_TO_MARKET,
  type RouteToMarket,
} from './terms/account-terms.ts'
import { CONTACT_CHANNELS, CONTACT_ROLES, type ContactRole } from './terms/contact-terms.ts'

export interface AccountSummary {
  readonly key: 'account'
  readonly type: 'account'
  readonly accountId: string
  readonly name: string
  readonly kind: AccountKind
  readonly channel: AccountChannel
  readonly stage: AccountStage
  readonly parentId: string | null
  readonly weekSystemId: string
  readonly adWeekStart: Weekday
  readonly currency: string
  readonly storeCount: number
  readonly routeToMarket: RouteToMarket
  readonly externalKey: string
  readonly isDeleted: boolean
  readonly deletion?: Deletion
}

export interface ContactSummary {
  readonly key: string
  readonly type: 'contact'
  readonly accountId: string
  readonly contactId: string
  readonly name: string
  readonly title: string
  readonly roles: readonly ContactRole[]
  readonly email: string
  readonly phone: string
  readonly hasLeft: boolean
  readonly isDeleted: boolean
}

/** What the team knows about an account (DOMAIN §2, Account, Store, Contact). */
export const profileDoc = defineDoc({
  kind: 'profile',
  version: 1,
  fields: {
    name: register('Name', shortText, ''),
    kind: register('Kind', z.enum(ACCOUNT_KINDS), 'retailer'),
    channel: register('Channel', z.enum(ACCOUNT_CHANNELS), 'grocery'),
    stage: register('Stage', z.enum(ACCOUNT_STAGES), 'active'),
    parentId: register('Parent account', z.nullable(idText), null),
    routeToMarket: register('Route to market', z.enum(ROUTES_TO_MARKET), 'direct'),
    firstReceivers: set('First receivers', shortText),
    weekSystemId: register('Fiscal weeks', idText, 'nrf-454'),
    adWeekStart: register('Ad week starts', weekdayNumber, 0),
    currency: register('Currency', currencyCode, 'USD'),
    storeCount: register('Stores', count, 0),
    defaultPassThrough: register('Default pass-through %', z.nullable(percent), null),
    notes: text('Notes'),
    externalIds: rows('Numbers at the account', {
      system: register('System', shortText, ''),
      number: register('Number', shortText, ''),
    }),
    divisions: rows('Divisions', {
      name: register('Division', shortText, ''),
      adWeekStart: register('Ad week starts', z.nullable(weekdayNumber), null),
    }),
    contacts: rows('Contacts', {
      name: register('Name', shortText, ''),
      title: register('Title', shortText, ''),
      roles: set('Roles', z.enum(CONTACT_ROLES)),
      email: register('E-mail', shortText, ''),
      phone: register('Phone', shortText, ''),
      preferredChannel: register('Prefers', z.nullable(z.enum(CONTACT_CHANNELS)), null),
      categories: register('Categories', shortText, ''),
      verifiedOn: register('Verified on', z.nullable(civilDateText), null),
      hasLeft: register('Has left', flag, false),
      notes: text('Notes'),
      order: register('Order', shortText, ''),
      externalKey: register('Import key', shortText, ''),
    }),
    stores: rows('Stores', {
      number: register('Store no.', shortText, ''),
      name: register('Name', shortText, ''),
      address: register('Address', shortText, ''),
      grade: register('Grade', shortText, ''),
      format: register('Format', shortText, ''),
      manager: register('Manager', shortText, ''),
      phone: register('Phone', shortText, ''),
      externalKey: register('Import key', shortText, ''),
    }),
    externalKey: register('Import key', shortText, ''),
  },
  summary: (profile, path): (AccountSummary | ContactSummary)[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'profile' || isUnwritten(profile)) return []
    const { accountId } = address
    const { name, kind, channel, stage, parentId, weekSystemId, adWeekStart, currency, storeCount, routeToMarket, externalKey } = profile
    return [
      {
        key: 'account',
        type: 'account',
        accountId,
        name,
        kind,
        channel,
        stage,
        parentId,
        weekSystemId,
        adWeekStart,
        currency,
        storeCount,
        routeToMarket,
        externalKey,
        isDeleted: profile.deleted !== null,
        ...deletionOf(profile.deleted),
      },
      ...profile.contacts.map(
        (contact): ContactSummary => ({
          key: contact.id,
          type: 'contact',
          accountId,
          contactId: contact.id,
          name: contact.name,
          title: contact.title,
          roles: contact.roles,
          email: contact.email,
          phone: contact.phone,
          hasLeft: contact.hasLeft,
          isDeleted: contact.deleted !== null,
        }),
      ),
    ]
  },
})

/** Opened by a stray link, or its creation was undone: such a profile is no account, and no list shows it. */
const isUnwritten = (profile: {
  readonly name: string
  readonly storeCount: number
  readonly externalKey: string
  readonly contacts: readonly RowFacts[]
  readonly stores: readonly RowFacts[]
  readonly deleted: Tombstone | null
}): boolean =>
  profile.name === '' &&
  profile.externalKey === '' &&
  profile.storeCount === 0 &&
  profile.deleted === null &&
  [...profile.contacts, ...profile.stores].every((row) => row.deleted !== null)
