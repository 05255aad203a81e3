// Instants as people read them, in the device's own zone and with the day before the month, as everywhere in the app:
// settings are the one place that shows them.

const day = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric' })
const dayAndTime = new Intl.DateTimeFormat('en-GB', { day: 'numeric', month: 'short', year: 'numeric', hour: '2-digit', minute: '2-digit' })

/** Ms since the epoch, or what a JSON date says; empty for neither. */
export const dayWords = (at: number | string): string => format(day, at)
export const timeWords = (at: number | string): string => format(dayAndTime, at)

const format = (formatter: Intl.DateTimeFormat, at: number | string): string => {
  const instant = new Date(at)
  return Number.isNaN(instant.getTime()) ? '' : formatter.format(instant)
}

/** `Chrome on Windows`, as far as a browser still says. */
export const browserWords = (userAgent: string): string => {
  const browser = [
    ['Edg/', 'Edge'],
    ['OPR/', 'Opera'],
    ['Firefox/', 'Firefox'],
    ['Chrome/', 'Chrome'],
    ['Safari/', 'Safari'],
  ].find(([mark]) => userAgent.includes(mark ?? ''))?.[1]
  const system = [
    ['iPhone', 'iPhone'],
    ['iPad', 'iPad'],
    ['Android', 'Android'],
    ['Windows', 'Windows'],
    ['Mac OS', 'Mac'],
    ['Linux', 'Linux'],
  ].find(([mark]) => userAgent.includes(mark ?? ''))?.[1]
  if (browser === undefined) return system ?? 'A device'
  return system === undefined ? browser : `${browser} on ${system}`
}
