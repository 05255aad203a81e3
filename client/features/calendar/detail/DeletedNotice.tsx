import { Show } from 'solid-js'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { useCalendar } from '../calendar-state.ts'
import { usePromotion } from './promotion-context.ts'

/** "Deleted", or "deleted but edited" (D10): one press brings it back. */
export const DeletedNotice = () => {
  const calendar = useCalendar()
  const { promotionId, row } = usePromotion()
  const summary = () => calendar.workspace.summaries.all('promotion').find((promotion) => promotion.promotionId === promotionId)
  const restore = async () => {
    const found = summary()
    if (found === undefined) return
    const problem = await calendar.actions.restore(found)
    notify(problem === null ? { message: 'Restored' } : { message: problem, tone: 'danger' })
  }
  return (
    <div class="promotion-deleted" role="status">
      <p>
        <Show when={summary()?.isEditedSinceDeleted} fallback={`Deleted on ${dayLabel(row()?.deleted?.on ?? '1970-01-01')}. It rests in the trash.`}>
          Deleted, but edited since: somebody worked on it without knowing.
        </Show>
      </p>
      <Show when={calendar.workspace.canWrite()}>
        <Button icon="restore" onClick={() => void restore()}>
          Restore
        </Button>
      </Show>
    </div>
  )
}
