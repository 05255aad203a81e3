// What an open document costs the server's memory: a thousand of 61 KB, each opened by one client. Uploaded, and (where the
// server stores them) opened again after a restart.

import { expect, test } from 'vitest'
import { report } from '../support/bench-report.ts'
import { type BenchServer, HAS_PEERS, startEndcap, startHocuspocus, startYWebsocket } from './relay/bench-server.ts'
import { calendarOf } from './relay/calendars.ts'
import { residentBytesOf } from './relay/process-usage.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const DOCUMENTS = 1_000
const AT_ONCE = 20
/** A calendar of 61 KB. */
const PROMOTIONS = 55
const SETTLE_MS = 3_000
/** Hocuspocus stores two seconds after an edit. */
const STORE_MS = 5_000

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

/** KB per document that the process has grown by while all were opened. */
const openAll = async (server: BenchServer, upload: Uint8Array | null, size: number): Promise<number> => {
  const before = residentBytesOf(server.pid())
  const sockets: (() => void)[] = []
  let held = 0
  const openOne = async (index: number) => {
    const { socket, frameOf } = await server.join({
      document: `accounts/bench/calendar/${2_000 + index}`,
      person: index,
      onStep2: (_bytes, start, end) => {
        held += end - start
      },
    })
    if (upload !== null) socket.write(frameOf(upload))
    sockets.push(socket.close)
  }
  for (let index = 0; index < DOCUMENTS; index += AT_ONCE) await Promise.all(Array.from({ length: AT_ONCE }, (_, of) => openOne(index + of)))
  await pause(SETTLE_MS)
  const grown = residentBytesOf(server.pid()) - before
  if (upload === null) expect(held, `${server.name} serves every document whole`).toBeGreaterThan(DOCUMENTS * size * 0.9)
  for (const close of sockets) close()
  return grown / DOCUMENTS / 1_000
}

test('1,000 open documents of 61 KB', async () => {
  const calendar = calendarOf(PROMOTIONS)
  const contenders = [
    { start: () => startEndcap(DOCUMENTS / 500), isStoring: true },
    ...(HAS_PEERS
      ? [
          { start: startYWebsocket, isStoring: false },
          { start: startHocuspocus, isStoring: true },
        ]
      : []),
  ]
  const figures = new Map<string, number[]>()
  const add = (name: string, value: number) => figures.set(name, [...(figures.get(name) ?? []), value])
  for (let run = 0; run < RUNS; run++) {
    for (const { start, isStoring } of contenders) {
      const server = await start()
      add(`${server.name}: each, uploaded`, await openAll(server, calendar, calendar.length))
      if (isStoring) {
        await pause(STORE_MS)
        await server.restart()
        add(`${server.name}: each, opened from disk`, await openAll(server, null, calendar.length))
      }
      await server.dispose()
    }
  }
  report(
    'Memory, 1,000 open documents of 61 KB',
    [...figures].map(([name, values]) => ({ name, unit: 'KB' as const, values, ...(name.startsWith('endcap') ? { bar: 90 } : {}) })),
    [`resident memory of the process, sockets included; the document is ${(calendar.length / 1_000).toFixed(0)} KB`],
  )
})
