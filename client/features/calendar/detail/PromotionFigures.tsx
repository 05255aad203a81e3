// What it is expected to cost and to bring (DOMAIN §6). Exact below, rounded where it is read; what cannot be worked out
// says why. The two ways to write ROI stand side by side and named, because mixing them is the classic error.

import { createMemo, createSignal, Show } from 'solid-js'
import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import type { FigureKey } from '../../../../shared/domain/figure-formulas.ts'
import { figuresOfLines } from '../../../../shared/domain/line-figures.ts'
import { Button } from '../../../ui/Button.tsx'
import { FigureList } from '../figures/FigureList.tsx'
import { createLineContext } from './line-context.ts'
import { usePromotion } from './promotion-context.ts'

const FIRST: readonly FigureKey[] = [
  'totalSpend',
  'variableSpend',
  'fixedSpend',
  'baseline',
  'expectedUnits',
  'incrementalUnits',
  'incrementalProfit',
  'roiRatio',
  'roiNet',
  'breakEvenLift',
  'costPerIncrementalUnit',
  'retailerMargin',
]
const REST: readonly FigureKey[] = [
  'breakEvenUnits',
  'lift',
  'likelyUnits',
  'subsidisedVolume',
  'efficiency',
  'grossSales',
  'incrementalSales',
  'netSales',
  'spendRate',
  'retailerPennyMargin',
  'passThrough',
]
const STRONG: readonly FigureKey[] = ['totalSpend', 'roiRatio', 'roiNet']

export const PromotionFigures = (props: { row: PromotionRow }) => {
  const { lines } = usePromotion()
  const context = createLineContext(() => props.row)
  const figures = createMemo(() => figuresOfLines(lines(), context()))
  const [isOpen, setIsOpen] = createSignal(false)
  const [showsAll, setShowsAll] = createSignal(false)
  return (
    <Show when={lines().length > 0}>
      <section class="promotion-section">
        <header class="promotion-section-header">
          <h3>Expected</h3>
          <button type="button" class="promotion-section-act" aria-pressed={isOpen()} onClick={() => setIsOpen(!isOpen())}>
            {isOpen() ? 'Hide the arithmetic' : 'Show the arithmetic'}
          </button>
        </header>
        <FigureList figures={figures()} keys={showsAll() ? [...FIRST, ...REST] : FIRST} strong={STRONG} currency={context().currency} isOpen={isOpen()} />
        <Show when={!showsAll()}>
          <Button kind="quiet" icon="plus" onClick={() => setShowsAll(true)}>
            All figures
          </Button>
        </Show>
      </section>
    </Show>
  )
}
