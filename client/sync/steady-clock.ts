// A clock to wait by. Devices set theirs right, by minutes or by years, while the page is open; a wait that was to end at a
// moment of the old time would go on for as long as the clock was set back. Set ahead, it is as if that much had passed, as
// after a sleep.

export interface SteadyClock {
  /** Never less than before. */
  readonly now: () => number
  /** The moment as the device's clock tells it today. */
  readonly toClock: (moment: number | null) => number | null
}

export const createSteadyClock = (clock: () => number): SteadyClock => {
  let last = clock()
  let setBackMs = 0
  return {
    now: () => {
      const moment = clock()
      if (moment < last) setBackMs += last - moment
      last = moment
      return moment + setBackMs
    },
    toClock: (moment) => (moment === null ? null : moment - setBackMs),
  }
}
