// Counts failed authentication per address, and nothing else per address: an office shares one (SYNC §6). After so many
// in a minute, further attempts from there wait, right or wrong.

import { isIP } from 'node:net'
import type { Clock } from '../platform.ts'

export interface FailedAttempts {
  /** Seconds to wait before the address may try again; 0 = now. */
  readonly waitSeconds: (address: string) => number
  readonly record: (address: string) => void
}

const WINDOW_MS = 60_000
/** Addresses remembered; the one that failed longest ago leaves first. */
const ADDRESSES_MAX = 10_000

export const createFailedAttempts = (deps: { readonly clock: Clock; readonly perMinuteMax: number }): FailedAttempts => {
  const windows = new Map<string, { readonly since: number; readonly count: number }>()

  const current = (network: string): { readonly since: number; readonly count: number } => {
    const window = windows.get(network)
    return window !== undefined && deps.clock() - window.since < WINDOW_MS ? window : { since: deps.clock(), count: 0 }
  }

  return {
    waitSeconds: (address) => {
      const { since, count } = current(networkOf(address))
      return count < deps.perMinuteMax ? 0 : Math.max(1, Math.ceil((since + WINDOW_MS - deps.clock()) / 1000))
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
