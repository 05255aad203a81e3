// A document is read back whole, however many edits made it: the limits on one update are not limits on a life's work.

import { expect, test, vi } from 'vitest'
import { createKnowledge, learn } from '../../../shared/protocol/document-knowledge.ts'
import { vetUpdate } from '../../../shared/protocol/gate.ts'
import { LIMITS } from '../../../shared/protocol/limits.ts'
import { vetInbound } from '../../../shared/protocol/vet-inbound.ts'
import { connectDocument, until } from '../../support/relay-client.ts'
import { createTestLog, startTestRelay } from '../../support/test-relay.ts'
import { updateBytes } from '../../support/update-bytes.ts'

// Real sockets on a machine that may be busy.
vi.setConfig({ testTimeout: 60_000 })

const DOCUMENT = 'accounts/a1/calendar/2027'

test('a document of more structs than one update may hold opens again after a restart, and is taken by a client', async () => {
  const log = createTestLog()
  const count = 70_000
  expect(count * 2).toBeGreaterThan(LIMITS.structsPerUpdateMax)
  const first = await startTestRelay({ log })
  const ann = await connectDocument(first.url, DOCUMENT, { token: 'ann', acks: true })
  for (const client of [7, 8]) ann.say({ type: 'update', update: updateBytes.characters(client, count) })
  await until('the acks', () => ann.ackCount() === 2)
  expect(ann.exceptions().size).toBe(0)
  await first.stop()

  const second = await startTestRelay({ log })
  const ben = await connectDocument(second.url, DOCUMENT, { token: 'ben', acks: true })
  ben.say({ type: 'step1', stateVector: new Uint8Array([0]) })
  const state = await until('step 2', () => ben.step2() ?? ben.raw.closedWith())
  expect(state).toBeInstanceOf(Uint8Array)
  expect(vetInbound(state as Uint8Array)).toBeNull()
  await second.stop()
  expect(second.errors).toEqual([])
})

test('a document does not grow past what can be loaded (L2)', () => {
  const knowledge = createKnowledge()
  const perUpdate = LIMITS.structsPerUpdateMax
  for (let client = 1; client <= LIMITS.structsPerDocumentMax / perUpdate; client++) {
    const verdict = vetUpdate(knowledge, updateBytes.characters(client, perUpdate), { person: 'ann', partial: false })
    if (verdict.kind !== 'accept') throw new Error(verdict.kind)
    learn(knowledge, verdict.learned)
  }
  expect(vetUpdate(knowledge, updateBytes.characters(99, 1), { person: 'ann', partial: false })).toMatchObject({ kind: 'too_large' })
  expect(vetUpdate(knowledge, updateBytes.deletes([[1, [[0, 5]]]]), { person: 'ann', partial: false })).toMatchObject({ kind: 'accept' })
})
