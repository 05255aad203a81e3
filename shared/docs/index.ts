// The registry: every document kind and its definition. A new kind is its file and a line here.

import { type DocumentKind, parseDocumentPath } from '../base/document-path.ts'
import type { DocDefinition, SummaryRow } from '../model/doc.ts'
import type { Fields } from '../model/field.ts'
import { type CalendarSummary, calendarDoc, type PromotionSummary } from './calendar.ts'
import { type FactsSummary, factsDoc } from './facts.ts'
import { type ItemSummary, itemsDoc } from './items.ts'
import { type ActionSummary, type PacketSummary, packetDoc } from './packet.ts'
import { type AccountSummary, type ContactSummary, profileDoc } from './profile.ts'
import { type SettingsSummary, settingsDoc } from './settings.ts'

export const DOCUMENTS = {
  settings: settingsDoc,
  items: itemsDoc,
  profile: profileDoc,
  calendar: calendarDoc,
  facts: factsDoc,
  packet: packetDoc,
} as const satisfies { [Kind in DocumentKind]: { kind: Kind } }

export type Documents = typeof DOCUMENTS
export type DocFields<Kind extends DocumentKind> = Documents[Kind]['fields']

export type Summary =
  | SettingsSummary
  | ItemSummary
  | AccountSummary
  | ContactSummary
  | CalendarSummary
  | PromotionSummary
  | FactsSummary
  | PacketSummary
  | ActionSummary

export type SummaryOf<Type extends Summary['type']> = Extract<Summary, { type: Type }>

/** Null for a path of no kind we know. */
export const definitionOf = (path: string): DocDefinition<DocumentKind, Fields, SummaryRow> | null => {
  const address = parseDocumentPath(path)
  return address === null ? null : (DOCUMENTS[address.kind] as unknown as DocDefinition<DocumentKind, Fields, SummaryRow>)
}
