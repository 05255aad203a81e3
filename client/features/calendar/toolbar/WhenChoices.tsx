// When it is in store: stretches that go along with time, in each account's own weeks, or two dates.

import { For } from 'solid-js'
import { isCivilDate } from '../../../../shared/base/civil.ts'
import { useCalendar } from '../calendar-state.ts'
import { datedWindow, FISCAL_WINDOWS, TIME_WINDOW_LABELS, TIME_WINDOWS, type TimeWindow } from '../time-windows.ts'

const BY_WEEKS = TIME_WINDOWS.filter((name) => !FISCAL_WINDOWS.includes(name))

export const WhenChoices = () => {
  const calendar = useCalendar()
  const when = () => calendar.filter().when
  const dated = () => datedWindow(when())
  let from!: HTMLInputElement
  let to!: HTMLInputElement
  const setDates = () => {
    const [first, last] = [from.value, to.value]
    if (isCivilDate(first) && isCivilDate(last)) calendar.setFilter({ when: first <= last ? `${first}..${last}` : `${last}..${first}` })
  }
  const group = (title: string, names: readonly TimeWindow[]) => (
    <fieldset class="filter-group">
      <legend class="filter-legend">{title}</legend>
      <For each={names}>
        {(name) => (
          <label class="filter-option">
            <input type="radio" name="filter-when" checked={when() === name} onChange={() => calendar.setFilter({ when: name })} />
            <span>{TIME_WINDOW_LABELS[name]}</span>
          </label>
        )}
      </For>
    </fieldset>
  )
  return (
    <div class="filter-choices">
      <fieldset class="filter-group">
        <label class="filter-option">
          <input type="radio" name="filter-when" checked={when() === ''} onChange={() => calendar.setFilter({ when: '' })} />
          <span>Any time</span>
        </label>
      </fieldset>
      {group('In each account’s ad weeks', BY_WEEKS)}
      {group('In each account’s fiscal calendar', FISCAL_WINDOWS)}
      <fieldset class="filter-group filter-dates">
        <legend class="filter-legend">Between two dates</legend>
        <label>
          <span class="visually-hidden">From</span>
          <input ref={from} type="date" value={dated()?.from ?? ''} onChange={setDates} />
        </label>
        <label>
          <span class="visually-hidden">To</span>
          <input ref={to} type="date" value={dated()?.to ?? ''} onChange={setDates} />
        </label>
      </fieldset>
    </div>
  )
}
