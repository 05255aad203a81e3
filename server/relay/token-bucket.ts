/** Lets `perSecond` through on average, `burst` at once. Taking more than is there takes nothing. */
export interface TokenBucket {
  readonly take: (amount: number) => boolean
  /** Ms until so much would be let through; of more than there can ever be, until it is full. */
  readonly waitMs: (amount: number) => number
  /** Takes what there is, for work that was done already. */
  readonly charge: (amount: number) => void
}

export const createTokenBucket = (now: () => number, { perSecond, burst }: { readonly perSecond: number; readonly burst: number }): TokenBucket => {
  let tokens = burst
  let at = now()
  const refill = () => {
    const moment = now()
    tokens = Math.min(burst, tokens + (Math.max(0, moment - at) / 1_000) * perSecond)
    at = moment
  }
  return {
    take: (amount) => {
      refill()
      if (tokens < amount) return false
      tokens -= amount
      return true
    },
    waitMs: (amount) => {
      refill()
      return Math.ceil((Math.max(0, Math.min(burst, amount) - tokens) / perSecond) * 1_000)
    },
    charge: (amount) => {
      refill()
      tokens = Math.max(0, tokens - amount)
    },
  }
}
