// The columns of the grid: what each is called, how wide it is, what it is a cell of, and how it is edited. What stands in
// their cells is in `grid-cells.ts`.

export const COLUMNS = [
  'name',
  'account',
  'status',
  'from',
  'to',
  'weeks',
  'itemGroup',
  'mechanic',
  'rate',
  'rateBasis',
  'promoRetail',
  'regularRetail',
  'lump',
  'baselinePerWeek',
  'expectedLiftPct',
  'owner',
  'theme',
  'merchandising',
  'firstReceiver',
  'confidence',
  'orderFrom',
  'orderTo',
  'scanBackFrom',
  'scanBackTo',
  'submitBy',
  'priceLoadBy',
] as const
export type Column = (typeof COLUMNS)[number]

export interface ColumnFacts {
  readonly label: string
  /** In rem. */
  readonly width: number
  /** `derived` is for looking at only. */
  readonly editor: 'text' | 'date' | 'choice' | 'derived'
  readonly isNumeric?: true
  /** Belongs to a line of the promotion. */
  readonly ofLine?: true
  /** May stand empty: Delete clears it. */
  readonly clears?: true
  /** The cell of the document, for presence. */
  readonly cell: string | null
}

export const COLUMN_FACTS: Readonly<Record<Column, ColumnFacts>> = {
  name: { label: 'Promotion', width: 15, editor: 'text', cell: 'name' },
  account: { label: 'Account', width: 10, editor: 'choice', cell: null },
  status: { label: 'Status', width: 7, editor: 'choice', cell: 'status' },
  from: { label: 'First day', width: 8.5, editor: 'date', cell: 'inStore' },
  to: { label: 'Last day', width: 8.5, editor: 'date', cell: 'inStore' },
  weeks: { label: 'Weeks', width: 5, editor: 'derived', cell: null },
  itemGroup: { label: 'Group', width: 8, editor: 'choice', ofLine: true, clears: true, cell: 'itemGroup' },
  mechanic: { label: 'Mechanic', width: 6, editor: 'choice', ofLine: true, cell: 'mechanic' },
  rate: { label: 'Rate', width: 5, editor: 'text', isNumeric: true, ofLine: true, clears: true, cell: 'rate' },
  rateBasis: { label: 'Basis', width: 6, editor: 'choice', ofLine: true, clears: true, cell: 'rateBasis' },
  promoRetail: { label: 'Promo retail', width: 6.5, editor: 'text', isNumeric: true, ofLine: true, clears: true, cell: 'promoRetail' },
  regularRetail: { label: 'Regular', width: 6, editor: 'text', isNumeric: true, ofLine: true, clears: true, cell: 'regularRetail' },
  lump: { label: 'Lump sum', width: 6.5, editor: 'text', isNumeric: true, ofLine: true, clears: true, cell: 'lump' },
  baselinePerWeek: { label: 'Baseline/wk', width: 6.5, editor: 'text', isNumeric: true, ofLine: true, clears: true, cell: 'baselinePerWeek' },
  expectedLiftPct: { label: 'Lift %', width: 5, editor: 'text', isNumeric: true, ofLine: true, clears: true, cell: 'expectedLiftPct' },
  owner: { label: 'Owner', width: 8, editor: 'choice', clears: true, cell: 'owner' },
  theme: { label: 'Theme', width: 8, editor: 'choice', clears: true, cell: 'theme' },
  merchandising: { label: 'Merchandising', width: 12, editor: 'text', clears: true, cell: 'merchandising' },
  firstReceiver: { label: 'First receiver', width: 9, editor: 'choice', clears: true, cell: 'firstReceiver' },
  confidence: { label: 'Confidence', width: 6.5, editor: 'text', isNumeric: true, clears: true, cell: 'confidence' },
  orderFrom: { label: 'Order from', width: 8.5, editor: 'date', clears: true, cell: 'order' },
  orderTo: { label: 'Order to', width: 8.5, editor: 'date', clears: true, cell: 'order' },
  scanBackFrom: { label: 'Scan-back from', width: 8.5, editor: 'date', clears: true, cell: 'scanBack' },
  scanBackTo: { label: 'Scan-back to', width: 8.5, editor: 'date', clears: true, cell: 'scanBack' },
  submitBy: { label: 'Submit by', width: 8.5, editor: 'date', clears: true, cell: 'submitBy' },
  priceLoadBy: { label: 'Price loaded by', width: 8.5, editor: 'date', clears: true, cell: 'priceLoadBy' },
}

const DEFAULT_COLUMNS: readonly Column[] = ['account', 'status', 'from', 'to', 'weeks', 'itemGroup', 'mechanic', 'rate', 'rateBasis', 'promoRetail', 'owner']

/** The name comes first and stays in sight; a heading that names the account makes its column needless. */
export const shownColumns = (chosen: string | undefined, isGroupedByAccount: boolean): readonly Column[] => {
  const names = chosen === undefined ? DEFAULT_COLUMNS.filter((column) => column !== 'account' || !isGroupedByAccount) : chosen.split(',')
  const known = names.filter((name): name is Column => name !== 'name' && (COLUMNS as readonly string[]).includes(name))
  return ['name', ...new Set(known)]
}

/** The two columns that are one window: neither says anything without the other (D3). */
export const WINDOWS = [
  { from: 'from', to: 'to', cell: 'inStore' },
  { from: 'orderFrom', to: 'orderTo', cell: 'order' },
  { from: 'scanBackFrom', to: 'scanBackTo', cell: 'scanBack' },
] as const satisfies readonly { from: Column; to: Column; cell: string }[]
