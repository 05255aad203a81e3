// The columns Endcap reads from a file, by the names people head them with. A file is recognised by its columns, not by its
// name; columns it does not know are left out and said to be.

import type { PromotionWindow } from '../../docs/terms/promotion-terms.ts'

export const IMPORT_KINDS = ['accounts', 'items', 'promotions'] as const
/** In the order they have to be imported: promotions name accounts and groups of items. */
export type ImportKind = (typeof IMPORT_KINDS)[number]

export interface Column {
  /** How our own files and messages head it. */
  readonly label: string
  readonly isRequired?: true
  /** Other headings, without case and punctuation. */
  readonly also?: readonly string[]
}

export const ACCOUNT_COLUMNS = {
  name: { label: 'Account', isRequired: true, also: ['accountname', 'customer', 'name', 'retailer'] },
  kind: { label: 'Kind', also: ['accountkind', 'accounttype'] },
  channel: { label: 'Channel' },
  adWeekStart: { label: 'Ad week starts', also: ['adweekstart', 'adweek'] },
  weekSystem: { label: 'Fiscal weeks', also: ['weeksystem', 'fiscalpattern', 'fiscalcalendar'] },
  fiscalWeekStart: { label: 'Fiscal week starts', also: ['fiscalweekstart'] },
  /** A description of the week system for people; read by nobody. */
  fiscalYear: { label: 'Fiscal year' },
  stores: { label: 'Stores', also: ['storecount', 'numberofstores'] },
  routeToMarket: { label: 'Route to market', also: ['route', 'distributor'] },
} as const satisfies Record<string, Column>

export const ITEM_COLUMNS = {
  name: { label: 'Item', isRequired: true, also: ['itemname', 'itemdescription', 'description', 'product'] },
  gtinUnit: { label: 'UPC (12)', isRequired: true, also: ['upc', 'gtin', 'unitgtin', 'gtinunit', 'ean'] },
  gtinCase: { label: 'Case GTIN (14)', also: ['casegtin', 'gtincase', 'scc', 'itf14'] },
  casePack: { label: 'Case pack', also: ['pack', 'unitspercase'] },
  brand: { label: 'Brand' },
  category: { label: 'Category' },
  group: { label: 'Promoted group', also: ['productgroup', 'ppg', 'group'] },
  listCost: { label: 'List cost/case', also: ['listcostpercase', 'listcost', 'listprice'] },
  cogs: { label: 'COGS/case', also: ['cogspercase', 'cogs', 'costofgoodspercase'] },
  srp: { label: 'SRP', also: ['suggestedretail', 'suggestedretailprice'] },
  status: { label: 'Status' },
} as const satisfies Record<string, Column>

export const PROMOTION_COLUMNS = {
  name: { label: 'Promotion', isRequired: true, also: ['promotionname', 'promoname', 'event'] },
  account: { label: 'Account', isRequired: true, also: ['customer', 'retailer'] },
  firstReceiver: { label: 'First receiver' },
  mechanic: { label: 'Type', isRequired: true, also: ['mechanic', 'promotype', 'promotiontype'] },
  group: { label: 'Product group', also: ['promotedgroup', 'ppg', 'group'] },
  orderFrom: { label: 'Order start', also: ['buyinstart', 'orderfrom'] },
  orderTo: { label: 'Order end', also: ['buyinend', 'orderto'] },
  inStoreFrom: { label: 'In-store start', isRequired: true, also: ['instorefrom', 'promostart', 'promostartdate', 'startdate', 'start'] },
  inStoreTo: { label: 'In-store end', isRequired: true, also: ['instoreto', 'promoend', 'promoenddate', 'enddate', 'end'] },
  scanBackFrom: { label: 'Scan-back start', also: ['scanstart', 'scanbackfrom'] },
  scanBackTo: { label: 'Scan-back end', also: ['scanend', 'scanbackto'] },
  rate: { label: 'Rate', also: ['unitrate'] },
  rateBasis: { label: 'Rate basis', also: ['basis'] },
  lump: { label: 'Lump sum', also: ['lump', 'fixedcost', 'fee'] },
  regularRetail: { label: 'Regular retail', also: ['baseprice', 'everydayretail'] },
  promoRetail: { label: 'Promo retail', also: ['promotedretail', 'retailprice', 'salesrp'] },
  baseline: { label: 'Baseline units/week', also: ['baseline', 'baselineunitsperweek', 'baseunits'] },
  lift: { label: 'Expected lift %', also: ['lift%', 'expectedlift', 'lift'] },
  merchandising: { label: 'Merchandising', also: ['support'] },
  status: { label: 'Status' },
  notes: { label: 'Notes', also: ['note', 'comments', 'comment'] },
  shipFrom: { label: 'Ship start', also: ['shipfrom'] },
  shipTo: { label: 'Ship end', also: ['shipto'] },
  arriveFrom: { label: 'Arrive start', also: ['arrivefrom'] },
  arriveTo: { label: 'Arrive end', also: ['arriveto'] },
  adFrom: { label: 'Ad start', also: ['adfrom'] },
  adTo: { label: 'Ad end', also: ['adto'] },
  displayFrom: { label: 'Display start', also: ['displayfrom'] },
  displayTo: { label: 'Display end', also: ['displayto'] },
  couponFrom: { label: 'Coupon start', also: ['couponfrom'] },
  couponTo: { label: 'Coupon end', also: ['couponto'] },
  claimFrom: { label: 'Claim start', also: ['claimfrom'] },
  claimTo: { label: 'Claim end', also: ['claimto'] },
  submitBy: { label: 'Submit by', also: ['submissiondue', 'submitdate'] },
  retailerConfirmBy: { label: 'Retailer confirms by', also: ['confirmby'] },
  priceLoadBy: { label: 'Price loaded by', also: ['priceloadby', 'pricechangedue'] },
  artDue: { label: 'Art due' },
  newItemDue: { label: 'New item set-up due', also: ['newitemdue'] },
  confidence: { label: 'Confidence %', also: ['confidence'] },
  passThrough: { label: 'Pass-through %', also: ['passthrough'] },
  expectedUnits: { label: 'Expected units' },
  /** Which promotion and line of Endcap the row was exported from: whatever it is called now. */
  endcapId: { label: 'Endcap id' },
} as const satisfies Record<string, Column>

/** The windows of a promotion, by the columns of their first and last days. */
export const WINDOW_COLUMNS = {
  order: ['orderFrom', 'orderTo'],
  inStore: ['inStoreFrom', 'inStoreTo'],
  scanBack: ['scanBackFrom', 'scanBackTo'],
  ship: ['shipFrom', 'shipTo'],
  arrive: ['arriveFrom', 'arriveTo'],
  ad: ['adFrom', 'adTo'],
  display: ['displayFrom', 'displayTo'],
  coupon: ['couponFrom', 'couponTo'],
  claim: ['claimFrom', 'claimTo'],
} as const satisfies Record<PromotionWindow, readonly [keyof typeof PROMOTION_COLUMNS, keyof typeof PROMOTION_COLUMNS]>

export const COLUMNS = { accounts: ACCOUNT_COLUMNS, items: ITEM_COLUMNS, promotions: PROMOTION_COLUMNS } as const satisfies Record<
  ImportKind,
  Record<string, Column>
>

export type ColumnName<Kind extends ImportKind> = keyof (typeof COLUMNS)[Kind] & string
