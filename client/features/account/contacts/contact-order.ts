// Who decides comes first; among equals the order people have put them in holds.

import type { ContactRole } from '../../../../shared/docs/terms/contact-terms.ts'

const DECIDERS: readonly ContactRole[] = ['buyer', 'category_manager', 'dmm', 'pricing', 'replenishment', 'marketing', 'item_setup']

const rank = (roles: readonly ContactRole[]): number => {
  const found = DECIDERS.findIndex((role) => roles.includes(role))
  return found < 0 ? DECIDERS.length : found
}

export const byImportance = <Contact extends { readonly roles: readonly ContactRole[] }>(contacts: readonly Contact[]): readonly Contact[] =>
  contacts.toSorted((a, b) => rank(a.roles) - rank(b.roles))
