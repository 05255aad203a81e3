// The largest updates the limits allow, made to cost the most: what random mutation never reaches. Each is all of one thing.

import * as encoding from 'lib0/encoding'
import { LIMITS } from '../../shared/protocol/limits.ts'

export interface LargeInput {
  readonly name: string
  readonly update: Uint8Array
  /** What is known before it. */
  readonly state?: Uint8Array
  readonly partial?: boolean
}

const SPARE_BYTES = 200
const BYTES = LIMITS.frameBytesMax - SPARE_BYTES
const STRUCTS = LIMITS.structsPerUpdateMax
const TOWER = LIMITS.neighbourStepsMax / 2
const PROOFS = 300
const CLIENT = 5

const CONTENT = { text: 4, embed: 5, any: 8 } as const
const FLAG = { right: 64, origin: 128 } as const

type Uints = (...values: readonly number[]) => void

const build = (write: (uints: Uints, encoder: encoding.Encoder) => void): Uint8Array => {
  const encoder = encoding.createEncoder()
  write((...values) => {
    for (const value of values) encoding.writeVarUint(encoder, value)
  }, encoder)
  return encoding.toUint8Array(encoder)
}

/** One struct with that content. */
const one = (content: number, root: string, write: (uints: Uints, encoder: encoding.Encoder) => void): Uint8Array =>
  build((uints, encoder) => {
    uints(1, 1, CLIENT, 0)
    encoding.writeUint8(encoder, content)
    uints(1)
    encoding.writeVarString(encoder, root)
    write(uints, encoder)
    uints(0)
  })

const textOf = (letter: string): Uint8Array =>
  one(CONTENT.text, 'text/notes', (_uints, encoder) => {
    const bytes = new TextEncoder().encode(letter)
    const text = new Uint8Array(Math.floor(BYTES / bytes.length) * bytes.length)
    for (let at = 0; at < text.length; at++) text[at] = bytes[at % bytes.length] as number
    encoding.writeVarUint8Array(encoder, text)
  })

const letters = (client: number, count: number, neighbour: 'before' | 'after'): Uint8Array =>
  build((uints, encoder) => {
    uints(1, count, client, 0)
    for (let clock = 0; clock < count; clock++) {
      encoding.writeUint8(encoder, CONTENT.text | (clock === 0 ? 0 : neighbour === 'before' ? FLAG.right : FLAG.origin))
      if (clock === 0) {
        uints(1)
        encoding.writeVarString(encoder, 'text/notes')
      } else uints(client, clock - 1)
      encoding.writeVarString(encoder, 'x')
    }
    uints(0)
  })

const inRoots = (clients: number, each: number, rootOf: (index: number) => string): Uint8Array =>
  build((uints, encoder) => {
    uints(clients)
    for (let client = clients; client > 0; client--) {
      uints(each, client, 0)
      for (let index = 0; index < each; index++) {
        encoding.writeUint8(encoder, CONTENT.text)
        uints(1)
        encoding.writeVarString(encoder, rootOf(index))
        encoding.writeVarString(encoder, 'x')
      }
    }
    uints(0)
  })

/** Two towers, each built downwards, with a struct between the foot of one and the top of the other again and again. */
const towers = (): { readonly state: Uint8Array; readonly update: Uint8Array } => {
  const joined = build((uints, encoder) => {
    uints(2)
    for (const client of [CLIENT + 1, CLIENT]) {
      const tower = letters(client, TOWER, 'before')
      // Without the number of clients in front and of deletes at the end.
      encoding.writeUint8Array(encoder, tower.subarray(1, tower.length - 1))
    }
    uints(0)
  })
  const update = build((uints, encoder) => {
    uints(1, PROOFS, CLIENT + 2, 0)
    for (let index = 0; index < PROOFS; index++) {
      encoding.writeUint8(encoder, CONTENT.text | FLAG.origin | FLAG.right)
      uints(CLIENT, 0, CLIENT + 1, TOWER - 1)
      encoding.writeVarString(encoder, 'x')
    }
    uints(0)
  })
  return { state: joined, update }
}

export const largestInputs = (): readonly LargeInput[] => {
  const ascii = textOf('x')
  const ranges = LIMITS.rangesPerUpdateMax
  return [
    { name: 'a text of ASCII', update: ascii },
    { name: 'a text of é', update: textOf('é') },
    { name: 'a text of emoji', update: textOf('😀') },
    {
      name: 'nulls',
      update: one(CONTENT.any, 'rows/list', (uints, encoder) => {
        uints(BYTES)
        encoding.writeUint8Array(encoder, new Uint8Array(BYTES).fill(126))
      }),
    },
    {
      name: 'objects',
      update: one(CONTENT.any, 'rows/list', (uints, encoder) => {
        const object = new Uint8Array([118, 1, 0, 126])
        uints(BYTES / object.length)
        for (let left = BYTES / object.length; left > 0; left--) encoding.writeUint8Array(encoder, object)
      }),
    },
    { name: 'JSON', update: one(CONTENT.embed, 'rich/notes', (_uints, encoder) => encoding.writeVarString(encoder, `[${'1,'.repeat(BYTES / 2 - 2)}1]`)) },
    {
      name: 'JSON up to its limit',
      update: one(CONTENT.embed, 'rich/notes', (_uints, encoder) =>
        encoding.writeVarString(encoder, `[${'1,'.repeat(LIMITS.jsonBytesPerUpdateMax / 2 - 8)}1]`),
      ),
    },
    { name: 'letters typed one after the other', update: letters(CLIENT, STRUCTS, 'after') },
    { name: 'letters typed one before the other', update: letters(CLIENT, STRUCTS, 'before') },
    { name: 'roots', update: inRoots(1, STRUCTS, (index) => `text/notes/r${index}`) },
    { name: 'clients', update: inRoots(STRUCTS, 1, () => 'text/notes') },
    { name: 'as many clients as may be new', update: inRoots(LIMITS.clientsPerUpdateMax, STRUCTS / LIMITS.clientsPerUpdateMax, () => 'text/notes') },
    {
      name: 'garbage',
      update: build((uints, encoder) => {
        uints(1, STRUCTS, CLIENT, 0)
        for (let left = STRUCTS; left > 0; left--) {
          encoding.writeUint8(encoder, 0)
          uints(2)
        }
        uints(0)
      }),
    },
    {
      name: 'delete ranges, the last first',
      state: ascii,
      partial: true,
      update: build((uints) => {
        uints(0, 1, CLIENT, ranges)
        for (let index = ranges; index > 0; index--) uints(index * 3, 1)
      }),
    },
    {
      name: 'clients with a delete range each',
      partial: true,
      update: build((uints) => {
        uints(0, ranges)
        for (let client = ranges; client > 0; client--) uints(client, 1, 0, 1)
      }),
    },
    { name: 'neighbours that take long to prove', ...towers() },
  ]
}
