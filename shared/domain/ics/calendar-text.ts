// An iCalendar file as RFC 5545 wants it, of all-day entries only: CRLF line ends, lines folded at 75 octets without cutting
// a character, TEXT escaped, DTEND the day after the last (it is exclusive). What refreshing calendars need is said the two
// ways they listen to. Whoever writes an entry again with other contents gives it a higher sequence.

import { addDays, type CivilDate } from '../../base/civil.ts'

export type EntryStatus = 'CONFIRMED' | 'TENTATIVE' | 'CANCELLED'

/** One all-day entry of a calendar. */
export interface CalendarEntry {
  /** The same for ever, of the same thing. */
  readonly uid: string
  readonly from: CivilDate
  /** The last day. */
  readonly to: CivilDate
  readonly summary: string
  readonly description: string
  readonly categories: readonly string[]
  readonly status: EntryStatus
  readonly url: string | null
}

export interface StampedEntry extends CalendarEntry {
  readonly sequence: number
  /** When it last changed, ms since the epoch. */
  readonly changedAt: number
}

export interface CalendarFacts {
  readonly name: string
  /** How often a subscribed calendar should ask again; null for a file somebody keeps. */
  readonly refreshHours: number | null
}

const LINE_OCTETS_MAX = 75

export const calendarText = (entries: readonly StampedEntry[], { name, refreshHours }: CalendarFacts): string =>
  [
    'BEGIN:VCALENDAR',
    'VERSION:2.0',
    'PRODID:-//Endcap//Promotional calendar//EN',
    'CALSCALE:GREGORIAN',
    'METHOD:PUBLISH',
    `NAME:${escaped(name)}`,
    `X-WR-CALNAME:${escaped(name)}`,
    ...(refreshHours === null ? [] : [`REFRESH-INTERVAL;VALUE=DURATION:PT${refreshHours}H`, `X-PUBLISHED-TTL:PT${refreshHours}H`]),
    ...entries.flatMap(entryLines),
    'END:VCALENDAR',
    '',
  ]
    .map(folded)
    .join('\r\n')

const entryLines = (entry: StampedEntry): readonly string[] => [
  'BEGIN:VEVENT',
  `UID:${escaped(entry.uid)}`,
  `DTSTAMP:${instantText(entry.changedAt)}`,
  `LAST-MODIFIED:${instantText(entry.changedAt)}`,
  `SEQUENCE:${entry.sequence}`,
  `DTSTART;VALUE=DATE:${dateText(entry.from)}`,
  `DTEND;VALUE=DATE:${dateText(addDays(entry.to, 1))}`,
  `SUMMARY:${escaped(entry.summary)}`,
  ...(entry.description === '' ? [] : [`DESCRIPTION:${escaped(entry.description)}`]),
  ...(entry.categories.length === 0 ? [] : [`CATEGORIES:${entry.categories.map(escaped).join(',')}`]),
  `STATUS:${entry.status}`,
  // A promotion keeps nobody busy.
  'TRANSP:TRANSPARENT',
  'X-MICROSOFT-CDO-BUSYSTATUS:FREE',
  ...(entry.url === null ? [] : [`URL:${uriText(entry.url)}`]),
  'END:VEVENT',
]

const dateText = (date: CivilDate): string => date.replaceAll('-', '')

/** `20270217T093000Z`. */
const instantText = (at: number): string => `${new Date(at).toISOString().slice(0, 19).replace(/[-:]/g, '')}Z`

/** A URI is not escaped as a text is, so what could end its line is written the way URIs have for it. */
const uriText = (url: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: these may not stand in a calendar
  url.replace(/[\u0000-\u0020\u007f\u0085\u2028\u2029]/g, encodeURIComponent)

/** No control characters, and none that end a value. */
const escaped = (text: string): string =>
  text
    .replace(/\r\n?/g, '\n')
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these may not stand in a calendar
    .replace(/[\u0000-\u0009\u000b-\u001f\u007f\u0085\u2028\u2029]/g, ' ')
    .replace(/[\\;,]/g, '\\$&')
    .replaceAll('\n', '\\n')

const octetsOf = (character: string): number => {
  const point = character.codePointAt(0) ?? 0
  return point < 0x80 ? 1 : point < 0x800 ? 2 : point < 0x10000 ? 3 : 4
}

/** A continued line begins with a blank, which counts. */
const folded = (line: string): string => {
  let text = ''
  let octets = 0
  for (const character of line) {
    const more = octetsOf(character)
    if (octets + more > LINE_OCTETS_MAX) {
      text += '\r\n '
      octets = 1
    }
    text += character
    octets += more
  }
  return text
}
