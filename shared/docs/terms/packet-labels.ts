// What people call the choices of `packet-terms.ts`. Apart from the codes, which every first load reads with the schema.

import type { ActionState, AttendeeSide, BlockState, MeetingType } from './packet-terms.ts'

export const MEETING_TYPE_LABELS: Readonly<Record<MeetingType, string>> = {
  line_review: 'Line review',
  qbr: 'Quarterly business review',
  jbp: 'Joint business plan, top-to-top',
  promo_review: 'Promotion review',
  weekly: 'Weekly',
  store_walk: 'Store walk',
  trade_show: 'Trade show',
  call: 'Call',
}

export const BLOCK_STATE_LABELS: Readonly<Record<BlockState, string>> = { todo: 'To do', draft: 'Draft', ready: 'Ready' }

export const ACTION_STATE_LABELS: Readonly<Record<ActionState, string>> = { open: 'Open', done: 'Done', dropped: 'Dropped' }

export const ATTENDEE_SIDE_LABELS: Readonly<Record<AttendeeSide, string>> = { ours: 'Ours', theirs: 'Theirs' }
