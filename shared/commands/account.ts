// What people mean to do to an account. Plain fields and rows go through `rows.ts`; here is what has a rule of its own.

import { ok, type Result } from '../base/result.ts'
import type { DocFields } from '../docs/index.ts'
import type { AccountChannel } from '../docs/terms/account-terms.ts'
import type { LiveDoc } from '../model/live.ts'
import { type Command, type CommandError, refuse } from './command.ts'
import { setField } from './rows.ts'

export type LiveProfile = LiveDoc<DocFields<'profile'>>

const NAME_LENGTH_MAX = 300
const NEWER = 'This account was written by a newer version of Endcap. Reload the app to edit it.'

export interface NewAccount {
  readonly name: string
  readonly channel: AccountChannel
  readonly weekSystemId: string
  readonly adWeekStart: number
  readonly currency: string
}

/** Fills a profile nobody has written into. */
export const createAccount: Command<LiveProfile, NewAccount> = (live, { name, ...facts }) => {
  if (live.field('name') !== '') return refuse(null, 'This account is already there.')
  const named = renameAccount(live, name)
  if (!named.ok) return named
  for (const [field, value] of Object.entries(facts)) {
    const set = setField(live, { name: field, value })
    if (!set.ok) return set
  }
  return ok(undefined)
}

export const renameAccount = (live: LiveProfile, name: string): Result<void, CommandError> => {
  const trimmed = name.trim()
  if (trimmed === '') return refuse('name', 'Give the account a name.')
  if (trimmed.length > NAME_LENGTH_MAX) return refuse('name', `A name has at most ${NAME_LENGTH_MAX} characters.`)
  return setField(live, { name: 'name', value: trimmed })
}

/** `parents` are the parents of all accounts, as far as this device knows them. */
export const setParent: Command<LiveProfile, { accountId: string; parentId: string | null; parents: ReadonlyMap<string, string | null> }> = (
  live,
  { accountId, parentId, parents },
) => {
  if (parentId !== null && isBelow(parentId, accountId, parents)) return refuse('parentId', 'An account cannot be below itself.')
  return setField(live, { name: 'parentId', value: parentId })
}

/** Whether `accountId` is `aboveId` or hangs below it. Ends on loops that a merge has made. */
export const isBelow = (accountId: string, aboveId: string, parents: ReadonlyMap<string, string | null>): boolean => {
  const seen = new Set<string>()
  for (let at: string | null = accountId; at !== null && !seen.has(at); at = parents.get(at) ?? null) {
    if (at === aboveId) return true
    seen.add(at)
  }
  return false
}

/** Distributors an account buys through. One is a choice of its own, so two people adding different ones keep both. */
export const setFirstReceiver: Command<LiveProfile, { name: string; present: boolean }> = (live, { name, present }) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  const trimmed = name.trim()
  if (present) {
    if (trimmed === '') return refuse('firstReceivers', 'Give the distributor a name.')
    if (trimmed.length > NAME_LENGTH_MAX) return refuse('firstReceivers', `A name has at most ${NAME_LENGTH_MAX} characters.`)
    if (sameName(trimmed, live.field('name'))) return refuse('firstReceivers', 'An account cannot be its own first receiver.')
    if (live.field('firstReceivers').some((receiver) => sameName(receiver, trimmed))) return refuse('firstReceivers', `${trimmed} is already there.`)
  }
  live.setChoice('firstReceivers', present ? trimmed : name, present)
  return ok(undefined)
}

const sameName = (a: string, b: string): boolean => a.trim().toLowerCase() === b.trim().toLowerCase()

/** Somebody has just made sure that these contacts are right. */
export const verifyContacts: Command<LiveProfile, { contactIds: readonly string[] }> = (live, { contactIds }, { today }) => {
  if (live.isReadOnly()) return refuse(null, NEWER)
  for (const contactId of contactIds) live.setCell('contacts', contactId, 'verifiedOn', today)
  return ok(undefined)
}
