// What opens over the calendar: the details of a promotion and the dialogs. Loaded with the first of them, and each when it
// is asked for.

import { lazy, Show } from 'solid-js'
import { followed } from '../../data/following.ts'
import { useCalendar } from './calendar-state.ts'
import { cloneRequest } from './clone/clone-request.ts'

const PromotionPanel = lazy(() => import('./detail/PromotionPanel.tsx').then(({ PromotionPanel }) => ({ default: PromotionPanel })))
const FollowCalendar = lazy(() => import('./FollowCalendar.tsx').then(({ FollowCalendar }) => ({ default: FollowCalendar })))
const CloneDialog = lazy(() => import('./clone/CloneDialog.tsx').then(({ CloneDialog }) => ({ default: CloneDialog })))
const NewPromotion = lazy(() => import('./create/NewPromotion.tsx').then(({ NewPromotion }) => ({ default: NewPromotion })))
const BulkBar = lazy(() => import('./bulk/BulkBar.tsx').then(({ BulkBar }) => ({ default: BulkBar })))
const MoveDialog = lazy(() => import('./bulk/MoveDialog.tsx').then(({ MoveDialog }) => ({ default: MoveDialog })))

export const CalendarLayers = () => {
  const calendar = useCalendar()
  return (
    <>
      <Show when={calendar.openId()} keyed>
        {(promotionId) => <PromotionPanel promotionId={promotionId} />}
      </Show>
      <Show when={calendar.creation()}>{(start) => <NewPromotion start={start()} />}</Show>
      <Show when={cloneRequest()}>{(request) => <CloneDialog request={request()} />}</Show>
      <Show when={calendar.marked().size > 0}>
        <BulkBar />
      </Show>
      <Show when={calendar.task()}>{(task) => <MoveDialog task={task()} />}</Show>
      <Show when={followed()}>
        <FollowCalendar />
      </Show>
    </>
  )
}
