// Updates that are well-formed to the last byte and otherwise nonsense: random structs that refer to random places. What
// mutation of honest bytes rarely reaches.

import * as encoding from 'lib0/encoding'
import type { Random } from './seeded-random.ts'

const ROOTS = ['fields', 'rows/lines', 'text/notes', 'rich/notes', 'ledger/fund', 'text/notes/r1']
const KEYS = ['name', 'r1', 'k0', 'align']

/** `clockOf` says how far each client has come, so that most references lead somewhere. */
export const randomUpdate = (random: Random, clients: readonly number[], clockOf: (client: number) => number): Uint8Array => {
  const encoder = encoding.createEncoder()
  const uint = (value: number) => encoding.writeVarUint(encoder, value)
  const pick = <Value>(values: readonly Value[]): Value => values[random.below(values.length)] as Value
  const ends = new Map(clients.map((client) => [client, clockOf(client)]))
  const writeId = () => {
    const client = pick(clients)
    uint(client)
    uint(random.below(Math.max(1, (ends.get(client) ?? 0) + (random.below(12) === 0 ? 4 : 0))))
  }

  const writeContent = (content: number): number => {
    const length = 1 + random.below(4)
    switch (content) {
      case 1:
        uint(length)
        return length
      case 3:
        encoding.writeVarUint8Array(encoder, new Uint8Array([1, 2]))
        return 1
      case 4: {
        const text = 'aé漢😀'.slice(0, length)
        const whole = length === 4 ? 'aé漢x' : text
        encoding.writeVarString(encoder, whole)
        return whole.length
      }
      case 5:
        encoding.writeVarString(encoder, '{"image":1}')
        return 1
      case 6:
        encoding.writeVarString(encoder, pick(['bold', 'em']))
        encoding.writeVarString(encoder, pick(['true', 'null']))
        return 1
      case 7: {
        const type = pick([0, 1, 2, 3, 4, 6])
        uint(type)
        if (type === 3) encoding.writeVarString(encoder, 'paragraph')
        return 1
      }
      default:
        uint(length)
        for (let i = 0; i < length; i++) encoding.writeAny(encoder, pick([1, 'x', null, { a: [1] }]))
        return length
    }
  }

  const blocks = clients.filter(() => random.below(2) === 0).sort((a, b) => b - a)
  uint(blocks.length)
  for (const client of blocks) {
    const known = clockOf(client)
    const start = Math.max(0, known + (random.below(5) === 0 ? random.below(7) - 4 : 0))
    const count = 1 + random.below(5)
    uint(count)
    uint(client)
    uint(start)
    let clock = start
    for (let index = 0; index < count; index++) {
      const kind = random.below(20)
      if (kind <= 1) {
        const length = 1 + random.below(3)
        encoding.writeUint8(encoder, kind === 0 ? 0 : 10)
        uint(length)
        clock += length
        continue
      }
      const content = pick([1, 3, 4, 4, 4, 5, 6, 6, 7, 7, 7, 8, 8, 8])
      const hasOrigin = random.below(2) === 0
      const hasRight = random.below(3) === 0
      const hasKey = random.below(3) === 0
      encoding.writeUint8(encoder, content | (hasOrigin ? 128 : 0) | (hasRight ? 64 : 0) | (hasKey ? 32 : 0))
      ends.set(client, clock)
      if (hasOrigin) writeId()
      if (hasRight) writeId()
      if (!hasOrigin && !hasRight) {
        const isRoot = random.below(2) === 0
        uint(isRoot ? 1 : 0)
        if (isRoot) encoding.writeVarString(encoder, pick(ROOTS))
        else writeId()
        if (hasKey) encoding.writeVarString(encoder, pick(KEYS))
      }
      clock += writeContent(content)
    }
    ends.set(client, clock)
  }
  const deleters = clients.filter(() => random.below(3) === 0)
  uint(deleters.length)
  for (const client of deleters) {
    const count = 1 + random.below(3)
    uint(client)
    uint(count)
    for (let index = 0; index < count; index++) {
      uint(random.below(Math.max(1, ends.get(client) ?? 0)))
      uint(1 + random.below(4))
    }
  }
  return encoding.toUint8Array(encoder)
}
