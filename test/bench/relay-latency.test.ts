// Twenty people in one document who each type five times a second: how long until the others have it, and until the relay
// says that it is safe. The peers' confirmations are from memory.

import { afterAll, beforeAll, test } from 'vitest'
import { quantileOf, report, sideBySide } from '../support/bench-report.ts'
import { atTheirPace, createArrivals, lateNotes } from './relay/arrivals.ts'
import { type BenchServer, HAS_PEERS, startBareWs, startEndcap, startHocuspocus, startYWebsocket } from './relay/bench-server.ts'
import { cpuSecondsOf, syncTimes } from './relay/process-usage.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const RUN_MS = 6_000
const CLIENTS = 20
const EVERY_MS = 200
const SYNCS = 300

let servers: BenchServer[] = []
beforeAll(async () => {
  servers = await Promise.all([startEndcap(CLIENTS), startBareWs(), ...(HAS_PEERS ? [startYWebsocket(), startHocuspocus()] : [])])
})
afterAll(async () => {
  for (const server of servers) await server.dispose()
})

let documents = 0

const typeCalmly = async (server: BenchServer) => {
  const document = `accounts/bench/packets/p${++documents}`
  const arrivals = createArrivals()
  const typing = await Promise.all(
    Array.from({ length: CLIENTS }, async (_, person) => {
      const client = 1_000 + person
      const typist = arrivals.typist(client)
      const { socket, frameOf } = await server.join({
        document,
        person,
        onUpdate: (bytes, start, end) => arrivals.arrived(client, bytes, start, end),
        onAck: typist.acked,
      })
      const type = () => {
        const frame = frameOf(typist.nextUpdate())
        typist.sent()
        socket.write(frame)
      }
      return { socket, type }
    }),
  )
  const cpu = cpuSecondsOf(server.pid())
  await atTheirPace(
    typing.map(({ type }) => type),
    EVERY_MS,
    RUN_MS,
  )
  const cpuShare = ((cpuSecondsOf(server.pid()) - cpu) / RUN_MS) * 100_000
  await arrivals.settled(CLIENTS - 1)
  for (const { socket } of typing) socket.close()
  const { deliveries, acks, sent } = arrivals.take()
  return { deliveries, acks, cpuShare, late: sent * (CLIENTS - 1) - deliveries.length }
}

test('20 clients, 5 edits a second each', async () => {
  const syncs: number[][] = []
  const runs = await sideBySide(servers, RUNS, async (server) => {
    // The disk is shared: what it takes now is the floor of the run that follows.
    if (server === servers[0]) syncs.push(syncTimes(SYNCS))
    return typeCalmly(server)
  })
  report(
    'Latency, 20 clients × 5 edits a second',
    [
      { name: 'one fsync of this disk, nothing else: p50', unit: 'ms', values: syncs.map((times) => quantileOf(times, 0.5)) },
      { name: 'one fsync of this disk, nothing else: p99', unit: 'ms', values: syncs.map((times) => quantileOf(times, 0.99)) },
      ...servers.flatMap((server, index) => {
        const own = runs.get(server) ?? []
        const bars = index === 0 ? ([{ bar: 1.2 }, { bar: 4 }] as const) : ([{}, {}] as const)
        const quantiles = (what: 'deliveries' | 'acks') =>
          own.every((run) => run[what].length > 0)
            ? [
                { name: `${server.name}: ${what} p50`, unit: 'ms' as const, values: own.map((run) => quantileOf(run[what], 0.5)), ...bars[0] },
                { name: `${server.name}: ${what} p99`, unit: 'ms' as const, values: own.map((run) => quantileOf(run[what], 0.99)), ...bars[1] },
              ]
            : []
        return [
          ...quantiles('deliveries'),
          ...quantiles('acks'),
          { name: `${server.name}: CPU`, unit: '%' as const, values: own.map(({ cpuShare }) => cpuShare) },
        ]
      }),
    ],
    [
      'an acknowledgement of endcap comes after fsync, one of Hocuspocus from memory',
      ...servers.flatMap((server) => lateNotes(server.name, runs.get(server) ?? [])),
    ],
  )
})
