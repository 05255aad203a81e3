// One document on this relay: what the gate knows of it, who has it open, who is present. No Y.Doc (S11).
//
// Knowledge is tentative: it includes rows of the commit under way. A failed commit throws it away and builds it again
// from the log, and no frame is judged in between (S10). A room without members is only its knowledge, kept for offers
// and quick returns until others need the memory.

import * as Y from 'yjs'
import { assertNever } from '../../shared/base/assert.ts'
import type { AckStatus, ChannelMessage } from '../../shared/protocol/channel-messages.ts'
import { createKnowledge, type DocumentKnowledge, learn } from '../../shared/protocol/document-knowledge.ts'
import { knowledgeOf, type Verdict, vetUpdate } from '../../shared/protocol/gate.ts'
import { canWrite } from '../../shared/protocol/role.ts'
import { isEmptyStateVector, stateVectorOf } from '../../shared/protocol/state-vector.ts'
import type { Grant } from '../accounts/grants.ts'
import type { DocumentState, LogStore } from '../store/log-store.ts'
import type { CommitTurn } from './commit-turn.ts'
import { createRoomPresence, type PresenceSpeaker, type RoomPresence } from './presence.ts'
import type { RelayCounters } from './relay-counters.ts'
import type { RelayLogger } from './relay-logger.ts'
import { createRoomFrame, type RoomFrame } from './room-frame.ts'
import type { RelaySettings } from './settings.ts'
import type { Timing } from './timing.ts'

/** `full`: the workspace has no room for another document. */
export type WhyBroken = 'failed' | 'full'

/** A member of a room: one document on one socket. */
export interface RoomMember extends PresenceSpeaker {
  readonly session: unknown
  readonly sendUpdate: (frame: RoomFrame, seq: number) => void
  readonly sendPresence: (frame: RoomFrame) => void
  /** The relay lost rows it had taken from memory: ask the client what it has. */
  readonly askAgain: () => void
  /** The document cannot be served. */
  readonly evict: (why: WhyBroken) => void
}

export interface OfferedUpdate {
  readonly update: Uint8Array
  readonly grant: Grant
  /** Take as much as connects (step 2). */
  readonly partial: boolean
  readonly sender: unknown
  readonly settle: (status: AckStatus | null, seq: number) => void
}

export interface Room {
  readonly document: string
  readonly members: ReadonlySet<RoomMember>
  readonly presence: RoomPresence
  /** Runs at once, or when the document is known; never when it cannot be. */
  readonly whenReady: (work: () => void, whenBroken?: (why: WhyBroken) => void) => void
  readonly enter: (member: RoomMember) => void
  readonly leave: (member: RoomMember) => void
  readonly offer: (offered: OfferedUpdate) => void
  /** The relay's step 1. */
  readonly stateVector: () => Uint8Array
  /** The answer to step 1, good as of `seq`. */
  readonly answer: (stateVector: Uint8Array) => Promise<{ readonly update: Uint8Array; readonly seq: number }>
  /** One frame for everybody here. */
  readonly frame: (message: ChannelMessage) => RoomFrame
  readonly channelNumber: () => number
  readonly forward: (update: Uint8Array, seq: number, sender: unknown) => void
  /** Takes in a row that came to the log by another way. */
  readonly learnRow: (update: Uint8Array) => void
  readonly rebuild: () => void
  readonly isIdle: () => boolean
  readonly dispose: () => void
}

export interface RoomDeps {
  readonly workspaceId: string
  readonly document: string
  readonly log: LogStore
  readonly turn: CommitTurn
  readonly timing: Timing
  readonly settings: RelaySettings
  readonly counters: RelayCounters
  readonly logger: RelayLogger
  /** The room cannot be served and must be made anew by whoever comes next. */
  readonly onBroken: () => void
}

type Knowing =
  | { readonly is: 'loading'; readonly waiting: (() => void)[]; readonly broken: ((why: WhyBroken) => void)[] }
  | { readonly is: 'ready'; readonly knowledge: DocumentKnowledge }
  | { readonly is: 'broken'; readonly why: WhyBroken }

const NOTHING = new Uint8Array([0, 0])

export const createRoom = (deps: RoomDeps): Room => {
  const { workspaceId, document, log, turn, timing, settings, counters, logger } = deps
  const members = new Set<RoomMember>()
  let knowing: Knowing = { is: 'loading', waiting: [], broken: [] }
  let number = 0
  let loads = 0
  let inFlight = 0
  let committedSeq = 0
  let state: { readonly asOf: number; readonly promise: Promise<DocumentState | null> } | null = null

  const presence = createRoomPresence({
    timing,
    intervalMs: settings.presenceIntervalMs,
    broadcast: (bytes) => {
      const frame = createRoomFrame(number, { type: 'presence', bytes })
      for (const member of members) member.sendPresence(frame)
    },
    claim: (client, personId) => {
      if (knowing.is !== 'ready') return false
      const owner = knowing.knowledge.owners.get(client)
      if (owner === undefined) knowing.knowledge.owners.set(client, personId)
      return owner === undefined || owner === personId
    },
  })

  const load = async (owners: ReadonlyMap<number, string>) => {
    const ticket = ++loads
    const loaded = await readKnowledge()
    if (ticket !== loads || knowing.is !== 'loading') return
    const { waiting, broken } = knowing
    if (loaded === 'failed' || loaded === 'full') {
      knowing = { is: 'broken', why: loaded }
      for (const member of [...members]) member.evict(loaded)
      deps.onBroken()
      for (const work of broken) work(loaded)
      return
    }
    for (const [client, person] of owners) loaded.owners.set(client, person)
    knowing = { is: 'ready', knowledge: loaded }
    for (const work of waiting) work()
  }

  const readKnowledge = async (): Promise<DocumentKnowledge | WhyBroken> => {
    try {
      const [documentNumber, stored] = await Promise.all([log.documentNumber(workspaceId, document), log.documentState(workspaceId, document)])
      if (documentNumber === null) return 'full'
      number = documentNumber
      if (stored === null) return createKnowledge()
      const knowledge = knowledgeOf(stored.update)
      if (!('kind' in knowledge)) return knowledge
      logger.error({ workspaceId, document, reason: knowledge.reason }, 'a document in the log cannot be read')
    } catch (error) {
      logger.error({ workspaceId, document, error: String(error) }, 'a document could not be loaded')
    }
    return 'failed'
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
        return whenBroken?.(knowing.why)
      default:
        assertNever(knowing)
    }
  }

  const judge = ({ update, grant, partial, sender, settle }: OfferedUpdate) => {
    if (knowing.is !== 'ready') return
    const { knowledge } = knowing
    const verdict = vetUpdate(knowledge, update, { person: grant.personId, partial })
    const answer = (status: AckStatus | null, seq: number) => {
      inFlight--
      if (status !== null) counters.refused(status)
      settle(status, seq)
    }
    inFlight++
    const submission = { workspaceId, document, sender, settle: answer }
    if (verdict.kind !== 'accept' || !canWrite(grant.role)) {
      return turn.add({ ...submission, row: null, status: canWrite(grant.role) ? statusOf(verdict) : statusForViewer(verdict) })
    }
    learn(knowledge, verdict.learned)
    const row = { workspaceId, document, person: grant.personId, time: timing.now(), bytes: verdict.bytes }
    turn.add({ ...submission, row, status: verdict.complete ? null : 'resync' })
  }

  void load(new Map())

  return {
    document,
    members,
    presence,
    whenReady,
    enter: (member) => {
      members.add(member)
    },
    leave: (member) => {
      if (members.delete(member)) presence.leave(member)
    },
    offer: (offered) =>
      whenReady(
        () => judge(offered),
        () => offered.settle('storage_full', 0),
      ),
    stateVector: () => (knowing.is === 'ready' ? stateVectorOf(knowing.knowledge) : new Uint8Array([0])),
    answer: async (stateVector) => {
      if (state === null || state.asOf !== committedSeq) state = { asOf: committedSeq, promise: log.documentState(workspaceId, document) }
      const stored = await state.promise
      if (stored === null) return { update: NOTHING, seq: 0 }
      return { update: isEmptyStateVector(stateVector) ? stored.update : Y.diffUpdate(stored.update, stateVector), seq: stored.seq }
    },
    frame: (message) => createRoomFrame(number, message),
    channelNumber: () => number,
    forward: (update, seq, sender) => {
      committedSeq = Math.max(committedSeq, seq)
      if (members.size === 0) return
      const frame = createRoomFrame(number, { type: 'update', update })
      for (const member of members) if (member.session !== sender) member.sendUpdate(frame, seq)
    },
    learnRow: (update) => {
      if (knowing.is !== 'ready') return
      const verdict = vetUpdate(knowing.knowledge, update, { person: null, partial: true })
      if (verdict.kind === 'accept') learn(knowing.knowledge, verdict.learned)
    },
    rebuild: () => {
      const owners = knowing.is === 'ready' ? knowing.knowledge.owners : new Map<number, string>()
      knowing = knowing.is === 'loading' ? knowing : { is: 'loading', waiting: [], broken: [] }
      state = null
      void load(owners)
      timing.after(settings.retryAfterFailureMs, () => {
        for (const member of members) member.askAgain()
      })
    },
    isIdle: () => members.size === 0 && inFlight === 0 && knowing.is !== 'loading',
    dispose: () => presence.dispose(),
  }
}

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
