// A device that is new, or was away for long: documents one by one, each by what is smaller (SYNC §2, S11, S12).

import { afterEach, describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { compactDocument } from '../../../server/store/compaction-worker.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import { encodeControl } from '../../../shared/protocol/socket-messages.ts'
import { decodeTailProgress } from '../../../shared/protocol/tail-progress.ts'
import { connectMux, type MuxClient, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay, type TestRelay, WORKSPACE } from '../../support/test-relay.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

let relay: TestRelay
afterEach(() => relay.stop())

const pathOf = (index: number) => `accounts/a${index}/profile`

interface Filled {
  readonly log: LogStore
  readonly docs: Y.Doc[]
  /** One row per entry. */
  readonly write: (index: number, ...entries: readonly (readonly [key: string, value: unknown])[]) => Promise<void>
  readonly compact: (index: number) => Promise<void>
}

const filled = async (count: number): Promise<Filled> => {
  const log = createTestLog()
  const docs = Array.from({ length: count }, () => new Y.Doc())
  const updates: Uint8Array[] = []
  for (const doc of docs) doc.on('update', (update: Uint8Array) => updates.push(update))
  const write = async (index: number, ...entries: readonly (readonly [key: string, value: unknown])[]) => {
    for (const [key, value] of entries) docs[index]!.getMap('fields').set(key, value)
    await log.append(updates.splice(0).map((bytes) => ({ workspaceId: WORKSPACE, document: pathOf(index), person: 'ann', time: 1, bytes })))
  }
  const compact = async (index: number) => {
    const { replaces, snapshot } = await log.compactionBase(WORKSPACE, pathOf(index))
    const rows = await log.documentRowsAfter(WORKSPACE, pathOf(index), snapshot?.seq ?? 0, 1 << 28)
    const made = compactDocument({ snapshot: snapshot?.update ?? null, rows: rows.map(({ bytes }) => bytes) })
    if (made.kind !== 'compacted') throw new Error(made.kind)
    await log.swapSnapshot(WORKSPACE, pathOf(index), replaces, { seq: rows.at(-1)!.seq, update: made.update, packed: made.packed, time: 2 })
  }
  return { log, docs, write, compact }
}

/** Everything the tail brought, per document; snapshots put together. */
const replicas = async (...clients: MuxClient[]) => {
  const docs = new Map<string, Y.Doc>()
  const take = (path: string, bytes: Uint8Array) => {
    const doc = docs.get(path) ?? new Y.Doc()
    docs.set(path, doc)
    Y.applyUpdate(doc, bytes)
  }
  for (const { controls } of clients) {
    let parts: Uint8Array[] = []
    for (const control of controls) {
      if (control.type === 'row') take(control.row.document, control.row.bytes)
      if (control.type !== 'snapshot') continue
      const { part } = control
      parts = part.offset === 0 ? [part.bytes] : [...parts, part.bytes]
      if (part.offset + part.bytes.length < part.total) continue
      const stream = new Blob(parts as BlobPart[]).stream().pipeThrough(new DecompressionStream('gzip'))
      take(part.document, new Uint8Array(await new Response(stream).arrayBuffer()))
    }
  }
  return docs
}
const expectSame = async (docs: Y.Doc[], ...clients: MuxClient[]) => {
  const found = await replicas(...clients)
  for (const [index, doc] of docs.entries()) expect(found.get(pathOf(index))?.getMap('fields').toJSON(), pathOf(index)).toEqual(doc.getMap('fields').toJSON())
}
const follow = (client: MuxClient, from: { epoch: string; seq: number; hash: string } | null, inflates = true) =>
  client.say({ type: 'tail', epoch: from?.epoch ?? '', cursor: from?.seq ?? 0, hash: from?.hash ?? '', ...(inflates ? { inflates: true } : {}) })
const caughtUp = (client: MuxClient, seq: number) => until('the end of the log', () => client.cursor()?.seq === seq && client.cursor()!.hash !== '')

const words = (count: number, seed: number) => Array.from({ length: count }, (_, index) => ((index + seed) * 2_654_435_761).toString(36)).join(' ')

describe('a new device', () => {
  test('gets every document as its compressed snapshot and the rows after it, with a fingerprint, and ends at the head (S11)', async () => {
    const { log, docs, write, compact } = await filled(4)
    for (let round = 0; round < 60; round++) await write(round % 3, [`k${round % 7}`, words(20, round)])
    for (const index of [0, 1, 2]) await compact(index)
    await write(1, ['late', true])
    await write(3, ['never compacted', true])
    relay = await startTestRelay({ log })
    const client = await connectMux(relay.url, { token: 'ann' })
    follow(client, null)
    await caughtUp(client, 62)
    await expectSame(docs, client)
    const parts = client.controls.flatMap((control) => (control.type === 'snapshot' ? [control.part] : []))
    expect(parts.map(({ document }) => document)).toEqual([0, 1, 2].map(pathOf))
    for (const { total, size, fingerprint } of parts) {
      expect(total).toBeLessThan(size)
      expect(fingerprint).toMatch(/^[\w-]{43}$/)
    }
    expect(client.rows().map(({ document }) => document)).toEqual([pathOf(1), pathOf(3)])
    expect(client.cursor()).toMatchObject({ seq: 62, hash: (await log.head(WORKSPACE)).hash })
    await write(2, ['live', 1])
    relay.bus.publish({ type: 'appended', workspaceId: WORKSPACE, seq: 63 })
    await caughtUp(client, 63)
    await expectSame(docs, client)
  })

  test('that cannot inflate gets snapshots as rows (an older client)', async () => {
    const { log, docs, write, compact } = await filled(1)
    for (let round = 0; round < 20; round++) await write(0, ['k', words(20, round)])
    await compact(0)
    relay = await startTestRelay({ log })
    const client = await connectMux(relay.url, { token: 'ann' })
    follow(client, null, false)
    await caughtUp(client, 20)
    expect(client.controls.filter(({ type }) => type === 'snapshot')).toEqual([])
    expect(client.rows()).toHaveLength(1)
    await expectSame(docs, client)
  })

  test('cut at any page goes on where it was, in bounded parts, and nothing is missing or sent for ever (S11, S12)', async () => {
    const { log, docs, write, compact } = await filled(6)
    // Noise does not compress: every document is larger than a page.
    const noise = () => Array.from({ length: 40_000 }, () => Math.random().toString(36).slice(2, 12)).join('')
    for (let index = 0; index < 6; index++) {
      await write(index, ['noise', noise()])
      if (index !== 4) await compact(index)
      await write(index, ['after', index])
    }
    relay = await startTestRelay({ log })
    const clients: MuxClient[] = []
    let from: { epoch: string; seq: number; hash: string } | null = null
    const seen: number[] = []
    for (let visit = 0; visit < 20; visit++) {
      const client = await connectMux(relay.url, { token: 'ann' })
      clients.push(client)
      follow(client, from)
      const before = from?.hash ?? ''
      await until('the next seq', () => client.cursor() !== null && client.cursor()!.hash !== before)
      // What came behind the first seq of the visit is as good as lost.
      const index = client.controls.findIndex((control) => control.type === 'seq' && control.hash !== before)
      const cursor = client.controls[index]!
      await client.close()
      client.controls.length = index + 1
      if (cursor.type !== 'seq') throw new Error('no seq')
      from = { epoch: cursor.epoch, seq: cursor.seq, hash: cursor.hash }
      const progress = decodeTailProgress(cursor.hash)
      if (visit === 2) await write(0, ['meanwhile', 'somebody writes'])
      if (progress === null && cursor.seq === 13) break
      if (progress !== null) seen.push(progress.after)
    }
    expect(from?.seq).toBe(13)
    expect(seen).toEqual([1, 2, 3, 4, 5, 6])
    await expectSame(docs, ...clients)
    const sizes = clients.flatMap(({ controls }) => controls.flatMap((control) => (control.type === 'snapshot' ? [encodeControl(control).length] : [])))
    expect(Math.max(...sizes)).toBeLessThan(LIMITS.chunkBytesMax + 200)
    const wire = clients.flatMap(({ controls }) => controls).reduce((sum, control) => sum + encodeControl(control).length, 0)
    expect(wire).toBeLessThan(1.1 * docs.reduce((sum, doc) => sum + Y.encodeStateAsUpdate(doc).length, 0))
  })
})

describe('a device that was away', () => {
  test('gets the rows where they are smaller than the snapshot, and the snapshot where they are gone (S12)', async () => {
    const { log, docs, write, compact } = await filled(3)
    for (const index of [0, 1, 2]) await write(index, ['base', words(400, index)])
    for (const index of [0, 1, 2]) await compact(index)
    const { epoch, seq, hash } = await log.head(WORKSPACE)
    const away = await Promise.all([0, 1, 2].map(async (index) => (await log.documentState(WORKSPACE, pathOf(index)))!.update))
    await write(1, ...Array.from({ length: LIMITS.farBehindRows }, (_, round) => ['often', words(2, round)] as const))
    await write(0, ['once', 1])
    for (const index of [0, 1]) await compact(index)
    relay = await startTestRelay({ log })
    const client = await connectMux(relay.url, { token: 'ann' })
    follow(client, { epoch, seq, hash })
    await caughtUp(client, 3 + LIMITS.farBehindRows + 1)
    expect(client.rows().map(({ document }) => document)).toEqual([pathOf(0)])
    expect(client.controls.flatMap((control) => (control.type === 'snapshot' ? [control.part.document] : []))).toEqual([pathOf(1)])
    const found = await replicas(client)
    for (const [index, update] of away.entries()) {
      const doc = found.get(pathOf(index)) ?? new Y.Doc()
      Y.applyUpdate(doc, update)
      expect(doc.getMap('fields').toJSON()).toEqual(docs[index]!.getMap('fields').toJSON())
    }
  })

  test('for longer than history is kept starts over and is sent everything, also what rows no longer say (S12, S13)', async () => {
    const { log, docs, write, compact } = await filled(2)
    for (let round = 0; round < 10; round++) await write(round % 2, [`k${round}`, round])
    const { epoch } = await log.head(WORKSPACE)
    const hash = (await log.hashAt(WORKSPACE, 4))!
    for (const index of [0, 1]) await compact(index)
    for (const index of [0, 1]) await log.prune(WORKSPACE, pathOf(index), 9_999, 1_000)
    expect(await log.rowsAfter(WORKSPACE, 0, 1 << 20)).toHaveLength(1)
    relay = await startTestRelay({ log })
    const client = await connectMux(relay.url, { token: 'ann' })
    follow(client, { epoch, seq: 4, hash })
    await caughtUp(client, 10)
    expect(client.controls.find(({ type }) => type === 'seq')).toMatchObject({ seq: 0, hash: '' })
    await expectSame(docs, client)
  })

  test('while its rows are being forgotten is sent the snapshot that holds them (S12)', async () => {
    const { log, docs, write, compact } = await filled(1)
    await write(0, ['base', 1])
    const { epoch, seq, hash } = await log.head(WORKSPACE)
    const away = (await log.documentState(WORKSPACE, pathOf(0)))!.update
    await write(0, ...Array.from({ length: LIMITS.farBehindRows }, (_, round) => [`k${round}`, round] as const))
    let isForgetting = false
    relay = await startTestRelay({
      log: {
        ...log,
        documentRowsAfter: async (workspaceId, document, after, bytesMax) => {
          if (!isForgetting) {
            isForgetting = true
            // Just before they are read.
            await compact(0)
            await log.prune(WORKSPACE, pathOf(0), 9_999, 1_000)
          }
          return log.documentRowsAfter(workspaceId, document, after, bytesMax)
        },
        // As it was before.
        standings: async (...args) => (await log.standings(...args)).map((standing) => (isForgetting ? standing : { ...standing, snapshotSeq: 1 })),
      },
    })
    const client = await connectMux(relay.url, { token: 'ann' })
    follow(client, { epoch, seq, hash })
    await caughtUp(client, 1 + LIMITS.farBehindRows)
    const doc = (await replicas(client)).get(pathOf(0))!
    Y.applyUpdate(doc, away)
    expect(doc.getMap('fields').toJSON()).toEqual(docs[0]!.getMap('fields').toJSON())
  })

  test('and finds nothing changed in 500 documents gets one answer of at most 64 bytes, and nothing is written (S11)', async () => {
    const { log, write } = await filled(500)
    for (let index = 0; index < 500; index++) await write(index, ['k', index])
    let writes = 0
    relay = await startTestRelay({
      log: {
        ...log,
        append: (rows) => {
          writes++
          return log.append(rows)
        },
      },
    })
    const client = await connectMux(relay.url, { token: 'ann' })
    await until('the role', client.role)
    const { epoch, seq, hash } = await log.head(WORKSPACE)
    const frames = client.raw.frames.length
    follow(client, { epoch, seq, hash })
    await until('the answer', client.cursor)
    await new Promise((resolve) => setTimeout(resolve, 30))
    expect(client.raw.frames.slice(frames).map(({ length }) => length)).toEqual([expect.toSatisfy((length: number) => length <= 64)])
    expect(client.rows()).toEqual([])
    expect(writes).toBe(0)
  })
})
