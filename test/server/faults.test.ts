// The server as a process, over real sockets and real files, while something goes wrong (rules F). Kill -9 and full disks are
// in test/torture; networks and clocks in relay/network-faults.test.ts.

import { openSync, readFileSync, writeSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { describe, expect, test, vi } from 'vitest'
import * as Y from 'yjs'
import { vetInbound } from '../../shared/protocol/vet-inbound.ts'
import { connectDocument, type DocumentClient, editsOf, until } from '../support/relay-client.ts'
import { useBuiltServer } from './support/built-server.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

vi.setConfig({ testTimeout: 60_000 })

const server = useBuiltServer()
const ONE = 'accounts/a1/calendar/2027'
const OTHER = 'accounts/a2/profile'
const PAGE_BYTES = 4_096
/** How a leaf page of a table without row ids begins. */
const LEAF_OF_INDEX = 10

/** A workspace with a token that may write, made before the server starts. */
const scene = async () => {
  const folder = await temporaryFolder()
  const DATA_DIR = join(folder, 'data')
  const admin = async (...args: string[]) => JSON.parse((await server.admin({ DATA_DIR }, ...args)).stdout) as Record<string, string>
  const { workspaceId } = await admin('workspace', 'create', '--name', 'Alder Creek')
  const tokenOf = async (role: string) => (await admin('token', 'create', '--workspace', String(workspaceId), '--role', role, '--name', role)).token
  const [token, viewer] = [await tokenOf('coordinator'), await tokenOf('viewer')]
  const file = join(DATA_DIR, 'endcap.sqlite')
  const start = () => server.start(DATA_DIR)
  const open = (port: number, document: string, by = token): Promise<DocumentClient> =>
    connectDocument(`ws://localhost:${port}/sync`, document, { token: String(by), workspaceId: String(workspaceId), acks: true })
  /** What the server gives somebody who has nothing; the close code when it gives nothing. */
  const read = async (port: number, document: string): Promise<Y.Doc | number> => {
    const reader = await open(port, document, viewer)
    reader.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    const answer = await until(`${document} to be read, or closed`, () => reader.answer() ?? reader.raw.closedWith()?.code)
    if (typeof answer === 'number') return answer
    await reader.close()
    const ydoc = new Y.Doc()
    for (const update of answer) {
      expect(vetInbound(update)).toBeNull()
      Y.applyUpdate(ydoc, update)
    }
    return ydoc
  }
  const sql = (text: string, ...values: unknown[]) => {
    const database = new Sqlite(file)
    database.prepare(text).run(...values)
    database.close()
  }
  return { folder, DATA_DIR, admin, file, start, open, read, sql }
}

/** Somebody who types a letter at a time, and keeps the document. */
const author = (client: number) => {
  const ydoc = new Y.Doc()
  ydoc.clientID = client
  const notes = ydoc.getText('text/notes')
  return {
    ydoc,
    text: () => notes.toString(),
    type: (count: number): Uint8Array[] =>
      editsOf(ydoc, () => {
        for (let i = 0; i < count; i++) notes.insert(notes.length, String(i % 10))
      }),
  }
}

const sendAll = async (to: DocumentClient, updates: readonly Uint8Array[]): Promise<void> => {
  const before = to.ackCount()
  for (const update of updates) to.say({ type: 'update', update })
  await until('the acks', () => to.ackCount() === before + updates.length)
  expect(to.exceptions().size).toBe(0)
}

const textIn = (read: Y.Doc | number): string | number => (typeof read === 'number' ? read : read.getText('text/notes').toString())

/** A server that was stopped: six letters of Ann's in one document, three of somebody's in another. */
const written = async () => {
  const stage = await scene()
  const ann = author(5)
  const first = await stage.start()
  await sendAll(await stage.open(first.port, ONE), ann.type(6))
  await sendAll(await stage.open(first.port, OTHER), author(6).type(3))
  await first.stop()
  return { ...stage, ann }
}

describe('F3: what the disk corrupts', () => {
  test('a row: it is left out and reported, the rest is served, and whoever still has it brings it back', async () => {
    const { ann, start, open, read, sql } = await written()
    sql("UPDATE log_rows SET bytes = x'00ff' WHERE seq = 3")

    const second = await start()
    expect(textIn(await read(second.port, OTHER))).toBe('012')
    // The letters before it; those after it stand on what is gone.
    expect(textIn(await read(second.port, ONE))).toBe('01')
    expect(second.stdout() + second.stderr()).toMatch(/damaged/)
    const back = await open(second.port, ONE)
    const stateVector = await until('step 1', back.step1)
    back.say({ type: 'step2', update: Y.encodeStateAsUpdate(ann.ydoc, stateVector) })
    await until('the ack', () => back.ackCount() === 1)
    await second.stop()

    const third = await start()
    expect(textIn(await read(third.port, ONE))).toBe(ann.text())
    await third.stop()
  })

  test('a page: what is not on it is served, and a backup brings it back', async () => {
    const { start, open, read, file, admin, folder } = await scene()
    const first = await start()
    await sendAll(await open(first.port, ONE), author(5).type(400))
    await sendAll(await open(first.port, OTHER), author(6).type(400))
    const backup = join(folder, 'backup')
    await admin('backup', '--to', backup)
    await first.stop()

    // A leaf that holds early rows of the first document.
    const database = new Sqlite(file)
    const hashes = database.prepare<[], string>('SELECT hash FROM log_rows WHERE seq BETWEEN 60 AND 200').pluck().all()
    database.close()
    const bytes = readFileSync(file)
    const pages = hashes.map((hash) => Math.floor(bytes.indexOf(hash) / PAGE_BYTES) * PAGE_BYTES)
    const leaf = pages.find((page) => bytes[page] === LEAF_OF_INDEX) ?? 0
    expect(leaf).toBeGreaterThan(0)
    writeSync(openSync(file, 'r+'), Buffer.alloc(16, 0xff), 0, 16, leaf)

    const second = await start()
    expect(textIn(await read(second.port, OTHER))).toHaveLength(400)
    expect(await read(second.port, ONE)).toBe(1011)
    // Only that document.
    await sendAll(await open(second.port, OTHER), author(7).type(1))
    await second.stop()

    const restored = join(folder, 'restored')
    expect(await server.admin({ DATA_DIR: restored }, 'restore', '--from', backup)).toMatchObject({ code: 0, stderr: '' })
    const third = await server.start(restored)
    expect(textIn(await read(third.port, ONE))).toHaveLength(400)
    await third.stop()
  })
})

describe('F18: a document that no longer loads', () => {
  test('is reported and costs nobody else anything; what is served of it is whole, and it can be written again', async () => {
    const { start, open, read, sql } = await written()
    // Bytes no gate would have let in, with a checksum that fits.
    const garbage = new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 5, 0])
    sql('UPDATE log_rows SET bytes = ?, checksum = ? WHERE seq = 3', garbage, crc32(garbage))

    const second = await start()
    expect(textIn(await read(second.port, OTHER))).toBe('012')
    const shown = await read(second.port, ONE)
    expect([1011, '01']).toContain(textIn(shown))
    expect(second.stdout() + second.stderr()).toMatch(/cannot be read|quarantine/)
    await sendAll(await open(second.port, OTHER), author(7).type(1))
    await second.stop()
  })
})

describe('F19: a deploy', () => {
  test('SIGTERM acknowledges what has arrived, closes every socket 1012 and ends with 0; nothing acknowledged is lost', async () => {
    const { start, open, read } = await scene()
    const first = await start()
    const authors = Array.from({ length: 8 }, (_, index) => ({ index, ...author(10 + index) }))
    const sockets = await Promise.all(authors.map(({ index }) => open(first.port, index % 2 === 0 ? ONE : OTHER)))
    for (const [index, socket] of sockets.entries()) await sendAll(socket, authors[index]!.type(5))
    // Under way when the signal comes: read by the server before it, or never answered.
    for (const [index, socket] of sockets.entries()) for (const update of authors[index]!.type(40)) socket.say({ type: 'update', update })
    const arrived = until('some of it to arrive', () => sockets.every((socket) => socket.ackCount() > 5))
    await arrived
    const ended = first.stop('SIGTERM')
    const closes = await Promise.all(sockets.map(({ raw }) => raw.closed))
    expect(new Set(closes.map(({ code }) => code))).toEqual(new Set([1012]))
    expect(await ended).toBe(0)
    const acked = sockets.map((socket) => socket.ackCount())
    expect(Math.min(...acked)).toBeGreaterThan(5)

    const second = await start()
    const shown = await Promise.all([ONE, OTHER].map((document) => read(second.port, document)))
    const written = authors.map(({ index }) => {
      const ydoc = shown[index % 2]
      return ydoc instanceof Y.Doc ? Y.getState(ydoc.store, 10 + index) : -1
    })
    for (const [index, clock] of written.entries()) expect(clock, `author ${index}`).toBeGreaterThanOrEqual(acked[index]!)
    await second.stop()
  })
})
