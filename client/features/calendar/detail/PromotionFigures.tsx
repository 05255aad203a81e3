// What it is expected to cost and to bring (DOMAIN §6). Exact below, rounded here; what cannot be worked out says why. The
// two ways to write ROI stand side by side and named, because mixing them is the classic error.

import { createMemo, For, Show } from 'solid-js'
import { toFixedText, toMinor } from '../../../../shared/base/exact.ts'
import { formatMoney } from '../../../../shared/base/money.ts'
import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import type { Figure } from '../../../../shared/domain/figure.ts'
import { figuresOfLines } from '../../../../shared/domain/line-figures.ts'
import { useCalendar } from '../calendar-state.ts'
import { createEconomics } from '../promotion-economics.ts'
import { usePromotion } from './promotion-context.ts'

export const PromotionFigures = (props: { row: PromotionRow }) => {
  const calendar = useCalendar()
  const { lines, account } = usePromotion()
  const economics = createEconomics(calendar)
  const currency = () => account()?.currency ?? 'USD'
  const figures = createMemo(() => {
    const { inStore, order, ship, ad, display, scanBack, coupon } = props.row
    return figuresOfLines(lines(), {
      windows: { inStore, order, ship, ad, display, scanBack, coupon },
      storeCount: account()?.storeCount ?? 0,
      currency: currency(),
      economicsOf: economics(),
    })
  })
  const money = (figure: Figure) => (figure.ok ? formatMoney(toMinor(figure.value, currency()), currency()) : null)
  const units = (figure: Figure) => (figure.ok ? grouped(toFixedText(figure.value, 0)) : null)
  const percent = (figure: Figure) => (figure.ok ? `${(Number(toFixedText(figure.value, 4)) * 100).toFixed(1)} %`.replace('-', '−') : null)
  const rows = () => {
    const all = figures()
    return [
      { label: 'Total spend', text: money(all.totalSpend), figure: all.totalSpend, strong: true },
      { label: 'Variable', text: money(all.variableSpend), figure: all.variableSpend },
      { label: 'Fixed', text: money(all.fixedSpend), figure: all.fixedSpend },
      { label: 'Expected units', text: units(all.expectedUnits), figure: all.expectedUnits },
      { label: 'Incremental units', text: units(all.incrementalUnits), figure: all.incrementalUnits },
      { label: 'ROI ratio (break-even 1.0)', text: all.roiRatio.ok ? toFixedText(all.roiRatio.value, 2) : null, figure: all.roiRatio, strong: true },
      { label: 'ROI net (break-even 0 %)', text: percent(all.roiNet), figure: all.roiNet },
      { label: 'Break-even lift', text: percent(all.breakEvenLift), figure: all.breakEvenLift },
      { label: 'Cost per incremental unit', text: money(all.costPerIncrementalUnit), figure: all.costPerIncrementalUnit },
    ]
  }
  return (
    <Show when={lines().length > 0}>
      <section class="promotion-section">
        <h3>Expected</h3>
        <dl class="promotion-figures">
          <For each={rows()}>
            {(row) => (
              <div data-strong={row.strong ? '' : undefined}>
                <dt>{row.label}</dt>
                <dd>
                  <Show when={row.text} fallback={<span class="promotion-figure-none">n/a · {row.figure.ok ? '' : row.figure.error}</span>}>
                    {row.text}
                  </Show>
                </dd>
              </div>
            )}
          </For>
        </dl>
      </section>
    </Show>
  )
}

const grouped = (digits: string): string => digits.replace(/\B(?=(\d{3})+$)/g, ',')
