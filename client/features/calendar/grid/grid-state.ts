// The state of the grid: its rows and columns, what is selected, what is being edited, what the line for a new promotion
// holds so far. What is done with it is in `grid-acts.ts`.

import { type Accessor, createContext, createMemo, createSignal, useContext } from 'solid-js'
import { assert } from '../../../../shared/base/assert.ts'
import { isPhone } from '../../../ui/viewport.ts'
import type { CalendarState } from '../calendar-state.ts'
import type { TextBlock } from './grid-clipboard.ts'
import { COLUMN_FACTS, type Column, shownColumns } from './grid-columns.ts'
import { createRowSorter, GROUPINGS, type GridEntry, type Grouping, gridRows, type PromotionEntry, type Sorting, sortingFrom } from './grid-rows.ts'
import { type Block, blockOf, type CellPlace, type GridSelection } from './grid-selection.ts'

/** What a paste or a fill would do, shown before it does. */
export interface Preview {
  readonly label: string
  readonly columns: readonly (Column | null)[]
  readonly targets: readonly (PromotionEntry | null)[]
  readonly texts: TextBlock
}

export interface Editing {
  /** The key that began it replaces what was there; null edits it. */
  readonly typed: string | null
}

export interface GridState {
  readonly calendar: CalendarState
  readonly columns: Accessor<readonly Column[]>
  readonly tracks: Accessor<string>
  readonly sorting: Accessor<Sorting>
  readonly sortBy: (column: Column) => void
  readonly grouping: Accessor<Grouping>
  readonly rows: Accessor<readonly GridEntry[]>
  readonly indexOf: (key: string) => number | undefined
  readonly entryOf: (key: string) => PromotionEntry | null
  readonly toggleGroup: (key: string) => void
  readonly selection: Accessor<GridSelection | null>
  readonly setSelection: (selection: GridSelection | null) => void
  readonly block: Accessor<Block | null>
  /** The block as it will be when the handle is let go; null while it is not drawn. */
  readonly fillBlock: Accessor<Block | null>
  readonly setFillBlock: (block: Block | null) => void
  readonly editing: Accessor<Editing | null>
  readonly setEditing: (editing: Editing | null) => void
  /** The editor says how it is left; null when there is none. */
  readonly setFinisher: (finish: (() => Promise<boolean>) | null) => void
  /** Commits what is being edited; resolves to false where it cannot be kept and stays in its editor. */
  readonly finishEditing: () => Promise<boolean>
  /** Texts of the line for a new promotion. */
  readonly draft: Accessor<Readonly<Partial<Record<Column, string>>>>
  readonly setDraft: (draft: Readonly<Partial<Record<Column, string>>>) => void
  readonly preview: Accessor<Preview | null>
  readonly setPreview: (preview: Preview | null) => void
}

/** What stays in sight leaves room for what does not. */
const PHONE_NAME_WIDTH = 9.5

export const columnsOf = (calendar: Pick<CalendarState, 'setting'>): readonly Column[] =>
  shownColumns(calendar.setting('cols'), groupingOf(calendar) === 'account')
export const groupingOf = (calendar: Pick<CalendarState, 'setting'>): Grouping => GROUPINGS.find((known) => known === calendar.setting('group')) ?? 'account'

export const createGridState = (calendar: CalendarState): GridState => {
  const sorting = createMemo(() => sortingFrom(calendar.setting('sort')))
  const grouping = createMemo(() => groupingOf(calendar))
  const columns = createMemo(() => columnsOf(calendar))
  const tracks = createMemo(() =>
    columns()
      .map((column) => (column === 'name' ? `minmax(${isPhone() ? PHONE_NAME_WIDTH : COLUMN_FACTS.name.width}rem, 1fr)` : `${COLUMN_FACTS[column].width}rem`))
      .join(' '),
  )
  const [closed, setClosed] = createSignal<ReadonlySet<string>>(new Set())
  const [selection, setSelection] = createSignal<GridSelection | null>(null)
  const [fillBlock, setFillBlock] = createSignal<Block | null>(null)
  const [editing, setEditing] = createSignal<Editing | null>(null)
  const [draft, setDraft] = createSignal<Readonly<Partial<Record<Column, string>>>>({})
  const [preview, setPreview] = createSignal<Preview | null>(null)

  let finisher: (() => Promise<boolean>) | null = null
  const sort = createRowSorter()
  const rows = createMemo(() => {
    const sources = calendar.shownAccountIds().flatMap((accountId) => {
      const account = calendar.accountById(accountId)
      return account === null ? [] : [{ account, promotions: calendar.shownOf(accountId) }]
    })
    return gridRows(sources, sort, {
      sorting: sorting(),
      grouping: grouping(),
      closed: closed(),
      withNew: calendar.workspace.canWrite() && calendar.accounts().length > 0,
    })
  })
  // Put together when somebody asks where a row is, not with every edit.
  let indexed: readonly GridEntry[] | null = null
  let indexes = new Map<string, number>()
  const indexOf = (key: string): number | undefined => {
    const all = rows()
    if (indexed !== all) {
      indexes = new Map(all.map((entry, index) => [entry.key, index]))
      indexed = all
    }
    return indexes.get(key)
  }
  const block = createMemo(() => {
    const selected = selection()
    return selected === null ? null : blockOf(selected, indexOf, columns())
  })
  return {
    calendar,
    columns,
    tracks,
    sorting,
    sortBy: (column) => {
      const { column: before, isDescending } = sorting()
      calendar.setSetting('sort', `${before === column && !isDescending ? '-' : ''}${column}`)
    },
    grouping,
    rows,
    indexOf,
    entryOf: (key) => {
      const entry = rows()[indexOf(key) ?? -1]
      return entry?.kind === 'promotion' ? entry : null
    },
    toggleGroup: (key) =>
      setClosed((before) => {
        const after = new Set(before)
        if (!after.delete(key)) after.add(key)
        return after
      }),
    selection,
    setSelection,
    block,
    fillBlock,
    setFillBlock,
    editing,
    setEditing,
    setFinisher: (finish) => {
      finisher = finish
    },
    finishEditing: () => (finisher === null || editing() === null ? Promise.resolve(true) : finisher()),
    draft,
    setDraft,
    preview,
    setPreview,
  }
}

export const isRow = (entry: GridEntry | undefined): boolean => entry !== undefined && entry.kind !== 'group'
export const at = (key: string, column: Column): CellPlace => ({ key, column })

export const GridContext = createContext<GridState>()

export const useGrid = (): GridState => {
  const grid = useContext(GridContext)
  assert(grid !== undefined, 'useGrid outside the grid')
  return grid
}
