// What people call the choices of `account-terms.ts`. Apart from the codes, which every first load reads with the schema.

import type { AccountChannel, AccountKind, AccountStage, ItemStatus, RouteToMarket } from './account-terms.ts'

export const ACCOUNT_KIND_LABELS: Readonly<Record<AccountKind, string>> = {
  retailer: 'Retailer',
  banner: 'Banner',
  division: 'Division',
  distributor: 'Distributor',
  broker: 'Broker',
  prospect: 'Prospect',
}

export const ACCOUNT_CHANNEL_LABELS: Readonly<Record<AccountChannel, string>> = {
  grocery: 'Grocery',
  mass: 'Mass',
  club: 'Club',
  drug: 'Drug',
  convenience: 'Convenience',
  dollar: 'Dollar',
  natural: 'Natural',
  ecom: 'E-commerce',
  specialty: 'Specialty',
  foodservice: 'Food service',
}

export const ACCOUNT_STAGE_LABELS: Readonly<Record<AccountStage, string>> = {
  prospect: 'Prospect',
  onboarding: 'Onboarding',
  active: 'Active',
  paused: 'Paused',
  lost: 'Lost',
}

export const ROUTE_TO_MARKET_LABELS: Readonly<Record<RouteToMarket, string>> = { direct: 'Direct', distributor: 'Through a distributor' }

export const ITEM_STATUS_LABELS: Readonly<Record<ItemStatus, string>> = {
  active: 'Active',
  new: 'New',
  discontinuing: 'Discontinuing',
  discontinued: 'Discontinued',
}
