// Document ids are paths the relay can authorise by prefix (D8). This file is their whole grammar.

import { ID_PATTERN } from './id.ts'

export type DocumentPath = string

export type DocumentAddress =
  | { readonly kind: 'settings' }
  | { readonly kind: 'items' }
  | { readonly kind: 'profile'; readonly accountId: string }
  | { readonly kind: 'calendar'; readonly accountId: string; readonly year: number }
  | { readonly kind: 'facts'; readonly accountId: string; readonly year: number }
  | { readonly kind: 'packet'; readonly accountId: string; readonly packetId: string }

export type DocumentKind = DocumentAddress['kind']

export const SETTINGS_PATH: DocumentPath = 'workspace/settings'
export const ITEMS_PATH: DocumentPath = 'workspace/items'
export const profilePath = (accountId: string): DocumentPath => `accounts/${accountId}/profile`
export const calendarPath = (accountId: string, year: number): DocumentPath => `accounts/${accountId}/calendar/${String(year).padStart(4, '0')}`
/** Weekly facts of one account, by the civil year their weeks begin in. */
export const factsPath = (accountId: string, year: number): DocumentPath => `accounts/${accountId}/facts/${String(year).padStart(4, '0')}`
export const packetPath = (accountId: string, packetId: string): DocumentPath => `accounts/${accountId}/packets/${packetId}`

const YEAR = /^\d{4}$/

/** The address a path names; null for anything outside the grammar. */
export const parseDocumentPath = (path: string): DocumentAddress | null => {
  if (path === SETTINGS_PATH) return { kind: 'settings' }
  if (path === ITEMS_PATH) return { kind: 'items' }
  const [head, accountId, part, last, ...more] = path.split('/')
  if (head !== 'accounts' || accountId === undefined || !ID_PATTERN.test(accountId) || more.length > 0) return null
  if (part === 'profile' && last === undefined) return { kind: 'profile', accountId }
  if (part === 'calendar' && last !== undefined && YEAR.test(last)) return { kind: 'calendar', accountId, year: Number(last) }
  if (part === 'facts' && last !== undefined && YEAR.test(last)) return { kind: 'facts', accountId, year: Number(last) }
  if (part === 'packets' && last !== undefined && ID_PATTERN.test(last)) return { kind: 'packet', accountId, packetId: last }
  return null
}
