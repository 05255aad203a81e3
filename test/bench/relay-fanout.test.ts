// One document, everybody in it types as fast as the server takes it: how many edits a second arrive, and how many for one
// second of the server's CPU, against a bare `ws` broadcaster in the same run. The load holds no Y.Doc and counts every
// edit that arrives, merged or not; each client has a few edits under way, never more, so that the server sets the pace.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { report, sideBySide } from '../support/bench-report.ts'
import { type BenchServer, HAS_PEERS, startBareWs, startEndcap, startHocuspocus, startYWebsocket } from './relay/bench-server.ts'
import { cpuSecondsOf } from './relay/process-usage.ts'
import { editsIn, typedBy, typingUpdate } from './relay/typing.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const RUN_MS = 2_000
const CLIENTS_MAX = 100
/** Edits one client has under way; it types on when half of them have arrived. */
const WINDOW = 10
/** Prepared for one client: more than it gets to send, and within what the relay takes from one person at once. */
const EDITS_MAX = 20_000
const EDITS_PREPARED = 600_000

interface Pace {
  /** Edits delivered, a second and a CPU second of the server. */
  readonly perSecond: number
  readonly perCpuSecond: number
  readonly perMainThreadSecond: number
}

let servers: BenchServer[] = []
beforeAll(async () => {
  servers = await Promise.all([startBareWs(), startEndcap(CLIENTS_MAX), ...(HAS_PEERS ? [startYWebsocket(), startHocuspocus()] : [])])
})
afterAll(async () => {
  for (const server of servers) await server.dispose()
})

let documents = 0

const typeTogether = async (server: BenchServer, updates: readonly (readonly Uint8Array[])[]): Promise<Pace> => {
  const document = `accounts/bench/packets/p${++documents}`
  const clients = updates.length
  let delivered = 0
  let seenByFirst = 0
  let sent = 0
  let isOver = false
  let isPumpDue = false
  const joined = await Promise.all(
    updates.map((_, person) =>
      server.join({
        document,
        person,
        onUpdate: (bytes, start, end) => {
          const edits = editsIn(bytes, start, end)
          delivered += edits
          if (person !== 0) return
          seenByFirst += edits
          if (isPumpDue) return
          isPumpDue = true
          setImmediate(pump)
        },
      }),
    ),
  )
  const typed = joined.map(({ frameOf, socket }, person) => {
    const frames = (updates[person] as readonly Uint8Array[]).map(frameOf)
    const ends = new Uint32Array(frames.length + 1)
    for (const [index, frame] of frames.entries()) ends[index + 1] = (ends[index] as number) + frame.length
    return { socket, bytes: Buffer.concat(frames), ends }
  })
  const editsMax = updates[0]?.length ?? 0
  const pump = () => {
    isPumpDue = false
    if (isOver) return
    const underWay = sent - Math.floor(seenByFirst / (server.isEchoing ? clients : clients - 1))
    const more = Math.min(WINDOW - underWay, editsMax - sent)
    if (more < WINDOW / 2) return
    for (const { socket, bytes, ends } of typed) socket.write(bytes.subarray(ends[sent], ends[sent + more]))
    sent += more
  }

  const cpuBefore = cpuSecondsOf(server.pid())
  const mainBefore = cpuSecondsOf(server.pid(), 'main')
  const startedAt = performance.now()
  pump()
  await new Promise((resolve) => setTimeout(resolve, RUN_MS))
  const cpu = cpuSecondsOf(server.pid()) - cpuBefore
  const main = cpuSecondsOf(server.pid(), 'main') - mainBefore
  const seconds = (performance.now() - startedAt) / 1_000
  // Nobody needs their own.
  const arrived = server.isEchoing ? (delivered * (clients - 1)) / clients : delivered
  isOver = true
  const closed = joined.map(({ socket }) => socket.closedWith()).find((reason) => reason !== null)
  for (const { socket } of joined) socket.close()
  expect(closed, `${server.name} closed a socket`).toBeUndefined()
  expect(sent, `${server.name} was faster than the edits prepared`).toBeLessThan(editsMax)
  return { perSecond: arrived / seconds, perCpuSecond: arrived / cpu, perMainThreadSecond: arrived / main }
}

const bench = (clients: number, bar: number) => async () => {
  const each = Math.min(EDITS_MAX, EDITS_PREPARED / clients)
  const updates = Array.from({ length: clients }, (_, person) => Array.from({ length: each }, (_, clock) => typingUpdate(1_000 + person, clock)))
  expect(typedBy((updates[0] as Uint8Array[]).slice(0, 40))).toBe('x'.repeat(40))
  const paces = await sideBySide(servers, RUNS, (server) => typeTogether(server, updates))
  const bare = paces.get(servers[0] as BenchServer) as Pace[]
  report(
    `Saturated fan-out, one document, ${clients} clients all typing`,
    servers.flatMap((server, index) => {
      const own = paces.get(server) as Pace[]
      return [
        { name: `${server.name}: delivered per second`, unit: 'k' as const, values: own.map(({ perSecond }) => perSecond / 1_000) },
        { name: `${server.name}: per server CPU second`, unit: 'k' as const, values: own.map(({ perCpuSecond }) => perCpuSecond / 1_000) },
        ...(index === 0
          ? []
          : [
              {
                name: `${server.name}: per CPU second ÷ bare ws`,
                unit: '×' as const,
                values: own.map(({ perCpuSecond }, run) => perCpuSecond / (bare[run] as Pace).perCpuSecond),
                ...(index === 1 ? { bar, isLeast: true } : {}),
              },
              {
                name: `${server.name}: per CPU second of the main thread ÷ bare ws`,
                unit: '×' as const,
                values: own.map(({ perMainThreadSecond }, run) => perMainThreadSecond / (bare[run] as Pace).perMainThreadSecond),
              },
            ]),
      ]
    }),
    [`${WINDOW} edits of each client under way, ${RUN_MS / 1_000} s a run; only endcap has them on disk before it acknowledges or forwards`],
  )
}

test('100 clients type into one document', bench(100, 10))
test('20 clients type into one document', bench(20, 4.5))
