// One busy person over real sockets, without a Y.Doc: sends edits made ahead of time at a steady rate, keeps what has not
// been acknowledged, dials again whenever the socket is gone and then sends that first, in its order, as the app does.
// Of what the relay says it believes the acknowledgements only, and never heals a loss: the relay's step 1 stays unanswered.

import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { type Closed, connectDocument, connectMux, pause, type Received } from '../support/relay-client.ts'
import type { Random } from '../support/seeded-random.ts'
import { makeEdits, type StreamEdit } from './edit-stream.ts'

export interface LoadClient {
  /** By document, what the relay acknowledged. */
  readonly acked: ReadonlyMap<string, readonly StreamEdit[]>
  /** What was sent and is not acknowledged now. */
  readonly inFlight: () => number
  /** Refusals, by what the relay said. */
  readonly refused: ReadonlyMap<AckStatus, number>
  /** Resolves when the socket is gone and its last acknowledgements are counted. */
  readonly stop: () => Promise<void>
}

export interface LoadClientOptions {
  readonly relayUrl: string
  readonly workspaceId: string
  readonly token: string
  readonly documents: readonly string[]
  /** One socket with channels, or a socket per document. */
  readonly via: 'mux' | 'ack'
  readonly editsPerSecond: number
  readonly random: Random
}

/** One document on a socket that is open now. */
interface Line {
  readonly channel: Received
  readonly send: (update: Uint8Array) => void
  readonly sent: StreamEdit[]
  settled: number
}

interface Link {
  readonly lines: ReadonlyMap<string, Line>
  readonly closedWith: () => Closed | null
  /** Sends what an earlier socket left; resolves when the rest may follow. */
  readonly sendAgain: (document: string, edits: readonly StreamEdit[]) => Promise<void>
  readonly close: () => Promise<unknown>
}

const EDITS_PER_STREAM = 400
const REDIAL_MS = 20
const TICK_MS = 10
const STATUSES_STORED: readonly (AckStatus | null)[] = [null, 'duplicate']

export const startLoadClient = (options: LoadClientOptions): LoadClient => {
  const { relayUrl, workspaceId, token, documents, via, editsPerSecond, random } = options
  const acked = new Map<string, StreamEdit[]>(documents.map((document) => [document, []]))
  const unacked = new Map<string, Set<StreamEdit>>(documents.map((document) => [document, new Set()]))
  const ready = new Map<string, StreamEdit[]>(documents.map((document) => [document, []]))
  const refused = new Map<AckStatus, number>()
  let isStopped = false
  let turn = 0

  const settle = (document: string, edit: StreamEdit, status: AckStatus | null) => {
    if (unacked.get(document)?.delete(edit) !== true) return
    if (STATUSES_STORED.includes(status)) return void acked.get(document)?.push(edit)
    if (status !== null) refused.set(status, (refused.get(status) ?? 0) + 1)
    // What follows in the stream rests on what was refused.
    ready.set(document, [])
  }

  const collect = (link: Link) => {
    for (const [document, line] of link.lines) {
      const count = line.channel.ackCount()
      if (count === line.settled) continue
      const exceptions = line.channel.exceptions()
      for (; line.settled < count; line.settled++) settle(document, line.sent[line.settled] as StreamEdit, exceptions.get(line.settled) ?? null)
    }
  }

  const sendOn = (line: Line, edit: StreamEdit) => {
    line.sent.push(edit)
    line.send(edit.update)
  }

  const sendNext = (link: Link) => {
    const document = documents[turn++ % documents.length] as string
    if (ready.get(document)?.length === 0) ready.set(document, makeEdits(random, EDITS_PER_STREAM))
    const edit = ready.get(document)?.shift() as StreamEdit
    unacked.get(document)?.add(edit)
    sendOn(link.lines.get(document) as Line, edit)
  }

  const dialDocuments = async (): Promise<Link> => {
    const clients = await Promise.all(
      documents.map(async (document) => ({ document, client: await connectDocument(relayUrl, document, { token, workspaceId, acks: true }) })),
    )
    const lines = new Map(
      clients.map(({ document, client }): [string, Line] => [
        document,
        { channel: client, sent: [], settled: 0, send: (update) => client.say({ type: 'update', update }) },
      ]),
    )
    return {
      lines,
      closedWith: () => clients.map(({ client }) => client.raw.closedWith()).find((closed) => closed !== null) ?? null,
      sendAgain: async (document, edits) => {
        for (const edit of edits) sendOn(lines.get(document) as Line, edit)
      },
      close: () => Promise.all(clients.map(({ client }) => client.close())),
    }
  }

  const dialMux = async (): Promise<Link> => {
    const client = await connectMux(relayUrl, { token, workspaceId })
    const lines = new Map<string, Line>()
    const link: Link = {
      lines,
      closedWith: client.raw.closedWith,
      sendAgain: async (document, edits) => {
        await Promise.all(
          edits.map(async (edit) => {
            const { status } = await client.offer(document, edit.update)
            settle(document, edit, status)
          }),
        )
      },
      close: client.close,
    }
    if (link.closedWith() !== null) return link
    for (const document of documents) {
      const channel = await client.open(document)
      lines.set(document, { channel, sent: [], settled: 0, send: (update) => channel.say({ type: 'update', update }) })
    }
    return link
  }

  const work = async (link: Link) => {
    for (const document of documents) await link.sendAgain(document, [...(unacked.get(document) ?? [])])
    const startedAt = performance.now()
    let sent = 0
    while (!isStopped && link.closedWith() === null) {
      for (const due = ((performance.now() - startedAt) / 1_000) * editsPerSecond; sent < due; sent++) sendNext(link)
      await pause(TICK_MS)
      collect(link)
    }
  }

  const run = async () => {
    while (!isStopped) {
      // A socket that goes while it is being set up says so by a rejection.
      const link = await (via === 'mux' ? dialMux() : dialDocuments()).catch(() => null)
      if (link === null || link.closedWith() !== null) {
        await link?.close()
        await pause(REDIAL_MS)
        continue
      }
      await work(link).catch(() => {})
      // Acknowledgements that were under way when the server died count: they were given.
      await link.close()
      collect(link)
    }
  }
  const running = run()

  return {
    acked,
    refused,
    inFlight: () => [...unacked.values()].reduce((sum, edits) => sum + edits.size, 0),
    stop: () => {
      isStopped = true
      return running
    },
  }
}
