// What is done to the cells of the grid: one edited, many filled, cleared, cut or pasted over, a new promotion entered in its
// line. All of it is planned first (`plan-cells.ts`); where a cell cannot be read, the plan is shown and nothing is written.

import { notify } from '../../../ui/toasts.tsx'
import { applyPlan } from './apply-plan.ts'
import { columnHeaded, editText, parseCell } from './grid-cells.ts'
import type { TextBlock } from './grid-clipboard.ts'
import { COLUMN_FACTS, type Column } from './grid-columns.ts'
import type { GridEntry, PromotionEntry } from './grid-rows.ts'
import type { Block } from './grid-selection.ts'
import type { GridState, Preview } from './grid-state.ts'
import { type CellPlan, type PlanFacts, planCells } from './plan-cells.ts'

export interface GridActs {
  /** Resolves with what is wrong, or null. */
  readonly commit: (key: string, column: Column, text: string) => Promise<string | null>
  readonly textsOf: (block: Block) => TextBlock
  readonly clear: (block: Block) => Promise<void>
  readonly fillDown: (block: Block) => Promise<void>
  readonly paste: (texts: TextBlock, block: Block) => Promise<void>
  readonly deleteRows: (block: Block) => Promise<void>
  /** Plans what the preview holds, as its texts are now. */
  readonly planOf: (preview: Preview) => CellPlan
  readonly applyPreview: (preview: Preview) => Promise<void>
  /** Creates what the new line holds; resolves with the column that is missing or wrong, or null when it was created. */
  readonly createFromDraft: () => Promise<Column | null>
}

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

export const createGridActs = (grid: GridState): GridActs => {
  const { calendar } = grid
  const facts = (blank: PlanFacts['blank']): PlanFacts => ({
    today: calendar.workspace.today(),
    accounts: calendar.accounts(),
    defaultAccount: defaultAccount(),
    plannedOf: calendar.allOf,
    blank,
  })
  /** The only account shown takes what names none. */
  const defaultAccount = () => {
    const [only, ...others] = calendar.shownAccountIds()
    return only === undefined || others.length > 0 ? null : calendar.accountById(only)
  }
  const entriesOf = ({ top, bottom }: Block): readonly GridEntry[] =>
    grid
      .rows()
      .slice(top, bottom + 1)
      .filter((entry) => entry.kind !== 'group')
  const promotionsOf = (block: Block): readonly PromotionEntry[] => entriesOf(block).filter((entry): entry is PromotionEntry => entry.kind === 'promotion')
  const columnsOf = ({ left, right }: Block): readonly Column[] => grid.columns().slice(left, right + 1)
  const say = (label: string) => {
    calendar.actions.announce(label)
    void calendar.actions.say(label)
  }

  const write = async (label: string, plan: CellPlan): Promise<void> => {
    if (plan.changes + plan.creations === 0) return calendar.actions.announce('Nothing changes.')
    const { problem, created } = await applyPlan(calendar, label, plan)
    if (problem !== null) notify({ message: problem, tone: 'danger' })
    if (problem === null || created.length > 0) say(label)
  }

  /** Writes at once where every cell can be; else shows what would happen. */
  const offer = async (preview: Preview): Promise<void> => {
    const plan = planCells(preview.columns, rowsOf(preview), facts('keep'))
    if (plan.badCells > 0 || plan.guesses > 0) grid.setPreview(preview)
    else await write(preview.label, plan)
  }
  const rowsOf = ({ targets, texts }: Preview) => texts.map((row, index) => ({ target: targets[index] ?? null, texts: row }))

  const commit: GridActs['commit'] = async (key, column, text) => {
    if (key === 'new') {
      const account = calendar.accounts().find(({ name }) => name === grid.draft().account)
      const near = calendar.workspace.today()
      if (text.trim() !== '' && column !== 'account') {
        const parsed = parseCell(column, text, { currency: account?.currency ?? 'USD', dateOrder: 'monthFirst', near })
        if (!parsed.ok) return parsed.error
        const value = COLUMN_FACTS[column].editor === 'date' ? String(parsed.value.value) : text.trim()
        grid.setDraft({ ...grid.draft(), [column]: value })
        return null
      }
      if (column === 'account' && text.trim() !== '' && !calendar.accounts().some(({ name }) => name === text.trim()))
        return `There is no account called ${text.trim()}.`
      grid.setDraft({ ...grid.draft(), [column]: text.trim() })
      return null
    }
    const target = grid.entryOf(key)
    if (target === null) return 'This promotion is no longer there.'
    const plan = planCells([column], [{ target, texts: [text] }], facts('refuse'))
    const bad = plan.rows[0]?.cells.find(({ problem }) => problem !== null)
    if (bad !== undefined) return bad.problem
    if (plan.changes === 0) return null
    return (await applyPlan(calendar, `Changed ${COLUMN_FACTS[column].label.toLowerCase()}`, plan)).problem
  }

  const textsOf: GridActs['textsOf'] = (block) =>
    promotionsOf(block).map(({ promotion, account }) => columnsOf(block).map((column) => editText(promotion, column, account)))

  const clear: GridActs['clear'] = async (block) => {
    const columns = columnsOf(block)
    const clearing = columns.filter((column) => COLUMN_FACTS[column].clears === true)
    if (entriesOf(block).some(({ kind }) => kind === 'new'))
      grid.setDraft(Object.fromEntries(Object.entries(grid.draft()).filter(([column]) => !columns.includes(column as Column))))
    const entries = promotionsOf(block)
    if (entries.length === 0) return
    if (clearing.length === 0) return calendar.actions.announce(`${columns.map((column) => COLUMN_FACTS[column].label).join(', ')} cannot be empty.`)
    const plan = planCells(
      clearing,
      entries.map((target) => ({ target, texts: clearing.map(() => '') })),
      facts('keep'),
    )
    await write(
      `Cleared ${counted(
        plan.rows.reduce((sum, row) => sum + row.cells.filter(({ isChanged }) => isChanged).length, 0),
        'cell',
      )}`,
      plan,
    )
  }

  const fillDown: GridActs['fillDown'] = async (block) => {
    const [first, ...others] = promotionsOf(block)
    if (first === undefined || others.length === 0) return calendar.actions.announce('Select the cells to fill, the one to copy at the top.')
    const columns = columnsOf(block).filter((column) => COLUMN_FACTS[column].editor !== 'derived' && column !== 'account')
    const texts = columns.map((column) => editText(first.promotion, column, first.account))
    await offer({ label: `Filled ${counted(others.length * columns.length, 'cell')}`, columns, targets: others, texts: others.map(() => texts) })
  }

  const paste: GridActs['paste'] = async (texts, block) => {
    const [first, ...body] = texts
    if (first === undefined) return calendar.actions.announce('There is nothing to paste.')
    const headed = first.map(columnHeaded)
    // A row of headings says where each column goes, and is none of the rows.
    const isHeaded =
      body.length > 0 && headed.filter((column) => column !== null).length >= 2 && first.every((cell, index) => cell.trim() === '' || headed[index] !== null)
    const rows = isHeaded ? body : tiled(texts, entriesOf(block).length, columnsOf(block).length)
    const width = rows[0]?.length ?? 0
    const columns: readonly (Column | null)[] = isHeaded ? headed : Array.from({ length: width }, (_, index) => grid.columns()[block.left + index] ?? null)
    const targets = isHeaded && grid.rows()[block.top]?.kind === 'new' ? [] : targetsFrom(block.top, rows.length)
    const cells = rows.length * columns.filter((column) => column !== null).length
    await offer({ label: `Pasted ${counted(cells, 'cell')}`, columns, targets, texts: rows })
  }
  const targetsFrom = (top: number, count: number): readonly (PromotionEntry | null)[] => {
    const targets: (PromotionEntry | null)[] = []
    const rows = grid.rows()
    for (let index = top; targets.length < count; index++) {
      const entry = rows[index]
      if (entry === undefined || entry.kind === 'new') targets.push(null)
      else if (entry.kind === 'promotion') targets.push(entry)
    }
    return targets
  }

  const deleteRows: GridActs['deleteRows'] = async (block) => {
    const entries = promotionsOf(block)
    const { deletePromotions } = await import('../../../../shared/commands/bulk.ts')
    const byPath = new Map<string, string[]>()
    for (const { promotion } of entries) {
      const path = calendar.actions.pathOf(promotion)
      const ids = byPath.get(path)
      if (ids === undefined) byPath.set(path, [promotion.promotionId])
      else ids.push(promotion.promotionId)
    }
    const label = `Deleted ${counted(entries.length, 'promotion')}`
    const problem = await calendar.workspace.edit(label, async ({ run }) => {
      for (const [path, promotionIds] of byPath) {
        const outcome = await run(path, deletePromotions, { promotionIds })
        if (!outcome.ok) return outcome.error.message
      }
      return null
    })
    if (problem !== null) notify({ message: problem, tone: 'danger' })
    else if (entries.length > 0) say(label)
  }

  const createFromDraft: GridActs['createFromDraft'] = async () => {
    const draft = grid.draft()
    const columns = Object.keys(draft).filter((column) => draft[column as Column] !== '') as Column[]
    const plan = planCells(columns, [{ target: null, texts: columns.map((column) => draft[column] ?? '') }], facts('keep'))
    const [row] = plan.rows
    const missing: Column | null = row === undefined || row.account === null ? 'account' : (row.cells.find(({ problem }) => problem !== null)?.column ?? null)
    if (missing !== null) {
      calendar.actions.announce(missing === 'account' ? 'Say which account it runs at.' : (row?.cells.find(({ column }) => column === missing)?.problem ?? ''))
      return missing
    }
    const name = row?.draft?.promotion.name ?? 'a promotion'
    const { problem } = await applyPlan(calendar, `Created ${name}`, plan)
    if (problem !== null) notify({ message: problem, tone: 'danger' })
    else {
      // The next one is often at the same account.
      grid.setDraft(draft.account === undefined ? {} : { account: draft.account })
      say(`Created ${name}`)
    }
    return null
  }

  return {
    commit,
    textsOf,
    clear,
    fillDown,
    paste,
    deleteRows,
    planOf: (preview) => planCells(preview.columns, rowsOf(preview), facts('keep')),
    applyPreview: async (preview) => {
      grid.setPreview(null)
      await write(preview.label, planCells(preview.columns, rowsOf(preview), facts('keep')))
    },
    createFromDraft,
  }
}

/** A block pasted into a larger selection repeats, where it fits a whole number of times; one cell always does. */
const tiled = (texts: TextBlock, rows: number, columns: number): TextBlock => {
  const [height, width] = [texts.length, texts[0]?.length ?? 0]
  const isTiled = rows >= height && columns >= width && rows % height === 0 && columns % width === 0 && (rows > height || columns > width)
  if (!isTiled) return texts
  return Array.from({ length: rows }, (_, row) => Array.from({ length: columns }, (_, column) => texts[row % height]?.[column % width] ?? ''))
}
