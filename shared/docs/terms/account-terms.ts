// The choices an account is described with (DOMAIN §2). Codes are stored, labels are shown.

export const ACCOUNT_KINDS = ['retailer', 'banner', 'division', 'distributor', 'broker', 'prospect'] as const
export type AccountKind = (typeof ACCOUNT_KINDS)[number]

export const ACCOUNT_CHANNELS = ['grocery', 'mass', 'club', 'drug', 'convenience', 'dollar', 'natural', 'ecom', 'specialty', 'foodservice'] as const
export type AccountChannel = (typeof ACCOUNT_CHANNELS)[number]

export const ACCOUNT_STAGES = ['prospect', 'onboarding', 'active', 'paused', 'lost'] as const
export type AccountStage = (typeof ACCOUNT_STAGES)[number]

export const ROUTES_TO_MARKET = ['direct', 'distributor'] as const
export type RouteToMarket = (typeof ROUTES_TO_MARKET)[number]

export const ITEM_STATUSES = ['active', 'new', 'discontinuing', 'discontinued'] as const
export type ItemStatus = (typeof ITEM_STATUSES)[number]
