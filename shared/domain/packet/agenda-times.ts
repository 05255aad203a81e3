// When each topic of an agenda begins: by the clock when the meeting has a start, else counted from it.

const MINUTES_PER_DAY = 24 * 60

/** Minutes since midnight of `14:00`, `9.30`, `9:30 am`, `2 pm` or `1400`; null for anything else. */
export const parseClock = (text: string): number | null => {
  const match = /^\s*(\d{1,2})(?:[:.h]?([0-5]\d))?\s*(am|pm|a\.m\.|p\.m\.)?\s*(?:h|uhr)?\s*$/i.exec(text)
  if (match === null) return null
  const [, hourText = '', minuteText = '0', half] = match
  const hour = Number(hourText)
  if (half === undefined) return hour > 23 ? null : hour * 60 + Number(minuteText)
  if (hour < 1 || hour > 12) return null
  return ((hour % 12) + (half.toLowerCase().startsWith('p') ? 12 : 0)) * 60 + Number(minuteText)
}

const pad = (value: number): string => String(value).padStart(2, '0')

/** `14:05`; past midnight it goes on at `00:00`. */
export const clockLabel = (minutes: number): string => `${pad(Math.floor((minutes % MINUTES_PER_DAY) / 60))}:${pad(minutes % 60)}`

/** `45 min`, `1 h`, `1 h 20 min`. */
export const durationLabel = (minutes: number): string => {
  const [hours, rest] = [Math.floor(minutes / 60), minutes % 60]
  return [hours > 0 ? `${hours} h` : '', rest > 0 || hours === 0 ? `${rest} min` : ''].filter((part) => part !== '').join(' ')
}

export interface AgendaTimes {
  /** Where each topic begins, by row id: `14:05`, or `+0:05` when the meeting has no readable start. */
  readonly starts: ReadonlyMap<string, string>
  readonly totalMinutes: number
  /** `15:05`; null without a start. */
  readonly end: string | null
}

export const agendaTimes = (at: string, topics: readonly { readonly id: string; readonly minutes: number }[]): AgendaTimes => {
  const clock = parseClock(at)
  const starts = new Map<string, string>()
  let elapsed = 0
  for (const { id, minutes } of topics) {
    starts.set(id, clock === null ? `+${Math.floor(elapsed / 60)}:${pad(elapsed % 60)}` : clockLabel(clock + elapsed))
    elapsed += minutes
  }
  return { starts, totalMinutes: elapsed, end: clock === null ? null : clockLabel(clock + elapsed) }
}
