// Shows the calendar as the colleague one follows does: the same view, filter and settings, as far along as they are.

import { createEffect, createMemo, on, onCleanup } from 'solid-js'
import { followed } from '../../data/following.ts'
import { useCalendar } from './calendar-state.ts'

export const FollowCalendar = () => {
  const calendar = useCalendar()
  const view = createMemo(() => {
    const peers = calendar.workspace.presence.peers().filter(({ personId, isMe, place }) => !isMe && personId === followed() && place === '/calendar')
    return peers.find(({ view }) => view !== '')?.view ?? null
  })
  const query = createMemo(() => view()?.split('#')[0] ?? null)
  const anchor = createMemo(() => view()?.split('#')[1] ?? null)
  createEffect(
    on(query, (shown) => {
      if (shown !== null && shown !== calendar.query()) calendar.showQuery(shown)
    }),
  )
  createEffect(on([anchor, query], ([to]) => calendar.setFollowedAnchor(to === '' ? null : to)))
  onCleanup(() => calendar.setFollowedAnchor(null))
  return null
}
