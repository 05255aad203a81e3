// Messages and bytes by bucket per person, over all their sockets (rules L). Refused frames cost extra, so that hostile
// bytes run dry while honest work does not notice.

import { LIMITS } from '../../shared/protocol/limits.ts'
import type { RelaySettings } from './settings.ts'
import type { Timing } from './timing.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface PersonBudget {
  /** One message of so many bytes; false = over the rate. */
  readonly take: (bytes: number) => boolean
  readonly offended: () => void
  readonly release: () => void
}

export const createPersonBudgets = (timing: Timing, settings: RelaySettings): { readonly of: (personId: string) => PersonBudget } => {
  const budgets = new Map<string, { users: number; readonly take: (bytes: number) => boolean; readonly offended: () => void }>()

  const create = () => {
    const messages = createTokenBucket(timing.now, { perSecond: settings.messagesPerSecond, burst: settings.messagesBurst })
    const bytes = createTokenBucket(timing.now, { perSecond: settings.bytesPerSecond, burst: settings.bytesBurst })
    return {
      users: 0,
      take: (count: number) => messages.take(1) && bytes.take(count),
      offended: () => messages.charge(LIMITS.refusalCostMessages),
    }
  }

  return {
    of: (personId) => {
      const budget = budgets.get(personId) ?? create()
      budgets.set(personId, budget)
      budget.users++
      let isHeld = true
      return {
        take: budget.take,
        offended: budget.offended,
        release: () => {
          if (!isHeld) return
          isHeld = false
          // Coming back at once must not refill the bucket.
          timing.after((settings.messagesBurst / settings.messagesPerSecond) * 1_000, () => {
            if (--budget.users === 0) budgets.delete(personId)
          })
        },
      }
    },
  }
}
