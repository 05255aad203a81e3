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

export const draftOfNew = (proposal: QuickAddProposal, hand: HandSet, account: CalendarAccount, inStore: DateWindow): PromotionDraft => {
  const { read } = proposal
  const first = read.lines[0]
  const lines: readonly LineInput[] =
    read.lines.length === 0
      ? [{ itemGroup: hand.itemGroup ?? '', mechanic: hand.mechanic ?? 'TPR' }]
      : read.lines.map((line, index) => ({
          ...line,
          ...(hand.itemGroup === null ? {} : { itemGroup: hand.itemGroup }),
          ...(hand.mechanic === null || index > 0 ? {} : withMechanic(line, hand.mechanic)),
        }))
  const parts = { itemGroup: hand.itemGroup ?? first?.itemGroup ?? '', mechanic: hand.mechanic ?? first?.mechanic ?? ('TPR' as const) }
  const name = hand.name.trim() || read.name || automaticName(account, { ...parts, from: inStore.from })
  return { promotion: { status: read.status, merchandising: read.merchandising, inStore, name }, lines }
}

/** Another mechanic keeps the rate only where it pays for the same thing. */
const withMechanic = (line: LineInput, mechanic: Mechanic): LineInput =>
  line.mechanic !== undefined && MECHANIC_FACTS[line.mechanic].pays === MECHANIC_FACTS[mechanic].pays
    ? { mechanic }
    : { mechanic, rate: null, rateBasis: null, couponFace: null }
