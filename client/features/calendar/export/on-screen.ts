// What of time a view shows just now.

import { addDays, type DateWindow, fromDayNumber } from '../../../../shared/base/civil.ts'
import type { CalendarState } from '../calendar-state.ts'
import { ZOOM_DAYS } from '../timeline/timeline-scale.ts'

/** Null for views that show all of it. */
export const windowOnScreen = (calendar: CalendarState): DateWindow | null => {
  switch (calendar.view()) {
    case 'timeline': {
      const { day } = calendar.position
      if (day === null) return null
      const from = fromDayNumber(Math.round(day))
      return { from, to: addDays(from, ZOOM_DAYS[calendar.zoom()] - 1) }
    }
    case 'month': {
      const month = calendar.setting('month')
      if (month === undefined || !/^\d{4}-\d{2}$/.test(month)) return null
      const [year = 0, number = 1] = month.split('-').map(Number)
      const next = number === 12 ? `${year + 1}-01` : `${year}-${String(number + 1).padStart(2, '0')}`
      return { from: `${month}-01`, to: addDays(`${next}-01`, -1) }
    }
    default:
      return null
  }
}
