import type { DocFields } from '../../docs/index.ts'
import type { DocValue } from '../../model/field.ts'

export type Attendee = DocValue<DocFields<'packet'>>['attendees'][number]

/** Who is on the list, each contact once: two people may have added the same one at the same time (D12). */
export const attendeesShown = (rows: readonly Attendee[]): readonly Attendee[] => {
  const seen = new Set<string>()
  return rows.filter(({ deleted, contactId }) => {
    if (deleted !== null) return false
    if (contactId === null) return true
    if (seen.has(contactId)) return false
    seen.add(contactId)
    return true
  })
}
