// What people do in the calendar, whatever view they do it in, and what of it shows at once: until the document has been
// changed and its summary derived, a promotion is shown where it was put (`placing`). The acts themselves, their commands
// and words, are in `calendar-acts.ts` and load with the first of them.

import { type Accessor, batch, createSignal } from 'solid-js'
import type { DateWindow } from '../../../shared/base/civil.ts'
import { calendarPath } from '../../../shared/base/document-path.ts'
import type { Result } from '../../../shared/base/result.ts'
import type { CommandError } from '../../../shared/commands/command.ts'
import type { PromotionSummary } from '../../../shared/docs/calendar.ts'
import type { Mechanic } from '../../../shared/docs/terms/mechanic.ts'
import type { PromotionStatus } from '../../../shared/docs/terms/promotion-terms.ts'
import type { PromotionDraft } from '../../../shared/domain/promotion-draft.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'
import type { Notice } from '../../ui/toasts.tsx'
import type { CalendarData, PlannedPromotion } from './calendar-data.ts'

export interface NewPromotionFacts {
  readonly accountId: string
  readonly inStore: DateWindow
  readonly mechanic: Mechanic
  readonly itemGroup: string
  /** Empty = named automatically. */
  readonly name: string
  /** All of it, where more is known than the facts above say. */
  readonly draft?: PromotionDraft
}

export interface CalendarActions {
  /** Windows by account and promotion, of promotions that were put somewhere a moment ago. */
  readonly placing: Accessor<ReadonlyMap<string, ReadonlyMap<string, DateWindow>>>
  readonly place: (promotion: PromotionSummary, window: DateWindow | null) => void
  /** True for a moment after this person changed it: such a change needs no tint. */
  readonly isMine: (promotionId: string) => boolean
  readonly announcement: Accessor<string>
  readonly announce: (text: string) => void
  /** A notice that something was done, with its undo: for what no act below does. */
  readonly say: (label: string) => Promise<void>
  /** Moves or resizes, whichever it is from `before`: the window the person saw and took hold of. */
  readonly putInto: (promotion: PromotionSummary, window: DateWindow, before: DateWindow) => Promise<void>
  readonly create: (facts: NewPromotionFacts) => Promise<Result<{ readonly promotionId: string }, CommandError>>
  /** Alt-drag or the menu; `days` after the original. */
  readonly duplicate: (promotion: PromotionSummary, days: number) => Promise<string | null>
  readonly setStatus: (promotion: PromotionSummary, status: PromotionStatus) => Promise<void>
  readonly remove: (promotion: PromotionSummary) => Promise<void>
  readonly restore: (promotion: Pick<PromotionSummary, 'accountId' | 'year' | 'promotionId'>) => Promise<string | null>
  /** The document it lives in. */
  readonly pathOf: (promotion: Pick<PlannedPromotion, 'accountId' | 'homeAccountId' | 'year'>) => string
}

const MINE_MS = 2_500

/** What the acts share with the state that is there from the first paint on. */
export interface ActKit extends CalendarActionsDeps, Pick<CalendarActions, 'placing' | 'pathOf'> {
  readonly place: (promotion: PromotionSummary, window: DateWindow | null) => void
  readonly touch: (promotionId: string) => void
  readonly announce: (text: string) => void
}

export type CalendarActs = Pick<CalendarActions, 'putInto' | 'create' | 'duplicate' | 'setStatus' | 'remove' | 'restore'> & {
  readonly say: (label: string) => void
}

export interface CalendarActionsDeps {
  readonly workspace: WorkspaceData
  readonly data: CalendarData
  /** Ms since the epoch. */
  readonly now: () => number
  readonly notify: (notice: Notice) => unknown
}

export const createCalendarActions = ({ workspace, data, now, notify }: CalendarActionsDeps): CalendarActions => {
  const [placing, setPlacing] = createSignal<ReadonlyMap<string, ReadonlyMap<string, DateWindow>>>(new Map())
  const [announcement, announce] = createSignal('', { equals: false })
  const mine = new Map<string, number>()

  const touch = (promotionId: string) => void mine.set(promotionId, now())
  const pathOf = ({ accountId, homeAccountId, year }: Pick<PlannedPromotion, 'accountId' | 'homeAccountId' | 'year'>) =>
    calendarPath(homeAccountId ?? accountId, year)
  const place = (promotion: PromotionSummary, window: DateWindow | null) =>
    void setPlacing((before) => {
      const ofAccount = new Map(before.get(promotion.accountId))
      if (window === null) ofAccount.delete(promotion.promotionId)
      else ofAccount.set(promotion.promotionId, window)
      const after = new Map(before)
      if (ofAccount.size === 0) after.delete(promotion.accountId)
      else after.set(promotion.accountId, ofAccount)
      return after
    })

  // Loaded with the first act, not with the page.
  let loading: Promise<CalendarActs> | null = null
  const acts = (): Promise<CalendarActs> => {
    loading ??= import('./calendar-acts.ts').then(({ createCalendarActs }) =>
      createCalendarActs({ workspace, data, now, notify, placing, pathOf, place, touch, announce: (text) => void announce(text) }),
    )
    return loading
  }

  return {
    placing,
    place: (promotion, window) => batch(() => place(promotion, window)),
    isMine: (promotionId) => now() - (mine.get(promotionId) ?? Number.NEGATIVE_INFINITY) < MINE_MS,
    announcement,
    announce: (text) => void announce(text),
    say: async (label) => (await acts()).say(label),
    putInto: async (promotion, window, before) => {
      // Shown where it was put in this very turn.
      if (data.accountById(promotion.accountId) !== null) place(promotion, window)
      await (await acts()).putInto(promotion, window, before)
    },
    create: async (facts) => (await acts()).create(facts),
    duplicate: async (promotion, days) => (await acts()).duplicate(promotion, days),
    setStatus: async (promotion, status) => (await acts()).setStatus(promotion, status),
    remove: async (promotion) => (await acts()).remove(promotion),
    restore: async (promotion) => (await acts()).restore(promotion),
    pathOf,
  }
}
