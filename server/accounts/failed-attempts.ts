// Counts failed authentication per address, and nothing else per address: an office shares one (SYNC §6). After so many
// in a minute, further attempts from there wait, right or wrong. Attempts that are being checked count until they are decided,
// or a thousand guesses sent at once would all be the first.

import { isIP } from 'node:net'
import type { Clock } from '../platform.ts'

export interface FailedAttempts {
  /** Seconds to wait before the address may try again; 0 = now. */
  readonly waitSeconds: (address: string) => number
  readonly record: (address: string) => void
  /** An attempt is being checked: call what it returns, once, when it is decided. */
  readonly begin: (address: string) => () => void
}

/** When the attempts under way alone are too many. */
const BUSY_SECONDS = 1
const WINDOW_MS = 60_000
/** Addresses remembered; the one that failed longest ago leaves first. */
const ADDRESSES_MAX = 10_000

export const createFailedAttempts = (deps: { readonly clock: Clock; readonly perMinuteMax: number }): FailedAttempts => {
  const windows = new Map<string, { readonly since: number; readonly count: number }>()
  const underWay = new Map<string, number>()

  const current = (network: string): { readonly since: number; readonly count: number } => {
    const window = windows.get(network)
    return window !== undefined && deps.clock() - window.since < WINDOW_MS ? window : { since: deps.clock(), count: 0 }
  }

  return {
    waitSeconds: (address) => {
      const network = networkOf(address)
      const { since, count } = current(network)
      if (count >= deps.perMinuteMax) return Math.max(1, Math.ceil((since + WINDOW_MS - deps.clock()) / 1000))
      return count + (underWay.get(network) ?? 0) < deps.perMinuteMax ? 0 : BUSY_SECONDS
    },
    record: (address) => {
      const network = networkOf(address)
      const { since, count } = current(network)
      windows.delete(network)
      windows.set(network, { since, count: count + 1 })
      for (const oldest of windows.keys()) {
        if (windows.size <= ADDRESSES_MAX) break
        windows.delete(oldest)
      }
    },
    begin: (address) => {
      const network = networkOf(address)
      underWay.set(network, (underWay.get(network) ?? 0) + 1)
      return () => {
        const left = (underWay.get(network) ?? 1) - 1
        if (left > 0) underWay.set(network, left)
        else underWay.delete(network)
      }
    },
  }
}

/** One line has 2⁶⁴ addresses of IPv6: its first four groups stand for all of them. */
const networkOf = (address: string): string => {
  if (isIP(address) !== 6) return address
  const [front = '', back] = (address.toLowerCase().split('%')[0] ?? '').split('::')
  const groups = front === '' ? [] : front.split(':')
  const missing = back === undefined ? 0 : 8 - groups.length - (back === '' ? 0 : back.split(':').length)
  return [...groups, ...Array.from({ length: missing }, () => '0'), ...(back ?? '').split(':')].slice(0, 4).join(':')
}
