// From the sheets of a drop to what importing them would do, row by row; nothing is written here. Sheets are planned in the
// order accounts, items, promotions, whatever order they came in, so that a promotions file may name the accounts of
// another file of the same drop.
//
// A plan needs the full values of the documents it would change. `documentsNeeded` plans once without them, only to see
// which it asks for.

import { assertNever } from '../../base/assert.ts'
import type { DocumentKind } from '../../base/document-path.ts'
import { parseAccountRows } from './account-rows.ts'
import { IMPORT_KINDS } from './columns.ts'
import { plainName } from './import-keys.ts'
import { parseItemRows } from './item-rows.ts'
import type { KnownWorkspace } from './known-workspace.ts'
import { accountDirectory, planAccounts } from './plan-accounts.ts'
import { planItems } from './plan-items.ts'
import { planPromotions } from './plan-promotions.ts'
import type { PlannedRow, RowState } from './planned-row.ts'
import { parsePromotionRows } from './promotion-rows.ts'
import type { Sheet } from './sheet.ts'

export interface ImportPlan extends Readonly<Record<RowState, readonly PlannedRow[]>> {
  readonly sheets: readonly Sheet[]
  /** All rows, in the order of the sheets and of their rows. */
  readonly rows: readonly PlannedRow[]
  /** Account names the promotions use and nobody knows. */
  readonly missingAccounts: readonly string[]
}

export const planImport = (sheets: readonly Sheet[], known: KnownWorkspace): ImportPlan => {
  const ordered = IMPORT_KINDS.flatMap((kind) => sheets.filter((sheet) => sheet.kind === kind))
  const directory = accountDirectory(known.accounts)
  const groups = new Map<string, string>()
  const addGroup = (group: string | undefined) => {
    if (group !== undefined && group !== '') groups.set(plainName(group), group)
  }
  for (const item of known.items) if (!item.isDeleted) addGroup(item.group)
  const gathered: Parameters<typeof planPromotions>[6] = new Map()
  const rows = ordered.flatMap((sheet, index): readonly PlannedRow[] => {
    switch (sheet.kind) {
      case 'accounts':
        return planAccounts(sheet as Sheet<'accounts'>, index, parseAccountRows(sheet as Sheet<'accounts'>), known, directory)
      case 'items': {
        const parsed = parseItemRows(sheet as Sheet<'items'>, known.currency)
        for (const { value } of parsed) addGroup(value?.cells.group)
        return planItems(sheet as Sheet<'items'>, index, parsed, known)
      }
      case 'promotions': {
        const parsed = parsePromotionRows(sheet as Sheet<'promotions'>, known.currency)
        return planPromotions(sheet as Sheet<'promotions'>, index, parsed, known, directory, groups, gathered)
      }
      default:
        return assertNever(sheet.kind)
    }
  })
  const inState = (state: RowState) => rows.filter((row) => row.state === state)
  const accountOf = ({ sheet, cells }: PlannedRow) => cells[(ordered[sheet] as Sheet<'promotions'> | undefined)?.columns.get('account') ?? -1] ?? ''
  return {
    sheets: ordered,
    rows,
    create: inState('create'),
    changed: inState('changed'),
    unchanged: inState('unchanged'),
    trashed: inState('trashed'),
    faulty: inState('faulty'),
    missingAccounts: [...new Set(rows.filter(({ isAccountMissing }) => isAccountMissing).map(accountOf))],
  }
}

/** The documents whose full values a plan of these sheets compares with. */
export const documentsNeeded = (sheets: readonly Sheet[], known: Omit<KnownWorkspace, 'read'>): readonly { kind: DocumentKind; path: string }[] => {
  const needed = new Map<string, DocumentKind>()
  planImport(sheets, {
    ...known,
    read: (kind, path) => {
      needed.set(path, kind)
      return null
    },
  })
  return [...needed].map(([path, kind]) => ({ kind, path }))
}
