// The choices of a packet's fields as a form offers them.

import { ACTION_STATE_LABELS, ATTENDEE_SIDE_LABELS, BLOCK_STATE_LABELS, MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { ACTION_STATES, ATTENDEE_SIDES, BLOCK_STATES, MEETING_TYPES } from '../../../shared/docs/terms/packet-terms.ts'

const optionsOf = <Value extends string>(values: readonly Value[], labels: Readonly<Record<Value, string>>) =>
  values.map((value) => ({ value, label: labels[value] }))

export const TYPE_OPTIONS = optionsOf(MEETING_TYPES, MEETING_TYPE_LABELS)
export const BLOCK_STATE_OPTIONS = optionsOf(BLOCK_STATES, BLOCK_STATE_LABELS)
export const ACTION_STATE_OPTIONS = optionsOf(ACTION_STATES, ACTION_STATE_LABELS)
export const SIDE_OPTIONS = optionsOf(ATTENDEE_SIDES, ATTENDEE_SIDE_LABELS)
