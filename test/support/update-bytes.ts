// Hand-made V1 updates: the ones no honest writer produces.

import * as encoding from 'lib0/encoding'

const build = (write: (encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write(encoder)
  return encoding.toUint8Array(encoder)
}

const uints = (encoder: encoding.Encoder, ...values: number[]) => {
  for (const value of values) encoding.writeVarUint(encoder, value)
}

export const updateBytes = {
  /** Nothing but delete ranges: [client, [[clock, length], …]]. */
  deletes: (clients: readonly (readonly [number, readonly (readonly [number, number])[]])[]): Uint8Array =>
    build((encoder) => {
      uints(encoder, 0, clients.length)
      for (const [client, ranges] of clients) {
        uints(encoder, client, ranges.length)
        for (const [clock, length] of ranges) uints(encoder, clock, length)
      }
    }),

  /** One garbage struct. */
  garbage: (client: number, clock: number, length: number): Uint8Array => build((encoder) => uints(encoder, 1, 1, client, clock, 0, length, 0)),

  /** One client's maps, each inside the one before. */
  nestedMaps: (client: number, depth: number): Uint8Array =>
    build((encoder) => {
      uints(encoder, 1, depth, client, 0)
      for (let level = 0; level < depth; level++) {
        encoding.writeUint8(encoder, 7 | 32)
        if (level === 0) {
          uints(encoder, 1)
          encoding.writeVarString(encoder, 'fields')
        } else uints(encoder, 0, client, level - 1)
        encoding.writeVarString(encoder, 'k')
        uints(encoder, 1)
      }
      uints(encoder, 0)
    }),

  /** One character in `text/notes` per client, in the order given. */
  roots: (clients: readonly (readonly [number, number])[]): Uint8Array =>
    build((encoder) => {
      uints(encoder, clients.length)
      for (const [client, clock] of clients) {
        uints(encoder, 1, client, clock)
        encoding.writeUint8(encoder, 4)
        uints(encoder, 1)
        encoding.writeVarString(encoder, 'text/notes')
        encoding.writeVarString(encoder, 'x')
      }
      uints(encoder, 0)
    }),

  /** One client's characters in `text/notes`, a struct each. */
  characters: (client: number, count: number): Uint8Array =>
    build((encoder) => {
      uints(encoder, 1, count, client, 0)
      for (let clock = 0; clock < count; clock++) {
        encoding.writeUint8(encoder, clock === 0 ? 4 : 4 | 128)
        if (clock === 0) {
          uints(encoder, 1)
          encoding.writeVarString(encoder, 'text/notes')
        } else uints(encoder, client, clock - 1)
        encoding.writeVarString(encoder, 'x')
      }
      uints(encoder, 0)
    }),

  stateVector: (clocks: readonly (readonly [number, number])[]): Uint8Array =>
    build((encoder) => {
      uints(encoder, clocks.length)
      for (const [client, clock] of clocks) uints(encoder, client, clock)
    }),
}
