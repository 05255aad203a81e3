import { describe, expect, test } from 'vitest'
import { addDays, type Weekday, weekday } from '../../../../shared/base/civil.ts'
import { calendarPath } from '../../../../shared/base/document-path.ts'
import { createPromotions } from '../../../../shared/commands/clone.ts'
import { createPromotion, draftOf } from '../../../../shared/commands/promotion.ts'
import { type CloneSource, type CloneWorld, cloneKey, cloneSlices, planClones } from '../../../../shared/domain/clone/clone-plan.ts'
import { fromTemplate, toTemplate } from '../../../../shared/domain/clone/promotion-template.ts'
import { byFiscalWeek, byHoliday } from '../../../../shared/domain/clone/re-anchor.ts'
import { createHolidays } from '../../../../shared/domain/holidays/holidays.ts'
import type { PromotionDraft } from '../../../../shared/domain/promotion-draft.ts'
import { weekSystemById } from '../../../../shared/domain/weeks/week-system-presets.ts'
import { accountSummary, itemSummary } from '../../../support/clash-workspace.ts'
import { contextFor, replica } from '../../../support/replicas.ts'
import { samplePromotions, sampleSummary } from '../../../support/sample.ts'

const NRF = weekSystemById('nrf-454')!
const holidays = createHolidays()
const place = (adWeekStart: Weekday, systemId = 'nrf-454') => ({ system: weekSystemById(systemId)!, adWeekStart })
const week = (from: string, weeks = 1) => ({ from, to: addDays(from, weeks * 7 - 1) })

describe('by fiscal week', () => {
  test('a promotion goes into the same week, whatever its date', () => {
    const moved = byFiscalWeek(week('2026-11-25', 4), 1, place(3))
    expect(moved).toMatchObject({ window: week('2027-11-24', 4), days: 364, how: 'W43 FY2026 → W43 FY2027', notes: [] })
    expect(byFiscalWeek(week('2027-11-24', 4), -1, place(3)).window).toEqual(week('2026-11-25', 4))
  })

  test('after a year of 53 weeks counts each of its weeks one back (NRF, restated)', () => {
    // FY2028 has 53 weeks: its W43 is compared with W42 of FY2029, and its first week is dropped into the year before.
    const moved = byFiscalWeek(week('2028-11-19'), 1, place(0))
    expect(moved).toMatchObject({
      window: week('2029-11-18'),
      how: 'W43 FY2028 → W42 FY2029',
      notes: ['FY2028 has 53 weeks: restated, W43 becomes W42 FY2029.'],
    })
    expect(byFiscalWeek(week('2028-01-30'), 1, place(0)).how).toBe('W1 FY2028 → W53 FY2028')
    expect(byFiscalWeek(week('2029-01-28'), 1, place(0)).how).toBe('W53 FY2028 → W52 FY2029')
    expect(byFiscalWeek(week('2027-11-21'), 1, place(0))).toMatchObject({ how: 'W43 FY2027 → W43 FY2028', notes: [] })
  })

  test('unrestated keeps the number, and puts week 53 into the last week there is', () => {
    expect(byFiscalWeek(week('2028-11-19'), 1, place(0), false)).toMatchObject({ window: week('2029-11-25'), how: 'W43 FY2028 → W43 FY2029' })
    expect(byFiscalWeek(week('2029-01-28'), 1, place(0), false)).toMatchObject({
      how: 'W53 FY2028 → W52 FY2029',
      notes: ['FY2029 has no W53: it goes into W52.'],
    })
  })

  test.each([
    ['walmart', 6],
    ['13x4', 3],
    ['12-12-12-16', 5],
    ['iso', 1],
    ['gregorian', 0],
  ] as const)('in %s weeks it begins on the same day of the week, at most three days from its date', (systemId, adWeekStart) => {
    for (let from = '2026-01-03'; from < '2030-01-01'; from = addDays(from, 41)) {
      const moved = byFiscalWeek({ from, to: addDays(from, 13) }, 1, place(adWeekStart, systemId))
      expect(weekday(moved.window.from)).toBe(weekday(from))
      expect(moved.days).toBe(364)
    }
  })
})

describe('by holiday', () => {
  test('a promotion stays as far from its holiday, in whole ad weeks', () => {
    // Easter 2026 is 5 April, 2027 28 March: a week and a day earlier.
    expect(byHoliday(week('2026-03-25', 2), 1, place(3), holidays)).toMatchObject({
      window: week('2027-03-17', 2),
      days: -8 + 1 + 364,
      how: 'Easter, in store over it',
      notes: [],
    })
    expect(byHoliday(week('2026-11-18'), 1, place(3), holidays)).toMatchObject({ window: week('2027-11-17'), how: 'Thanksgiving, ends 2 days before' })
  })

  test('that falls on another weekday is still around it, and says by how much it moved', () => {
    // 4 July 2026 is a Saturday, 2027 a Sunday, 2028 a Tuesday.
    for (const years of [1, 2, 3, 4, 5]) {
      const { window } = byHoliday(week('2026-07-01'), years, place(3), holidays)
      const day = `${2026 + years}-07-04`
      expect(window.from <= day && day <= window.to, day).toBe(true)
      expect(weekday(window.from)).toBe(3)
    }
    expect(byHoliday(week('2026-07-01'), 1, place(3), holidays).notes).toEqual(['1 day earlier than last time, to begin an ad week.'])
  })

  test('far from any goes by its fiscal week', () => {
    const none = createHolidays({ hiddenHolidays: ['back-to-school', 'labor-day', 'independence-day'] })
    expect(byHoliday(week('2026-08-05'), 1, place(3), none)).toMatchObject({ by: 'fiscal_week', notes: ['No holiday is near: it goes by its fiscal week.'] })
    const once = createHolidays({
      hiddenHolidays: ['back-to-school', 'labor-day', 'independence-day'],
      holidays: [{ holidayId: 'x', name: 'Opening', on: '2026-08-08' }],
    })
    expect(byHoliday(week('2026-08-05'), 1, place(3), once)).toMatchObject({
      by: 'fiscal_week',
      notes: ['There is no Opening that year: it goes by its fiscal week.'],
    })
  })
})

const marlow = accountSummary('marlow', { name: 'Marlow Markets' })
const draft = (name: string, from: string): PromotionDraft => ({
  promotion: { name, inStore: week(from), scanBack: week(from), submitBy: addDays(from, -70), status: 'confirmed', externalKey: 'file-1' },
  lines: [{ itemGroup: 'CHIPS-8OZ', mechanic: 'TPR', promoRetail: { multiple: 2, price: 500 } }],
})
const source = (name: string, from: string, facts: Partial<CloneSource> = {}): CloneSource => {
  const live = replica('calendar', calendarPath('marlow', 2026))
  const created = createPromotion(live, draft(name, from), contextFor(name.replace(/\W/g, '')))
  if (!created.ok) throw new Error(created.error.message)
  const kept = draftOf(live, { promotionId: created.value.promotionId }, contextFor('x'))
  if (!kept.ok) throw new Error(kept.error.message)
  return { ref: `${live.path}#${created.value.promotionId}`, draft: kept.value, account: marlow, system: NRF, ...facts }
}
const world = (facts: Partial<CloneWorld> = {}): CloneWorld => ({ holidays, items: [itemSummary('salt')], today: '2026-11-22', cloned: new Set(), ...facts })

describe('C5: a plan of clones', () => {
  test('proposes everything that was planned in its new weeks, linked to where it came from', () => {
    const from = source('Marlow Markets · CHIPS-8OZ · TPR · W43', '2026-11-25')
    const [clone] = planClones([from], { anchor: 'fiscal_week', years: 1 }, world())
    expect(clone).toMatchObject({ before: week('2026-11-25'), after: week('2027-11-24'), isProposed: true, changes: [], path: 'accounts/marlow/calendar/2027' })
    expect(clone?.draft?.promotion).toMatchObject({
      name: 'Marlow Markets · CHIPS-8OZ · TPR · W43',
      status: 'idea',
      clonedFrom: from.ref,
      scanBack: week('2027-11-24'),
      submitBy: '2027-09-15',
    })
    expect(clone?.draft?.promotion).not.toHaveProperty('externalKey')
  })

  test('renames what is named by its month or year', () => {
    const names = ['Marlow CHIPS TPR Feb 2026', 'Big game 2026', 'Chips 20261'].map(
      (name) => planClones([source(name, '2026-02-04')], { anchor: 'fiscal_week', years: 1 }, world())[0]?.draft?.promotion.name,
    )
    expect(names).toEqual(['Marlow CHIPS TPR Feb 2027', 'Big game 2027', 'Chips 20261'])
  })

  test('does not propose what was declined, cloned before, or would be over, and warns of what changed', () => {
    const declined = source('Declined', '2026-11-25')
    const again = source('Again', '2026-12-02')
    const past = source('Past', '2024-11-27')
    const blocked = { ...marlow, blackouts: [{ blackoutId: 'b', name: 'Reset', window: week('2027-12-01'), itemGroup: '' }] }
    const plans = planClones(
      [
        { ...declined, draft: { ...declined.draft, promotion: { ...declined.draft.promotion, status: 'declined' } } },
        { ...again, account: blocked },
        past,
        { ...declined, draft: { promotion: {}, lines: [] } },
      ],
      { anchor: 'fiscal_week', years: 1 },
      world({ cloned: new Set([cloneKey(again.ref, 2027)]), items: [itemSummary('salt', { status: 'discontinued' })] }),
    )
    expect(plans.map(({ isProposed }) => isProposed)).toEqual([false, false, false, false])
    expect(plans.map(({ changes }) => changes.map(({ message }) => message))).toEqual([
      ['It was declined.', 'Going out: salt.'],
      ['It was cloned into that year before.', 'Marlow Markets takes no promotions then: Reset.', 'Going out: salt.'],
      ['It would be over already.', 'Going out: salt.'],
      ['It has no dates to go by.'],
    ])
  })

  test('of a whole year is created calendar by calendar, in slices, and nothing before', () => {
    const sources = samplePromotions().map((row): CloneSource => {
      const { inStore, name, lines, status } = sampleSummary(row)
      const cells = lines.map(({ lineId: _, ...line }) => line)
      return {
        ref: `accounts/a/calendar/2027#${name.replace(/\W/g, '')}`,
        draft: { promotion: { inStore, name, status }, lines: cells },
        account: { ...marlow, accountId: row.Account!.replace(/\W/g, '') },
        system: NRF,
      }
    })
    const plans = planClones(sources, { anchor: 'holiday', years: 1 }, world())
    expect(plans).toHaveLength(169)
    for (const { before, after } of plans) expect(Math.abs(Date.parse(after!.from) - Date.parse(before!.from)) / 86_400_000).toBeGreaterThan(340)
    const slices = cloneSlices(plans.filter(({ isProposed }) => isProposed))
    expect(slices.every(({ drafts }) => drafts.length <= 60)).toBe(true)
    let created = 0
    for (const [index, { path, drafts }] of slices.entries()) {
      const made = createPromotions(replica('calendar', path), { drafts }, contextFor(`p${index}`))
      expect(made.ok).toBe(true)
      if (made.ok) created += made.value.promotionIds.length
    }
    expect(created).toBe(plans.filter(({ isProposed }) => isProposed).length)
    expect(created).toBeGreaterThan(100)
  })

  test('that cannot be created is refused whole', () => {
    const live = replica('calendar', calendarPath('marlow', 2027))
    const bad = { promotion: { name: 'Bad' }, lines: [] }
    expect(createPromotions(live, { drafts: [draft('Good', '2027-02-03'), bad] }, contextFor('ann'))).toMatchObject({
      ok: false,
      error: { message: 'Bad: Say when it is in store.' },
    })
    expect(live.rowIds('promotions')).toEqual([])
  })
})

describe('a template', () => {
  test('is a promotion without its dates, used from any day on', () => {
    const template = toTemplate(draft('Chips', '2026-11-25'))
    const used = fromTemplate(template!, '2027-03-03', '2026-11-22')
    expect(used?.promotion).toMatchObject({ name: '', status: 'idea', inStore: week('2027-03-03'), scanBack: week('2027-03-03'), submitBy: '2026-12-23' })
    expect(used?.promotion).not.toHaveProperty('externalKey')
    expect(used?.lines).toEqual(draft('Chips', '2026-11-25').lines)
  })

  test('that nobody can read, has no dates or is too long is none', () => {
    for (const text of ['', '{', 'null', '{"promotion":{}}', '[]']) expect(fromTemplate(text, '2027-03-03', '2026-11-22')).toBeNull()
    expect(toTemplate({ promotion: {}, lines: [] })).toBeNull()
    expect(toTemplate({ ...draft('Chips', '2026-11-25'), lines: [{ remarks: 'x'.repeat(20_000) }] })).toBeNull()
  })
})
