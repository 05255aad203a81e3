// What a tick does: marks a deadline of a promotion, or an action of a packet, done, or takes that back. One step of undo.

import { packetPath } from '../../../../shared/base/document-path.ts'
import { notify } from '../../../ui/toasts.tsx'
import type { CalendarState } from '../calendar-state.ts'
import { canTick, type Due } from './week-model.ts'

export const tickDue = async (calendar: CalendarState, due: Due): Promise<void> => {
  const { workspace, actions } = calendar
  if (!canTick(due) || !workspace.canWrite()) return
  const isDone = !due.isDone
  const label = `${isDone ? 'Done' : 'Not done'}: ${due.name}`
  const outcome = await (async () => {
    if (due.kind === 'deadline') {
      const { markDeadline } = await import('../../../../shared/commands/deadlines.ts')
      return workspace.run(label, actions.pathOf(due.promotion), markDeadline, { promotionId: due.promotion.promotionId, key: due.key, isDone, due: due.due })
    }
    const { setCell } = await import('../../../../shared/commands/rows.ts')
    const { packetId, actionId, accountId } = (due as Extract<Due, { kind: 'action' }>).action
    return workspace.run(label, packetPath(accountId, packetId), setCell, { rows: 'actions', rowId: actionId, cell: 'state', value: isDone ? 'done' : 'open' })
  })()
  if (!outcome.ok) return void notify({ message: outcome.error.message, tone: 'danger' })
  actions.announce(label)
  actions.say(label)
}
