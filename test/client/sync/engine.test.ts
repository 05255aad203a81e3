import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { createEngine, type Engine } from '../../../client/sync/engine.ts'
import type { Effect, EngineEvent, OutboxRow } from '../../../client/sync/engine-events.ts'
import { type AckException, type AckStatus, encodeChannelMessage, KEEPALIVE } from '../../../shared/protocol/channel-messages.ts'
import { type ControlMessage, decodeSocketFrame, encodeChannelFrame, encodeControl, isControlFrame } from '../../../shared/protocol/socket-messages.ts'
import { CLOSE } from '../../../shared/protocol/version.ts'

/** The nth of a person's edits to a text, as an update of its own. */
const edits = (() => {
  const ydoc = new Y.Doc()
  ydoc.clientID = 7
  const updates: Uint8Array[] = []
  ydoc.on('update', (update: Uint8Array) => updates.push(update))
  for (let index = 0; index < 300; index++) ydoc.getText('text/notes').insert(index, 'x')
  return updates
})()
const update = (index: number): Uint8Array => edits[index] ?? new Uint8Array([0, 0])

const PATH = 'accounts/marlow/profile'
const row = (id: number, document = PATH, by: OutboxRow['by'] = 'us'): OutboxRow => ({ id, document, bytes: update(id), at: id, edits: 1, by })

interface World {
  readonly engine: Engine
  now: number
  readonly step: (event: EngineEvent) => readonly Effect[]
  readonly receive: (message: ControlMessage) => readonly Effect[]
  readonly open: (options?: { readonly person?: string }) => readonly Effect[]
}

const createWorld = (): World => {
  const engine = createEngine({ personId: 'ann', random: () => 0.5 })
  let socket = 0
  const world: World = {
    engine,
    now: 1_000,
    step: (event) => {
      const effects = engine.step(event, world.now)
      for (const effect of effects) if (effect.do === 'dial') socket = effect.socket
      return effects
    },
    receive: (message) => world.step({ is: 'socketFrame', socket, bytes: encodeControl(message) }),
    open: ({ person = 'ann' } = {}) => {
      world.step({ is: 'socketOpened', socket })
      return world.receive({ type: 'role', person, role: 'coordinator' })
    },
  }
  world.step({ is: 'start', isNew: true })
  return world
}
const close = (world: World, code: number): readonly Effect[] => {
  // The last dial's number is the live one.
  for (let socket = 1; socket < 50; socket++) {
    const effects = world.engine.step({ is: 'socketClosed', socket, code, reason: '' }, world.now)
    if (world.engine.state().connection !== 'online') return effects
  }
  return []
}

const controls = (effects: readonly Effect[]): ControlMessage[] =>
  effects.flatMap((effect) => {
    const frame = effect.do === 'send' ? decodeSocketFrame(effect.bytes) : null
    return frame !== null && isControlFrame(frame) ? [frame.control] : []
  })
const frames = (effects: readonly Effect[]) =>
  effects.flatMap((effect) => {
    const frame = effect.do === 'send' ? decodeSocketFrame(effect.bytes) : null
    return frame === null || isControlFrame(frame) ? [] : [frame]
  })
const of = <Do extends Effect['do']>(effects: readonly Effect[], what: Do) =>
  effects.filter((effect): effect is Extract<Effect, { do: Do }> => effect.do === what)

const ack = (count: number, seq: number, exceptions: readonly AckException[] = []) => encodeChannelFrame(3, { type: 'ack', count, seq, exceptions })

/** An open channel, ref 1, number 3, with one edit kept and sent as frame 0. */
const withSentEdit = (): World => {
  const world = createWorld()
  world.open()
  world.step({ is: 'channelWanted', ref: 1, document: PATH })
  world.receive({ type: 'opened', ref: 1, channel: 3 })
  world.step({ is: 'rowMade', row: row(1) })
  world.step({ is: 'channelSent', ref: 1, payload: encodeChannelMessage({ type: 'update', update: update(1) }), carries: [1] })
  world.step({ is: 'rowsKept', ids: [1] })
  return world
}
const answer = (world: World, bytes: Uint8Array): readonly Effect[] => world.step({ is: 'socketFrame', socket: 1, bytes })

describe('the outbox of the engine', () => {
  it('holds a frame until the rows it carries are on this device’s disk', () => {
    const world = createWorld()
    world.open()
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    expect(of(world.receive({ type: 'opened', ref: 1, channel: 3 }), 'channelOpened')).toHaveLength(1)
    world.step({ is: 'rowMade', row: row(1) })
    expect(world.engine.state()).toMatchObject({ unsaved: 1, unsent: 0 })
    const payload = encodeChannelMessage({ type: 'update', update: update(1) })
    expect(frames(world.step({ is: 'channelSent', ref: 1, payload, carries: [1] }))).toEqual([])
    expect(frames(world.step({ is: 'rowsKept', ids: [1] }))).toHaveLength(1)
    expect(world.engine.state()).toMatchObject({ unsaved: 0, unsent: 1 })
  })

  it('lets no frame overtake one that waits for the disk', () => {
    const world = createWorld()
    world.open()
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    world.receive({ type: 'opened', ref: 1, channel: 3 })
    for (const id of [1, 2]) {
      world.step({ is: 'rowMade', row: row(id) })
      world.step({ is: 'channelSent', ref: 1, payload: encodeChannelMessage({ type: 'update', update: update(id) }), carries: [id] })
    }
    expect(frames(world.step({ is: 'rowsKept', ids: [2] }))).toEqual([])
    expect(frames(world.step({ is: 'rowsKept', ids: [1] })).map(({ message }) => message)).toEqual([
      { type: 'update', update: update(1) },
      { type: 'update', update: update(2) },
    ])
  })

  it('counts a row as sent only when the relay acknowledges its frame, as durable or as known (S9)', () => {
    const durable = withSentEdit()
    expect(of(answer(durable, ack(1, 9)), 'markSent')).toEqual([{ do: 'markSent', ids: [1], seq: 9 }])
    expect(durable.engine.state().unsent).toBe(0)
    const known = withSentEdit()
    expect(of(answer(known, ack(1, 0, [{ frame: 0, status: 'duplicate' }])), 'markSent')).toHaveLength(1)
  })

  it('takes an acknowledgement for the first so many frames and for no later one', () => {
    const world = withSentEdit()
    for (const id of [2, 3]) {
      world.step({ is: 'rowMade', row: row(id) })
      world.step({ is: 'channelSent', ref: 1, payload: encodeChannelMessage({ type: 'update', update: update(id) }), carries: [id] })
    }
    world.step({ is: 'rowsKept', ids: [2, 3] })
    expect(of(answer(world, ack(2, 9, [{ frame: 0, status: 'rate_limited' }])), 'markSent')).toEqual([{ do: 'markSent', ids: [2], seq: 9 }])
    expect([1, 2, 3].map(world.engine.isUnsent)).toEqual([true, false, true])
    expect(of(answer(world, ack(3, 11)), 'markSent')).toEqual([{ do: 'markSent', ids: [3], seq: 11 }])
  })

  it.each<AckStatus>(['resync', 'rate_limited', 'storage_full'])('keeps a row answered %s and offers it again later (S9)', (status) => {
    const world = withSentEdit()
    const effects = answer(world, ack(1, 0, [{ frame: 0, status }]))
    expect(of(effects, 'markSent')).toEqual([])
    expect(controls(effects)).toEqual([])
    expect(world.engine.state().unsent).toBe(1)
    const at = world.engine.wakeAt(world.now)
    world.now = 20_000
    expect(at).toBeLessThanOrEqual(20_000)
    expect(controls(world.step({ is: 'wake' })).filter(({ type }) => type === 'offer')).toMatchObject([{ type: 'offer', document: PATH }])
  })

  it('waits with what was over the rate as long as the relay says, and no longer than a minute (L6)', () => {
    for (const [told, from, to] of [
      [12_000, 12_000, 13_000],
      [3_600_000, 60_000, 61_000],
    ] as const) {
      const world = withSentEdit()
      const start = world.now
      world.receive({ type: 'retryAfter', ms: told })
      answer(world, ack(1, 0, [{ frame: 0, status: 'rate_limited' }]))
      expect(world.engine.state()).toMatchObject({ unsent: 1, serverProblem: 'rate_limited' })
      const offersAt = (now: number) => {
        world.now = now
        return controls(world.receive({ type: 'pong' })).filter(({ type }) => type === 'offer')
      }
      expect(offersAt(start + from - 1)).toEqual([])
      expect(offersAt(start + to)).toMatchObject([{ document: PATH }])
    }
  })

  it.each<AckStatus>(['denied', 'invalid', 'too_large'])('parks all of a document’s unsent rows when one is answered %s (S9)', (status) => {
    const world = withSentEdit()
    world.step({ is: 'rowsFound', rows: [row(5), row(6, 'accounts/dunmore/profile', 'otherTab')] })
    const effects = answer(world, ack(1, 0, [{ frame: 0, status }]))
    expect(of(effects, 'park')).toEqual([{ do: 'park', document: PATH, ids: [1, 5], reason: status }])
    expect(world.engine.state()).toMatchObject({ unsent: 1, refused: [{ path: PATH, edits: 2, reason: status }] })
  })

  it('acknowledges with a step 2 exactly the rows that the document held when it was encoded', () => {
    const world = withSentEdit()
    world.step({ is: 'rowMade', row: row(2) })
    world.step({ is: 'rowsKept', ids: [2] })
    // Row 2 was made after the step 2 was encoded.
    world.step({ is: 'channelSent', ref: 1, payload: encodeChannelMessage({ type: 'step2', update: update(1) }), carries: [1] })
    expect(of(answer(world, ack(2, 9)), 'markSent').flatMap(({ ids }) => ids)).toEqual([1])
    expect(world.engine.isUnsent(2)).toBe(true)
  })

  it('offers again what was under way when the socket broke', () => {
    const world = withSentEdit()
    close(world, 1006)
    expect(world.engine.state()).toMatchObject({ connection: 'offline', unsent: 1 })
    world.now += 60_000
    world.step({ is: 'wake' })
    const effects = world.step({ is: 'socketOpened', socket: 2 }).concat(world.receive({ type: 'role', person: 'ann', role: 'coordinator' }))
    expect(controls(effects).map(({ type }) => type)).toEqual(['offer'])
  })

  it('offers the unsent rows of a document before it opens its channel', () => {
    const world = createWorld()
    world.step({ is: 'rowsFound', rows: [row(1), row(2)] })
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    expect(controls(world.open()).map(({ type }) => type)).toEqual(['offer', 'open'])
  })

  it('offers an offline afternoon as few updates, and leaves another tab’s rows to it', () => {
    const world = createWorld()
    world.step({ is: 'rowsFound', rows: [...Array.from({ length: 200 }, (_, index) => row(index)), row(250, PATH, 'otherTab')] })
    const offers = controls(world.open()).filter((message) => message.type === 'offer')
    expect(offers).toHaveLength(4)
    const merged = new Y.Doc()
    for (const offer of offers) Y.applyUpdate(merged, offer.update)
    expect(merged.getText('text/notes').length).toBe(200)
    for (const offer of offers) world.receive({ type: 'offered', id: offer.id, seq: 1, status: null })
    expect(world.engine.state().unsent).toBe(1)
    // Whoever leads sends what no tab does.
    expect(controls(world.step({ is: 'lead', cursor: null })).map(({ type }) => type)).toEqual(['tail', 'offer'])
  })

  it('sends from memory when this device cannot store, and still counts it as unsaved', () => {
    const world = createWorld()
    world.open()
    world.step({ is: 'rowMade', row: row(1) })
    const effects = world.step({ is: 'storageFailed' })
    expect(controls(effects).map(({ type }) => type)).toEqual(['offer'])
    expect(world.engine.state()).toMatchObject({ unsaved: 1, unsent: 0 })
    world.receive({ type: 'offered', id: 1, seq: 4, status: null })
    expect(world.engine.state()).toMatchObject({ unsaved: 0, unsent: 0 })
  })
})

describe('the tail', () => {
  const remote = (seq: number, document = PATH): ControlMessage => ({
    type: 'row',
    row: { document, seq, person: 'ben', time: 5, bytes: update(seq) },
  })

  it('moves the cursor with the rows, and only by `seq` (S3)', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: { epoch: 'e', seq: 4, hash: 'h4' } })
    expect(controls(world.open())).toEqual([{ type: 'tail', epoch: 'e', cursor: 4, hash: 'h4', bundles: true }])
    expect(of(world.receive(remote(5)), 'storeRemote')).toEqual([])
    world.receive(remote(6))
    const stored = of(world.receive({ type: 'seq', epoch: 'e', seq: 6, hash: 'h6' }), 'storeRemote')
    expect(stored).toHaveLength(1)
    expect(stored[0]?.rows.map(({ seq }) => seq)).toEqual([5, 6])
    expect(stored[0]?.cursor).toEqual({ epoch: 'e', seq: 6, hash: 'h6' })
  })

  it('writes nothing when nothing changed', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: { epoch: 'e', seq: 4, hash: 'h4' } })
    world.open()
    expect(of(world.receive({ type: 'seq', epoch: 'e', seq: 4, hash: 'h4' }), 'storeRemote')).toEqual([])
    expect(world.engine.state().syncedAt).toBe(world.now)
  })

  it('gives a row to the document’s open channel, and stores it too', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: null })
    world.open()
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    world.receive({ type: 'opened', ref: 1, channel: 3 })
    expect(of(world.receive(remote(1)), 'channelMessage')).toEqual([
      { do: 'channelMessage', ref: 1, payload: encodeChannelMessage({ type: 'update', update: update(1) }) },
    ])
    expect(of(world.receive(remote(2, 'accounts/dunmore/profile')), 'remoteRow')).toHaveLength(1)
    expect(of(world.receive({ type: 'seq', epoch: 'e', seq: 2, hash: 'h' }), 'storeRemote')[0]?.rows).toHaveLength(2)
  })

  it('drops bytes the gate refuses before Yjs or the disk sees them', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: null })
    world.open()
    world.receive({ type: 'row', row: { document: PATH, seq: 1, person: 'x', time: 1, bytes: new Uint8Array([255, 255, 255, 255, 15, 1, 1]) } })
    expect(of(world.receive({ type: 'seq', epoch: 'e', seq: 1, hash: 'h' }), 'storeRemote')[0]?.rows).toEqual([])
  })

  it('is in its first sync until the whole workspace came down', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: null })
    expect(world.engine.state().isFirstSync).toBe(true)
    world.open()
    world.receive(remote(1))
    expect(of(world.receive({ type: 'seq', epoch: 'e', seq: 1, hash: 'h' }), 'caughtUp')).toHaveLength(1)
    expect(world.engine.state().isFirstSync).toBe(false)
  })

  it('offers everything again when the server has another history (S13)', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: { epoch: 'old', seq: 4, hash: 'h4' } })
    world.open()
    expect(of(world.receive({ type: 'seq', epoch: 'new', seq: 0, hash: '' }), 'newHistory')).toHaveLength(1)
    expect(world.engine.state().syncedAt).toBeNull()
  })
})

describe('the connection', () => {
  it('uploads nothing before the relay said whose socket it is, and nothing to somebody else’s (S7)', () => {
    const world = createWorld()
    world.step({ is: 'rowsFound', rows: [row(1)] })
    expect(controls(world.step({ is: 'socketOpened', socket: 1 }))).toEqual([])
    const effects = world.receive({ type: 'role', person: 'ben', role: 'manager' })
    expect(controls(effects)).toEqual([])
    expect(of(effects, 'hangUp')).toHaveLength(1)
    expect(world.engine.state()).toMatchObject({ connection: 'signedOut', unsent: 1 })
  })

  it('stays signed out after 4401 until somebody signs in, and stays out after 4403', () => {
    const world = createWorld()
    world.open()
    close(world, CLOSE.notSignedIn)
    expect(world.engine.state().connection).toBe('signedOut')
    expect(world.engine.wakeAt(world.now)).toBeNull()
    expect(of(world.step({ is: 'reconnect' }), 'dial')).toHaveLength(1)
    world.step({ is: 'socketClosed', socket: 2, code: CLOSE.notAllowed, reason: '' })
    expect(world.engine.state().connection).toBe('notAllowed')
    expect(of(world.step({ is: 'visible' }), 'dial')).toEqual([])
  })

  it('dials again with jitter, later each time, and at once when the network comes back', () => {
    const world = createWorld()
    const waits: number[] = []
    for (let socket = 1; socket < 6; socket++) {
      world.step({ is: 'socketClosed', socket, code: 1006, reason: '' })
      const at = world.engine.wakeAt(world.now) ?? 0
      waits.push(at - world.now)
      world.now = at
      expect(of(world.step({ is: 'wake' }), 'dial')).toHaveLength(1)
    }
    expect(waits).toEqual([300, 600, 1_200, 2_400, 4_800])
    world.step({ is: 'socketClosed', socket: 6, code: 1006, reason: '' })
    expect(world.engine.state()).toMatchObject({ connection: 'offline', offlineSince: 1_000 })
    expect(of(world.step({ is: 'online' }), 'dial')).toHaveLength(1)
  })

  it('trusts a socket again only after an answer when the page became visible (S6)', () => {
    const world = createWorld()
    world.open()
    expect(controls(world.step({ is: 'visible' })).map(({ type }) => type)).toEqual(['ping'])
    world.now += 5_000
    expect(of(world.step({ is: 'wake' }), 'hangUp')).toHaveLength(1)
    expect(world.engine.state().connection).toBe('offline')
  })

  it('offers nothing to a socket it gives up in the same moment, and everything to the next one (S6)', () => {
    const world = createWorld()
    world.open()
    const probeAt = world.engine.wakeAt(world.now) ?? 0
    world.now = probeAt
    expect(controls(world.step({ is: 'wake' }))).toContainEqual({ type: 'ping' })
    world.now = world.engine.wakeAt(world.now) ?? 0
    // No answer by now, and rows that are due now.
    const givingUp = world.step({ is: 'rowsFound', rows: [row(1)] })
    expect(of(givingUp, 'hangUp')).toHaveLength(1)
    expect(controls(givingUp).filter(({ type }) => type === 'offer')).toEqual([])
    world.now = world.engine.wakeAt(world.now) ?? 0
    world.step({ is: 'wake' })
    expect(controls(world.open())).toContainEqual(expect.objectContaining({ type: 'offer', document: PATH }))
  })

  it('feeds open channels a sign of life, so that the stock provider does not hang up', () => {
    const world = createWorld()
    world.open()
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    world.receive({ type: 'opened', ref: 1, channel: 3 })
    world.now += 16_000
    expect(of(world.receive({ type: 'ping' }), 'channelMessage')).toEqual([{ do: 'channelMessage', ref: 1, payload: KEEPALIVE }])
  })

  it('closes a channel by its reference and reopens one that was waiting', () => {
    const world = createWorld()
    world.open()
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    world.receive({ type: 'opened', ref: 1, channel: 3 })
    expect(controls(world.step({ is: 'channelClosed', ref: 1 }))).toEqual([{ type: 'close', ref: 1 }])
    world.step({ is: 'channelWanted', ref: 2, document: PATH })
    close(world, 1006)
    world.now += 60_000
    world.step({ is: 'wake' })
    expect(controls(world.open())).toEqual([{ type: 'open', ref: 2, document: PATH }])
  })
})

describe('a server that is full', () => {
  it('is told of until it takes something again (S9)', () => {
    const world = withSentEdit()
    answer(world, ack(1, 0, [{ frame: 0, status: 'storage_full' }]))
    expect(world.engine.state()).toMatchObject({ serverProblem: 'storage_full', unsent: 1, unsaved: 0 })
    world.now += 60_000
    const again = controls(world.step({ is: 'wake' })).find(({ type }) => type === 'offer')
    expect(again).toMatchObject({ document: PATH })
    world.receive({ type: 'offered', id: again?.type === 'offer' ? again.id : 0, seq: 4, status: null })
    expect(world.engine.state()).toMatchObject({ serverProblem: null, unsent: 0 })
  })
})

describe('a page that nobody sees any more', () => {
  it('hands over what is not acknowledged, also what is on its way or only in memory, and nothing else (S6)', () => {
    const world = withSentEdit()
    world.step({ is: 'rowMade', row: row(2) })
    world.step({ is: 'rowsFound', rows: [row(3, PATH, 'otherTab')] })
    expect(of(world.step({ is: 'hidden' }), 'flush')).toMatchObject([{ rows: [{ id: 1 }, { id: 2 }] }])
    answer(world, ack(1, 5))
    expect(of(world.step({ is: 'hidden' }), 'flush')).toMatchObject([{ rows: [{ id: 2 }] }])
    world.step({ is: 'rowsGone', ids: [2, 3] })
    expect(of(world.step({ is: 'hidden' }), 'flush')).toEqual([])
  })

  it('hands nothing over that the relay refused to hear', () => {
    const world = withSentEdit()
    close(world, CLOSE.notSignedIn)
    expect(of(world.step({ is: 'hidden' }), 'flush')).toEqual([])
  })
})

describe('somebody who is no longer a member (S15)', () => {
  const removed = (): { world: World; effects: readonly Effect[] } => {
    const world = createWorld()
    world.step({ is: 'rowsFound', rows: [row(1), row(2), row(3, 'workspace/items')] })
    world.step({ is: 'lead', cursor: null })
    return { world, effects: close(world, CLOSE.notAllowed) }
  }

  it('leaves what they made for a manager, and parks it when the server has it', () => {
    const { world, effects } = removed()
    expect(of(effects, 'handIn')).toMatchObject([{ documents: [[{ id: 1 }, { id: 2 }], [{ id: 3 }]] }])
    expect(of(world.step({ is: 'wake' }), 'handIn')).toEqual([])
    const parked = world.step({ is: 'handedIn', document: PATH, ids: [1, 2], reason: 'handed_in' })
    expect(of(parked, 'park')).toEqual([{ do: 'park', document: PATH, ids: [1, 2], reason: 'handed_in' }])
    expect(world.engine.state()).toMatchObject({ unsent: 1, refused: [{ path: PATH, edits: 2, reason: 'handed_in' }] })
  })

  it('leaves what was edited meanwhile with the next round', () => {
    const { world } = removed()
    world.step({ is: 'rowsFound', rows: [row(4)] })
    expect(of(world.step({ is: 'handedIn', document: PATH, ids: [1, 2], reason: 'handed_in' }), 'park')).toEqual([])
    expect(of(world.step({ is: 'handInEnded', outcome: 'done' }), 'handIn')).toMatchObject([{ documents: [[{ id: 1 }, { id: 2 }, { id: 4 }], [{ id: 3 }]] }])
  })

  it('tries again later when nobody answered, and not at all when they may leave nothing', () => {
    const { world } = removed()
    expect(of(world.step({ is: 'handInEnded', outcome: 'later' }), 'handIn')).toEqual([])
    expect(world.engine.wakeAt(world.now)).toBe(world.now + 60_000)
    world.now += 60_000
    expect(of(world.step({ is: 'wake' }), 'handIn')).toHaveLength(1)
    // Without a network it goes no better, and at once when that is back.
    world.step({ is: 'handInEnded', outcome: 'later' })
    expect(of(world.step({ is: 'wake' }), 'handIn')).toEqual([])
    expect(of(world.step({ is: 'online' }), 'handIn')).toHaveLength(1)
    world.step({ is: 'handInEnded', outcome: 'never' })
    expect(world.engine.wakeAt(world.now)).toBeNull()
    expect(of(world.step({ is: 'wake' }), 'handIn')).toEqual([])
    expect(world.engine.state().unsent).toBe(3)
  })

  it('leaves nothing when it is only the session that ended', () => {
    const world = createWorld()
    world.step({ is: 'rowsFound', rows: [row(1)] })
    world.step({ is: 'lead', cursor: null })
    expect(of(close(world, CLOSE.notSignedIn), 'handIn')).toEqual([])
  })
})

describe('comparing what both sides have (S6)', () => {
  const connected = (): World => {
    const world = createWorld()
    world.open()
    world.step({ is: 'channelWanted', ref: 1, document: PATH })
    world.receive({ type: 'opened', ref: 1, channel: 3 })
    return world
  }
  /** When documents were compared while so many ms went by, with a server that answers. */
  const comparedAt = (world: World, ms: number): readonly number[] => {
    const end = world.now + ms
    const at: number[] = []
    while (world.now < end) {
      world.now = Math.min(end, world.engine.wakeAt(world.now) ?? end)
      const effects = [...world.step({ is: 'wake' }), ...world.receive({ type: 'pong' })]
      for (const { document } of of(effects, 'compare')) if (document === PATH) at.push(world.now)
    }
    return at
  }

  it('happens a minute after something changed, once, and not where nothing did', () => {
    const world = connected()
    expect(comparedAt(world, 120_000)).toEqual([])
    const changedAt = world.now
    answer(world, encodeChannelFrame(3, { type: 'update', update: update(5) }))
    expect(comparedAt(world, 300_000)).toEqual([changedAt + 60_000])
  })
})

describe('a device that was away for long', () => {
  it('says how far it has come, until it has everything', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: { epoch: 'e', seq: 3, hash: 'h' } })
    world.open()
    expect(world.engine.state().catchingUp).toBeNull()
    world.receive({ type: 'behind', rows: 500 })
    expect(world.engine.state().catchingUp).toEqual({ done: 0, total: 500 })
    for (let seq = 4; seq < 7; seq++) world.receive({ type: 'row', row: { document: PATH, seq, person: 'ben', time: 1, bytes: update(seq) } })
    expect(world.engine.state().catchingUp).toEqual({ done: 3, total: 500 })
    world.receive({ type: 'seq', epoch: 'e', seq: 503, hash: 'i' })
    expect(world.engine.state().catchingUp).toBeNull()
  })
})

describe('what comes from the server and does not pass the gate', () => {
  it('is set aside, and the cursor goes on', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: null })
    world.open()
    const bytes = new Uint8Array([255, 255, 255, 255, 7])
    const effects = [
      ...world.receive({ type: 'row', row: { document: PATH, seq: 1, person: 'ben', time: 1, bytes } }),
      ...world.receive({ type: 'row', row: { document: PATH, seq: 2, person: 'ben', time: 1, bytes: update(0) } }),
      ...world.receive({ type: 'seq', epoch: 'e', seq: 2, hash: 'h' }),
    ]
    expect(of(effects, 'setAside')).toMatchObject([{ document: PATH, bytes }])
    expect(of(effects, 'storeRemote')).toMatchObject([{ rows: [{ seq: 2 }], cursor: { seq: 2 } }])
  })
})

describe('what the badge is told of the server', () => {
  it('is that it is full, until it takes something again (S9)', () => {
    const world = withSentEdit()
    answer(world, ack(1, 0, [{ frame: 0, status: 'storage_full' }]))
    expect(world.engine.state()).toMatchObject({ serverProblem: 'storage_full', unsent: 1 })
    world.now += 30_000
    const [offer] = controls(world.step({ is: 'wake' })).filter((message) => message.type === 'offer')
    world.receive({ type: 'offered', id: offer?.id ?? 0, seq: 9, status: null })
    expect(world.engine.state()).toMatchObject({ serverProblem: null, unsent: 0 })
  })

  it('is which epoch the log has, when that is another one (S7)', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: { epoch: 'old', seq: 3, hash: 'h' } })
    world.open()
    expect(of(world.receive({ type: 'seq', epoch: 'old', seq: 3, hash: 'h' }), 'epoch')).toEqual([])
    expect(of(world.receive({ type: 'seq', epoch: 'new', seq: 0, hash: '' }), 'epoch')).toEqual([{ do: 'epoch', epoch: 'new' }])
  })
})

describe('an edit made on top of parked ones (S9)', () => {
  it('is parked with them when it comes back a second time, because it can never connect', () => {
    const world = withSentEdit()
    answer(world, ack(1, 0, [{ frame: 0, status: 'denied' }]))
    world.step({ is: 'rowMade', row: row(2) })
    world.step({ is: 'rowsKept', ids: [2] })
    const offered = () => controls(world.step({ is: 'wake' })).flatMap((message) => (message.type === 'offer' ? [message.id] : []))
    const [first = 0] = [...offered(), 1]
    expect(of(world.receive({ type: 'offered', id: first, seq: 0, status: 'resync' }), 'park')).toEqual([])
    world.now += 30_000
    const [second = 0] = offered()
    expect(of(world.receive({ type: 'offered', id: second, seq: 0, status: 'resync' }), 'park')).toEqual([
      { do: 'park', document: PATH, ids: [2], reason: 'denied' },
    ])
    expect(world.engine.state().refused).toEqual([{ path: PATH, edits: 2, reason: 'denied' }])
  })

  it('is not called handed in where a manager has what is below it: nobody has this one (S15)', () => {
    const world = createWorld()
    world.open()
    world.step({ is: 'refusalsFound', refused: [{ path: PATH, edits: 1, reason: 'handed_in' }] })
    const offered = (effects: readonly Effect[]) => controls(effects).flatMap((message) => (message.type === 'offer' ? [message.id] : []))
    const [first = 0] = offered(world.step({ is: 'rowsFound', rows: [row(2)] }))
    expect(of(world.receive({ type: 'offered', id: first, seq: 0, status: 'resync' }), 'park')).toEqual([])
    world.now += 30_000
    const [second = 0] = offered(world.step({ is: 'wake' }))
    expect(of(world.receive({ type: 'offered', id: second, seq: 0, status: 'resync' }), 'park')).toEqual([
      { do: 'park', document: PATH, ids: [2], reason: 'resync' },
    ])
  })
})

describe('an edit made on top of what nobody has any more (S9)', () => {
  const offered = (effects: readonly Effect[]) => controls(effects).flatMap((message) => (message.type === 'offer' ? [message.id] : []))
  const comesBackFor = (world: World, first: readonly Effect[], ms: number): readonly Effect[] => {
    let effects = first
    for (const until = world.now + ms; world.now < until; world.now += 1_000) {
      const ids = [...offered(effects), ...offered(world.receive({ type: 'pong' }))]
      effects = ids.flatMap((id) => world.receive({ type: 'offered', id, seq: 0, status: 'resync' }))
      if (of(effects, 'park').length > 0) return effects
    }
    return effects
  }

  it('is tried for some minutes, in which another device may bring it, and then parked: the person decides', () => {
    const world = createWorld()
    world.open()
    const made = world.step({ is: 'rowsFound', rows: [row(2)] })
    expect(of(comesBackFor(world, made, 5 * 60_000), 'park')).toEqual([])
    expect(world.engine.counts().unsent).toBe(1)
    expect(of(comesBackFor(world, [], 10 * 60_000), 'park')).toEqual([{ do: 'park', document: PATH, ids: [2], reason: 'resync' }])
    expect(world.engine.state()).toMatchObject({ unsent: 0, refused: [{ path: PATH, edits: 1, reason: 'resync' }] })
  })

  it('of a colleague stays in the document, and nobody is asked about it (S13)', () => {
    const world = createWorld()
    world.open()
    const made = world.step({ is: 'rowsFound', rows: [{ ...row(2), isForeign: true }] })
    comesBackFor(world, made, 15 * 60_000)
    expect(world.engine.state()).toMatchObject({ unsent: 0, refused: [] })
  })
})

describe('a device that had edits acknowledged and never read the log (S13)', () => {
  const newHistories = (effects: readonly Effect[]): readonly Effect[] => of(effects, 'newHistory')

  it('offers them again, because nobody knows which history acknowledged them', () => {
    const world = createWorld()
    world.step({ is: 'lead', cursor: null })
    expect(newHistories(world.open())).toEqual([])
    close(world, 1006)
    world.now += 60_000
    world.step({ is: 'wake' })
    expect(newHistories(world.open())).toEqual([{ do: 'newHistory', onlyMine: true }])
  })

  it('does not when it has read it', () => {
    const world = createWorld()
    expect(newHistories(world.step({ is: 'lead', cursor: { epoch: 'one', seq: 3, hash: 'h' } }))).toEqual([])
    expect(newHistories(world.open())).toEqual([])
  })
})
