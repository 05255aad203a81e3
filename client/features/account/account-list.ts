// The rows of the list of accounts: each account's own facts, with what is on the shelf and the next meeting beside them.

import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { PacketSummary } from '../../../shared/docs/packet.ts'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import { ACCOUNT_CHANNEL_LABELS, ACCOUNT_STAGE_LABELS } from '../../../shared/docs/terms/account-labels.ts'
import { ACCOUNT_STAGES } from '../../../shared/docs/terms/account-terms.ts'
import { nextMeetingByAccount, runningByAccount, whenOf } from '../../../shared/domain/account/account-figures.ts'
import { fiscalWeekOf } from '../../../shared/domain/weeks/fiscal-week.ts'
import { fullWeekLabel, weekChip } from '../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'

export interface AccountRow {
  readonly account: AccountSummary
  readonly name: string
  /** `Wed–Tue`. */
  readonly weekChip: string
  /** `FY2026 Q4 P10 W43`: the fiscal week that holds today. */
  readonly weekNow: string
  readonly running: number
  readonly next: PacketSummary | null
}

export const NAMELESS = 'Account without a name'

export const accountRows = (
  accounts: readonly AccountSummary[],
  promotions: readonly PromotionSummary[],
  packets: readonly PacketSummary[],
  today: string,
): readonly AccountRow[] => {
  const running = runningByAccount(promotions, today)
  const next = nextMeetingByAccount(packets, today)
  return accounts
    .filter(({ isDeleted }) => !isDeleted)
    .map((account) => {
      const system = weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM
      return {
        account,
        name: account.name || NAMELESS,
        weekChip: weekChip(account.adWeekStart),
        weekNow: fullWeekLabel(system, fiscalWeekOf(system, today)),
        running: running.get(account.accountId) ?? 0,
        next: next.get(account.accountId) ?? null,
      }
    })
}

/** Every word must occur somewhere in what the row says. */
export const filterAccounts = (rows: readonly AccountRow[], search: string): readonly AccountRow[] => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  if (words.length === 0) return rows
  return rows.filter(({ account, name, weekChip: chip, weekNow, next }) => {
    const said = [name, ACCOUNT_CHANNEL_LABELS[account.channel], ACCOUNT_STAGE_LABELS[account.stage], chip, weekNow, next?.title ?? ''].join(' ').toLowerCase()
    return words.every((word) => said.includes(word))
  })
}

export const ACCOUNT_COLUMNS = ['name', 'channel', 'stage', 'week', 'fiscal', 'stores', 'running', 'next'] as const
export type AccountColumn = (typeof ACCOUNT_COLUMNS)[number]
export const ACCOUNT_COLUMN_LABELS: Readonly<Record<AccountColumn, string>> = {
  name: 'Account',
  channel: 'Channel',
  stage: 'Stage',
  week: 'Ad week',
  fiscal: 'Fiscal week today',
  stores: 'Stores',
  running: 'Live today',
  next: 'Next meeting',
}
/** Figures stand at the right and sort from the largest. */
export const isFigure = (column: AccountColumn): boolean => column === 'stores' || column === 'running'

export interface AccountSort {
  readonly column: AccountColumn
  readonly isDescending: boolean
}

export const sortAccounts = (rows: readonly AccountRow[], { column, isDescending }: AccountSort): readonly AccountRow[] => {
  const compare = COMPARE[column]
  const sorted = rows.toSorted((a, b) => (isDescending ? -1 : 1) * compare(a, b) || byName(a, b))
  // Without a meeting there is nothing to sort by: such accounts come last either way.
  return column === 'next' ? [...sorted.filter(({ next }) => next !== null), ...sorted.filter(({ next }) => next === null)] : sorted
}

const byName = (a: AccountRow, b: AccountRow): number => a.name.localeCompare(b.name)

const COMPARE: Readonly<Record<AccountColumn, (a: AccountRow, b: AccountRow) => number>> = {
  name: byName,
  channel: (a, b) => ACCOUNT_CHANNEL_LABELS[a.account.channel].localeCompare(ACCOUNT_CHANNEL_LABELS[b.account.channel]),
  stage: (a, b) => ACCOUNT_STAGES.indexOf(a.account.stage) - ACCOUNT_STAGES.indexOf(b.account.stage),
  week: (a, b) => a.account.adWeekStart - b.account.adWeekStart,
  fiscal: (a, b) => a.weekNow.localeCompare(b.weekNow),
  stores: (a, b) => a.account.storeCount - b.account.storeCount,
  running: (a, b) => a.running - b.running,
  next: (a, b) => (a.next === null || b.next === null ? 0 : whenOf(a.next).localeCompare(whenOf(b.next))),
}
