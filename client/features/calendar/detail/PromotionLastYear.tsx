// Beside the promotion it was cloned from: what was planned then and what is planned now, and what was made of it.

import { createMemo, For, Show } from 'solid-js'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { VERDICT_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { figuresOfLines, type LineContext } from '../../../../shared/domain/line-figures.ts'
import { parsePromotionRef } from '../../../../shared/domain/promotion-draft.ts'
import { retailText } from '../../../../shared/domain/retail-text.ts'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { useCalendar } from '../calendar-state.ts'
import { figureText } from '../figures/figure-text.ts'
import { createEconomics } from '../promotion-economics.ts'
import { rateText } from '../rate-text.ts'
import { usePromotion } from './promotion-context.ts'

export const PromotionLastYear = () => {
  const calendar = useCalendar()
  const { promotionId, row } = usePromotion()
  const economics = createEconomics(calendar)
  const before = createMemo(() => {
    const ref = row()?.clonedFrom ?? null
    const parsed = ref === null ? null : parsePromotionRef(ref)
    return parsed === null ? null : calendar.promotionById(parsed.promotionId)
  })
  const facts = (promotion: PromotionSummary): readonly string[] => {
    const account = calendar.accountById(promotion.accountId)
    const currency = account?.currency ?? 'USD'
    const context: LineContext = {
      windows: promotion,
      storeCount: account?.storeCount ?? 0,
      currency,
      economicsOf: economics(),
      ...(account?.terms === undefined ? {} : { terms: account.terms }),
    }
    const figures = figuresOfLines(promotion.lines, context)
    const [line] = promotion.lines
    const when = promotion.inStore === null || account === null ? '–' : windowWithWeeks(account.system, account.adWeekStart, promotion.inStore)
    return [
      when,
      PROMOTION_STATUS_LABELS[promotion.status],
      line?.promoRetail == null ? '–' : retailText(line.promoRetail, currency),
      line?.rate == null ? '–' : rateText(line.rate, line.rateBasis, currency),
      figureText(figures.expectedUnits, 'units', currency) ?? 'n/a',
      figureText(figures.totalSpend, 'money', currency) ?? 'n/a',
      figureText(figures.roiRatio, 'ratio', currency) ?? 'n/a',
    ]
  }
  const NAMES = ['Weeks', 'Status', 'Promoted retail', 'Rate', 'Expected units', 'Total spend', 'ROI ratio'] as const
  return (
    <Show when={before()}>
      {(original) => (
        <section class="promotion-section">
          <header class="promotion-section-header">
            <h3>Last year</h3>
            <button type="button" class="promotion-section-act" onClick={() => calendar.open(original().promotionId)}>
              {original().name || 'Open it'}
            </button>
          </header>
          <table class="last-year">
            <thead>
              <tr>
                <td />
                <th scope="col">Then</th>
                <th scope="col">Now</th>
              </tr>
            </thead>
            <tbody>
              <For each={NAMES}>
                {(name, index) => {
                  const now = () => {
                    const present = calendar.promotionById(promotionId)
                    return present === null ? '' : (facts(present)[index()] ?? '')
                  }
                  return (
                    <tr>
                      <th scope="row">{name}</th>
                      <td>{facts(original())[index()]}</td>
                      <td>{now()}</td>
                    </tr>
                  )
                }}
              </For>
            </tbody>
          </table>
          <Show when={original().verdict}>{(verdict) => <p class="promotion-missing">What was made of it: {VERDICT_LABELS[verdict()].toLowerCase()}.</p>}</Show>
        </section>
      )}
    </Show>
  )
}
