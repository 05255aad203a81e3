// The relay and its peers as the benchmarks meet them: each a process of its own, and a client that joins a document, types
// into it and sees what the others type, in the dialect the server speaks.

import { type ChildProcess, spawn } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import * as encoding from 'lib0/encoding'
import { decodeChannelMessage, encodeChannelMessage, KEEPALIVE } from '../../../shared/protocol/channel-messages.ts'
import { BEARER_PREFIX, PROTOCOL_ACK } from '../../../shared/protocol/version.ts'
import { addToken, createOwner } from '../../support/accounts.ts'
import { endProcess } from '../../support/end-process.ts'
import { createEndcapServer, type EndcapServer, freePort } from '../../support/endcap-server.ts'
import { type BenchSocket, framed, openSocket } from './bench-socket.ts'

export interface Joined {
  readonly socket: BenchSocket
  /** The frames of these updates, each to be written as it is. */
  readonly frameOf: (update: Uint8Array) => Buffer
  /** Says nothing; Hocuspocus drops who says nothing for a minute. */
  readonly heartbeat: Buffer
}

export interface JoinOptions {
  readonly document: string
  /** Which of the server's people; 0 up to as many as it was started with. */
  readonly person: number
  /** What it has already; nothing by default. */
  readonly stateVector?: Uint8Array
  /** An update of somebody else, in place. */
  readonly onUpdate?: (bytes: Buffer, start: number, end: number) => void
  /** So many of this socket's updates are confirmed, in all. */
  readonly onAck?: (count: number) => void
  /** The answer to step 1, in place. */
  readonly onStep2?: (bytes: Buffer, start: number, end: number) => void
}

export interface BenchServer {
  readonly name: string
  /** Sends everybody their own edits too. */
  readonly isEchoing: boolean
  /** Confirms updates. */
  readonly isAcking: boolean
  /** Has its documents again after a restart. */
  readonly isStoring: boolean
  readonly pid: () => number
  /** Resolves when the document is synced. */
  readonly join: (options: JoinOptions) => Promise<Joined>
  /** Stops it and starts it on the same data, with nothing in memory. */
  readonly restart: () => Promise<void>
  readonly dispose: () => Promise<void>
}

const NOTHING = new Uint8Array([0])

// ---- dialects ----

interface Dialect {
  readonly url: (document: string) => string
  readonly protocols: (person: number) => readonly string[]
  /** Stands before every message. */
  readonly prefix: (document: string) => Uint8Array
  /** Said before step 1. */
  readonly hello: (document: string) => readonly Uint8Array[]
  /** Answers step 1. */
  readonly isSyncing: boolean
  readonly isEchoing: boolean
}

const SYNC = 0
const STEP_2 = 1
const UPDATE = 2
const ACK = 100
/** Hocuspocus: "an update was taken in". */
const SYNC_STATUS = 8

const join2 = (prefix: Uint8Array, message: Uint8Array): Uint8Array => (prefix.length === 0 ? message : Buffer.concat([prefix, message]))

const joinWith = async (dialect: Dialect, options: JoinOptions): Promise<Joined> => {
  const { document, person, onUpdate, onAck, onStep2 } = options
  const prefix = dialect.prefix(document)
  const skip = prefix.length
  let acked = 0
  let synced = () => {}
  const isSynced = new Promise<void>((resolve) => {
    synced = resolve
  })
  const onFrame = (bytes: Buffer, from: number, end: number) => {
    const at = from + skip
    const type = bytes[at]
    if (type === SYNC) {
      const step = bytes[at + 1]
      if (step !== UPDATE && step !== STEP_2) return
      let start = at + 2
      while ((bytes[start++] as number) >= 0x80);
      if (step === UPDATE) onUpdate?.(bytes, start, end)
      else {
        onStep2?.(bytes, start, end)
        synced()
      }
    } else if (type === ACK && skip === 0) {
      const message = decodeChannelMessage(bytes.subarray(from, end))
      if (message?.type !== 'ack') return
      const [exception] = message.exceptions
      if (exception !== undefined) throw new Error(`the relay refused an edit: ${exception.status}`)
      onAck?.(message.count)
    } else if (type === SYNC_STATUS && skip > 0) onAck?.(++acked)
  }
  const socket = await openSocket(dialect.url(document), dialect.protocols(person), onFrame)
  const say = (message: Uint8Array) => socket.write(framed(join2(prefix, message)))
  for (const message of dialect.hello(document)) say(message)
  if (dialect.isSyncing) {
    say(encodeChannelMessage({ type: 'step1', stateVector: options.stateVector ?? NOTHING }))
    await isSynced
  }
  return { socket, heartbeat: framed(join2(prefix, KEEPALIVE)), frameOf: (update) => framed(join2(prefix, encodeChannelMessage({ type: 'update', update }))) }
}

// ---- servers ----

/** Endcap as it is built, with so many people in one workspace. `BENCH_NODE_OPTIONS` are for its process, to profile it. */
export const startEndcap = async (
  people: number,
): Promise<BenchServer & { readonly server: EndcapServer; readonly workspaceId: string; readonly tokens: readonly string[] }> => {
  const server = await createEndcapServer(process.env.BENCH_NODE_OPTIONS === undefined ? {} : { NODE_OPTIONS: process.env.BENCH_NODE_OPTIONS })
  const owner = await createOwner(server)
  const tokens: string[] = []
  for (let person = 0; person < people; person++) tokens.push((await addToken(server, owner, 'coordinator')).token)
  const dialect: Dialect = {
    url: (document) => `${server.url.replace('http', 'ws')}/sync/${owner.workspaceId}/${document}`,
    protocols: (person) => [PROTOCOL_ACK, `${BEARER_PREFIX}${tokens[person % tokens.length]}`],
    prefix: () => new Uint8Array(0),
    hello: () => [],
    isSyncing: true,
    isEchoing: false,
  }
  return {
    name: 'endcap, durable',
    isEchoing: false,
    isAcking: true,
    isStoring: true,
    pid: server.pid,
    join: (options) => joinWith(dialect, options),
    restart: async () => {
      await server.stop()
      await server.start()
    },
    dispose: server.dispose,
    server,
    workspaceId: owner.workspaceId,
    tokens,
  }
}

const peer = async (name: string, file: string, isStoring: boolean, dialectAt: (url: string) => Dialect): Promise<BenchServer> => {
  const port = await freePort()
  const dataDir = mkdtempSync(join(tmpdir(), 'endcap-peer-'))
  const env = { PATH: process.env.PATH, HOME: process.env.HOME, PORT: String(port), DATA_DIR: dataDir, NODE_ENV: 'production' }
  let child: ChildProcess | null = null

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const started = spawn(process.execPath, [join(import.meta.dirname, '../peers', file)], { env, stdio: ['ignore', 'pipe', 'inherit'] })
      child = started
      started.stdout.on('data', (chunk: Buffer) => {
        if (chunk.toString().includes('ready')) resolve()
      })
      started.once('exit', (code) => reject(new Error(`${file} ended with ${code}`)))
    })
  const stop = (signal: 'SIGTERM' | 'SIGKILL'): Promise<void> => {
    const stopping = child
    child = null
    return endProcess(stopping, signal)
  }

  await start()
  const dialect = dialectAt(`ws://127.0.0.1:${port}`)
  return {
    name,
    isEchoing: dialect.isEchoing,
    isAcking: isStoring,
    isStoring,
    pid: () => {
      if (child?.pid === undefined) throw new Error(`${name} is not running`)
      return child.pid
    },
    join: (options) => joinWith(dialect, options),
    restart: async () => {
      await stop('SIGTERM')
      await start()
    },
    dispose: async () => {
      await stop('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
  }
}

const plainAt =
  ({ isSyncing, isEchoing }: Pick<Dialect, 'isSyncing' | 'isEchoing'>) =>
  (url: string): Dialect => ({
    url: (document) => `${url}/${document}`,
    protocols: () => [],
    prefix: () => new Uint8Array(0),
    hello: () => [],
    isSyncing,
    isEchoing,
  })

const AUTH = 2
const TOKEN = 0
const named = (document: string) => encoding.encode((encoder) => encoding.writeVarString(encoder, document))

const hocuspocusAt = (url: string): Dialect => ({
  url: () => url,
  protocols: () => [],
  prefix: named,
  hello: () => [
    encoding.encode((encoder) => {
      encoding.writeVarUint(encoder, AUTH)
      encoding.writeVarUint(encoder, TOKEN)
      encoding.writeVarString(encoder, 'anybody')
    }),
  ],
  isSyncing: true,
  isEchoing: true,
})

export const startBareWs = () => peer('bare ws broadcaster', 'bare-ws.mjs', false, plainAt({ isSyncing: false, isEchoing: false }))
export const startYWebsocket = () => peer('y-websocket-server 0.1.1, in memory', 'y-websocket.mjs', false, plainAt({ isSyncing: true, isEchoing: true }))
/** With `BENCH_PEERS=0` none but the bare broadcaster. */
export const HAS_PEERS = process.env.BENCH_PEERS !== '0'
export const startHocuspocus = () => peer('Hocuspocus 4.7 + SQLite', 'hocuspocus.mjs', true, hocuspocusAt)
