// The other windows and the deadlines. Those that are set are shown, the rest wait behind one press; each window is one
// value, so nobody can store one that ends before it starts (D3).

import { createSignal, For, Show } from 'solid-js'
import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import { PROMOTION_DEADLINES, PROMOTION_WINDOWS } from '../../../../shared/docs/terms/promotion-terms.ts'
import { dateWithWeek, windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { usePromotion } from './promotion-context.ts'

const WINDOWS = PROMOTION_WINDOWS.filter((name) => name !== 'inStore')

export const PromotionDates = (props: { row: PromotionRow }) => {
  const { bind, account } = usePromotion()
  const [showsAll, setShowsAll] = createSignal(false)
  // A field does not vanish under the hands of who has just cleared it.
  const [opened] = createSignal(new Set<string>([...WINDOWS, ...PROMOTION_DEADLINES].filter((name) => props.row[name] !== null)))
  const isShown = (name: (typeof WINDOWS)[number] | (typeof PROMOTION_DEADLINES)[number]) => showsAll() || props.row[name] !== null || opened().has(name)
  const hidden = () => [...WINDOWS, ...PROMOTION_DEADLINES].filter((name) => !isShown(name)).length
  return (
    <section class="promotion-section">
      <h3>Dates and deadlines</h3>
      <div class="field-rows">
        <For each={WINDOWS.filter(isShown)}>
          {(name) => (
            <WindowField
              {...bind.cell('promotions', props.row, name)}
              hint={(() => {
                const shown = account()
                const window = props.row[name]
                return shown === null || window === null ? undefined : windowWithWeeks(shown.system, shown.adWeekStart, window)
              })()}
            />
          )}
        </For>
        <For each={PROMOTION_DEADLINES.filter(isShown)}>
          {(name) => (
            <DateField
              {...bind.cell('promotions', props.row, name)}
              hint={(() => {
                const shown = account()
                const date = props.row[name]
                return shown === null || date === null ? undefined : dateWithWeek(shown.system, shown.adWeekStart, date)
              })()}
            />
          )}
        </For>
      </div>
      <Show when={hidden() > 0 && !bind.isReadOnly()}>
        <Button kind="quiet" icon="plus" onClick={() => setShowsAll(true)}>
          More dates
        </Button>
      </Show>
    </section>
  )
}
