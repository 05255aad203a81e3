// Messages and bytes by bucket per person, over all their sockets (rules L). Refused frames cost extra, so that hostile
// bytes run dry while honest work does not notice.

import { LIMITS } from '../../shared/protocol/limits.ts'
import type { RelaySettings } from './settings.ts'
import type { Timing } from './timing.ts'
import { createTokenBucket } from './token-bucket.ts'

export interface PersonBudget {
  /** One message of so many bytes; false = over the rate. */
  readonly take: (bytes: number) => boolean
  /** Ms until such a message would be let through. */
  readonly waitMs: (bytes: number) => number
  readonly offended: () => void
  /** False = the person has as many as they may. */
  readonly takeSocket: () => boolean
  readonly giveSocket: () => void
  readonly takeChannel: () => boolean
  readonly giveChannel: () => void
  readonly release: () => void
}

export const createPersonBudgets = (timing: Timing, settings: RelaySettings): { readonly of: (personId: string) => PersonBudget } => {
  const budgets = new Map<string, ReturnType<typeof create>>()

  const create = () => {
    const messages = createTokenBucket(timing.now, { perSecond: settings.messagesPerSecond, burst: settings.messagesBurst })
    const bytes = createTokenBucket(timing.now, { perSecond: settings.bytesPerSecond, burst: settings.bytesBurst })
    const sockets = createQuota(settings.socketsPerPersonMax)
    const channels = createQuota(settings.channelsPerPersonMax)
    return {
      users: 0,
      takeSocket: sockets.take,
      giveSocket: sockets.give,
      takeChannel: channels.take,
      giveChannel: channels.give,
      take: (count: number) => messages.take(1) && bytes.take(count),
      waitMs: (count: number) => Math.max(messages.waitMs(1), bytes.waitMs(count)),
      offended: () => messages.charge(LIMITS.refusalCostMessages),
    }
  }

  return {
    of: (personId) => {
      const budget = budgets.get(personId) ?? create()
      budgets.set(personId, budget)
      budget.users++
      let isHeld = true
      // Written out: an object spread costs a hidden class of its own, here one for every socket.
      return {
        take: budget.take,
        waitMs: budget.waitMs,
        offended: budget.offended,
        takeSocket: budget.takeSocket,
        giveSocket: budget.giveSocket,
        takeChannel: budget.takeChannel,
        giveChannel: budget.giveChannel,
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

/** So many at a time. */
const createQuota = (max: number): { readonly take: () => boolean; readonly give: () => void } => {
  let taken = 0
  return {
    take: () => {
      if (taken >= max) return false
      taken++
      return true
    },
    give: () => {
      taken--
    },
  }
}
