// The choices a meeting and its packet are described with (DOMAIN §2, §8). Codes are stored, labels are shown.

export const MEETING_TYPES = ['line_review', 'qbr', 'jbp', 'promo_review', 'weekly', 'store_walk', 'trade_show', 'call'] as const
export type MeetingType = (typeof MEETING_TYPES)[number]

/** How far a block of a packet has come. */
export const BLOCK_STATES = ['todo', 'draft', 'ready'] as const
export type BlockState = (typeof BLOCK_STATES)[number]

export const ACTION_STATES = ['open', 'done', 'dropped'] as const
export type ActionState = (typeof ACTION_STATES)[number]

export const ATTENDEE_SIDES = ['ours', 'theirs'] as const
export type AttendeeSide = (typeof ATTENDEE_SIDES)[number]
