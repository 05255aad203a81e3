// Whose word about the client's address counts (TRUST_PROXY). A forwarded address is believed only as far as the hop that
// reports it is a trusted proxy, so nobody else can choose the address that a rate limit sees.

import { BlockList, isIP } from 'node:net'

/** `hop` counts from 0, the peer that connected to us. */
export type TrustedProxies = { readonly includes: (address: string, hop: number) => boolean }

/**
 * `1`: whoever connects is the proxy (the port can be reached by nobody else). `loopback`, addresses and networks, with
 * commas between: those are. Empty text trusts nobody; null for anything else.
 */
export const parseTrustedProxies = (text: string): TrustedProxies | null => {
  if (text.trim() === '1') return { includes: (_address, hop) => hop === 0 }
  const list = new BlockList()
  for (const part of text.split(',').map((piece) => piece.trim())) {
    if (part === '' || part === '0') continue
    if (part === 'loopback') {
      list.addSubnet('127.0.0.0', 8, 'ipv4')
      list.addAddress('::1', 'ipv6')
      continue
    }
    const [address = '', prefix, ...more] = part.split('/')
    const version = isIP(address)
    const bits = prefix === undefined ? undefined : /^\d{1,3}$/.test(prefix) ? Number(prefix) : Number.NaN
    if (version === 0 || more.length > 0 || (bits !== undefined && !(bits <= (version === 4 ? 32 : 128)))) return null
    const family = version === 4 ? 'ipv4' : 'ipv6'
    if (bits === undefined) list.addAddress(address, family)
    else list.addSubnet(address, bits, family)
  }
  return {
    includes: (address) => {
      const plain = plainAddress(address)
      const version = isIP(plain)
      return version !== 0 && list.check(plain, version === 4 ? 'ipv4' : 'ipv6')
    },
  }
}

/** An IPv4 address that arrived on an IPv6 socket, without its wrapping. */
const plainAddress = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/i, '')

/** The address to count failures against: the nearest hop that is not a trusted proxy. */
export const clientAddress = (peer: string, forwardedFor: string | null, trusted: TrustedProxies): string => {
  const hops = (forwardedFor ?? '')
    .split(',')
    .map((hop) => hop.trim())
    .filter((hop) => isIP(plainAddress(hop)) !== 0)
  let address = plainAddress(peer)
  for (let hop = 0; trusted.includes(address, hop); hop++) {
    const reported = hops.pop()
    if (reported === undefined) break
    address = plainAddress(reported)
  }
  return address
}
