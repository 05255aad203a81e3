// My week: what is due, over all accounts, in the order it is due. Deadlines are those of `domain/deadlines`; what is agreed
// in meetings and what begins on the shelf stands beside them. Grouped by what a person does next: late, today, this week,
// then week by week. Pure.

import { addDays, type CivilDate, dayNumber, fromDayNumber, startOfWeek, type Weekday } from '../../../../shared/base/civil.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import type { ActionSummary } from '../../../../shared/docs/packet.ts'
import { isLiveStatus } from '../../../../shared/docs/terms/promotion-terms.ts'
import { type DeadlineRules, deadlinesOf } from '../../../../shared/domain/deadlines/deadlines.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'

export type Due =
  | {
      readonly kind: 'deadline'
      readonly id: string
      readonly due: CivilDate
      readonly accountId: string
      readonly promotion: PromotionSummary
      /** `submitBy`, a template's id … */
      readonly key: string
      readonly name: string
      readonly isDone: boolean
      readonly owner: string
    }
  | {
      readonly kind: 'start'
      readonly id: string
      readonly due: CivilDate
      readonly accountId: string
      readonly promotion: PromotionSummary
      readonly name: string
      readonly isDone: false
      readonly owner: string
    }
  | {
      readonly kind: 'action'
      readonly id: string
      readonly due: CivilDate
      readonly accountId: string
      readonly action: ActionSummary
      readonly name: string
      readonly isDone: boolean
      readonly owner: string
    }

/** A start is nobody's to tick, and a claim is settled with what was learned, in the promotion. */
export const canTick = (due: Due): boolean => due.kind === 'action' || (due.kind === 'deadline' && due.key !== 'claim')

/** What is still of use: nothing of what will not run, and of what has run only the claim. */
export const duesOfAccount = (promotions: readonly PromotionSummary[], rules: DeadlineRules, today: CivilDate): readonly Due[] =>
  promotions.flatMap((promotion): Due[] => {
    if (!isLiveStatus(promotion.status)) return []
    const hasEnded = promotion.inStore !== null && promotion.inStore.to < today
    const { accountId, promotionId } = promotion
    const owner = promotion.owner ?? ''
    const dues: Due[] = []
    for (const { key, name, due, done } of deadlinesOf(promotion, rules)) {
      if (hasEnded && key !== 'claim') continue
      dues.push({ kind: 'deadline', id: `${promotionId}.${key}`, due, accountId, promotion, key, name, isDone: done !== null, owner })
    }
    if (promotion.inStore !== null && promotion.inStore.from >= today)
      dues.push({ kind: 'start', id: `${promotionId}.start`, due: promotion.inStore.from, accountId, promotion, name: 'In store', isDone: false, owner })
    return dues
  })

export const duesOfActions = (actions: readonly ActionSummary[]): readonly Due[] =>
  actions.flatMap((action): Due[] =>
    action.isDeleted || action.due === null || action.state === 'dropped'
      ? []
      : [
          {
            kind: 'action',
            id: action.actionId,
            due: action.due,
            accountId: action.accountId,
            action,
            name: action.title || 'Untitled action',
            isDone: action.state === 'done',
            owner: action.owner,
          },
        ],
  )

export const HORIZONS = ['week', '4w', '13w', 'all'] as const
export type Horizon = (typeof HORIZONS)[number]
export const HORIZON_LABELS: Readonly<Record<Horizon, string>> = { week: 'This week', '4w': '4 weeks', '13w': '13 weeks', all: 'All' }

export interface WeekOptions {
  readonly today: CivilDate
  readonly weekStart: Weekday
  readonly horizon: Horizon
  readonly withDone: boolean
  readonly withStarts: boolean
  /** Only what this person owns; empty = everybody's. */
  readonly owner: string
}

export interface DueGroup {
  readonly id: string
  readonly title: string
  /** `23 – 29 Nov`; empty for what is late. */
  readonly days: string
  /** The first day of its week, for its fiscal name; null where it is not a week. */
  readonly first: CivilDate | null
  readonly isLate: boolean
  readonly dues: readonly Due[]
}

const WEEKS_OF: Readonly<Record<Horizon, number>> = { week: 1, '4w': 4, '13w': 13, all: 10_000 }

export const dueGroups = (dues: readonly Due[], { today, weekStart, horizon, withDone, withStarts, owner }: WeekOptions): readonly DueGroup[] => {
  const week = startOfWeek(dayNumber(today), weekStart)
  const until = fromDayNumber(week + WEEKS_OF[horizon] * 7 - 1)
  const isMine = owner.trim().toLocaleLowerCase('en')
  const shown = dues.filter(
    (due) =>
      due.due <= until &&
      (withStarts || due.kind !== 'start') &&
      // What was done late is of no use a week later; what was done in the weeks shown stays, ticked.
      (!due.isDone || (withDone && due.due >= fromDayNumber(week))) &&
      (isMine === '' || due.owner.trim().toLocaleLowerCase('en') === isMine),
  )
  const groups = new Map<string, Due[]>()
  for (const due of shown) {
    const id = due.due < today && !due.isDone ? 'late' : due.due === today ? 'today' : String(startOfWeek(dayNumber(due.due), weekStart))
    const group = groups.get(id)
    if (group === undefined) groups.set(id, [due])
    else group.push(due)
  }
  const rank = (id: string) => (id === 'late' ? -2 : id === 'today' ? -1 : Number(id))
  return [...groups]
    .sort(([a], [b]) => rank(a) - rank(b))
    .map(([id, list]): DueGroup => {
      const sorted = list.sort((a, b) => (a.due < b.due ? -1 : a.due > b.due ? 1 : a.id < b.id ? -1 : 1))
      if (id === 'late') return { id, title: 'Overdue', days: '', first: null, isLate: true, dues: sorted }
      if (id === 'today') return { id, title: 'Today', days: '', first: null, isLate: false, dues: sorted }
      const first = Number(id)
      const [from, to] = [fromDayNumber(first), fromDayNumber(first + 6)]
      const title = first === week ? 'This week' : first === week + 7 ? 'Next week' : first === week - 7 ? 'Last week' : ''
      return { id, title, days: `${dayMonthLabel(from)} – ${dayMonthLabel(to)}`, first: from, isLate: false, dues: sorted }
    })
}

/** Half a year back is as far as "overdue" reaches: what nobody ticked by then nobody will. */
export const lateSince = (today: CivilDate): CivilDate => addDays(today, -182)
