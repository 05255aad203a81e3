// One workspace on this relay: its rooms, its sockets, and how far its log has come. What a commit made durable is
// handed out from here: to the rooms' members, and to the sockets that follow the whole workspace.

import { LIMITS } from '../../shared/protocol/limits.ts'
import { encodeControl } from '../../shared/protocol/socket-messages.ts'
import type { LogRow, LogStore } from '../store/log-store.ts'
import type { CursorSeal } from './cursor-seal.ts'
import type { RelayLogger } from './relay-logger.ts'
import type { ForwardedRow, Room } from './room.ts'
import { createSharedRows, type SharedRows } from './shared-frames.ts'
import type { Tail } from './tail.ts'

export interface DeliveredRow {
  readonly row: LogRow
  /** The session that sent it; null when it came another way. */
  readonly sender: unknown
}

/** A socket as the hand-out sees it. */
export interface Follower extends Pick<Tail, 'takeSeq'> {
  readonly takeRows: (rows: SharedRows) => void
}

export interface RelayWorkspace {
  readonly id: string
  readonly rooms: ReadonlyMap<string, Room>
  /** Sockets that have asked for the tail. */
  readonly followers: Set<Follower>
  readonly room: (document: string) => Room
  readonly findRoom: (document: string) => Room | null
  readonly forgetRoom: (document: string, room: Room) => void
  /** The last row known to be committed; 0 until the first one is heard of. */
  readonly lastSeq: () => number
  /** Rows in the order of their seqs, durable. */
  readonly deliver: (rows: readonly DeliveredRow[]) => Promise<void>
  /** Somebody else appended up to `seq`. */
  readonly catchUp: (seq: number) => Promise<void>
}

export const createWorkspace = (deps: {
  readonly id: string
  readonly log: LogStore
  readonly logger: RelayLogger
  readonly seal: CursorSeal
  readonly createRoom: (document: string, channelNumber: number) => Room
  readonly onRoomUsed: (room: Room) => void
}): RelayWorkspace => {
  const { id, log } = deps
  const rooms = new Map<string, Room>()
  const followers = new Set<Follower>()
  let lastSeq = 0
  let channelNumbers = 0
  let before: Promise<void> = log.head(id).then(
    ({ seq }) => {
      lastSeq = seq
    },
    (error: unknown) => deps.logger.error({ workspaceId: id, error: String(error) }, 'the log has no readable end'),
  )

  /** One delivery at a time, in the order asked for. */
  const inTurn = (work: () => Promise<void>): Promise<void> => {
    const done = before.then(work)
    before = done.catch(() => {})
    return done
  }

  /** Null when it cannot be read: the cursors then wait for the next turn. */
  const readHead = async (seq: number) => {
    try {
      const [hash, { epoch }] = await Promise.all([log.hashAt(id, seq), log.head(id)])
      return { epoch, hash: hash ?? '' }
    } catch (error) {
      deps.logger.error({ workspaceId: id, error: String(error) }, 'the log has no readable end')
      return null
    }
  }

  const handOut = async (rows: readonly DeliveredRow[]) => {
    const last = rows.at(-1)?.row.seq ?? 0
    const isFollowed = followers.size > 0
    const head = isFollowed ? await readHead(last) : null
    const byDocument = new Map<string, ForwardedRow[]>()
    for (const { row, sender } of rows) {
      const forwarded = { seq: row.seq, bytes: row.bytes, sender }
      const known = byDocument.get(row.document)
      if (known === undefined) byDocument.set(row.document, [forwarded])
      else known.push(forwarded)
    }
    for (const [document, forwarded] of byDocument) rooms.get(document)?.forward(forwarded)
    if (isFollowed) {
      const shared = createSharedRows(
        rows.map(({ row, sender }) => ({ seq: row.seq, sender })),
        (index) => encodeControl({ type: 'row', row: (rows[index] as DeliveredRow).row }),
      )
      for (const follower of followers) follower.takeRows(shared)
    }
    lastSeq = Math.max(lastSeq, last)
    if (head === null) return
    const frame = once(() =>
      encodeControl({ type: 'seq', epoch: head.epoch, seq: last, hash: deps.seal.sealed({ workspaceId: id, epoch: head.epoch, seq: last, hash: head.hash }) }),
    )
    for (const follower of followers) follower.takeSeq(last, frame)
  }

  /** Rows that came to the log by another way, up to before `end`. Seqs have no gaps, so a jump means there are some. */
  const handOutForeign = async (end: number) => {
    while (lastSeq + 1 < end) {
      const rows = await log.rowsAfter(id, lastSeq, LIMITS.chunkBytesMax)
      const foreign = rows.filter(({ seq }) => seq > lastSeq && seq < end)
      if (foreign.length === 0) return
      for (const { document, person, bytes } of foreign) rooms.get(document)?.learnRow(bytes, person)
      await handOut(foreign.map((row) => ({ row, sender: null })))
    }
  }

  return {
    id,
    rooms,
    followers,
    room: (document) => {
      const known = rooms.get(document)
      const room = known ?? deps.createRoom(document, ++channelNumbers)
      if (known === undefined) rooms.set(document, room)
      deps.onRoomUsed(room)
      return room
    },
    findRoom: (document) => rooms.get(document) ?? null,
    forgetRoom: (document, room) => {
      if (rooms.get(document) === room) rooms.delete(document)
    },
    lastSeq: () => lastSeq,
    deliver: (rows) =>
      inTurn(async () => {
        await handOutForeign(rows[0]?.row.seq ?? 0)
        await handOut(rows)
      }),
    catchUp: (seq) => inTurn(() => handOutForeign(seq + 1)),
  }
}

const once = (make: () => Uint8Array): (() => Uint8Array) => {
  let made: Uint8Array | null = null
  return () => {
    made ??= make()
    return made
  }
}
