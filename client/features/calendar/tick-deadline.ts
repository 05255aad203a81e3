// Says that a deadline of a promotion is done, or that it is not after all. One step of undo.

import { markDeadline } from '../../../shared/commands/deadlines.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { Deadline } from '../../../shared/domain/deadlines/deadlines.ts'
import { notify } from '../../ui/toasts.tsx'
import type { CalendarState } from './calendar-state.ts'

export const tickDeadline = async (calendar: CalendarState, promotion: PromotionSummary, { key, name, due, done }: Deadline): Promise<void> => {
  const isDone = done === null
  const label = `${isDone ? 'Done' : 'Not done'}: ${name}`
  const outcome = await calendar.workspace.run(label, calendar.actions.pathOf(promotion), markDeadline, {
    promotionId: promotion.promotionId,
    key,
    isDone,
    due,
  })
  if (!outcome.ok) return void notify({ message: outcome.error.message, tone: 'danger' })
  await calendar.actions.say(label)
}
