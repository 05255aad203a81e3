// The strip under the wall: planned spend month by month (for a single account: by its own periods). What works it out and
// draws it loads when the workspace has found its server, or has not; until then the strip has its place and its name.

import { createEffect, createSignal, on, Show } from 'solid-js'
import { afterPaint } from '../../../data/pace.ts'
import { useCalendar } from '../calendar-state.ts'

export const TimelineFooter = () => {
  const calendar = useCalendar()
  // Not a lazy component: what waits for one is not shown until it has come, and the wall must not wait for its footer.
  const [spend, setSpend] = createSignal<typeof import('./PlannedSpend.tsx') | null>(null)
  createEffect(
    on(
      () => calendar.workspace.sync().connection !== 'connecting',
      (isSettled) => {
        // Behind the documents: planning can begin without it.
        if (isSettled && spend() === null) void afterPaint().then(async () => setSpend(await import('./PlannedSpend.tsx')))
      },
    ),
  )

  return (
    <div class="timeline-footer" aria-hidden="true">
      <Show when={spend()} fallback={<Waiting />}>
        {(loaded) => {
          const { PlannedSpend } = loaded()
          return <PlannedSpend />
        }}
      </Show>
    </div>
  )
}

const Waiting = () => (
  <div class="timeline-footer-head">
    <span>Spend and lift</span>
  </div>
)
