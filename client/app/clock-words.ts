// Times of day for people, in the device's own zone.

const clock = new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' })
const civil = new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' })
const dayAndClock = new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' })

/** `14:05`, or `Tue 17 Nov, 14:05` on another day than today. */
export const timeWords = (ms: number, today: string): string => (civil.format(ms) === today ? clock.format(ms) : dayAndClock.format(ms))
