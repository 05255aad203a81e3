import fc from 'fast-check'
import ICAL from 'ical.js'
import { describe, expect, test } from 'vitest'
import { calendarText, type StampedEntry } from '../../../../shared/domain/ics/calendar-text.ts'
import { promotionEntries } from '../../../../shared/domain/ics/promotion-entries.ts'
import { accountsSheet, importDevice, itemsSheet, promotionsSheet } from '../../../support/import-device.ts'

const entry = (given: Partial<StampedEntry> = {}): StampedEntry => ({
  uid: 'p1.inStore@endcap',
  from: '2027-02-03',
  to: '2027-02-09',
  summary: 'Marlow · CHIPS TPR',
  description: '',
  categories: [],
  status: 'CONFIRMED',
  url: null,
  sequence: 3,
  changedAt: Date.UTC(2027, 0, 2, 3, 4, 5),
  ...given,
})
const FILE = { name: 'Plan', refreshHours: null }
/** As another library reads it. */
const readBack = (text: string) =>
  new ICAL.Component(ICAL.parse(text)).getAllSubcomponents('vevent').map((component) => {
    const event = new ICAL.Event(component)
    return {
      uid: event.uid,
      summary: event.summary,
      description: event.description ?? '',
      sequence: event.sequence,
      from: event.startDate.toString(),
      end: event.endDate.toString(),
      isDate: event.startDate.isDate && event.endDate.isDate,
      status: component.getFirstPropertyValue('status'),
      categories: component.getFirstProperty('categories')?.getValues() ?? [],
      stamp: String(component.getFirstPropertyValue('dtstamp')),
    }
  })

describe('a calendar file', () => {
  test('is read back by another library: all day, the end exclusive, across a month and a leap day', () => {
    expect(readBack(calendarText([entry(), entry({ uid: 'b', from: '2028-02-29', to: '2028-02-29' })], FILE))).toMatchObject([
      { uid: 'p1.inStore@endcap', from: '2027-02-03', end: '2027-02-10', isDate: true, sequence: 3, status: 'CONFIRMED', stamp: '2027-01-02T03:04:05Z' },
      { uid: 'b', from: '2028-02-29', end: '2028-03-01' },
    ])
  })

  test('ends every line with CRLF, none longer than 75 octets, and no character cut in two', () => {
    const text = calendarText([entry({ summary: 'Jalapeño 🌶 Größe '.repeat(20) })], FILE)
    expect(text.replaceAll('\r\n', '')).not.toMatch(/[\r\n]/)
    for (const line of text.split(/\p{Cc}+|\u2028|\u2029/u)) expect(line).not.toMatch(/^ATTENDEE/)
    expect(text).not.toContain('\ufffd')
    expect(readBack(text)[0]?.summary).toBe('Jalapeño 🌶 Größe '.repeat(20))
  })

  test('any words come back as they were', () => {
    const words = fc.string({ unit: 'grapheme', maxLength: 200 }).map((text) => text.replace(/\p{Cc}/gu, ' '))
    fc.assert(
      fc.property(words, fc.array(words, { maxLength: 3 }), (text, lines) => {
        const [back] = readBack(calendarText([entry({ summary: text, description: lines.join('\n'), categories: ['a,b', 'c;d'] })], FILE))
        expect([back?.summary, back?.description, back?.categories]).toEqual([text, lines.join('\n'), ['a,b', 'c;d']])
      }),
      { numRuns: 200 },
    )
  })

  test('cannot be broken out of by what somebody typed', () => {
    const text = calendarText([entry({ summary: 'x\r\nEND:VEVENT\r\nBEGIN:VEVENT', description: '\u0000\u0007' })], FILE)
    expect(readBack(text)).toHaveLength(1)
  })

  test('has no line that somebody else wrote, whatever a name or an id contains', () => {
    for (const end of ['\r\n', '\n', '\r', '\u0085', '\u2028', '\u2029', '\u000b']) {
      const bad = `x${end}ATTENDEE:mailto:eve@example.com`
      const given = { uid: bad, summary: bad, description: bad, categories: [bad], url: `https://plan.example.com/?promotion=${bad}` }
      const text = calendarText([entry(given)], { name: bad, refreshHours: 1 })
      for (const line of text.split(/\s*(?:\r|\n|\v|\u0085|\u2028|\u2029)\s*/)) expect(line).not.toMatch(/^ATTENDEE/)
    }
  })

  test('of a feed says how often to ask again, both ways', () => {
    const text = calendarText([], { name: 'Marlow; all', refreshHours: 1 })
    expect(text).toContain('REFRESH-INTERVAL;VALUE=DURATION:PT1H\r\n')
    expect(text).toContain('X-PUBLISHED-TTL:PT1H\r\n')
    expect(text).toContain('X-WR-CALNAME:Marlow\\; all\r\n')
  })
})

describe('a promotion in a calendar', () => {
  const device = importDevice('ann')
  device.import([accountsSheet(), itemsSheet(), promotionsSheet()])
  const accounts = new Map(device.summaries('account').map((account) => [account.accountId, account]))
  const promotions = device.summaries('promotion')
  const options = { kinds: ['promotions', 'deadlines', 'windows'], urlOf: () => null } as const
  const entriesOf = (promotion: (typeof promotions)[number]) =>
    promotionEntries(promotion, accounts.get(promotion.accountId)!, options).map((each) => each.entry)

  test('the whole sample year is read back: an entry per window, each id once', () => {
    const entries = promotions.flatMap(entriesOf)
    const back = readBack(
      calendarText(
        entries.map((each) => ({ ...each, sequence: 0, changedAt: 0 })),
        FILE,
      ),
    )
    expect(back).toHaveLength(entries.length)
    expect(entries.filter(({ uid }) => uid.endsWith('.inStore@endcap'))).toHaveLength(169)
    expect(new Set(back.map(({ uid }) => uid)).size).toBe(entries.length)
    for (const [index, { from, end }] of back.entries()) {
      expect(from).toBe(entries[index]!.from)
      expect(end > entries[index]!.to).toBe(true)
    }
  })

  test('says account, group, price and weeks, and nothing that is ours alone', () => {
    const promotion = promotions.find(({ name }) => name === 'Marlow Markets SALSA-16OZ SCAN Feb 2027')!
    const [inStore] = entriesOf(promotion)
    expect(inStore).toMatchObject({ summary: 'Marlow Markets · SALSA-16OZ SCAN $3.79', status: 'TENTATIVE', categories: ['Marlow Markets'] })
    expect(inStore?.description).toContain('In store W3–W6 · Wed 17 Feb – Tue 16 Mar')
    expect(JSON.stringify(entriesOf(promotion))).not.toMatch(/0\.50|1500|85/)
  })

  test('keeps its ids when it is moved, and is cancelled rather than gone when it will not run', () => {
    const promotion = promotions[0]!
    const moved = entriesOf({ ...promotion, inStore: { from: '2027-05-01', to: '2027-05-07' } })
    expect(moved[0]).toMatchObject({ uid: entriesOf(promotion)[0]!.uid, from: '2027-05-01' })
    for (const change of [{ isDeleted: true }, { status: 'cancelled' }, { status: 'declined' }, { movedTo: 'x' }] as const) {
      expect(new Set(entriesOf({ ...promotion, ...change }).map(({ status }) => status))).toEqual(new Set(['CANCELLED']))
    }
  })

  test('has deadlines as entries of their own, of one day', () => {
    const entries = promotionEntries({ ...promotions[0]!, submitBy: '2026-11-02' }, accounts.get(promotions[0]!.accountId)!, {
      ...options,
      kinds: ['deadlines'],
    })
    expect(entries.map(({ entry }) => entry)).toMatchObject([{ from: '2026-11-02', to: '2026-11-02', summary: expect.stringMatching(/^Submit by: Marlow/) }])
  })
})
