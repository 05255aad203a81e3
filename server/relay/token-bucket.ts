/** Lets `perSecond` through on average, `burst` at once. Taking more than is there takes nothing. */
export interface TokenBucket {
  readonly take: (amount: number) => boolean
  /** Ms until so much would be let through; of more than there can ever be, until it is full. */
  readonly waitMs: (amount: number) => number
  /** Takes what there is, for work that was done already. */
  readonly charge: (amount: number) => void
}

export const createTokenBucket = (now: () => number, { perSecond, burst }: { readonly perSecond: number; readonly burst: number }): TokenBucket =>
  new Bucket(now, perSecond, burst)

/** A class, because there are thousands: as closures each would be eight times as large. */
class Bucket implements TokenBucket {
  readonly #now: () => number
  readonly #perSecond: number
  readonly #burst: number
  #tokens: number
  #at: number

  constructor(now: () => number, perSecond: number, burst: number) {
    this.#now = now
    this.#perSecond = perSecond
    this.#burst = burst
    this.#tokens = burst
    this.#at = now()
  }

  take(amount: number): boolean {
    this.#refill()
    if (this.#tokens < amount) return false
    this.#tokens -= amount
    return true
  }

  waitMs(amount: number): number {
    this.#refill()
    return Math.ceil((Math.max(0, Math.min(this.#burst, amount) - this.#tokens) / this.#perSecond) * 1_000)
  }

  charge(amount: number): void {
    this.#refill()
    this.#tokens = Math.max(0, this.#tokens - amount)
  }

  #refill(): void {
    const moment = this.#now()
    this.#tokens = Math.min(this.#burst, this.#tokens + (Math.max(0, moment - this.#at) / 1_000) * this.#perSecond)
    this.#at = moment
  }
}
