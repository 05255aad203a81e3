// One document on this relay: what the gate knows of it, who has it open, who is present. No Y.Doc (S11).
//
// Knowledge is tentative: it includes rows of the commit under way. A failed commit throws it away and builds it again
// from the log, and no frame is judged in between (S10). A room without members is only its knowledge, kept for offers
// and quick returns until others need the memory.

import { assertNever } from '../../shared/base/assert.ts'
import { type AckStatus, type ChannelMessage, encodeChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { type DocumentKnowledge, learn } from '../../shared/protocol/document-knowledge.ts'
import { type Verdict, vetUpdate } from '../../shared/protocol/gate.ts'
import { canWrite } from '../../shared/protocol/role.ts'
import { wrapForChannel } from '../../shared/protocol/socket-messages.ts'
import { stateVectorOf } from '../../shared/protocol/state-vector.ts'
import type { Grant } from '../accounts/grants.ts'
import type { Clock } from '../platform.ts'
import type { LogStore } from '../store/log-store.ts'
import type { CommitTurn } from './commit-turn.ts'
import { createJoinAnswers, type JoinAnswers } from './join-answers.ts'
import { createRoomPresence, type PresenceSpeaker, type RoomPresence } from './presence.ts'
import { type ReadKnowledge, readKnowledge } from './read-knowledge.ts'
import type { RelayCounters } from './relay-counters.ts'
import type { RelayLogger } from './relay-logger.ts'
import { createRoomFrame, type RoomFrame } from './room-frame.ts'
import type { RelaySettings } from './settings.ts'
import { createSharedRows, type SharedRow, type SharedRows } from './shared-frames.ts'
import type { Timing } from './timing.ts'

/** A member of a room: one document on one socket. */
export interface RoomMember extends PresenceSpeaker {
  readonly session: unknown
  readonly sendUpdates: (updates: RoomUpdates) => void
  readonly sendPresence: (frame: RoomFrame) => void
  /** The relay lost rows it had taken from memory: ask the client what it has. */
  readonly askAgain: () => void
  /** The document cannot be served. */
  readonly evict: () => void
}

/** The rows of one turn, as either kind of socket gets them. */
export interface RoomUpdates {
  readonly plain: SharedRows
  readonly mux: SharedRows
}

export interface ForwardedRow extends SharedRow {
  readonly bytes: Uint8Array
}

export interface OfferedUpdate {
  readonly update: Uint8Array
  readonly grant: Grant
  /** Take as much as connects (step 2). */
  readonly partial: boolean
  /** Made just now by who sends it, and nobody's edit handed on (S13). */
  readonly isLive?: boolean
  readonly sender: unknown
  readonly settle: (status: AckStatus | null, seq: number) => void
}

export interface Room {
  readonly document: string
  readonly members: ReadonlySet<RoomMember>
  readonly presence: RoomPresence
  /** Runs at once, or when the document is known; never when it cannot be. Does not hurry it. */
  readonly whenReady: (work: () => void, whenBroken?: () => void) => void
  /** False when the document cannot be served. */
  readonly isServed: () => boolean
  readonly enter: (member: RoomMember) => void
  readonly leave: (member: RoomMember) => void
  readonly offer: (offered: OfferedUpdate) => void
  /** Hands over the relay's state vector once all that it claims is durable. */
  readonly claim: (say: (stateVector: Uint8Array) => void) => void
  /** The answer to step 1. */
  readonly answer: JoinAnswers['answer']
  /** One frame for everybody here. */
  readonly frame: (message: ChannelMessage) => RoomFrame
  readonly channelNumber: () => number
  /** Rows that have become durable together, in the order of their seqs. */
  readonly forward: (rows: readonly ForwardedRow[]) => void
  /** Takes in a row that came to the log by another way. */
  readonly learnRow: (update: Uint8Array, person: string) => void
  readonly rebuild: () => void
  readonly isIdle: () => boolean
  readonly dispose: () => void
}

export interface RoomDeps {
  readonly workspaceId: string
  readonly document: string
  /** Its number on the sockets of this relay. */
  readonly channelNumber: number
  readonly log: LogStore
  readonly turn: CommitTurn
  /** The time of day, for the rows. */
  readonly clock: Clock
  readonly timing: Timing
  readonly settings: RelaySettings
  readonly counters: RelayCounters
  readonly logger: RelayLogger
  /** The room cannot be served and must be made anew by whoever comes next. */
  readonly onBroken: () => void
}

type Knowing =
  | { readonly is: 'loading'; readonly waiting: (() => void)[]; readonly broken: (() => void)[] }
  | { readonly is: 'ready'; readonly knowledge: DocumentKnowledge }
  | { readonly is: 'broken' }

export const createRoom = (deps: RoomDeps): Room => {
  const { workspaceId, document, channelNumber, log, turn, clock, timing, settings, counters, logger } = deps
  const members = new Set<RoomMember>()
  let knowing: Knowing = { is: 'loading', waiting: [], broken: [] }
  /** The log has a place for it: the document has rows, or was given a number. */
  let isPlaced = false
  /** Updates that wait for a place. */
  let unplaced: OfferedUpdate[] = []
  let loads = 0
  let inFlight = 0
  let committedSeq = 0
  /** Until then what the log lost is taken back (S13). */
  let healingUntil = 0

  /** ClientIDs whose owner is known by presence only: the log learns it with the first live edit. */
  const claimed = new Set<number>()

  const presence = createRoomPresence({
    timing,
    intervalMs: settings.presenceIntervalMs,
    broadcast: (bytes) => {
      const frame = createRoomFrame(channelNumber, { type: 'presence', bytes })
      for (const member of members) member.sendPresence(frame)
    },
    claim: (client, personId) => {
      if (knowing.is !== 'ready') return false
      const owner = knowing.knowledge.owners.get(client)
      if (owner === undefined) {
        knowing.knowledge.owners.set(client, personId)
        claimed.add(client)
      }
      return owner === undefined || owner === personId
    },
    release: (client) => {
      if (knowing.is !== 'ready' || knowing.knowledge.clients.has(client)) return
      knowing.knowledge.owners.delete(client)
      claimed.delete(client)
    },
  })

  /**
   * What the gate has to know takes longer to read than a snapshot does to send. So whoever comes first, from nothing, has the
   * snapshot before it is read: it waits a moment for them, unless somebody needs it now.
   */
  let cancelBegin = (): void => {}
  let hasBegun = false
  const begin = () => {
    if (hasBegun) return
    hasBegun = true
    cancelBegin()
    void load(new Map())
  }

  const load = async (owners: ReadonlyMap<number, string>) => {
    const ticket = ++loads
    const loaded = await read()
    if (ticket !== loads || knowing.is !== 'loading') return
    const { waiting, broken } = knowing
    if (loaded === null) {
      knowing = { is: 'broken' }
      for (const member of [...members]) member.evict()
      deps.onBroken()
      for (const work of broken) work()
      return
    }
    const { knowledge } = loaded
    isPlaced ||= loaded.isKept
    healingUntil = loaded.healingUntil
    for (const [client, person] of owners) {
      if (knowledge.owners.has(client)) continue
      knowledge.owners.set(client, person)
      claimed.add(client)
    }
    knowing = { is: 'ready', knowledge }
    for (const work of waiting) attempt(work)
  }

  /** Null when the document cannot be read. */
  const read = async (): Promise<ReadKnowledge | null> => {
    try {
      return await readKnowledge({ log, logger }, workspaceId, document)
    } catch (error) {
      logger.error({ workspaceId, document, error: String(error) }, 'a document could not be loaded')
      return null
    }
  }

  const whenReady: Room['whenReady'] = (work, whenBroken) => {
    switch (knowing.is) {
      case 'ready':
        return work()
      case 'loading':
        knowing.waiting.push(work)
        if (whenBroken !== undefined) knowing.broken.push(whenBroken)
        return
      case 'broken':
        return whenBroken?.()
      default:
        assertNever(knowing)
    }
  }

  const judge = (offered: OfferedUpdate) => {
    if (knowing.is !== 'ready') return
    const { update, grant, partial, sender, settle } = offered
    const { knowledge } = knowing
    // What follows rests on what waits.
    if (unplaced.length > 0 && canWrite(grant.role)) return void unplaced.push(offered)
    const heals = healingUntil > 0 && offered.isLive !== true && clock() < healingUntil
    const verdict = vetUpdate(knowledge, update, { person: grant.personId, partial, heals })
    const answer = (status: AckStatus | null, seq: number) => {
      inFlight--
      if (status === null) counters.acked()
      else counters.refused(status)
      settle(status, seq)
    }
    if (verdict.kind === 'accept' && canWrite(grant.role) && !isPlaced) return void findPlace(offered)
    inFlight++
    // Objects written out: each one spread costs a hidden class of its own that lives until the next full collection.
    if (verdict.kind !== 'accept' || !canWrite(grant.role)) {
      const status = canWrite(grant.role) ? statusOf(verdict) : statusForViewer(verdict)
      return turn.add({ workspaceId, document, sender, settle: answer, row: null, status })
    }
    const clients = heals ? [] : verdict.learned.structs.flatMap(({ client }) => (isOwned(knowledge, client) && !claimed.has(client) ? [] : [client]))
    for (const client of clients) claimed.delete(client)
    const strays = heals ? verdict.learned.structs.flatMap(({ client }) => (isKnownToLog(knowledge, client) ? [] : [client])) : NONE
    learn(knowledge, verdict.learned)
    const row = {
      workspaceId,
      document,
      person: grant.personId,
      time: clock(),
      bytes: verdict.bytes,
      clients,
      strays,
      pinsBefore: verdict.isErasing,
      isHealing: verdict.isHealing,
    }
    turn.add({ workspaceId, document, sender, settle: answer, row, status: verdict.complete ? null : 'resync' })
  }

  /** There is no place for it now. */
  const refuseFull = ({ settle }: OfferedUpdate) => {
    counters.refused('storage_full')
    settle('storage_full', 0)
  }

  /** Documents are counted when somebody may write into them and does; who only looks uses up none (rules L). */
  const findPlace = async (first: OfferedUpdate) => {
    unplaced = [first]
    try {
      isPlaced = (await log.documentNumber(workspaceId, document)) !== null
      if (!isPlaced) logger.warn({ workspaceId, document }, 'the workspace holds as many documents as it may')
    } catch (error) {
      logger.error({ workspaceId, document, error: String(error) }, 'a document could not be given a place')
    }
    const waiting = unplaced
    unplaced = []
    for (const offered of waiting) {
      attempt(() => (isPlaced ? offer(offered) : refuseFull(offered)))
    }
  }

  const whenKnown = () =>
    new Promise<void>((resolve, reject) => {
      begin()
      whenReady(resolve, () => reject(new Error('the document cannot be loaded')))
    })

  const answers = createJoinAnswers({
    log,
    timing,
    workspaceId,
    document,
    frame: (message) => createRoomFrame(channelNumber, message),
    isKnown: () => knowing.is === 'ready',
    whenKnown,
    settledKnowledge: () => (knowing.is === 'ready' && inFlight === 0 ? knowing.knowledge : null),
    committedSeq: () => committedSeq,
  })

  /**
   * A client leaves out of its step 2 what step 1 claims, and takes the answer for all it holds: a claim of rows that a commit
   * then fails to store would have them taken for durable. So it waits behind the rows it rests on.
   */
  const claim = (say: (stateVector: Uint8Array) => void) => {
    if (knowing.is !== 'ready') return
    const stateVector = stateVectorOf(knowing.knowledge)
    if (inFlight === 0) return say(stateVector)
    inFlight++
    const settle = (status: AckStatus | null) => {
      inFlight--
      if (status === null) say(stateVector)
      else whenReady(() => claim(say))
    }
    turn.add({ workspaceId, document, row: null, status: null, sender: null, settle })
  }

  const offer: Room['offer'] = (offered) => {
    begin()
    const refuse = () => refuseFull(offered)
    whenReady(knowing.is === 'ready' ? () => judge(offered) : () => attempt(() => judge(offered), refuse), refuse)
  }

  /** For work that waited: a bug in one piece of it is nobody else's. */
  const attempt = (work: () => void, otherwise: () => void = () => {}) => {
    try {
      work()
    } catch (error) {
      logger.error({ workspaceId, document, err: error }, 'a message could not be handled')
      otherwise()
    }
  }

  cancelBegin = timing.after(settings.firstJoinMs, begin)

  return {
    document,
    members,
    presence,
    whenReady,
    isServed: () => knowing.is !== 'broken',
    enter: (member) => {
      members.add(member)
    },
    leave: (member) => {
      if (members.delete(member)) presence.leave(member)
    },
    offer,
    claim: (say) => whenReady(() => claim(say)),
    answer: answers.answer,
    frame: (message) => createRoomFrame(channelNumber, message),
    channelNumber: () => channelNumber,
    forward: (rows) => {
      committedSeq = Math.max(committedSeq, rows.at(-1)?.seq ?? 0)
      if (members.size === 0) return
      const encoded = (index: number) => encodeChannelMessage({ type: 'update', update: (rows[index] as ForwardedRow).bytes })
      const plain = createSharedRows(rows, encoded)
      const mux = createSharedRows(rows, (index) => wrapForChannel(channelNumber, encoded(index)))
      const updates = { plain, mux }
      for (const member of members) member.sendUpdates(updates)
    },
    learnRow: (update, person) => {
      if (knowing.is !== 'ready') return
      const verdict = vetUpdate(knowing.knowledge, update, { person: null, partial: true })
      if (verdict.kind === 'accept') learn(knowing.knowledge, { ...verdict.learned, person })
    },
    rebuild: () => {
      const owners = knowing.is === 'ready' ? knowing.knowledge.owners : new Map<number, string>()
      knowing = knowing.is === 'loading' ? knowing : { is: 'loading', waiting: [], broken: [] }
      answers.dispose()
      if (hasBegun) void load(owners)
      timing.after(settings.retryAfterFailureMs, () => {
        for (const member of members) member.askAgain()
      })
    },
    isIdle: () => members.size === 0 && inFlight === 0 && unplaced.length === 0 && knowing.is !== 'loading',
    dispose: () => {
      cancelBegin()
      presence.dispose()
      answers.dispose()
    },
  }
}

/** The log knows whose the clientID is. */
const isOwned = (knowledge: DocumentKnowledge, client: number): boolean =>
  knowledge.clients.has(client) && knowledge.owners.has(client) && !knowledge.lost.has(client)

const NONE: readonly number[] = []

/** What merely is claimed by presence has no struct yet; whose it is the log learns with the first live edit. */
const isKnownToLog = (knowledge: DocumentKnowledge, client: number): boolean => knowledge.clients.has(client) || knowledge.lost.has(client)

const statusOf = (verdict: Verdict): AckStatus | null => {
  switch (verdict.kind) {
    case 'accept':
      return null
    case 'duplicate':
    case 'resync':
    case 'denied':
    case 'invalid':
    case 'too_large':
      return verdict.kind
  }
}

/** A viewer's update that adds nothing is no offence; one that adds, or would, is denied (S15). */
const statusForViewer = (verdict: Verdict): AckStatus | null => {
  const status = statusOf(verdict)
  return status === null || status === 'resync' ? 'denied' : status
}
