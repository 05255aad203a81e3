// What texts put into cells would do, row by row, before anything is written: what changes, what is new, what is the same,
// and every cell that cannot be read or is not allowed, with its reason. Typing into one cell, filling down, clearing and
// pasting a thousand rows are all planned here. Pure.

import type { CivilDate, DateWindow } from '../../../../shared/base/civil.ts'
import { windowProblem } from '../../../../shared/commands/promotion.ts'
import type { PromotionChange } from '../../../../shared/commands/write-promotions.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { Mechanic } from '../../../../shared/docs/terms/mechanic.ts'
import type { Merchandising, PromotionStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { plainWords } from '../../../../shared/domain/import/cells.ts'
import { type DateOrder, dateOrderOf, parseDateCell } from '../../../../shared/domain/import/date-cell.ts'
import type { PromotionDraft } from '../../../../shared/domain/promotion-draft.ts'
import { automaticName } from '../../../../shared/domain/promotion-name.ts'
import { statusProblem } from '../../../../shared/domain/status-rules.ts'
import type { CalendarAccount } from '../calendar-data.ts'
import { editedWindow, editText, isEditable, parseCell } from './grid-cells.ts'
import { COLUMN_FACTS, type Column, WINDOWS } from './grid-columns.ts'
import type { PromotionEntry } from './grid-rows.ts'

export interface RowTexts {
  /** Null for a new promotion. */
  readonly target: PromotionEntry | null
  /** As the columns are. */
  readonly texts: readonly string[]
}

export interface PlanFacts {
  readonly today: CivilDate
  readonly accounts: readonly CalendarAccount[]
  /** Where a new row goes that names no account. */
  readonly defaultAccount: CalendarAccount | null
  /** Of an account: a row that is there already is a change of it. */
  readonly plannedOf: (accountId: string) => readonly PromotionSummary[]
  /** A blank in a cell that cannot be empty leaves it as it is (a pasted block), or is refused (a typed cell). */
  readonly blank: 'keep' | 'refuse'
}

export interface PlannedCell {
  readonly column: Column
  readonly text: string
  readonly problem: string | null
  readonly guess: string | null
  readonly isChanged: boolean
}

export interface PlannedRow {
  readonly kind: 'change' | 'new' | 'same'
  readonly target: PromotionEntry | null
  readonly account: CalendarAccount | null
  readonly cells: readonly PlannedCell[]
  /** What is wrong with the row and no one cell of it. */
  readonly problem: string | null
  readonly isFaulty: boolean
  /** What can be written: without the faulty cells of a promotion there is, nothing of a new one that has any. */
  readonly change: PromotionChange | null
  readonly draft: PromotionDraft | null
}

export interface CellPlan {
  readonly columns: readonly Column[]
  readonly rows: readonly PlannedRow[]
  readonly badCells: number
  readonly guesses: number
  readonly changes: number
  readonly creations: number
  readonly same: number
  /** New rows that are left out for a fault of theirs. */
  readonly leftOut: number
}

const SEVERAL = 'A promotion with several lines is edited line by line: open it.'
const OTHER_ACCOUNT = 'A promotion is moved to another account on the timeline, not by its cell.'

export const planCells = (columns: readonly (Column | null)[], rows: readonly RowTexts[], facts: PlanFacts): CellPlan => {
  const dateOrder = dateOrderOf(dateTexts(columns, rows))
  const byName = new Map(facts.accounts.map((account) => [plainWords(account.name), account]))
  const known = createKnown(facts)
  const planned = rows.map((row) => planRow(columns, row, facts, dateOrder, byName, known))
  const count = (test: (row: PlannedRow) => boolean) => planned.filter(test).length
  const cells = planned.flatMap((row) => row.cells)
  return {
    columns: columns.filter((column) => column !== null),
    rows: planned,
    badCells: cells.filter(({ problem }) => problem !== null).length + count(({ problem }) => problem !== null),
    guesses: cells.filter(({ guess }) => guess !== null).length,
    changes: count(({ change }) => change !== null),
    creations: count(({ draft }) => draft !== null),
    same: count(({ kind, isFaulty }) => kind === 'same' && !isFaulty),
    leftOut: count(({ kind, draft }) => kind === 'new' && draft === null),
  }
}

function* dateTexts(columns: readonly (Column | null)[], rows: readonly RowTexts[]): Iterable<string> {
  for (const [at, column] of columns.entries())
    if (column !== null && COLUMN_FACTS[column].editor === 'date') for (const { texts } of rows) yield texts[at] ?? ''
}

/** What is planned at an account, by name and first day. Read once an account. */
const createKnown = ({ plannedOf }: PlanFacts) => {
  const accounts = new Map<string, ReadonlyMap<string, PromotionSummary>>()
  return (account: CalendarAccount, name: string, from: CivilDate): PromotionSummary | null => {
    let planned = accounts.get(account.accountId)
    if (planned === undefined) {
      planned = new Map(plannedOf(account.accountId).map((promotion) => [`${promotion.name}\n${promotion.inStore?.from ?? ''}`, promotion]))
      accounts.set(account.accountId, planned)
    }
    return planned.get(`${name}\n${from}`) ?? null
  }
}

interface Reading {
  readonly cells: PlannedCell[]
  readonly values: Map<Column, unknown>
}

const planRow = (
  columns: readonly (Column | null)[],
  { target, texts }: RowTexts,
  facts: PlanFacts,
  dateOrder: DateOrder,
  byName: ReadonlyMap<string, CalendarAccount>,
  known: ReturnType<typeof createKnown>,
): PlannedRow => {
  const accountText = texts[columns.indexOf('account')]?.trim() ?? ''
  const named = accountText === '' ? null : (byName.get(plainWords(accountText)) ?? null)
  const account = target?.account ?? named ?? (accountText === '' ? facts.defaultAccount : null)
  const reading = read(columns, texts, target, account, facts, dateOrder)
  if (accountText !== '') {
    const problem =
      named === null ? `There is no account called ${accountText}.` : target !== null && named.accountId !== target.account.accountId ? OTHER_ACCOUNT : null
    reading.cells.push({ column: 'account', text: accountText, problem, guess: null, isChanged: false })
  }
  if (target !== null) return planChange(target, reading)
  if (account === null) return unplaced(reading, accountText === '' ? 'Say which account it runs at.' : null)
  const name = (reading.values.get('name') as string | undefined) ?? nameOf(account, reading)
  const from = reading.values.get('from') as CivilDate | undefined
  const there = from === undefined ? null : known(account, name, from)
  if (there === null) return planNew(account, name, reading)
  // There already: read again as a change of it.
  const entry: PromotionEntry = { kind: 'promotion', key: there.promotionId, promotion: there, account }
  return planChange(entry, read(columns, texts, entry, account, facts, dateOrder))
}

const unplaced = ({ cells }: Reading, problem: string | null): PlannedRow => ({
  kind: 'new',
  target: null,
  account: null,
  cells,
  problem,
  isFaulty: true,
  change: null,
  draft: null,
})

const nameOf = (account: CalendarAccount, { values }: Reading): string =>
  automaticName(account, {
    itemGroup: (values.get('itemGroup') as string | undefined) ?? '',
    mechanic: (values.get('mechanic') as Mechanic | undefined) ?? 'TPR',
    from: (values.get('from') as CivilDate | undefined) ?? null,
  })

/** Cells that can be read, as values; those that say nothing new are left out of the values. */
const read = (
  columns: readonly (Column | null)[],
  texts: readonly string[],
  target: PromotionEntry | null,
  account: CalendarAccount | null,
  facts: PlanFacts,
  dateOrder: DateOrder,
): Reading => {
  const cells: PlannedCell[] = []
  const values = new Map<Column, unknown>()
  const near = nearDate(columns, texts, target, dateOrder) ?? facts.today
  for (const [at, column] of columns.entries()) {
    if (column === null || column === 'account' || COLUMN_FACTS[column].editor === 'derived') continue
    const text = (texts[at] ?? '').trim()
    const cell = (problem: string | null, guess: string | null, isChanged: boolean) => void cells.push({ column, text, problem, guess, isChanged })
    const before = target === null ? '' : editText(target.promotion, column, account)
    if (text === before.trim()) {
      cell(null, null, false)
      continue
    }
    if (target !== null && !isEditable(target.promotion, column)) {
      cell(SEVERAL, null, false)
      continue
    }
    if (text === '' && COLUMN_FACTS[column].clears !== true && (facts.blank === 'keep' || target === null)) {
      cell(null, null, false)
      continue
    }
    const parsed = parseCell(column, text, { currency: account?.currency ?? 'USD', dateOrder, near })
    if (!parsed.ok) {
      cell(parsed.error, null, false)
      continue
    }
    const isChanged = target === null ? text !== '' : !isSameValue(target, column, parsed.value.value, account, dateOrder)
    cell(null, parsed.value.guess, isChanged)
    if (isChanged) values.set(column, parsed.value.value)
  }
  return { cells, values }
}

/** Written otherwise, and the same: `$2.99` and `2.99`, `2027-02-17` and `2/17/2027`. */
const isSameValue = (target: PromotionEntry, column: Column, value: unknown, account: CalendarAccount | null, dateOrder: DateOrder): boolean => {
  const before = parseCell(column, editText(target.promotion, column, account), { currency: account?.currency ?? 'USD', dateOrder, near: null })
  return before.ok && JSON.stringify(before.value.value) === JSON.stringify(value)
}

/** A day of the row with its year, for days without. */
const nearDate = (columns: readonly (Column | null)[], texts: readonly string[], target: PromotionEntry | null, dateOrder: DateOrder): CivilDate | null => {
  for (const [at, column] of columns.entries()) {
    if (column === null || COLUMN_FACTS[column].editor !== 'date') continue
    const parsed = parseDateCell((texts[at] ?? '').trim(), dateOrder)
    if (parsed.ok) return parsed.value
  }
  return target?.promotion.inStore?.from ?? null
}

const marked = (cells: readonly PlannedCell[], column: Column, problem: string): readonly PlannedCell[] =>
  cells.some((cell) => cell.column === column)
    ? cells.map((cell) => (cell.column === column ? { ...cell, problem, isChanged: false } : cell))
    : [...cells, { column, text: '', problem, guess: null, isChanged: false }]

interface Windows {
  readonly written: Partial<Record<'inStore' | 'order' | 'scanBack', DateWindow | null>>
  readonly cells: readonly PlannedCell[]
}

/** The columns of a window as one value; a fault is at the column that was given. */
const readWindows = (before: Pick<PromotionSummary, 'inStore' | 'order' | 'scanBack'> | null, { values, cells }: Reading): Windows => {
  const written: Partial<Record<'inStore' | 'order' | 'scanBack', DateWindow | null>> = {}
  let shown: readonly PlannedCell[] = cells
  for (const { from, to, cell } of WINDOWS) {
    if (!values.has(from) && !values.has(to)) continue
    const at = values.has(to) ? to : from
    if (values.get(from) === null || values.get(to) === null) {
      const other = values.get(from) ?? values.get(to)
      if (other != null) shown = marked(shown, at, 'A window has a first day and a last day, or neither.')
      else written[cell] = null
      continue
    }
    const window = editedWindow(before?.[cell] ?? null, values.get(from) as CivilDate | undefined, values.get(to) as CivilDate | undefined)
    const problem = window === null ? 'The last day must not be before the first.' : windowProblem(window)
    if (problem !== null || window === null) shown = marked(shown, at, problem ?? '')
    else written[cell] = window
  }
  return { written, cells: shown }
}

const PLAIN: readonly Column[] = ['name', 'owner', 'theme', 'firstReceiver', 'confidence', 'submitBy', 'priceLoadBy']

const given = (values: ReadonlyMap<Column, unknown>, columns: readonly Column[]): Record<string, unknown> =>
  Object.fromEntries(columns.filter((column) => values.has(column)).map((column) => [column, values.get(column)]))

const lineColumns = (values: ReadonlyMap<Column, unknown>): readonly Column[] => [...values.keys()].filter((column) => COLUMN_FACTS[column].ofLine === true)

const planChange = (target: PromotionEntry, reading: Reading): PlannedRow => {
  const { promotion, account } = target
  const { values } = reading
  const { written, cells: read } = readWindows(promotion, reading)
  const { inStore, ...windows } = written
  const line = given(values, lineColumns(values))
  const own = { ...given(values, PLAIN), ...windows }
  let cells = read
  let status = values.get('status') as PromotionStatus | undefined
  if (status !== undefined) {
    const lines = promotion.lines.length === 0 ? [] : [{ ...promotion.lines[0], ...line }, ...promotion.lines.slice(1)]
    const problem = statusProblem(promotion.status, status, { ...promotion, ...own, inStore: inStore ?? promotion.inStore, lines } as PromotionSummary)
    if (problem !== null) {
      cells = marked(cells, 'status', problem)
      status = undefined
    }
  }
  const merchandising = values.get('merchandising') as readonly Merchandising[] | undefined
  const change: PromotionChange = {
    promotionId: promotion.promotionId,
    ...(Object.keys(own).length === 0 ? {} : { cells: own }),
    ...(inStore == null ? {} : { inStore }),
    ...(status === undefined ? {} : { status }),
    ...(merchandising === undefined ? {} : { merchandising }),
    ...(Object.keys(line).length === 0 ? {} : { line }),
  }
  const isChange = Object.keys(change).length > 1
  return {
    kind: isChange ? 'change' : 'same',
    target,
    account,
    cells,
    problem: null,
    isFaulty: cells.some(({ problem }) => problem !== null),
    change: isChange ? change : null,
    draft: null,
  }
}

const planNew = (account: CalendarAccount, name: string, reading: Reading): PlannedRow => {
  const { values } = reading
  const { written, cells: read } = readWindows(null, reading)
  const cells =
    written.inStore == null && !read.some(({ column, problem }) => (column === 'from' || column === 'to') && problem !== null)
      ? marked(read, 'from', 'Say when it is in store.')
      : read
  const isFaulty = cells.some(({ problem }) => problem !== null)
  const { itemGroup = '', mechanic = 'TPR', ...line } = given(values, lineColumns(values)) as { itemGroup?: string; mechanic?: Mechanic }
  const draft: PromotionDraft = {
    promotion: { ...given(values, PLAIN), ...written, ...given(values, ['status', 'merchandising']), name },
    lines: [{ itemGroup, mechanic, ...line }],
  }
  return { kind: 'new', target: null, account, cells, problem: null, isFaulty, change: null, draft: isFaulty ? null : draft }
}
