// The tail between reading the log and following it. Found by the simulated world: an earlier `seq` told after a later one
// looks like a log that was set back, and the device started over.

import { expect, test } from 'vitest'
import type { Outgoing } from '../../../server/relay/connection.ts'
import { payloadsOf } from '../../../server/relay/connection.ts'
import { createCursorSeal } from '../../../server/relay/cursor-seal.ts'
import { createSharedRows } from '../../../server/relay/shared-frames.ts'
import { startTail } from '../../../server/relay/tail.ts'
import { createTiming } from '../../../server/relay/timing.ts'
import type { LogStore } from '../../../server/store/log-store.ts'
import { decodeSocketFrame, encodeControl, isControlFrame } from '../../../shared/protocol/socket-messages.ts'
import { oneEdit, until } from '../../support/relay-client.ts'
import { createTestLog, WORKSPACE } from '../../support/test-relay.ts'

const row = () => ({ workspaceId: WORKSPACE, document: 'accounts/a1/profile', person: 'ann', time: 1, bytes: oneEdit() })

test('a `seq` whose hash is still being read is not told once a later row has come (S3, S13)', async () => {
  const log = createTestLog()
  await log.append([row()])
  let release = () => {}
  let isAsked = false
  const slow: LogStore = {
    ...log,
    hashAt: async (workspaceId, seq) => {
      isAsked = true
      await new Promise<void>((resolve) => {
        release = resolve
      })
      return log.hashAt(workspaceId, seq)
    },
  }
  const sent: Outgoing[] = []
  const seqs = () =>
    payloadsOf(sent).flatMap((bytes) => {
      const frame = decodeSocketFrame(bytes)
      return frame !== null && isControlFrame(frame) && frame.control.type === 'seq' ? [frame.control.seq] : []
    })
  const { epoch, hash } = await log.head(WORKSPACE)
  let lastSeq = 1
  const failures: unknown[] = []
  const tail = startTail(
    {
      log: slow,
      timing: createTiming(() => 0),
      workspaceId: WORKSPACE,
      seal: createCursorSeal(null),
      onSetBack: () => {},
      lastSeq: () => lastSeq,
      canSend: () => true,
      queue: (...outgoing) => void sent.push(...outgoing),
      queueLast: (payload) => void sent.push(payload),
      flush: () => {},
      onFailed: (error) => void failures.push(error),
    },
    { epoch, cursor: 1, hash },
  )
  // Of the cursor it came with, to know the history; then of the end, to say it.
  await until('the first question', () => isAsked)
  isAsked = false
  release()
  await until('the second question', () => isAsked)

  await log.append([row()])
  lastSeq = 2
  tail.takeRows(
    createSharedRows([{ seq: 2, sender: null }], () => encodeControl({ type: 'row', row: { ...row(), seq: 2 } })),
    'this session',
  )
  tail.takeSeq(2, () => encodeControl({ type: 'seq', epoch, seq: 2, hash: 'of row 2' }))
  release()
  await new Promise((resolve) => setTimeout(resolve, 20))
  expect(failures).toEqual([])
  expect(seqs()).toEqual([2])
  tail.stop()
})
