import type { CivilDate } from '../base/civil.ts'
import { parseDocumentPath } from '../base/document-path.ts'
import * as z from '../base/schema.ts'
import { defineDoc } from '../model/doc.ts'
import { type Deletion, deletionOf, type RowFacts, register, rich, rows, type Tombstone } from '../model/field.ts'
import { civilDateText, count, idText, shortText } from './schemas.ts'
import { ACTION_STATES, type ActionState, ATTENDEE_SIDES, BLOCK_STATES, MEETING_TYPES, type MeetingType } from './terms/packet-terms.ts'

export interface PacketSummary {
  readonly key: 'packet'
  readonly type: 'packet'
  readonly accountId: string
  readonly packetId: string
  readonly title: string
  readonly meetingType: MeetingType
  readonly on: CivilDate | null
  readonly at: string
  readonly openActions: number
  readonly isDeleted: boolean
  readonly deletion?: Deletion
}

export interface ActionSummary {
  readonly key: string
  readonly type: 'action'
  readonly accountId: string
  readonly packetId: string
  readonly actionId: string
  readonly title: string
  readonly owner: string
  readonly due: CivilDate | null
  readonly state: ActionState
  readonly isDeleted: boolean
}

/** What a team takes into a buyer meeting and what comes out of it (DOMAIN §2, Meeting and Packet). */
export const packetDoc = defineDoc({
  kind: 'packet',
  version: 1,
  fields: {
    title: register(shortText, ''),
    meetingType: register(z.enum(MEETING_TYPES), 'qbr'),
    on: register(z.nullable(civilDateText), null),
    at: register(shortText, ''),
    where: register(shortText, ''),
    link: register(shortText, ''),
    notes: rich(),
    attendees: rows({
      name: register(shortText, ''),
      side: register(z.enum(ATTENDEE_SIDES), 'theirs'),
      contactId: register(z.nullable(idText), null),
      title: register(shortText, ''),
      order: register(shortText, ''),
    }),
    objectives: rows({
      title: register(shortText, ''),
      outcome: register(shortText, ''),
      state: register(z.enum(BLOCK_STATES), 'todo'),
      order: register(shortText, ''),
    }),
    agenda: rows({
      title: register(shortText, ''),
      minutes: register(count, 0),
      owner: register(shortText, ''),
      state: register(z.enum(BLOCK_STATES), 'todo'),
      order: register(shortText, ''),
    }),
    actions: rows({
      title: register(shortText, ''),
      owner: register(shortText, ''),
      due: register(z.nullable(civilDateText), null),
      state: register(z.enum(ACTION_STATES), 'open'),
      order: register(shortText, ''),
    }),
  },
  summary: (packet, path): (PacketSummary | ActionSummary)[] => {
    const address = parseDocumentPath(path)
    if (address?.kind !== 'packet' || isUnwritten(packet)) return []
    const { accountId, packetId } = address
    const isDeleted = packet.deleted !== null
    return [
      {
        key: 'packet',
        type: 'packet',
        accountId,
        packetId,
        title: packet.title,
        meetingType: packet.meetingType,
        on: packet.on,
        at: packet.at,
        openActions: packet.actions.filter(({ deleted, state }) => deleted === null && state === 'open').length,
        isDeleted,
        ...deletionOf(packet.deleted),
      },
      ...packet.actions.map(
        ({ id, deleted, title, owner, due, state }): ActionSummary => ({
          key: id,
          type: 'action',
          accountId,
          packetId,
          actionId: id,
          title,
          owner,
          due,
          state,
          isDeleted: isDeleted || deleted !== null,
        }),
      ),
    ]
  },
})

/** Opened by a stray link, or its creation was undone: such a packet is none, and no list shows it. */
const isUnwritten = (packet: {
  readonly title: string
  readonly on: CivilDate | null
  readonly notes: string
  readonly attendees: readonly RowFacts[]
  readonly objectives: readonly RowFacts[]
  readonly agenda: readonly RowFacts[]
  readonly actions: readonly RowFacts[]
  readonly deleted: Tombstone | null
}): boolean =>
  packet.title === '' &&
  packet.on === null &&
  packet.notes === '' &&
  packet.deleted === null &&
  [...packet.attendees, ...packet.objectives, ...packet.agenda, ...packet.actions].every((row) => row.deleted !== null)
