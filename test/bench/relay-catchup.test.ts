// The app's one socket: five hundred documents, of which forty changed in a week; a device that has everything; and a new
// device's first calendar. Nobody else can do this with one number, so there are no peers.

import { expect, test } from 'vitest'
import { decodeSocketFrame, encodeControl, isControlFrame } from '../../shared/protocol/socket-messages.ts'
import { BEARER_PREFIX, PROTOCOL_MUX } from '../../shared/protocol/version.ts'
import { report } from '../support/bench-report.ts'
import { startEndcap } from './relay/bench-server.ts'
import { framed, openSocket } from './relay/bench-socket.ts'
import { calendarOf } from './relay/calendars.ts'
import { cpuSecondsOf } from './relay/process-usage.ts'
import { typingUpdate } from './relay/typing.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const DOCUMENTS = 500
const CHANGED = 40
const EDITS_EACH = 50
/** The kernel counts a process's time in 10 ms: one catch-up is a share of so many. */
const REPEATS = 40
const SETTLE_MS = 3_000
/** What nobody writes into any more is compacted. */
const COMPACTED_MS = 12_000

interface Cursor {
  readonly epoch: string
  readonly seq: number
  readonly hash: string
}
const NEW_DEVICE: Cursor = { epoch: '', seq: 0, hash: '' }

const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

const startOffice = async () => {
  const office = await startEndcap(2)
  const url = `${office.server.url.replace('http', 'ws')}/sync/${office.workspaceId}`
  const catchUp = async (from: Cursor, end: number | null) => {
    let arrived = (_cursor: Cursor) => {}
    const done = new Promise<Cursor>((resolve) => {
      arrived = resolve
    })
    const socket = await openSocket(url, [PROTOCOL_MUX, `${BEARER_PREFIX}${office.tokens[0]}`], (bytes, start, to) => {
      const frame = decodeSocketFrame(bytes.subarray(start, to))
      if (frame === null || !isControlFrame(frame) || frame.control.type !== 'seq') return
      if (end === null || frame.control.seq >= end) arrived(frame.control)
    })
    // Who the socket speaks for is said in any case.
    await pause(5)
    const before = socket.receivedBytes()
    const startedAt = performance.now()
    socket.write(framed(encodeControl({ type: 'tail', epoch: from.epoch, cursor: from.seq, hash: from.hash, inflates: true, bundles: true })))
    const cursor = await done
    const ms = performance.now() - startedAt
    const bytes = socket.receivedBytes() - before
    socket.close()
    return { cursor, ms, bytes }
  }
  const store = async (document: string, updates: readonly Uint8Array[]) => {
    let acked = 0
    const { socket, frameOf } = await office.join({
      document,
      person: 0,
      onAck: (count) => {
        acked = count
      },
    })
    socket.write(Buffer.concat(updates.map(frameOf)))
    while (acked < updates.length) await pause(2)
    socket.close()
  }
  return { ...office, catchUp, store }
}

test('catching up on 500 documents, and a new device', async () => {
  const office = await startOffice()
  const document = (index: number) => `accounts/a${index}/calendar/2027`
  for (let index = 0; index < DOCUMENTS; index++) await office.store(document(index), [typingUpdate(1_000 + index, 0)])
  const before = DOCUMENTS
  const { cursor } = await office.catchUp(NEW_DEVICE, before)
  let changed = 0
  for (let index = 0; index < CHANGED; index++) {
    const updates = Array.from({ length: EDITS_EACH }, (_, clock) => typingUpdate(1_000 + index, clock + 1))
    changed += updates.reduce((sum, { length }) => sum + length, 0)
    await office.store(document(index), updates)
  }
  const end = before + CHANGED * EDITS_EACH
  const now = (await office.catchUp(cursor, end)).cursor
  await pause(SETTLE_MS)

  const times: number[] = []
  const cpu: number[] = []
  const bytes: number[] = []
  const idleTimes: number[] = []
  const idleBytes: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const cpuBefore = cpuSecondsOf(office.pid())
    for (let repeat = 0; repeat < REPEATS; repeat++) {
      const result = await office.catchUp(cursor, end)
      expect(result.cursor.seq).toBe(end)
      if (repeat === 0) {
        times.push(result.ms)
        bytes.push(result.bytes / changed)
      }
    }
    cpu.push(((cpuSecondsOf(office.pid()) - cpuBefore) * 1_000) / REPEATS)
    const idle = await office.catchUp(now, null)
    idleTimes.push(idle.ms)
    idleBytes.push(idle.bytes)
  }
  await office.dispose()

  const calendar = calendarOf(500)
  const home = await startOffice()
  await home.store(document(0), [calendar])
  await pause(COMPACTED_MS)
  const firstTimes: number[] = []
  const firstBytes: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const first = await home.catchUp(NEW_DEVICE, 1)
    firstTimes.push(first.ms)
    firstBytes.push(first.bytes / 1_000)
  }
  await home.dispose()

  report(
    'Catching up with one number',
    [
      { name: '500 documents, 40 changed: until everything is here', unit: 'ms', values: times },
      { name: '500 documents, 40 changed: server CPU, handshake included', unit: 'ms', values: cpu, bar: 5 },
      { name: '500 documents, 40 changed: bytes ÷ bytes of the changes', unit: '×', values: bytes, bar: 1.2 },
      { name: '500 documents, nothing changed: bytes', unit: 'B', values: idleBytes, bar: 64 },
      { name: '500 documents, nothing changed', unit: 'ms', values: idleTimes },
      { name: 'a new device, one calendar of 500 promotions: bytes', unit: 'KB', values: firstBytes, bar: 80 },
      { name: 'a new device, one calendar of 500 promotions', unit: 'ms', values: firstTimes },
    ],
    [`${CHANGED * EDITS_EACH} changes of ${(changed / 1_000).toFixed(0)} KB; the calendar is ${(calendar.length / 1_000).toFixed(0)} KB`],
  )
}, 900_000)
