/** Lets `perSecond` through on average, `burst` at once. Taking more than is there takes nothing. */
export interface TokenBucket {
  readonly take: (amount: number) => boolean
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
    charge: (amount) => {
      refill()
      tokens = Math.max(0, tokens - amount)
    },
  }
}
