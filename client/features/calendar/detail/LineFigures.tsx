// What one line costs and brings, in a line of its own; the arithmetic behind one press. Two lines on one group share its
// units: each says what it costs, and the sums are those of the promotion.

import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { LineRow } from '../../../../shared/commands/promotion.ts'
import type { FigureKey, FigureUnit } from '../../../../shared/domain/figure-formulas.ts'
import { figuresOfLines, lineSpends } from '../../../../shared/domain/line-figures.ts'
import { FigureList } from '../figures/FigureList.tsx'
import { figureText } from '../figures/figure-text.ts'
import { createLineContext } from './line-context.ts'
import { usePromotion } from './promotion-context.ts'

const KEYS: readonly FigureKey[] = [
  'baseline',
  'expectedUnits',
  'incrementalUnits',
  'variableSpend',
  'fixedSpend',
  'incrementalProfit',
  'roiRatio',
  'roiNet',
  'breakEvenLift',
  'costPerIncrementalUnit',
  'retailerMargin',
  'retailerPennyMargin',
  'passThrough',
]

export const LineFigures = (props: { line: LineRow }) => {
  const { row, lines } = usePromotion()
  const id = createUniqueId()
  const context = createLineContext(row)
  const [isOpen, setIsOpen] = createSignal(false)
  const figures = createMemo(() => figuresOfLines([props.line], context()))
  const spend = createMemo(() => {
    const at = lines().findIndex(({ id }) => id === props.line.id)
    return lineSpends(lines(), context())[at]?.spend ?? figures().totalSpend
  })
  const parts = () => {
    const all = figures()
    const part = (label: string, figure: Parameters<typeof figureText>[0], unit: FigureUnit) => ({ label, text: figureText(figure, unit, context().currency) })
    return [
      part('spend', spend(), 'money'),
      part('units', all.expectedUnits, 'units'),
      part('incremental', all.incrementalUnits, 'units'),
      part('ROI ratio', all.roiRatio, 'ratio'),
      part('net', all.roiNet, 'percent'),
    ].filter(({ text }) => text !== null)
  }
  return (
    <div class="line-figures">
      <button type="button" class="line-sums" aria-expanded={isOpen()} aria-controls={id} onClick={() => setIsOpen(!isOpen())}>
        <Show when={parts().length > 0} fallback={<span class="figure-none">Nothing can be worked out yet</span>}>
          <For each={parts()}>
            {(part) => (
              <span class="line-sum">
                <span class="line-sum-value">{part.text}</span> {part.label}
              </span>
            )}
          </For>
        </Show>
        <span class="line-sum-more">{isOpen() ? 'Hide' : 'Arithmetic'}</span>
      </button>
      <div id={id} hidden={!isOpen()}>
        <Show when={isOpen()}>
          <FigureList figures={figures()} keys={KEYS} currency={context().currency} isOpen />
        </Show>
      </div>
    </div>
  )
}
