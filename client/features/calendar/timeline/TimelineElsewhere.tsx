// Weeks in which nothing is planned say so, and lead to the nearest promotions on either side. Loads when the page is idle:
// the wall opens where something is planned.

import { createMemo, Show } from 'solid-js'
import { fromDayNumber } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { dayLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { nearestDays, type PlannedDays, plannedDays } from './seen-days.ts'
import { dayAt } from './timeline-scale.ts'
import { useTimeline } from './timeline-state.ts'
import './timeline-elsewhere.css'

/** Days shown beyond the promotion one goes to. */
const LEAD_DAYS = 14

export const TimelineElsewhere = (props: { readonly onGo: (firstDay: number) => void }) => {
  const { calendar, scale, viewport, drag, visibleRows } = useTimeline()
  // Put together where nothing is in sight, and only then: there may be tens of thousands.
  let kept: { readonly of: readonly PromotionSummary[]; readonly days: PlannedDays } | null = null
  const planned = (): PlannedDays => {
    const all = calendar.shown()
    if (kept?.of !== all) kept = { of: all, days: plannedDays(all.map(({ inStore }) => inStore)) }
    return kept.days
  }
  const isInSight = createMemo(() => {
    const left = viewport.left()
    const right = left + viewport.trackWidth()
    return visibleRows().some(({ row }) => row.layout().placements.some(({ x, width }) => x < right && x + width > left))
  })
  const firstDay = createMemo(() => dayAt(scale(), viewport.left()))
  const seenDays = () => viewport.trackWidth() / scale().dayWidth
  const nearest = createMemo(() => (drag() === null && !isInSight() ? nearestDays(planned(), firstDay(), firstDay() + Math.ceil(seenDays()) - 1) : null))
  const lead = () => Math.min(LEAD_DAYS, seenDays() / 6)
  const words = (day: number) => {
    const date = fromDayNumber(day)
    return `${dayLabel(date)} ${date.slice(0, 4)}`
  }
  return (
    <Show when={nearest()}>
      {(days) => (
        <div class="timeline-elsewhere">
          <p>Nothing is planned in these weeks.</p>
          <Show when={days().endedOn}>
            {(day) => (
              <Button icon="arrow-left" onClick={() => props.onGo(Math.ceil(day() + 1 + lead() - seenDays()))}>
                The last ended {words(day())}
              </Button>
            )}
          </Show>
          <Show when={days().startsOn}>
            {(day) => (
              <Button icon="arrow-right" onClick={() => props.onGo(Math.floor(day() - lead()))}>
                The next starts {words(day())}
              </Button>
            )}
          </Show>
        </div>
      )}
    </Show>
  )
}
