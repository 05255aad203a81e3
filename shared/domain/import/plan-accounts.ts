// What importing account rows would do, and which accounts promotions may name afterwards. An account that is there under
// the same name is that account, whoever made it: it takes on the key, so that a rename later does not make a second one.

import { profilePath } from '../../base/document-path.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import { profileDoc } from '../../docs/profile.ts'
import type { AccountRow } from './account-rows.ts'
import { accountIdOfKey, accountKey } from './import-keys.ts'
import { type KnownWorkspace, preferred } from './known-workspace.ts'
import type { AccountWrite, PlannedRow, RowState } from './planned-row.ts'
import type { ParsedRow } from './row-reader.ts'
import type { Sheet } from './sheet.ts'
import { differencesOf, isSameValue } from './value-changes.ts'

export interface ResolvedAccount {
  readonly accountId: string
  readonly key: string
  readonly name: string
  readonly weekSystemId: string
  readonly isTrashed: boolean
}

/** Accounts by what a file may call them. */
export interface AccountDirectory {
  readonly byName: (name: string) => ResolvedAccount | undefined
  readonly add: (account: ResolvedAccount) => void
}

/** An account whose contents were emptied from the trash leaves only its tombstone. */
const isEmptied = (account: AccountSummary): boolean => account.isDeleted && account.name === ''

export const keyOfAccount = (account: AccountSummary): string => (account.externalKey === '' ? accountKey(account.name) : account.externalKey)

export const accountDirectory = (accounts: readonly AccountSummary[]): AccountDirectory => {
  const groups = new Map<string, AccountSummary[]>()
  for (const account of accounts) {
    if (isEmptied(account)) continue
    for (const key of new Set([keyOfAccount(account), accountKey(account.name)])) groups.set(key, [...(groups.get(key) ?? []), account])
  }
  const found = new Map<string, ResolvedAccount>()
  for (const [key, group] of groups) {
    const account = preferred(group, ({ accountId }) => accountId)
    if (account !== undefined) found.set(key, resolved(account))
  }
  return { byName: (name) => found.get(accountKey(name)), add: (account) => found.set(account.key, account) }
}

const resolved = (account: AccountSummary): ResolvedAccount => ({
  accountId: account.accountId,
  key: keyOfAccount(account),
  name: account.name,
  weekSystemId: account.weekSystemId,
  isTrashed: account.isDeleted,
})

export const planAccounts = (
  sheet: Sheet<'accounts'>,
  sheetIndex: number,
  rows: readonly ParsedRow<AccountRow>[],
  known: KnownWorkspace,
  directory: AccountDirectory,
): readonly PlannedRow[] => {
  const seen = new Map<string, ParsedRow<AccountRow>>()
  return rows.map((parsed): PlannedRow => {
    const { row, cells, value, faults } = parsed
    const base = { sheet: sheetIndex, kind: 'accounts', row, cells, changes: [], note: null, write: null, isAccountMissing: false } as const
    const title = value?.name ?? cells[sheet.columns.get('name') ?? -1] ?? ''
    if (value === null) return { ...base, title, state: 'faulty', faults }
    const first = seen.get(value.key)
    if (first !== undefined) {
      if (isSameRow(first, parsed)) return { ...base, title, state: 'unchanged', faults, note: `Same as row ${first.row}` }
      return {
        ...base,
        title,
        state: 'faulty',
        faults: [{ column: sheet.columns.get('name') ?? null, message: `Row ${first.row} already describes this account.` }],
      }
    }
    seen.set(value.key, parsed)
    const match = directory.byName(value.name)
    const planned = match === undefined ? planNew(value, known) : planKnown(value, match, known)
    directory.add({
      accountId: match?.accountId ?? accountIdOfKey(value.key),
      key: match?.key ?? value.key,
      name: value.name,
      weekSystemId: value.fields.weekSystemId ?? match?.weekSystemId ?? known.defaultWeekSystemId,
      isTrashed: match?.isTrashed === true,
    })
    return { ...base, title, faults, ...planned }
  })
}

interface Outcome {
  readonly state: RowState
  readonly changes: PlannedRow['changes']
  readonly note: string | null
  readonly write: AccountWrite | null
}

const planNew = (row: AccountRow, known: KnownWorkspace): Outcome => {
  const accountId = accountIdOfKey(row.key)
  return {
    state: 'create',
    changes: [],
    note: null,
    write: {
      kind: 'account',
      path: profilePath(accountId),
      isRestored: known.accounts.some((account) => account.accountId === accountId && account.isDeleted),
      fields: { weekSystemId: known.defaultWeekSystemId, ...row.fields, currency: known.currency, externalKey: row.key },
      firstReceivers: row.firstReceivers,
    },
  }
}

const planKnown = (row: AccountRow, match: ResolvedAccount, known: KnownWorkspace): Outcome => {
  const path = profilePath(match.accountId)
  const stored = known.read('profile', path)
  const { externalKey: _key, ...cells } = { ...row.fields, externalKey: undefined }
  const { values, changes } = differencesOf(cells, stored ?? cells, profileDoc.fields as never, known.currency)
  const newReceivers = row.firstReceivers.filter((receiver) => stored !== null && !stored.firstReceivers.includes(receiver))
  const write: AccountWrite = {
    kind: 'account',
    path,
    isRestored: match.isTrashed,
    fields: { ...values, ...(stored?.externalKey === '' ? { externalKey: row.key } : {}) },
    firstReceivers: newReceivers,
  }
  const allChanges = [
    ...changes,
    ...newReceivers.map((receiver) => ({ label: 'First receivers', before: '—', after: receiver })),
    ...(stored?.externalKey === '' ? [{ label: 'Import key', before: '—', after: row.key }] : []),
  ]
  if (match.isTrashed) return { state: 'trashed', changes: allChanges, note: 'In the trash', write }
  return allChanges.length === 0 ? { state: 'unchanged', changes: [], note: null, write: null } : { state: 'changed', changes: allChanges, note: null, write }
}

const isSameRow = (a: ParsedRow<AccountRow>, b: ParsedRow<AccountRow>): boolean => isSameValue(a.value?.fields, b.value?.fields)
