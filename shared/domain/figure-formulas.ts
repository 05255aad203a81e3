// "Show the arithmetic": every figure's formula as data (DOMAIN §6), with what each symbol stands for and its value, for a
// reader to see where a number comes from. The figures themselves are worked out in `promotion-arithmetic.ts`; a test holds
// each formula here against them.

import type { Figure } from './figure.ts'
import type { PromotedVolume, PromotionFigures } from './promotion-arithmetic.ts'

export type FigureUnit = 'units' | 'money' | 'unitMoney' | 'ratio' | 'percent'
export type FigureKey = Exclude<keyof PromotionFigures, 'volumes'>

export interface FormulaSymbol {
  readonly symbol: string
  readonly label: string
  readonly unit: FigureUnit
}

export interface Formula {
  readonly label: string
  readonly symbol: string
  readonly unit: FigureUnit
  /** With the symbols of the others; empty for what is put in. */
  readonly formula: string
  readonly from: readonly FigureKey[]
  /** Which way of writing it this is, where there are several. */
  readonly convention?: string
}

const formula = (label: string, symbol: string, unit: FigureUnit, text: string, from: readonly FigureKey[] = [], convention?: string): Formula => ({
  label,
  symbol,
  unit,
  formula: text,
  from,
  ...(convention === undefined ? {} : { convention }),
})

export const FORMULAS: Readonly<Record<FigureKey, Formula>> = {
  baseline: formula('Baseline units', 'B', 'units', 'Σ baseline a week × weeks in store'),
  expectedUnits: formula('Expected units', 'U', 'units', 'Σ B × (1 + lift)'),
  incrementalUnits: formula('Incremental units', 'I', 'units', 'U − B', ['expectedUnits', 'baseline']),
  likelyUnits: formula('Confidence-weighted units', 'U·c', 'units', 'Σ B × (1 + lift) × confidence'),
  lift: formula('Lift', 'L', 'percent', 'I ÷ B', ['incrementalUnits', 'baseline']),
  variableSpend: formula('Variable spend', 'V', 'money', 'Σ r × units that pay'),
  fixedSpend: formula('Fixed spend', 'F', 'money', 'Σ lump + per store × stores + per week × weeks'),
  totalSpend: formula('Total spend', 'S', 'money', 'V + F', ['variableSpend', 'fixedSpend']),
  spendRate: formula('Spend rate', 'S%', 'percent', 'S ÷ gross sales', ['totalSpend', 'grossSales']),
  grossSales: formula('Gross sales', 'G', 'money', 'Σ U × list price'),
  netPriceSales: formula('Sales after standing terms', 'N', 'money', 'Σ U × net price'),
  netSales: formula('Net sales', 'G − all', 'money', 'N − S', ['netPriceSales', 'totalSpend']),
  incrementalSales: formula('Incremental sales', 'G(I)', 'money', 'Σ I × list price'),
  incrementalProfit: formula('Incremental profit', 'P', 'money', 'Σ I × m', [], 'before spend'),
  roiRatio: formula('ROI ratio', 'ROI', 'ratio', 'P ÷ S', ['incrementalProfit', 'totalSpend'], 'break-even 1.0'),
  roiNet: formula('ROI net', 'ROI net', 'percent', '(P − S) ÷ S', ['incrementalProfit', 'totalSpend'], 'break-even 0 %'),
  breakEvenLift: formula('Break-even lift', 'L₀', 'percent', '(r + F ÷ B) ÷ (m − r)', ['fixedSpend', 'baseline']),
  breakEvenUnits: formula('Break-even units', 'I₀', 'units', 'B × L₀', ['baseline', 'breakEvenLift'], 'incremental'),
  costPerIncrementalUnit: formula('Cost per incremental unit', 'S ÷ I', 'unitMoney', 'S ÷ I', ['totalSpend', 'incrementalUnits']),
  subsidisedVolume: formula('Subsidised volume', 'B ÷ U', 'percent', 'B ÷ U', ['baseline', 'expectedUnits']),
  efficiency: formula('Efficiency', 'E', 'ratio', 'G(I) ÷ S', ['incrementalSales', 'totalSpend'], 'incremental sales for each unit of money spent'),
  retailerMargin: formula('Retailer margin', 'R%', 'percent', '(p − (c − r)) ÷ p'),
  retailerPennyMargin: formula('Retailer penny margin', 'R', 'unitMoney', 'p − (c − r)'),
  passThrough: formula('Pass-through', 'T', 'percent', '(p₀ − p) ÷ r'),
}

export interface ExplainedTerm extends FormulaSymbol {
  readonly figure: Figure
}

export interface Explanation {
  readonly key: FigureKey
  readonly label: string
  readonly convention: string | null
  readonly unit: FigureUnit
  readonly formula: string
  readonly result: Figure
  /** The symbols of the formula with their values, in the order they stand in it. */
  readonly terms: readonly ExplainedTerm[]
  /** Of a promotion of several groups: the same terms group by group. */
  readonly volumes: readonly { readonly itemGroup: string; readonly terms: readonly ExplainedTerm[] }[]
}

/** What a formula reads of each volume. */
const OF_VOLUME: Readonly<Partial<Record<FigureKey, readonly (readonly [keyof PromotedVolume, FormulaSymbol])[]>>> = (() => {
  const term = (symbol: string, label: string, unit: FigureUnit): FormulaSymbol => ({ symbol, label, unit })
  const B = ['baseline', term('B', 'Baseline units', 'units')] as const
  const L = ['lift', term('lift', 'Expected lift', 'percent')] as const
  const m = ['unitMargin', term('m', 'Unit margin before this promotion', 'unitMoney')] as const
  const r = ['payPerUnit', term('r', 'Allowance, on each expected unit', 'unitMoney')] as const
  const rate = ['unitRate', term('r', 'Allowance on a unit', 'unitMoney')] as const
  const beside = ['payBeside', term('beside', 'Bought ahead, or capped', 'money')] as const
  const list = ['listPrice', term('list', 'List price', 'unitMoney')] as const
  const net = ['netPrice', term('c', 'Net price to the retailer', 'unitMoney')] as const
  const p = ['promoRetail', term('p', 'Promoted retail', 'unitMoney')] as const
  const regular = ['regularRetail', term('p₀', 'Regular retail', 'unitMoney')] as const
  return {
    expectedUnits: [B, L],
    likelyUnits: [B, L],
    variableSpend: [rate, r, B, L, beside],
    incrementalProfit: [B, L, m],
    grossSales: [B, L, list],
    netPriceSales: [B, L, net],
    incrementalSales: [B, L, list],
    breakEvenLift: [r, m, beside],
    retailerMargin: [p, net, rate],
    retailerPennyMargin: [p, net, rate],
    passThrough: [regular, p, rate],
  }
})()

const isFigure = (value: unknown): value is Figure => typeof value === 'object' && value !== null && 'ok' in value

export const explain = (figures: PromotionFigures, key: FigureKey): Explanation => {
  const { label, unit, formula: text, from, convention } = FORMULAS[key]
  const terms = from.map(
    (each): ExplainedTerm => ({ symbol: FORMULAS[each].symbol, label: FORMULAS[each].label, unit: FORMULAS[each].unit, figure: figures[each] }),
  )
  const perVolume = OF_VOLUME[key] ?? []
  const volumes =
    perVolume.length === 0
      ? []
      : figures.volumes.map((volume) => ({
          itemGroup: volume.itemGroup ?? '',
          terms: perVolume.flatMap(([name, symbol]): ExplainedTerm[] => {
            const value = volume[name]
            return isFigure(value) ? [{ ...symbol, figure: value }] : []
          }),
        }))
  return { key, label, convention: convention ?? null, unit, formula: text, result: figures[key], terms, volumes }
}

/** `ROI ratio (break-even 1.0)`: the convention is part of the name, because mixing the two is the classic error. */
export const figureLabel = (key: FigureKey): string => {
  const { label, convention } = FORMULAS[key]
  return convention === undefined ? label : `${label} (${convention})`
}
