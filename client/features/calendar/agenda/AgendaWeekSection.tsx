import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { AgendaEntry } from './AgendaEntry.tsx'
import type { AgendaWeek } from './agenda-model.ts'

const NEAR = '900px'
/** Roughly what an entry takes: the place of what is not near is kept with it. */
const ENTRY_HEIGHT = 80

/** A week of the agenda. Its entries are there while it is near the window. */
export const AgendaWeekSection = (props: { week: AgendaWeek; isThisWeek: boolean }) => {
  const [isNear, setIsNear] = createSignal(false)
  let section!: HTMLElement
  onMount(() => {
    const observer = new IntersectionObserver((entries) => setIsNear(entries.at(-1)?.isIntersecting ?? false), { rootMargin: NEAR })
    observer.observe(section)
    onCleanup(() => observer.disconnect())
  })
  return (
    <section ref={section} class="agenda-week" data-monday={props.week.monday}>
      <h2 data-now={props.isThisWeek ? '' : undefined}>
        {props.week.label}
        <Show when={props.isThisWeek}>
          <span class="agenda-this"> · this week</span>
        </Show>
        <span class="agenda-count">{props.week.running} in store</span>
      </h2>
      <ul style={isNear() ? undefined : { height: `${props.week.starting.length * ENTRY_HEIGHT}px` }}>
        <Show when={isNear()}>
          <For each={props.week.starting} fallback={<li class="agenda-none">Nothing starts.</li>}>
            {(promotion) => <AgendaEntry promotion={promotion} />}
          </For>
        </Show>
      </ul>
    </section>
  )
}
