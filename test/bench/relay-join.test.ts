// Joining a calendar of 500 promotions: the first one after a restart, somebody who has everything, and two hundred at once.

import { expect, test } from 'vitest'
import * as Y from 'yjs'
import { type Figure, report } from '../support/bench-report.ts'
import { type BenchServer, HAS_PEERS, startEndcap, startHocuspocus, startYWebsocket } from './relay/bench-server.ts'
import { calendarOf } from './relay/calendars.ts'
import { typingUpdate } from './relay/typing.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const PROMOTIONS = 500
const TAIL_ROWS = 10_000
const TAIL_CLIENT = 77
const TOGETHER = 200
/** Hocuspocus stores two seconds after an edit. */
const STORE_MS = 5_000
/** What nobody writes into any more is compacted by then; a server that is started again leaves the tail alone for longer than a run takes. */
const COMPACTED_MS = 12_000
const ROWS_AT_ONCE = 500

const COMPACTED = 'accounts/bench/calendar/2027'
const WITH_TAIL = 'accounts/bench/calendar/2028'

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

interface Join {
  readonly ms: number
  /** Of the answers to step 1, in their order. */
  readonly answers: readonly number[]
  readonly received: number
}

const join = async (server: BenchServer, document: string, person: number, stateVector?: Uint8Array): Promise<Join> => {
  const answers: number[] = []
  const startedAt = performance.now()
  const { socket } = await server.join({
    document,
    person,
    ...(stateVector === undefined ? {} : { stateVector }),
    onStep2: (_bytes, start, end) => void answers.push(end - start),
  })
  const ms = performance.now() - startedAt
  const received = socket.receivedBytes()
  socket.close()
  return { ms, answers, received }
}

const upload = async (server: BenchServer, document: string, updates: readonly Uint8Array[]): Promise<void> => {
  let acked = 0
  const { socket, frameOf } = await server.join({
    document,
    person: 0,
    onAck: (count) => {
      acked = count
    },
  })
  const isAcking = server.isAcking
  for (let index = 0; index < updates.length; index += ROWS_AT_ONCE) {
    socket.write(Buffer.concat(updates.slice(index, index + ROWS_AT_ONCE).map(frameOf)))
    while (isAcking && acked < Math.min(index + ROWS_AT_ONCE, updates.length)) await pause(5)
  }
  if (!isAcking) await pause(STORE_MS)
  socket.close()
}

test('joining a calendar of 500 promotions', async () => {
  const calendar = calendarOf(PROMOTIONS)
  const ydoc = new Y.Doc()
  Y.applyUpdate(ydoc, calendar)
  const stateVector = Y.encodeStateVector(ydoc)
  const tail = Array.from({ length: TAIL_ROWS }, (_, clock) => typingUpdate(TAIL_CLIENT, clock))
  const figures: Figure[] = []
  const notes: string[] = [`the calendar is ${(calendar.length / 1_000).toFixed(0)} KB`]

  for (const start of [() => startEndcap(4), ...(HAS_PEERS ? [startYWebsocket, startHocuspocus] : [])]) {
    const server = await start()
    const isEndcap = server.name.startsWith('endcap')
    const bar = (most: number) => (isEndcap ? { bar: most } : {})
    // Without persistence a document lives as long as somebody is in it.
    const keepers = [await server.join({ document: COMPACTED, person: 1 }), await server.join({ document: WITH_TAIL, person: 1 })]
    await upload(server, COMPACTED, [calendar])
    await upload(server, WITH_TAIL, [calendar])
    await pause(isEndcap ? COMPACTED_MS : 0)
    await upload(server, WITH_TAIL, tail)
    if (!isEndcap) await pause(STORE_MS)

    const first: Join[] = []
    const withTail: Join[] = []
    const rejoins: Join[] = []
    const fresh: number[] = []
    const upToDate: number[] = []
    for (let run = 0; run < RUNS; run++) {
      if (server.isStoring) await server.restart()
      first.push(await join(server, COMPACTED, 0))
      if (server.isStoring) await server.restart()
      withTail.push(await join(server, WITH_TAIL, 0))
      await join(server, COMPACTED, 0, stateVector)
      rejoins.push(await join(server, COMPACTED, 0, stateVector))
      const together = async (stateVector?: Uint8Array) => {
        const startedAt = performance.now()
        const joins = await Promise.all(Array.from({ length: TOGETHER }, (_, person) => join(server, COMPACTED, person, stateVector)))
        expect(joins).toHaveLength(TOGETHER)
        return (performance.now() - startedAt) / 1_000
      }
      fresh.push(await together())
      upToDate.push(await together(stateVector))
    }
    for (const { socket } of keepers) socket.close()
    await server.dispose()

    const from = server.isStoring ? 'from disk' : 'from memory'
    figures.push(
      { name: `${server.name}: first join, ${from}`, unit: 'ms', values: first.map(({ ms }) => ms), ...bar(25) },
      { name: `${server.name}: first join with a tail of 10,000 rows, ${from}`, unit: 'ms', values: withTail.map(({ ms }) => ms), ...bar(150) },
      { name: `${server.name}: rejoin, up to date, of what is in memory`, unit: 'ms', values: rejoins.map(({ ms }) => ms) },
      { name: `${server.name}: rejoin, up to date`, unit: 'B', values: rejoins.map(({ received }) => received) },
      { name: `${server.name}: 200 join at once from nothing`, unit: 's', values: fresh, ...bar(0.5) },
      { name: `${server.name}: 200 join at once, up to date`, unit: 's', values: upToDate, ...bar(0.06) },
    )
    const [answer] = first
    const isWhole = answer !== undefined && (answer.answers[0] ?? 0) > calendar.length * 0.9
    notes.push(`${server.name}: the first answer is ${isWhole ? 'the whole calendar' : 'NOT the whole calendar'}, ${answer?.received} B in all`)
    if (isEndcap) for (const { answers } of first) expect(answers[0], 'never synced before everything is there').toBeGreaterThan(calendar.length * 0.9)
  }
  report('Joining a calendar of 500 promotions', figures, notes)
}, 900_000)
