// Figures in a column. "Show the arithmetic" opens each one's formula, the same with the numbers in it, and what the letters
// stand for; what cannot be worked out says why instead of showing infinity.

import { createMemo, createSignal, createUniqueId, For, Show } from 'solid-js'
import type { Currency } from '../../../../shared/base/money.ts'
import { type ExplainedTerm, type Explanation, explain, type FigureKey, FORMULAS } from '../../../../shared/domain/figure-formulas.ts'
import type { PromotionFigures } from '../../../../shared/domain/promotion-arithmetic.ts'
import { figureText, filledFormulas } from './figure-text.ts'
import './figure-list.css'

interface FigureListProps {
  readonly figures: PromotionFigures
  readonly keys: readonly FigureKey[]
  readonly currency: Currency
  /** All open, or each by itself. */
  readonly isOpen: boolean
  readonly strong?: readonly FigureKey[]
}

export const FigureList = (props: FigureListProps) => (
  <dl class="figure-list">
    <For each={props.keys}>{(key) => <FigureRow {...props} key={key} />}</For>
  </dl>
)

const FigureRow = (props: FigureListProps & { key: FigureKey }) => {
  const id = createUniqueId()
  const [isOpenHere, setIsOpenHere] = createSignal(false)
  const isOpen = () => props.isOpen || isOpenHere()
  const figure = () => props.figures[props.key]
  const formula = () => FORMULAS[props.key]
  const text = () => figureText(figure(), formula().unit, props.currency)
  return (
    <div class="figure-row" data-strong={props.strong?.includes(props.key) ? '' : undefined}>
      <dt>
        <button type="button" class="figure-name" aria-expanded={isOpen()} aria-controls={id} onClick={() => setIsOpenHere(!isOpenHere())}>
          {formula().label}
          <Show when={formula().convention}>
            <span class="figure-convention"> {formula().convention}</span>
          </Show>
        </button>
      </dt>
      <dd>
        <Show when={text()} fallback={<span class="figure-none">n/a · {noneBecause(figure())}</span>}>
          {text()}
        </Show>
      </dd>
      <Show when={isOpen()}>
        <dd id={id} class="figure-arithmetic">
          <Arithmetic explanation={explain(props.figures, props.key)} currency={props.currency} />
        </dd>
      </Show>
    </div>
  )
}

const noneBecause = (figure: PromotionFigures[FigureKey]): string => (figure.ok ? '' : figure.error)

const Arithmetic = (props: { explanation: Explanation; currency: Currency }) => {
  const filled = createMemo(() => filledFormulas(props.explanation, props.currency))
  const terms = createMemo((): readonly ExplainedTerm[] => {
    const [only, another] = props.explanation.volumes
    return [...(only !== undefined && another === undefined ? only.terms : []), ...props.explanation.terms]
  })
  const result = () => figureText(props.explanation.result, props.explanation.unit, props.currency, 'formula') ?? 'n/a'
  return (
    <>
      <p class="figure-formula">
        <Show when={FORMULAS[props.explanation.key].symbol !== props.explanation.formula}>{FORMULAS[props.explanation.key].symbol} = </Show>
        {props.explanation.formula}
      </p>
      <For each={filled()}>
        {(each) => (
          <p class="figure-filled">
            <Show when={each.itemGroup}>
              <span class="figure-group">{each.itemGroup}</span>
            </Show>
            {each.text}
            <Show when={filled().length === 1}> = {result()}</Show>
          </p>
        )}
      </For>
      <Show when={filled().length > 1}>
        <p class="figure-filled">Together {result()}</p>
      </Show>
      <Show when={terms().length > 0}>
        <ul class="figure-terms">
          <For each={terms()}>
            {(term) => (
              <li>
                <span class="figure-symbol">{term.symbol}</span>
                <span>{term.label}</span>
                <span class="figure-value">{figureText(term.figure, term.unit, props.currency, 'formula') ?? 'n/a'}</span>
              </li>
            )}
          </For>
        </ul>
      </Show>
    </>
  )
}
