import type { DateWindow, Weekday } from '../base/civil.ts'
import type { DecimalText } from '../base/decimal.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, present, type RowFacts, register, rows, set, type Tombstone, text } from '../model/field.ts'
import {
  civilDateText,
  count,
  currencyCode,
  dateWindow,
  decimalText,
  flag,
  idText,
  minorUnits,
  offset,
  percent,
  retailPrice,
  shortText,
  weekdayNumber,
} from './schemas.ts'
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
import {
  AUTHORISATIONS,
  type Authorisation,
  OFFSET_UNITS,
  type OffsetUnit,
  TERM_BASES,
  type TermBasis,
  WINDOW_EDGES,
  type WindowEdge,
} from './terms/planning-terms.ts'
import { PROMOTION_DEADLINES, PROMOTION_WINDOWS, type PromotionDeadline, type PromotionWindow } from './terms/promotion-terms.ts'

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
  // Absent where empty.
  readonly deadlines?: readonly DeadlineTemplate[]
  readonly blackouts?: readonly Blackout[]
  readonly authorisations?: readonly AuthorisationSummary[]
  readonly terms?: readonly StandingTerm[]
  /** Weeks between two promotions of one group, where the account has its own rule. */
  readonly minGapWeeks?: number
  readonly maxPromotedWeeks?: number
  readonly submitWeeks?: number
  readonly priceNoticeDays?: number
  readonly newItemWeeks?: number
  readonly orderToShelfDays?: number
  readonly defaultPassThrough?: number
  readonly firstReceivers?: readonly string[]
}

/** A named date relative to a window of a promotion: "Art due, 6 weeks before the first day in store". */
export interface DeadlineTemplate {
  readonly templateId: string
  readonly name: string
  /** The date of the promotion it stands for; null for one of the account's own. */
  readonly deadline: PromotionDeadline | null
  readonly window: PromotionWindow
  readonly edge: WindowEdge
  /** Negative: before. */
  readonly offset: number
  readonly unit: OffsetUnit
}

/** Weeks in which the retailer takes no promotions, of one group or (empty) of anything. */
export interface Blackout {
  readonly blackoutId: string
  readonly name: string
  readonly window: DateWindow
  readonly itemGroup: string
}

export interface AuthorisationSummary {
  readonly itemId: string
  readonly status: Authorisation
}

/** What the account gets all year round, promotion or not (DOMAIN §2, Term). */
export interface StandingTerm {
  readonly name: string
  readonly basis: TermBasis
  readonly rate: DecimalText
  readonly window: DateWindow | null
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

const whole = (label: string) => register(label, z.nullable(count), null)
const isThere = ({ deleted }: RowFacts): boolean => deleted === null

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
    submitWeeks: whole('Submit, weeks before'),
    priceNoticeDays: whole('Price notice, days'),
    newItemWeeks: whole('New items, weeks before'),
    orderToShelfDays: whole('Order to shelf, days'),
    minGapWeeks: whole('Weeks between promotions'),
    maxPromotedWeeks: whole('Promoted weeks a year, at most'),
    notes: text('Notes'),
    externalIds: rows('Numbers at the account', {
      system: register('System', shortText, ''),
      number: register('Number', shortText, ''),
    }),
    divisions: rows('Divisions', {
      name: register('Division', shortText, ''),
      adWeekStart: register('Ad week starts', z.nullable(weekdayNumber), null),
    }),
    deadlines: rows('Deadline templates', {
      name: register('Name', shortText, ''),
      deadline: register('Date', z.nullable(z.enum(PROMOTION_DEADLINES)), null),
      window: register('Counted from', z.enum(PROMOTION_WINDOWS), 'inStore'),
      edge: register('Edge', z.enum(WINDOW_EDGES), 'from'),
      offset: register('Offset', offset, 0),
      unit: register('Unit', z.enum(OFFSET_UNITS), 'weeks'),
      order: register('Order', shortText, ''),
    }),
    blackouts: rows('Black-outs', {
      name: register('Name', shortText, ''),
      window: register('Dates', z.nullable(dateWindow), null),
      itemGroup: register('Promoted group', shortText, ''),
    }),
    authorisations: rows('Items at the account', {
      itemId: register('Item', idText, 'none'),
      status: register('Status', z.enum(AUTHORISATIONS), 'proposed'),
      retailerItemNo: register('Their number', shortText, ''),
      regularRetail: register('Regular retail', z.nullable(retailPrice), null),
      cost: register('Cost per case', z.nullable(minorUnits), null),
      storeCount: register('Stores', z.nullable(count), null),
      resetOn: register('Reset', z.nullable(civilDateText), null),
    }),
    terms: rows('Standing terms', {
      name: register('Name', shortText, ''),
      basis: register('Basis', z.enum(TERM_BASES), 'pct_gross'),
      rate: register('Rate', z.nullable(decimalText), null),
      window: register('In force', z.nullable(dateWindow), null),
      order: register('Order', shortText, ''),
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
        ...present({
          deadlines: profile.deadlines
            .filter(isThere)
            .map(({ id, name, deadline, window, edge, offset, unit }) => ({ templateId: id, name, deadline, window, edge, offset, unit })),
          blackouts: profile.blackouts
            .filter(isThere)
            .flatMap(({ id, name, window, itemGroup }) => (window === null ? [] : [{ blackoutId: id, name, window, itemGroup }])),
          authorisations: profile.authorisations.filter(isThere).map(({ itemId, status }) => ({ itemId, status })),
          terms: profile.terms.filter(isThere).flatMap(({ name, basis, rate, window }) => (rate === null ? [] : [{ name, basis, rate, window }])),
          minGapWeeks: profile.minGapWeeks,
          maxPromotedWeeks: profile.maxPromotedWeeks,
          submitWeeks: profile.submitWeeks,
          priceNoticeDays: profile.priceNoticeDays,
          newItemWeeks: profile.newItemWeeks,
          orderToShelfDays: profile.orderToShelfDays,
          defaultPassThrough: profile.defaultPassThrough,
          firstReceivers: profile.firstReceivers,
        }),
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
