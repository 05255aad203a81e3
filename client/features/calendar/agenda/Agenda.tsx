// The calendar on the phone: a strip of the year to jump about in, below it week by week what starts, and what is in store
// now on top. One scroller, no sideways scrolling, and the one action within reach of a thumb.

import { createEffect, createMemo, createSignal, For, on, onCleanup, onMount, Show } from 'solid-js'
import { Icon } from '../../../ui/Icon.tsx'
import { useCalendar } from '../calendar-state.ts'
import { AgendaEntry } from './AgendaEntry.tsx'
import { AgendaWeekSection } from './AgendaWeekSection.tsx'
import { agendaStart, agendaWeeks, agendaYearOf, agendaYears, mondayOf } from './agenda-model.ts'
import { YearStrip } from './YearStrip.tsx'
import './agenda.css'

export const Agenda = () => {
  const calendar = useCalendar()
  const { workspace } = calendar
  const accountName = (accountId: string) => calendar.accountById(accountId)?.name ?? ''
  const years = createMemo(() => agendaYears(calendar.all(), workspace.today()))
  const [chosenYear, setYear] = createSignal<number | null>(null)
  const start = createMemo(() => agendaStart(calendar.all(), workspace.today()))
  const year = () => chosenYear() ?? agendaYearOf(start())
  const weeks = createMemo(() => agendaWeeks(year(), calendar.shown(), accountName))
  const now = createMemo(() => {
    const today = workspace.today()
    return calendar
      .shown()
      .filter(({ inStore }) => inStore !== null && inStore.from <= today && today <= inStore.to)
      .sort((a, b) => (accountName(a.accountId) < accountName(b.accountId) ? -1 : 1))
  })
  const [seen, setSeen] = createSignal<number | null>(null)
  let scroller!: HTMLDivElement

  const goTo = (monday: number) => {
    setYear(agendaYearOf(monday))
    setSeen(monday)
    queueMicrotask(() => scroller.querySelector(`[data-monday="${monday}"]`)?.scrollIntoView({ block: 'start' }))
  }

  onMount(() => {
    const look = () => {
      const line = scroller.getBoundingClientRect().top + 48
      let current: number | null = null
      for (const section of scroller.querySelectorAll<HTMLElement>('[data-monday]')) {
        if (section.getBoundingClientRect().top > line) break
        current = Number(section.dataset.monday)
      }
      if (current !== null) setSeen(current)
    }
    scroller.addEventListener('scroll', look, { passive: true })
    onCleanup(() => scroller.removeEventListener('scroll', look))
  })
  // The first look, once there is something to look at: at the next thing to come.
  createEffect(
    on(
      () => calendar.all().length > 0,
      (isThere, before) => {
        if (isThere && before !== true && now().length === 0) goTo(start())
      },
    ),
  )
  createEffect(
    on([calendar.expected, () => calendar.shown()], ([id]) => {
      const inStore = id === null ? null : (calendar.promotionById(id)?.inStore ?? null)
      if (id === null || inStore === null) return
      calendar.expect(null)
      goTo(mondayOf(inStore.from))
    }),
  )

  return (
    <div class="agenda">
      <YearStrip year={year()} years={years()} weeks={weeks()} seen={seen()} today={mondayOf(workspace.today())} onYear={setYear} onWeek={goTo} />
      <div ref={scroller} class="agenda-scroller" tabIndex={-1}>
        <Show when={now().length > 0}>
          <section class="agenda-now">
            <h2>
              In store now <span class="agenda-count">{now().length}</span>
            </h2>
            <ul>
              <For each={now()}>{(promotion) => <AgendaEntry promotion={promotion} />}</For>
            </ul>
          </section>
        </Show>
        <For each={weeks().filter((week) => week.starting.length > 0 || week.monday === mondayOf(workspace.today()))}>
          {(week) => <AgendaWeekSection week={week} isThisWeek={week.monday === mondayOf(workspace.today())} />}
        </For>
        <Show when={weeks().every((week) => week.starting.length === 0)}>
          <p class="agenda-none">Nothing starts in {year()}.</p>
        </Show>
      </div>
      <Show when={workspace.canWrite() && calendar.accounts().length > 0}>
        <button type="button" class="agenda-new" aria-label="New promotion" onClick={() => calendar.startCreation({ accountId: null, inStore: null })}>
          <Icon name="plus" />
        </button>
      </Show>
    </div>
  )
}
