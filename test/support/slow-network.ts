// A network between a device and the server that passes everything on, and what comes down only so fast: a phone in the store.

import { type AddressInfo, connect, createServer, type Socket } from 'node:net'

export interface SlowNetwork {
  readonly port: number
  /** From now on as fast as it can. */
  readonly hurry: () => void
  readonly close: () => Promise<void>
}

const TICK_MS = 50

export const createSlowNetwork = async (serverPort: number, bytesPerSecond: number): Promise<SlowNetwork> => {
  const sockets = new Set<Socket>()
  let isSlow = true
  /** All connections share it, as they do on the air. */
  let allowance = 0
  const waiting: { readonly to: Socket; readonly from: Socket; bytes: Buffer }[] = []

  const pass = () => {
    while (waiting.length > 0 && (allowance > 0 || !isSlow)) {
      const first = waiting[0] as (typeof waiting)[number]
      const part = isSlow ? first.bytes.subarray(0, allowance) : first.bytes
      first.to.write(part)
      allowance -= part.length
      first.bytes = first.bytes.subarray(part.length)
      if (first.bytes.length > 0) return
      waiting.shift()
      first.from.resume()
    }
  }
  const ticking = setInterval(() => {
    allowance = (bytesPerSecond * TICK_MS) / 1_000
    pass()
  }, TICK_MS)

  const server = createServer((near) => {
    const far = connect(serverPort, '127.0.0.1')
    near.pipe(far)
    far.on('data', (bytes) => {
      far.pause()
      waiting.push({ to: near, from: far, bytes })
      pass()
    })
    far.on('close', () => {
      const end = () => (waiting.some(({ to }) => to === near) ? setTimeout(end, TICK_MS) : near.end())
      end()
    })
    for (const socket of [near, far]) {
      sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => sockets.delete(socket))
    }
    near.on('close', () => far.destroy())
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  return {
    port: (server.address() as AddressInfo).port,
    hurry: () => {
      isSlow = false
      pass()
    },
    close: () => {
      clearInterval(ticking)
      for (const socket of [...sockets]) socket.destroy()
      return new Promise((resolve) => server.close(() => resolve()))
    },
  }
}
