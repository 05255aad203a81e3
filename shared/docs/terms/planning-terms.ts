// The choices a promotion is planned and closed with (DOMAIN §2). Codes are stored; their labels are in `planning-labels.ts`,
// apart, because every first load reads the schema and none shows all the labels.

/** What was learned: do it again, do it otherwise, or never again. */
export const VERDICTS = ['repeat', 'change', 'stop'] as const
export type Verdict = (typeof VERDICTS)[number]

/** Which items a line is for: a promoted group, the items named, or everything sold to the account. */
export const ITEM_SCOPES = ['group', 'items', 'all'] as const
export type ItemScope = (typeof ITEM_SCOPES)[number]

/** Which units a rate is paid on. A mechanic has its own; an account may have agreed on others. */
export const PAY_BASES = ['shipped', 'purchased', 'scanned', 'depleted', 'redeemed', 'all'] as const
export type PayBasis = (typeof PAY_BASES)[number]

/** Where a baseline comes from. */
export const BASELINE_SOURCES = ['typed', 'import', 'pos', 'syndicated', 'retailer', 'last_year'] as const
export type BaselineSource = (typeof BASELINE_SOURCES)[number]

/** How a baseline was worked out of weekly facts (DOMAIN §6). */
export const BASELINE_METHODS = ['pre', 'pre_post', 'all_unpromoted', 'last_year'] as const
export type BaselineMethod = (typeof BASELINE_METHODS)[number]

/** A requirement holds together with the one before it, or instead of it. */
export const JOINTS = ['and', 'or'] as const
export type Joint = (typeof JOINTS)[number]

export const OFFSET_UNITS = ['days', 'weeks'] as const
export type OffsetUnit = (typeof OFFSET_UNITS)[number]

export const WINDOW_EDGES = ['from', 'to'] as const
export type WindowEdge = (typeof WINDOW_EDGES)[number]

/** Whether an account sells an item (DOMAIN §2, AccountItem). */
export const AUTHORISATIONS = ['proposed', 'authorised', 'set', 'dropped'] as const
export type Authorisation = (typeof AUTHORISATIONS)[number]

/** What a standing term is an amount of (DOMAIN §2, Term). */
export const TERM_BASES = ['pct_gross', 'pct_net', 'per_unit', 'per_case', 'lump'] as const
export type TermBasis = (typeof TERM_BASES)[number]

/** Where a saved view is looked at. */
export const VIEW_PLACES = ['timeline', 'grid', 'month', 'board', 'week'] as const
export type ViewPlace = (typeof VIEW_PLACES)[number]

/** What a remembered mapping reads. */
export const MAPPING_KINDS = ['promotions', 'accounts', 'items', 'facts'] as const
export type MappingKind = (typeof MAPPING_KINDS)[number]
