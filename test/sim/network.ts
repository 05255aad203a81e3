// Sockets of the simulated world. What one socket delivers is whole and in order, as TCP and TLS make it; so loss is always
// of everything from some moment on: a cut, a black hole one way or both (half-open), a last frame cut in two. Delays differ
// per socket and direction, which reorders what different sockets say. Copies that come twice, late or in another order
// travel by another road (`world.ts`, stray).

import type { Socket, SocketEvents } from '../../client/sync/socket.ts'
import { type Connection, type ConnectionEvents, payloadsOf } from '../../server/relay/connection.ts'
import { decodeSocketFrame, isControlFrame } from '../../shared/protocol/socket-messages.ts'
import type { Dice } from './dice.ts'
import type { Life, Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'

export type Answer =
  | { readonly is: 'refused' }
  | { readonly is: 'closed'; readonly code: number }
  | { readonly is: 'open'; readonly life: Life; readonly accept: (connection: Connection) => ConnectionEvents }

export interface Link {
  readonly name: string
  /** False once something of it is lost, whether its ends know or not. */
  readonly isWhole: () => boolean
  /** Both sides see it end, each in its own time. */
  readonly cut: () => void
  /** Nothing gets through any more, and nobody is told. */
  readonly halve: (way: 'up' | 'down' | 'both') => void
  /** The next frame up arrives cut in two, and is the last. */
  readonly truncate: () => void
  /** Nothing goes down for so long; what was written waits. */
  readonly stall: (ms: number) => void
}

export interface Network {
  /** `owner` is the side that dials: when it ends, so does the socket. */
  readonly dial: (name: string, owner: Life, answer: () => Answer, isOnline: () => boolean, events: SocketEvents) => Socket
  readonly links: () => readonly Link[]
}

interface Way {
  isDark: boolean
  readyAt: number
}

export const createNetwork = ({ scheduler, dice, trace }: { readonly scheduler: Scheduler; readonly dice: Dice; readonly trace: Trace }): Network => {
  const links = new Set<Link>()
  let made = 0

  const dial: Network['dial'] = (owned, owner, answer, isOnline, events) => {
    const name = `${owned}#${++made}`
    const latencyMs = dice.between(1, 60)
    const up: Way = { isDark: false, readyAt: 0 }
    const down: Way = { isDark: false, readyAt: 0 }
    let server: ConnectionEvents | null = null
    let serverLife: Life | null = null
    let isClientClosed = false
    let isServerClosed = false
    let isTruncating = false
    let isTorn = false
    let isPaused = false
    let heldUp: (() => void)[] = []
    let bufferedBytes = 0

    const atClient = (work: () => void): void => {
      if (!owner.isOver() && !isClientClosed) work()
    }
    const atServer = (work: () => void): void => {
      if (serverLife !== null && !serverLife.isOver() && !isServerClosed) work()
    }
    /** In order: nothing overtakes what was sent before it. */
    const travel = (way: Way, work: () => void): void => {
      if (way.isDark) return
      way.readyAt = Math.max(way.readyAt, scheduler.now() + latencyMs + dice.below(4))
      scheduler.after(way.readyAt - scheduler.now(), () => {
        if (!way.isDark) work()
      })
    }
    const closeClient = (code: number, reason: string): void =>
      atClient(() => {
        isClientClosed = true
        trace.note(`${name} closed ${code}`)
        events.onClose(code, reason)
        settle()
      })
    const closeServer = (): void =>
      atServer(() => {
        isServerClosed = true
        server?.onClose()
        settle()
      })
    const settle = (): void => {
      if ((isClientClosed || owner.isOver()) && (isServerClosed || serverLife === null || serverLife.isOver())) links.delete(link)
    }
    const readUp = (work: () => void): void => {
      if (isPaused) heldUp.push(work)
      else atServer(work)
    }

    const link: Link = {
      name,
      isWhole: () => isClientClosed || owner.isOver() || (!up.isDark && !down.isDark && !isTorn && !isTruncating),
      cut: () => {
        up.isDark = true
        down.isDark = true
        scheduler.after(dice.between(0, 400), () => closeClient(1006, 'cut'))
        scheduler.after(dice.between(0, 2_000), closeServer)
      },
      halve: (way) => {
        if (way !== 'down') up.isDark = true
        if (way !== 'up') down.isDark = true
      },
      truncate: () => {
        isTruncating = true
      },
      stall: (ms) => {
        down.readyAt = Math.max(down.readyAt, scheduler.now() + ms)
      },
    }

    const connection: Connection = {
      write: (outgoing) => {
        for (const bytes of payloadsOf(outgoing)) {
          bufferedBytes += bytes.length
          travel(down, () => {
            bufferedBytes -= bytes.length
            trace.detail(() => `${name} ↓ ${describe(bytes)}`)
            atClient(() => events.onFrame(bytes.slice()))
          })
        }
      },
      bufferedBytes: () => bufferedBytes,
      pause: () => {
        isPaused = true
      },
      resume: () => {
        isPaused = false
        const held = heldUp
        heldUp = []
        for (const work of held) scheduler.after(0, () => readUp(work))
      },
      ping: () => travel(down, () => travel(up, () => atServer(() => server?.onAlive()))),
      close: (code, reason) => {
        travel(down, () => closeClient(code, reason))
        // The other side's half of the handshake, or the cut that comes without it.
        scheduler.after(dice.between(1, 2_000), closeServer)
      },
      terminate: () => {
        travel(down, () => closeClient(1006, 'terminated'))
        scheduler.after(0, closeServer)
      },
    }

    owner.onEnd(() => {
      // The machine says goodbye for a process that died; one that vanished says nothing.
      if (dice.chance(0.7)) travel(up, closeServer)
      else link.halve('both')
      settle()
    })

    if (!isOnline()) scheduler.after(dice.between(1, 300), () => closeClient(1006, 'no network'))
    else {
      scheduler.after(latencyMs, () =>
        atClient(() => {
          const answered = answer()
          if (answered.is === 'refused') return closeClient(1006, 'refused')
          trace.note(`${name} ${answered.is}`)
          if (answered.is === 'closed') {
            events.onOpen()
            return closeClient(answered.code, 'refused')
          }
          serverLife = answered.life
          serverLife.onEnd(() => scheduler.after(dice.between(0, 500), () => closeClient(1006, 'the relay died')))
          links.add(link)
          events.onOpen()
          server = answered.accept(connection)
        }),
      )
    }

    return {
      send: (bytes) => {
        if (isClientClosed || isTorn || owner.isOver()) return
        trace.detail(() => `${name} ↑ ${describe(bytes)}`)
        if (!isTruncating || bytes.length < 2) return travel(up, () => readUp(() => server?.onMessage(bytes.slice())))
        const part = bytes.slice(0, dice.between(1, bytes.length - 1))
        travel(up, () => readUp(() => server?.onMessage(part)))
        isTorn = true
        scheduler.after(latencyMs + 8, link.cut)
      },
      close: () => {
        if (isClientClosed) return
        travel(up, closeServer)
        closeClient(1000, 'closed here')
      },
    }
  }

  return { dial, links: () => [...links] }
}

const describe = (bytes: Uint8Array): string => {
  const frame = decodeSocketFrame(bytes)
  if (frame === null) return `${bytes.length} bytes that are no message`
  const shown = isControlFrame(frame) ? frame.control : { channel: frame.channel, ...frame.message }
  return JSON.stringify(shown, (_key, value) => (value instanceof Uint8Array ? `${value.length} bytes` : value))
}
