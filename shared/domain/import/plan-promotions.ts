// What importing promotion rows would do. A new promotion goes into its account's plan year of the in-store start (D8); one
// that is there stays in the document it was created in, whatever dates the file gives it now. Rows with the same account
// and name are lines of one promotion: they may add to what the first row says of it, and must not contradict it.

import type { DateWindow } from '../../base/civil.ts'
import { calendarPath } from '../../base/document-path.ts'
import { calendarDoc, type PromotionSummary } from '../../docs/calendar.ts'
import { labelOf } from '../../docs/labels.ts'
import { fiscalYearOfPromotion } from '../weeks/fiscal-week.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../weeks/week-system-presets.ts'
import { plainName, promotionKey } from './import-keys.ts'
import { type KnownWorkspace, preferred } from './known-workspace.ts'
import { type AccountDirectory, keyOfAccount, type ResolvedAccount } from './plan-accounts.ts'
import type { LineWrite, PlannedRow, PromotionWrite, ValueChange } from './planned-row.ts'
import { type LineCells, type LineValue, NO_MECHANIC, NO_WEEKS, type PromotionCells, type PromotionLine, type PromotionRow } from './promotion-rows.ts'
import type { CellFault, ParsedRow } from './row-reader.ts'
import type { Sheet } from './sheet.ts'
import { differencesOf, isSameValue } from './value-changes.ts'

type Row = ParsedRow<PromotionRow>

/** What the rows of one promotion have said so far. */
interface Gathered {
  readonly rows: Row[]
  cells: Partial<PromotionCells>
  readonly lineIds: Set<string>
}

const CELLS = calendarDoc.fields.promotions.cells
const LINE_CELLS = calendarDoc.fields.lines.cells

export const planPromotions = (
  sheet: Sheet<'promotions'>,
  sheetIndex: number,
  rows: readonly Row[],
  known: KnownWorkspace,
  directory: AccountDirectory,
  groups: ReadonlyMap<string, string>,
  gathered: Map<string, Gathered> = new Map(),
): readonly PlannedRow[] => {
  const existing = promotionsByKey(known)
  const byId = new Map(known.promotions.filter(({ isPurged }) => !isPurged).map((promotion) => [promotion.promotionId, promotion]))
  /** Rows exported from the same promotion belong together, and so do rows of the same account and name. */
  const keyOf = (account: ResolvedAccount, value: PromotionRow): { readonly key: string; readonly match: PromotionSummary | undefined } => {
    const origin = value.origin === null ? undefined : byId.get(value.origin.promotionId)
    if (origin !== undefined) return { key: `endcap ${origin.promotionId}`, match: origin }
    const key = promotionKey(account.key, value.name)
    return { key, match: existing.get(key) }
  }
  const rowsPerKey = new Map<string, number>()
  for (const { value } of rows) {
    const account = value === null ? undefined : directory.byName(value.accountName)
    if (value === null || account === undefined) continue
    const { key } = keyOf(account, value)
    rowsPerKey.set(key, (rowsPerKey.get(key) ?? 0) + 1)
  }
  const column = (name: Parameters<typeof sheet.columns.get>[0]) => sheet.columns.get(name) ?? null

  return rows.map((parsed): PlannedRow => {
    const { row, cells, value } = parsed
    const title = value?.name ?? cells[sheet.columns.get('name') ?? -1] ?? ''
    const base = {
      sheet: sheetIndex,
      kind: 'promotions',
      row,
      cells,
      title,
      faults: [],
      changes: [],
      note: null,
      write: null,
      isAccountMissing: false,
    } as const
    const faults: CellFault[] = [...parsed.faults]

    const accountName = value?.accountName ?? cells[sheet.columns.get('account') ?? -1] ?? ''
    const account = directory.byName(accountName)
    const isAccountMissing = accountName !== '' && account === undefined
    if (isAccountMissing)
      faults.push({ column: column('account'), message: `No account is called ${accountName}. Import the accounts first, or correct the name.` })
    if (account?.isTrashed === true) faults.push({ column: column('account'), message: `${account.name} is in the trash. Restore it there, then import.` })
    const groupName = value?.line?.itemGroup ?? cells[sheet.columns.get('group') ?? -1] ?? ''
    const group = groups.get(plainName(groupName))
    if (groupName !== '' && groups.size > 0 && group === undefined) {
      faults.push({ column: column('group'), message: `No item is in the promoted group ${groupName}. Correct it, or import its items first.` })
    }
    if (value === null || account === undefined || faults.length > 0) return { ...base, state: 'faulty', faults, isAccountMissing }

    const line = value.line === null ? null : { ...value.line, itemGroup: group ?? groupName }
    const { key, match } = keyOf(account, value)
    if (match !== undefined && value.origin?.promotionId === match.promotionId && accountIdOf(known, directory, match) !== account.accountId) {
      return {
        ...base,
        state: 'faulty',
        faults: [{ column: column('account'), message: 'This row was exported from a promotion at another account. Move it there in the calendar.' }],
      }
    }
    const before = gathered.get(key)
    const conflict = before === undefined ? null : conflictWith(before, parsed, line)
    if (conflict !== null) {
      if (conflict.isSame) return { ...base, state: 'unchanged', note: conflict.message }
      return { ...base, state: 'faulty', faults: [{ column: column('name'), message: conflict.message }] }
    }
    const said: Gathered = before ?? { rows: [], cells: {}, lineIds: new Set() }
    const added = Object.fromEntries(Object.entries(value.promotion).filter(([name]) => !(name in said.cells))) as Partial<PromotionCells>
    said.rows.push(parsed)
    said.cells = { ...said.cells, ...added }
    gathered.set(key, said)

    if (match === undefined) {
      if (value.inStore === null) return { ...base, state: 'faulty', faults: [{ column: column('inStoreFrom'), message: NO_WEEKS }] }
      if (line === null) return { ...base, state: 'faulty', faults: [{ column: column('mechanic'), message: NO_MECHANIC }] }
      return { ...base, ...placeNew(account, key, value.inStore, added, line, known) }
    }
    const calendar = calendarPath(match.accountId, match.year)
    if (isCalendarTrashed(known, match.accountId, match.year)) {
      return {
        ...base,
        state: 'faulty',
        faults: [{ column: null, message: `The ${match.year} calendar of ${account.name} is in the trash. Restore it there, then import.` }],
      }
    }
    const isOnlyRow = rowsPerKey.get(key) === 1
    const { write, changes } = planKnown(calendar, match, key, added, line, said, isOnlyRow, known, value.origin)
    if (match.isDeleted) return { ...base, state: 'trashed', changes, note: 'In the trash', write }
    return changes.length === 0 ? { ...base, state: 'unchanged' } : { ...base, state: 'changed', changes, write }
  })
}

/** What is known by its id in Endcap needs no other key. */
const isExported = (match: PromotionSummary, origin: PromotionRow['origin']): boolean => origin?.promotionId === match.promotionId

/** The account a promotion is shown at: its own, or the one its own is a duplicate of (D12). */
const accountIdOf = (known: KnownWorkspace, directory: AccountDirectory, { accountId }: PromotionSummary): string => {
  const account = known.accounts.find((each) => each.accountId === accountId)
  return (account === undefined ? undefined : directory.byName(account.name)?.accountId) ?? accountId
}

/** Promotions that could be meant by a key; one made by hand is known by its name. */
const promotionsByKey = (known: KnownWorkspace): ReadonlyMap<string, PromotionSummary> => {
  const accountKeys = new Map(known.accounts.map((account) => [account.accountId, keyOfAccount(account)]))
  const byKey = new Map<string, PromotionSummary[]>()
  for (const promotion of known.promotions) {
    if (promotion.isPurged) continue
    const key = promotion.externalKey === '' ? promotionKey(accountKeys.get(promotion.accountId) ?? '', promotion.name) : promotion.externalKey
    const rows = byKey.get(key)
    if (rows === undefined) byKey.set(key, [promotion])
    else rows.push(promotion)
  }
  const found = new Map<string, PromotionSummary>()
  for (const [key, rows] of byKey) {
    const promotion = preferred(rows, ({ promotionId }) => promotionId)
    if (promotion !== undefined) found.set(key, promotion)
  }
  return found
}

const isCalendarTrashed = (known: KnownWorkspace, accountId: string, year: number): boolean =>
  known.calendars.some((calendar) => calendar.accountId === accountId && calendar.year === year && calendar.isDeleted)

const conflictWith = (before: Gathered, { value }: Row, line: PromotionRow['line']): { isSame: boolean; message: string } | null => {
  const first = before.rows[0]
  if (value === null || first === undefined) return null
  for (const [name, cell] of Object.entries(value.promotion)) {
    const said = before.cells[name as keyof PromotionCells]
    if (said === undefined || name === 'name' || isSameValue(said, cell)) continue
    const label = labelOf(CELLS[name as keyof PromotionCells]).toLowerCase()
    return { isSame: false, message: `Row ${first.row} is a promotion of the same name with another ${label}. Give one of them another name.` }
  }
  if (line === null) return null
  const twin = before.rows.find((row) => row.value?.line != null && lineIdentity(row.value.line) === lineIdentity(line) && isSameOrigin(row.value, value))
  if (twin === undefined) return null
  const isSame = isSameValue({ ...twin.value?.line, itemGroup: '' }, { ...line, itemGroup: '' })
  return { isSame, message: isSame ? `Same as row ${twin.row}` : `Row ${twin.row} gives the same group and type of this promotion with other values.` }
}

/** Two lines of one group and type, exported as two rows, stay two lines. */
const isSameOrigin = (a: PromotionRow, b: PromotionRow): boolean => a.origin === null || b.origin === null || a.origin.lineId === b.origin.lineId

const lineIdentity = (line: Pick<LineCells, 'mechanic' | 'itemGroup'>): string => `${line.mechanic}|${plainName(line.itemGroup)}`

const placeNew = (
  account: ResolvedAccount,
  key: string,
  inStore: DateWindow,
  cells: Partial<PromotionCells>,
  line: Partial<LineCells>,
  known: KnownWorkspace,
): Pick<PlannedRow, 'state' | 'faults' | 'write'> => {
  const year = fiscalYearOfPromotion(weekSystemById(account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM, inStore.from)
  const isTrashed = isCalendarTrashed(known, account.accountId, year)
  const isEmptied = isTrashed && !known.promotions.some((each) => each.accountId === account.accountId && each.year === year && !each.isPurged)
  if (isTrashed && !isEmptied) {
    return {
      state: 'faulty',
      faults: [{ column: null, message: `The ${year} calendar of ${account.name} is in the trash. Restore it there, then import.` }],
      write: null,
    }
  }
  const write: PromotionWrite = {
    kind: 'promotion',
    path: calendarPath(account.accountId, year),
    key,
    promotionId: null,
    isRestored: false,
    isCalendarRestored: isEmptied,
    cells: { ...cells, externalKey: key },
    lines: [{ lineId: null, isRestored: false, cells: line }],
  }
  return { state: 'create', faults: [], write }
}

const planKnown = (
  path: string,
  match: PromotionSummary,
  key: string,
  cells: Partial<PromotionCells>,
  line: PromotionRow['line'],
  said: Gathered,
  isOnlyRow: boolean,
  known: KnownWorkspace,
  origin: PromotionRow['origin'],
): { write: PromotionWrite; changes: readonly ValueChange[] } => {
  const calendar = known.read('calendar', path)
  const stored = calendar?.promotions.find(({ id }) => id === match.promotionId)
  const difference = differencesOf(cells, stored ?? cells, CELLS, known.currency)
  const lines = calendar === null ? null : calendar.lines.filter(({ id, promotionId }) => promotionId === match.promotionId && !said.lineIds.has(id))
  const { write, changes } =
    lines === null || line === null ? { write: null, changes: [] } : planLine(lines, line, isOnlyRow, match.isDeleted, known, origin?.lineId ?? '')
  if (write?.lineId != null) said.lineIds.add(write.lineId)
  return {
    write: {
      kind: 'promotion',
      path,
      key,
      promotionId: match.promotionId,
      isRestored: match.isDeleted,
      isCalendarRestored: false,
      cells: { ...difference.values, ...(stored?.externalKey === '' && !isExported(match, origin) ? { externalKey: key } : {}) },
      lines: write === null ? [] : [write],
    },
    changes: [...difference.changes, ...changes],
  }
}

/** The stored line a row means: the same type and group; or the only one, of a promotion that has one row. */
const planLine = (
  stored: readonly LineValue[],
  line: PromotionLine,
  isOnlyRow: boolean,
  isPromotionDeleted: boolean,
  known: KnownWorkspace,
  lineId: string,
): { write: LineWrite | null; changes: readonly ValueChange[] } => {
  const live = stored.filter(({ deleted }) => deleted === null)
  const same = live.find(({ id }) => id === lineId) ?? [...live, ...stored].find((each) => lineIdentity(each) === lineIdentity(line))
  const match = same ?? (isOnlyRow && live.length === 1 ? live[0] : undefined)
  const title = `${line.mechanic} ${line.itemGroup}`.trim()
  if (match === undefined) return { write: { lineId: null, isRestored: false, cells: line }, changes: [{ label: 'Line', before: '—', after: title }] }
  const difference = differencesOf(line, match as Partial<LineCells>, LINE_CELLS, known.currency)
  const isRestored = match.deleted !== null
  const changes: readonly ValueChange[] =
    isRestored && !isPromotionDeleted ? [{ label: 'Line', before: 'deleted', after: title }, ...difference.changes] : difference.changes
  if (!isRestored && changes.length === 0) return { write: { lineId: match.id, isRestored: false, cells: {} }, changes: [] }
  return { write: { lineId: match.id, isRestored, cells: difference.values }, changes }
}
