// Times of day for people, in the device's own zone. The formats are made when the first time is told: each costs a start
// milliseconds, and most starts tell none.

const createFormats = () => ({
  clock: new Intl.DateTimeFormat('en-GB', { hour: '2-digit', minute: '2-digit' }),
  civil: new Intl.DateTimeFormat('en-CA', { year: 'numeric', month: '2-digit', day: '2-digit' }),
  dayAndClock: new Intl.DateTimeFormat('en-GB', { weekday: 'short', day: 'numeric', month: 'short', hour: '2-digit', minute: '2-digit' }),
})
let formats: ReturnType<typeof createFormats> | null = null

/** `14:05`, or `Tue 17 Nov, 14:05` on another day than today. */
export const timeWords = (ms: number, today: string): string => {
  formats ??= createFormats()
  return formats.civil.format(ms) === today ? formats.clock.format(ms) : formats.dayAndClock.format(ms)
}
