// What people mean to do to a meeting packet. Plain fields and rows go through `rows.ts`; here is what has a rule of its own.

import { ok } from '../base/result.ts'
import type { DocFields } from '../docs/index.ts'
import { PACKET_BLUEPRINTS } from '../docs/terms/packet-blueprints.ts'
import type { MeetingType } from '../docs/terms/packet-terms.ts'
import type { LiveDoc } from '../model/live.ts'
import { type Command, refuse } from './command.ts'
import { addRow, setField } from './rows.ts'

export type LivePacket = LiveDoc<DocFields<'packet'>>

const NEWER = 'This packet was written by a newer version of Endcap. Reload the app to edit it.'

export interface NewPacket {
  readonly title: string
  readonly meetingType: MeetingType
  readonly on: string | null
  /** Starts with the agenda usual for such a meeting. */
  readonly withAgenda: boolean
}

/** Fills a packet nobody has written into. */
export const createPacket: Command<LivePacket, NewPacket> = (live, { withAgenda, ...facts }, context) => {
  if (live.field('title') !== '') return refuse(null, 'This packet is already there.')
  const title = facts.title.trim()
  if (title === '') return refuse('title', 'Give the packet a title.')
  for (const [name, value] of Object.entries({ ...facts, title })) {
    const set = setField(live, { name, value })
    if (!set.ok) return set
  }
  for (const topic of withAgenda ? PACKET_BLUEPRINTS[facts.meetingType] : []) {
    const added = addRow(live, { rows: 'agenda', input: { ...topic } }, context)
    if (!added.ok) return added
  }
  return ok(undefined)
}

export interface AttendingContact {
  readonly contactId: string
  readonly name: string
  readonly title: string
}

/** Adds people the account's profile knows; whoever is already on the list stays there once. */
export const addContacts: Command<LivePacket, { contacts: readonly AttendingContact[] }> = (live, { contacts }, context) => {
  const present = new Set(live.rows('attendees').flatMap(({ deleted, contactId }) => (deleted === null && contactId !== null ? [contactId] : [])))
  for (const { contactId, name, title } of contacts) {
    if (present.has(contactId)) continue
    const added = addRow(live, { rows: 'attendees', input: { name, title, contactId, side: 'theirs' } }, context)
    if (!added.ok) return added
    present.add(contactId)
  }
  return ok(undefined)
}

/** Takes somebody off the list, along with the second row a colleague's simultaneous adding may have left. Returns the rows that went. */
export const removeAttendee: Command<LivePacket, { rowId: string }, readonly string[]> = (live, { rowId }, { personId, today }) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  const row = live.row('attendees', rowId)
  if (row === null || row.deleted !== null) return ok([])
  const rowIds = live
    .rows('attendees')
    .filter(({ id, deleted, contactId }) => deleted === null && (id === rowId || (contactId !== null && contactId === row.contactId)))
    .map(({ id }) => id)
  for (const id of rowIds) live.tombstoneRow('attendees', id, personId, today)
  return ok(rowIds)
}
