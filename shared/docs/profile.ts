import type { DateWindow, Weekday } from '../base/civil.ts'
import type { DecimalText } from '../base/decimal.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, pick, present, type RowFacts, register, rows, set, type Tombstone, text } from '../model/field.ts'
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

const whole = () => register(z.nullable(count), null)
const SHOWN = ['name', 'kind', 'channel', 'stage', 'parentId', 'weekSystemId', 'adWeekStart', 'currency', 'storeCount', 'routeToMarket', 'externalKey'] as const
const SHOWN_IF_ANY = [
  'minGapWeeks',
  'maxPromotedWeeks',
  'submitWeeks',
  'priceNoticeDays',
  'newItemWeeks',
  'orderToShelfDays',
  'defaultPassThrough',
  'firstReceivers',
] as const
const isThere = ({ deleted }: RowFacts): boolean => deleted === null

/** What the team knows about an account (DOMAIN §2, Account, Store, Contact). */
export const profileDoc = defineDoc({
  kind: 'profile',
  version: 1,
  fields: {
    name: register(shortText, ''),
    kind: register(z.enum(ACCOUNT_KINDS), 'retailer'),
    channel: register(z.enum(ACCOUNT_CHANNELS), 'grocery'),
    stage: register(z.enum(ACCOUNT_STAGES), 'active'),
    parentId: register(z.nullable(idText), null),
    routeToMarket: register(z.enum(ROUTES_TO_MARKET), 'direct'),
    firstReceivers: set(shortText),
    weekSystemId: register(idText, 'nrf-454'),
    adWeekStart: register(weekdayNumber, 0),
    currency: register(currencyCode, 'USD'),
    storeCount: register(count, 0),
    defaultPassThrough: register(z.nullable(percent), null),
    submitWeeks: whole(),
    priceNoticeDays: whole(),
    newItemWeeks: whole(),
    orderToShelfDays: whole(),
    minGapWeeks: whole(),
    maxPromotedWeeks: whole(),
    notes: text(),
    externalIds: rows({
      system: register(shortText, ''),
      number: register(shortText, ''),
    }),
    divisions: rows({
      name: register(shortText, ''),
      adWeekStart: register(z.nullable(weekdayNumber), null),
    }),
    deadlines: rows({
      name: register(shortText, ''),
      deadline: register(z.nullable(z.enum(PROMOTION_DEADLINES)), null),
      window: register(z.enum(PROMOTION_WINDOWS), 'inStore'),
      edge: register(z.enum(WINDOW_EDGES), 'from'),
      offset: register(offset, 0),
      unit: register(z.enum(OFFSET_UNITS), 'weeks'),
      order: register(shortText, ''),
    }),
    blackouts: rows({
      name: register(shortText, ''),
      window: register(z.nullable(dateWindow), null),
      itemGroup: register(shortText, ''),
    }),
    authorisations: rows({
      itemId: register(idText, 'none'),
      status: register(z.enum(AUTHORISATIONS), 'proposed'),
      retailerItemNo: register(shortText, ''),
      regularRetail: register(z.nullable(retailPrice), null),
      cost: register(z.nullable(minorUnits), null),
      storeCount: register(z.nullable(count), null),
      resetOn: register(z.nullable(civilDateText), null),
    }),
    terms: rows({
      name: register(shortText, ''),
      basis: register(z.enum(TERM_BASES), 'pct_gross'),
      rate: register(z.nullable(decimalText), null),
      window: register(z.nullable(dateWindow), null),
      order: register(shortText, ''),
    }),
    contacts: rows({
      name: register(shortText, ''),
      title: register(shortText, ''),
      roles: set(z.enum(CONTACT_ROLES)),
      email: register(shortText, ''),
      phone: register(shortText, ''),
      preferredChannel: register(z.nullable(z.enum(CONTACT_CHANNELS)), null),
      categories: register(shortText, ''),
      verifiedOn: register(z.nullable(civilDateText), null),
      hasLeft: register(flag, false),
      notes: text(),
      order: register(shortText, ''),
      externalKey: register(shortText, ''),
    }),
    stores: rows({
      number: register(shortText, ''),
      name: register(shortText, ''),
      address: register(shortText, ''),
      grade: register(shortText, ''),
      format: register(shortText, ''),
      manager: register(shortText, ''),
      phone: register(shortText, ''),
      externalKey: register(shortText, ''),
    }),
    externalKey: register(shortText, ''),
  },
  summary: (profile, path): (AccountSummary | ContactSummary)[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'profile' || isUnwritten(profile)) return []
    const { accountId } = address
    return [
      {
        key: 'account',
        type: 'account',
        accountId,
        ...pick(profile, SHOWN),
        isDeleted: profile.deleted !== null,
        ...deletionOf(profile.deleted),
        ...present({
          deadlines: profile.deadlines
            .filter(isThere)
            .map((row) => ({ templateId: row.id, ...pick(row, ['name', 'deadline', 'window', 'edge', 'offset', 'unit']) })),
          blackouts: profile.blackouts
            .filter(isThere)
            .flatMap(({ id, name, window, itemGroup }) => (window === null ? [] : [{ blackoutId: id, name, window, itemGroup }])),
          authorisations: profile.authorisations.filter(isThere).map((row) => pick(row, ['itemId', 'status'])),
          terms: profile.terms.filter(isThere).flatMap(({ name, basis, rate, window }) => (rate === null ? [] : [{ name, basis, rate, window }])),
          ...pick(profile, SHOWN_IF_ANY),
        }),
      },
      ...profile.contacts.map(
        (contact): ContactSummary => ({
          key: contact.id,
          type: 'contact',
          accountId,
          contactId: contact.id,
          ...pick(contact, ['name', 'title', 'roles', 'email', 'phone', 'hasLeft']),
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
