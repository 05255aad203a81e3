// What makes a row of a file the same thing as last time (D12): an account is its name, an item its GTIN, a promotion its
// account and name. Rows get random ids all the same; the key stands in the register `externalKey`.
//
// An account is a document, and two people who import the same accounts offline would both create it. Its id is therefore
// derived from its key (D8): both land in the same profile and set the same registers, so nothing is there twice.

import { gtin14 } from '../gtin.ts'

const KEY_LENGTH_MAX = 300

/** Case, accents' encoding and runs of blanks do not make another name. */
export const plainName = (name: string): string => name.normalize('NFKC').trim().replace(/\s+/g, ' ').toLowerCase()

export const accountKey = (name: string): string => clipped(plainName(name))

export const itemKey = (gtinUnit: string): string => gtin14(gtinUnit)

export const promotionKey = (keyOfAccount: string, name: string): string => clipped(`${keyOfAccount}|${plainName(name)}`)

/** The same id on every device. 106 bits of hash: different names do not meet by accident. */
export const accountIdOfKey = (key: string): string => `a-${hash53(key, 0x9e37)}${hash53(key, 0x79b9)}`

/** Keys are registers of at most 300 characters; what a longer one loses, its hash keeps apart. */
export const clipped = (key: string): string => (key.length <= KEY_LENGTH_MAX ? key : `${key.slice(0, KEY_LENGTH_MAX - 24)}#${hash53(key, 1)}`)

/** cyrb53: two 32-bit multiply-xor lanes, 53 bits in base 36. Not for security. */
const hash53 = (text: string, seed: number): string => {
  let high = 0xdeadbeef ^ seed
  let low = 0x41c6ce57 ^ seed
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index)
    high = Math.imul(high ^ unit, 2_654_435_761)
    low = Math.imul(low ^ unit, 1_597_334_677)
  }
  high = Math.imul(high ^ (high >>> 16), 2_246_822_507) ^ Math.imul(low ^ (low >>> 13), 3_266_489_909)
  low = Math.imul(low ^ (low >>> 16), 2_246_822_507) ^ Math.imul(high ^ (high >>> 13), 3_266_489_909)
  return (4_294_967_296 * (2_097_151 & low) + (high >>> 0)).toString(36).padStart(11, '0')
}
