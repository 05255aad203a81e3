import { useCalendar } from '../calendar-state.ts'

/** `169 promotions`, or `27 of 169` while a filter is on. */
export const CalendarCount = () => {
  const calendar = useCalendar()
  const words = () => {
    const shown = calendar.shown().length
    const all = calendar.all().length
    return shown === all ? `${all} ${all === 1 ? 'promotion' : 'promotions'}` : `${shown} of ${all}`
  }
  return (
    <span class="calendar-count" aria-live="polite">
      {words()}
    </span>
  )
}
