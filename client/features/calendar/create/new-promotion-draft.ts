// What a new promotion will be: what the line was read as, under what somebody set by hand in the fields, over what is
// assumed of everything (the next week, a TPR). One draft for the preview, its clashes, and what is created.

import type { DateWindow } from '../../../../shared/base/civil.ts'
import type { Mechanic } from '../../../../shared/docs/terms/mechanic.ts'
import { MECHANIC_FACTS } from '../../../../shared/domain/mechanics.ts'
import type { LineInput, PromotionDraft } from '../../../../shared/domain/promotion-draft.ts'
import { automaticName } from '../../../../shared/domain/promotion-name.ts'
import type { QuickAddProposal } from '../../../../shared/domain/quick-add/quick-add.ts'
import type { CalendarAccount } from '../calendar-data.ts'

/** Set by hand; null where nobody did. */
export interface HandSet {
  readonly accountId: string | null
  readonly inStore: DateWindow | null
  readonly itemGroup: string | null
  readonly mechanic: Mechanic | null
  readonly name: string
}

export const NOTHING_SET: HandSet = { accountId: null, inStore: null, itemGroup: null, mechanic: null, name: '' }

export const draftOfNew = (
  proposal: QuickAddProposal,
  hand: HandSet,
  account: CalendarAccount,
  inStore: DateWindow,
  base: PromotionDraft | null = null,
): PromotionDraft => {
  const { read } = proposal
  // Words say more than a template, and hands more than both.
  const known = read.lines.length > 0 ? read.lines : (base?.lines ?? [])
  const first = known[0]
  const lines: readonly LineInput[] =
    known.length === 0
      ? [{ itemGroup: hand.itemGroup ?? '', mechanic: hand.mechanic ?? 'TPR' }]
      : known.map((line, index) => ({
          ...line,
          ...(hand.itemGroup === null ? {} : { itemGroup: hand.itemGroup }),
          ...(hand.mechanic === null || index > 0 ? {} : withMechanic(line, hand.mechanic)),
        }))
  const parts = { itemGroup: hand.itemGroup ?? first?.itemGroup ?? '', mechanic: hand.mechanic ?? first?.mechanic ?? ('TPR' as const) }
  const name = hand.name.trim() || read.name || automaticName(account, { ...parts, from: inStore.from })
  const merchandising = [...new Set([...(base?.promotion.merchandising ?? []), ...read.merchandising])]
  return {
    promotion: { ...base?.promotion, status: read.status, merchandising, inStore, name },
    lines,
    ...(base?.requirements === undefined ? {} : { requirements: base.requirements }),
  }
}

/** Another mechanic keeps the rate only where it pays for the same thing. */
const withMechanic = (line: LineInput, mechanic: Mechanic): LineInput =>
  line.mechanic !== undefined && MECHANIC_FACTS[line.mechanic].pays === MECHANIC_FACTS[mechanic].pays
    ? { mechanic }
    : { mechanic, rate: null, rateBasis: null, couponFace: null }
