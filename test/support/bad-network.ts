// A network between clients and a relay that breaks: every connection is cut after a while, at any byte, with a reset, as a
// train in a tunnel does it. Mended, it only passes bytes on.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'
import type { Random } from './seeded-random.ts'

export interface BadNetwork {
  readonly port: number
  /** Connections cut so far. */
  readonly cuts: () => number
  readonly mend: () => void
  readonly close: () => Promise<void>
}

const BYTES_MAX = 6_000
const MS_MAX = 150

export const createBadNetwork = async (random: Random, relayPort: number): Promise<BadNetwork> => {
  const links = new Set<() => void>()
  let isBad = true
  let cuts = 0

  const server = createServer((near) => {
    const far = connect(relayPort, '127.0.0.1')
    let bytesLeft = random.below(BYTES_MAX)
    const end = () => {
      links.delete(end)
      clearTimeout(timer)
      near.resetAndDestroy()
      far.resetAndDestroy()
    }
    const cut = () => {
      if (!isBad) return
      cuts++
      end()
    }
    const timer = setTimeout(cut, random.below(MS_MAX))
    links.add(end)
    const pass = (from: Socket, to: Socket) => {
      from.on('data', (bytes) => {
        to.write(isBad ? bytes.subarray(0, bytesLeft) : bytes)
        bytesLeft -= bytes.length
        // What was passed on first arrives: the frame ends somewhere in its middle.
        if (isBad && bytesLeft <= 0) setImmediate(cut)
      })
      from.on('error', () => {})
      from.on('close', end)
    }
    pass(near, far)
    pass(far, near)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    cuts: () => cuts,
    mend: () => {
      isBad = false
    },
    close: () => {
      for (const end of [...links]) end()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
