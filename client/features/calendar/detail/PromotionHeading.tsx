import { Show } from 'solid-js'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { TextField } from '../../../ui/TextField.tsx'
import { usePromotion } from './promotion-context.ts'

/** The name, typed in place; below it where and when, in the account's own weeks. */
export const PromotionHeading = () => {
  const { row, bind, account } = usePromotion()
  const when = () => {
    const shown = account()
    const inStore = row()?.inStore ?? null
    return shown === null || inStore === null ? '' : windowWithWeeks(shown.system, shown.adWeekStart, inStore)
  }
  return (
    <div class="promotion-heading">
      <Show when={row()} keyed>
        {(shown) => (
          <TextField
            {...bind.cell('promotions', shown, 'name')}
            hideLabel
            onCommit={(name) => (name === '' ? 'A promotion needs a name.' : bind.cell('promotions', shown, 'name').onCommit(name))}
          />
        )}
      </Show>
      <p class="promotion-place">
        <span>{account()?.name}</span>
        <Show when={when()}>
          <span>{when()}</span>
        </Show>
      </p>
    </div>
  )
}
