// What moves bars, by pointer and by key, put together. Nothing of it is needed to draw the wall: it loads with the first
// sign of a person, before anybody has taken hold of anything.

import { daysBetween, shiftWindow } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { createDrag, type DragStart } from './create-drag.ts'
import { createNavigation, type Navigation } from './create-navigation.ts'
import { createNudge, type Nudge } from './create-nudge.ts'
import type { TimelineState } from './timeline-state.ts'

export interface Tools {
  readonly drag: DragStart
  readonly nudge: Nudge
  readonly navigation: Navigation
}

export const createTools = (state: TimelineState, openMenu: (promotion: PromotionSummary, element: HTMLElement) => void): Tools => {
  const { calendar } = state
  const { actions } = calendar
  const nudge = createNudge(calendar)
  const bulk = () => import('../bulk/bulk-acts.ts')
  const navigation = createNavigation({ state, nudge, openMenu })
  const drag = createDrag(state, {
    onPut: ({ promotion, others, window, before, isCopy }) => {
      const days = daysBetween(before.from, window.from)
      if (others.length > 0) {
        const all = [promotion, ...others.map((id) => calendar.promotionById(id)).filter((other) => other !== null)]
        if (isCopy) void bulk().then(({ copyMany }) => copyMany(calendar, all, days))
        else if (days !== 0) {
          for (const each of all) if (each.inStore !== null) actions.place(each, shiftWindow(each.inStore, days))
          void bulk().then(({ shiftMany }) => shiftMany(calendar, all, days))
        }
      } else if (isCopy) {
        void actions.duplicate(promotion, days).then((made) => {
          if (made !== null) calendar.expect(made)
        })
      } else void actions.putInto(promotion, window, before)
    },
    onElsewhere: ({ promotion, others, window, isCopy }, accountId) =>
      calendar.startTask({ kind: isCopy ? 'copy' : 'move', promotionIds: [promotion.promotionId, ...others], accountId, from: window.from }),
    onDrawn: (accountId, inStore) => calendar.startCreation({ accountId, inStore }),
    onMarked: (promotionIds) => calendar.mark(promotionIds),
  })
  return { drag, nudge, navigation }
}
