// Rows of others that are offered again after a restore (S13): the server's no is not this person's to deal with.

import { describe, expect, test } from 'vitest'
import { createEngine } from '../../../client/sync/engine.ts'
import type { Effect, EngineEvent, OutboxRow } from '../../../client/sync/engine-events.ts'
import { type ControlMessage, decodeSocketFrame, encodeControl, isControlFrame } from '../../../shared/protocol/socket-messages.ts'
import { oneEdit } from '../../support/relay-client.ts'

const PATH = 'workspace/items'

const connected = () => {
  const engine = createEngine({ personId: 'ann', random: () => 0 })
  const all: Effect[] = []
  let now = 0
  const step = (event: EngineEvent) => all.push(...engine.step(event, now))
  const receive = (message: ControlMessage) => step({ is: 'socketFrame', socket: 1, bytes: encodeControl(message) })
  step({ is: 'start', isNew: false })
  step({ is: 'socketOpened', socket: 1 })
  receive({ type: 'role', person: 'ann', role: 'manager' })
  const offers = () =>
    all.flatMap((effect) => {
      const frame = effect.do === 'send' ? decodeSocketFrame(effect.bytes) : null
      return frame !== null && isControlFrame(frame) && frame.control.type === 'offer' ? [frame.control] : []
    })
  const later = (ms: number) => {
    now += ms
    step({ is: 'wake' })
  }
  return { engine, all, step, receive, offers, later }
}
const row = (id: number, isForeign: boolean): OutboxRow => ({
  id,
  document: PATH,
  bytes: oneEdit(`e${id}`),
  at: 0,
  edits: 1,
  by: 'us',
  ...(isForeign ? { isForeign: true } : {}),
})

describe('an offer that was refused', () => {
  test('with a row of somebody else in it leaves that where it is, and mine is offered alone (S13)', () => {
    const { engine, all, step, receive, offers, later } = connected()
    const mine = row(2, false)
    step({ is: 'rowsFound', rows: [row(1, true), mine] })
    expect(offers()).toHaveLength(1)
    receive({ type: 'offered', id: offers()[0]!.id, seq: 0, status: 'denied' })
    expect(all.filter((effect) => effect.do === 'park')).toEqual([])
    expect(all).toContainEqual({ do: 'markSent', ids: [1], seq: 0 })
    later(60_000)
    expect(offers()).toHaveLength(2)
    expect(offers()[1]?.update).toEqual(mine.bytes)
    receive({ type: 'offered', id: offers()[1]!.id, seq: 9, status: null })
    expect(engine.state()).toMatchObject({ unsent: 0, refused: [] })
  })

  test('of my own row parks mine and none of theirs (S9, S13)', () => {
    const { all, step, receive, offers } = connected()
    step({ is: 'rowsFound', rows: [row(2, false)] })
    step({ is: 'rowsFound', rows: [row(3, true)] })
    receive({ type: 'offered', id: offers()[0]!.id, seq: 0, status: 'denied' })
    const sent = all.findIndex((effect) => effect.do === 'markSent' && effect.ids.includes(3))
    const parked = all.findIndex((effect) => effect.do === 'park' && effect.ids.includes(2))
    expect(sent).toBeGreaterThan(-1)
    expect(parked).toBeGreaterThan(sent)
  })
})
