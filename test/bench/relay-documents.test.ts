// A busy company: a thousand documents, two people in each, each of whom types once a second. What it costs the server, and
// how long an edit takes.

import { afterAll, beforeAll, test } from 'vitest'
import { quantileOf, report, sideBySide } from '../support/bench-report.ts'
import { type Arrivals, atTheirPace, createArrivals, lateNotes } from './relay/arrivals.ts'
import { type BenchServer, HAS_PEERS, startBareWs, startEndcap, startHocuspocus, startYWebsocket } from './relay/bench-server.ts'
import { cpuSecondsOf, residentBytesOf } from './relay/process-usage.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const RUN_MS = 6_000
const WARM_UP_MS = 2_000
const DOCUMENTS = 1_000
const CLIENTS_PER_DOCUMENT = 2
const EVERY_MS = 1_000
/** One person may not open as many sockets as these are. */
const PEOPLE = 8
const JOINED_AT_ONCE = 50
const HEARTBEAT_MS = 20_000

interface Busy {
  readonly server: BenchServer
  readonly arrivals: Arrivals
  readonly typing: readonly (() => void)[]
  readonly heartbeats: NodeJS.Timeout
}

let busy: Busy[] = []
beforeAll(async () => {
  const servers = await Promise.all([startEndcap(PEOPLE), startBareWs(), ...(HAS_PEERS ? [startYWebsocket(), startHocuspocus()] : [])])
  busy = []
  for (const server of servers) busy.push(await joinEverywhere(server))
}, 240_000)
afterAll(async () => {
  for (const { server, heartbeats } of busy) {
    clearInterval(heartbeats)
    await server.dispose()
  }
})

const joinEverywhere = async (server: BenchServer): Promise<Busy> => {
  const arrivals = createArrivals()
  const typing: (() => void)[] = []
  const beats: (() => void)[] = []
  const joinOne = async (index: number) => {
    const client = 1_000 + index
    const typist = arrivals.typist(client)
    const { socket, frameOf, heartbeat } = await server.join({
      document: `accounts/bench/packets/p${Math.floor(index / CLIENTS_PER_DOCUMENT)}`,
      person: index % PEOPLE,
      onUpdate: (bytes, start, end) => arrivals.arrived(client, bytes, start, end),
      onAck: typist.acked,
    })
    beats.push(() => socket.write(heartbeat))
    typing.push(() => {
      const frame = frameOf(typist.nextUpdate())
      typist.sent()
      socket.write(frame)
    })
  }
  for (let index = 0; index < DOCUMENTS * CLIENTS_PER_DOCUMENT; index += JOINED_AT_ONCE) {
    await Promise.all(Array.from({ length: JOINED_AT_ONCE }, (_, of) => joinOne(index + of)))
  }
  const heartbeats = setInterval(() => {
    for (const beat of beats) beat()
  }, HEARTBEAT_MS)
  return { server, arrivals, typing, heartbeats }
}

const measure = async ({ server, arrivals, typing }: Busy, run: number) => {
  if (run === 0) await atTheirPace(typing, EVERY_MS, WARM_UP_MS)
  await arrivals.settled(CLIENTS_PER_DOCUMENT - 1)
  arrivals.take()
  const cpu = cpuSecondsOf(server.pid())
  const startedAt = performance.now()
  await atTheirPace(typing, EVERY_MS, RUN_MS)
  const cpuShare = ((cpuSecondsOf(server.pid()) - cpu) / (performance.now() - startedAt)) * 100_000
  const resident = residentBytesOf(server.pid())
  await arrivals.settled(CLIENTS_PER_DOCUMENT - 1)
  const { deliveries, acks, sent } = arrivals.take()
  return {
    cpuShare,
    resident,
    delivery: quantileOf(deliveries, 0.99),
    middle: quantileOf(deliveries, 0.5),
    ack: quantileOf(acks, 0.99),
    late: sent * (CLIENTS_PER_DOCUMENT - 1) - deliveries.length,
  }
}

test('1,000 documents, 2 clients in each, an edit a second each', async () => {
  const runs = await sideBySide(busy, RUNS, measure)
  report(
    'Many documents, 1,000 × 2 clients × 1 edit a second',
    busy.flatMap((contender, index) => {
      const own = runs.get(contender) ?? []
      const { name } = contender.server
      const bar = (most: number) => (index === 0 ? { bar: most } : {})
      return [
        { name: `${name}: CPU`, unit: '%' as const, values: own.map(({ cpuShare }) => cpuShare), ...bar(15) },
        { name: `${name}: memory`, unit: 'MB' as const, values: own.map(({ resident }) => resident / 1e6), ...bar(120) },
        { name: `${name}: delivery p50`, unit: 'ms' as const, values: own.map(({ middle }) => middle) },
        { name: `${name}: delivery p99`, unit: 'ms' as const, values: own.map(({ delivery }) => delivery), ...bar(8) },
        ...(own.some(({ ack }) => Number.isNaN(ack)) ? [] : [{ name: `${name}: ack p99`, unit: 'ms' as const, values: own.map(({ ack }) => ack), ...bar(8) }]),
      ]
    }),
    [
      'a socket per client and document: 2,000 sockets, 2,000 edits a second',
      ...busy.flatMap((contender) => lateNotes(contender.server.name, runs.get(contender) ?? [])),
    ],
  )
})
