// Cloning one promotion, many, or a whole year: a plan to look at before anything is created. Each source gets its proposed
// weeks and a draft that remembers where it came from; what a person should look at stands beside it. Nothing here writes;
// `commands/clone.ts` creates what was confirmed, calendar by calendar, in slices a transaction can hold.

import { type CivilDate, type DateWindow, MONTH_NAMES, overlaps } from '../../base/civil.ts'
import { calendarPath, type DocumentPath } from '../../base/document-path.ts'
import type { ItemSummary } from '../../docs/items.ts'
import type { AccountSummary } from '../../docs/profile.ts'
import { isLiveStatus } from '../../docs/terms/promotion-terms.ts'
import type { WeekSystem } from '../../docs/terms/week-system.ts'
import type { DraftChange } from '../bulk/draft-change.ts'
import type { Holidays } from '../holidays/holidays.ts'
import { type PromotionDraft, shiftDraft } from '../promotion-draft.ts'
import { automaticName } from '../promotion-name.ts'
import { fiscalYearOfPromotion } from '../weeks/fiscal-week.ts'
import { type Anchor, byFiscalWeek, byHoliday } from './re-anchor.ts'

export interface CloneSource {
  /** `promotionRef` of the original: the link kept for comparison. */
  readonly ref: string
  readonly draft: PromotionDraft
  readonly account: AccountSummary
  readonly system: WeekSystem
}

export interface CloneWish {
  readonly anchor: Anchor
  /** How many years ahead; negative looks back. */
  readonly years: number
  /** Compare years of 53 weeks restated; as the trade does unless somebody says otherwise. */
  readonly isRestated?: boolean
}

export interface CloneWorld {
  readonly holidays: Holidays
  readonly items: readonly ItemSummary[]
  readonly today: CivilDate
  /** `clonedFrom` of promotions there are, with the fiscal year they are planned in: `cloneKey`. */
  readonly cloned: ReadonlySet<string>
}

export interface PlannedClone {
  readonly ref: string
  /** Null for one without dates: there is nothing to place. */
  readonly before: DateWindow | null
  readonly after: DateWindow | null
  readonly how: string
  readonly changes: readonly DraftChange[]
  /** Whether it is proposed to be created; a person decides. */
  readonly isProposed: boolean
  readonly path: DocumentPath | null
  readonly draft: PromotionDraft | null
}

export const cloneKey = (ref: string, year: number): string => `${year} ${ref}`

export const planClones = (sources: readonly CloneSource[], wish: CloneWish, world: CloneWorld): readonly PlannedClone[] =>
  sources.map((source) => planClone(source, wish, world))

const planClone = ({ ref, draft, account, system }: CloneSource, { anchor, years, isRestated = true }: CloneWish, world: CloneWorld): PlannedClone => {
  const before = draft.promotion.inStore ?? null
  if (before === null) {
    const changes: DraftChange[] = [{ level: 'error', field: 'inStore', line: null, message: 'It has no dates to go by.' }]
    return { ref, before, after: null, how: '', changes, isProposed: false, path: null, draft: null }
  }
  const place = { system, adWeekStart: account.adWeekStart }
  const { window, days, how, notes } = anchor === 'holiday' ? byHoliday(before, years, place, world.holidays) : byFiscalWeek(before, years, place, isRestated)
  const changes: DraftChange[] = notes.map((message) => ({ level: 'info', field: 'inStore', line: null, message }))
  const say = (level: DraftChange['level'], field: string, message: string, line: number | null = null): void =>
    void changes.push({ level, field, line, message })

  const year = fiscalYearOfPromotion(system, window.from)
  const isCloned = world.cloned.has(cloneKey(ref, year))
  if (isCloned) say('warn', 'clonedFrom', 'It was cloned into that year before.')
  const isLive = isLiveStatus(draft.promotion.status ?? 'idea')
  if (!isLive) say('warn', 'status', `It was ${draft.promotion.status}.`)
  if (window.to < world.today) say('warn', 'inStore', 'It would be over already.')
  for (const { name, window: blocked, itemGroup } of account.blackouts ?? []) {
    const isConcerned = itemGroup === '' || draft.lines.some((line) => line.itemGroup === itemGroup)
    if (isConcerned && overlaps(blocked, window)) say('warn', 'inStore', `${account.name} takes no promotions then: ${name || 'black-out'}.`)
  }
  for (const [index, { itemGroup }] of draft.lines.entries()) {
    const items = world.items.filter(({ group, isDeleted }) => !isDeleted && group !== '' && group === itemGroup)
    if (itemGroup !== undefined && itemGroup !== '' && items.length === 0) say('warn', 'itemGroup', `There are no items of ${itemGroup} any more.`, index)
    const leaving = items.filter(({ status }) => status === 'discontinuing' || status === 'discontinued')
    if (leaving.length > 0) say('warn', 'itemGroup', `Going out: ${leaving.map(({ name }) => name).join(', ')}.`, index)
  }

  const moved = shiftDraft(draft, days, world.today)
  const name = nameThere(draft, before, window, account, system)
  const promotion = { ...moved.promotion, inStore: window, name, status: 'idea' as const, clonedFrom: ref, visibility: 'internal' as const, confidence: null }
  return {
    ref,
    before,
    after: window,
    how,
    changes,
    isProposed: isLive && !isCloned && window.to >= world.today,
    path: calendarPath(account.accountId, year),
    draft: { ...moved, promotion },
  }
}

/** An automatic name is made anew; a month and year, or a year, that a name ends with is that of the new dates. */
const nameThere = (draft: PromotionDraft, before: DateWindow, after: DateWindow, account: AccountSummary, system: WeekSystem): string => {
  const name = draft.promotion.name ?? ''
  const [line] = draft.lines
  const automatic = (from: CivilDate): string =>
    automaticName(
      { name: account.name, adWeekStart: account.adWeekStart, system },
      { itemGroup: line?.itemGroup ?? '', mechanic: line?.mechanic ?? null, from },
    )
  if (name === '' || name === automatic(before.from)) return automatic(after.from)
  const [monthBefore, monthAfter] = [monthYear(before.from), monthYear(after.from)]
  if (name.includes(monthBefore)) return name.replace(monthBefore, monthAfter)
  const yearBefore = before.from.slice(0, 4)
  return new RegExp(`\\b${yearBefore}\\b`).test(name) ? name.replace(new RegExp(`\\b${yearBefore}\\b`), after.from.slice(0, 4)) : name
}

/** `Feb 2027`. */
const monthYear = (date: CivilDate): string => `${MONTH_NAMES[Number(date.slice(5, 7)) - 1]} ${date.slice(0, 4)}`

export interface CloneSlice {
  readonly path: DocumentPath
  readonly drafts: readonly PromotionDraft[]
}

/** At most this many promotions go into one transaction (S9: 200 rows, of which lines are the others). */
const SLICE_MAX = 60

/** What was confirmed, by calendar. */
export const cloneSlices = (confirmed: readonly PlannedClone[]): readonly CloneSlice[] => {
  const byPath = new Map<DocumentPath, PromotionDraft[]>()
  for (const { path, draft } of confirmed) {
    if (path === null || draft === null) continue
    const drafts = byPath.get(path)
    if (drafts === undefined) byPath.set(path, [draft])
    else drafts.push(draft)
  }
  return [...byPath].flatMap(([path, drafts]) =>
    Array.from({ length: Math.ceil(drafts.length / SLICE_MAX) }, (_, index) => ({ path, drafts: drafts.slice(index * SLICE_MAX, (index + 1) * SLICE_MAX) })),
  )
}
