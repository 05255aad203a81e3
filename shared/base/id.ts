// Ids are random, made where they are needed and never reused (D12). 16 characters of 64 are 96 bits: two
// offline devices do not meet. The source of randomness is injected; shared code has none of its own.

const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'
const ID_LENGTH = 16

/** Fills a byte array with random values, like `crypto.getRandomValues`. */
export type RandomBytes = (count: number) => Uint8Array

export const createId = (randomBytes: RandomBytes): string => {
  let id = ''
  for (const byte of randomBytes(ID_LENGTH)) id += ALPHABET[byte & 63]
  return id
}

/** The shape of every id that may stand in a document path (D8). */
export const ID_PATTERN = /^[A-Za-z0-9_-]{1,64}$/

export const isId = (text: string): boolean => ID_PATTERN.test(text)
