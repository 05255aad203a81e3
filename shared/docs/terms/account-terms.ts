// The choices an account is described with (DOMAIN §2). Codes are stored, labels are shown.

export const ACCOUNT_KINDS = ['retailer', 'banner', 'division', 'distributor', 'broker', 'prospect'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]
export const ACCOUNT_KIND_LABELS: Readonly<Record<AccountKind, string>> = {
  retailer: 'Retailer',
  banner: 'Banner',
  division: 'Division',
  distributor: 'Distributor',
  broker: 'Broker',
  prospect: 'Prospect',
}

export const ACCOUNT_CHANNELS = ['grocery', 'mass', 'club', 'drug', 'convenience', 'dollar', 'natural', 'ecom', 'specialty', 'foodservice'] as const
export type AccountChannel = (typeof ACCOUNT_CHANNELS)[number]
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

export const ACCOUNT_STAGES = ['prospect', 'onboarding', 'active', 'paused', 'lost'] as const
export type AccountStage = (typeof ACCOUNT_STAGES)[number]
export const ACCOUNT_STAGE_LABELS: Readonly<Record<AccountStage, string>> = {
  prospect: 'Prospect',
  onboarding: 'Onboarding',
  active: 'Active',
  paused: 'Paused',
  lost: 'Lost',
}

export const ROUTES_TO_MARKET = ['direct', 'distributor'] as const
export type RouteToMarket = (typeof ROUTES_TO_MARKET)[number]
export const ROUTE_TO_MARKET_LABELS: Readonly<Record<RouteToMarket, string>> = { direct: 'Direct', distributor: 'Through a distributor' }

export const ITEM_STATUSES = ['active', 'new', 'discontinuing', 'discontinued'] as const
export type ItemStatus = (typeof ITEM_STATUSES)[number]
export const ITEM_STATUS_LABELS: Readonly<Record<ItemStatus, string>> = {
  active: 'Active',
  new: 'New',
  discontinuing: 'Discontinuing',
  discontinued: 'Discontinued',
}
