import { expect, test } from 'vitest'
import { createCommitTurn } from '../../../server/relay/commit-turn.ts'
import { createTiming } from '../../../server/relay/timing.ts'
import { createTestLog, WORKSPACE } from '../../support/test-relay.ts'

const quiet = { info: () => {}, warn: () => {}, error: () => {} }

test('what was added is settled soon, also while more keeps coming: a drain does not wait for silence (F, deploy)', async () => {
  const settled: number[] = []
  let isOver = false
  let count = 0
  const add = () => {
    const number = ++count
    const row = { workspaceId: WORKSPACE, document: 'workspace/items', person: 'ann', time: 1, bytes: new Uint8Array([0, 0]) }
    turn.add({ workspaceId: WORKSPACE, document: 'workspace/items', row, status: null, sender: null, settle: () => settled.push(number) })
  }
  const turn = createCommitTurn({
    log: createTestLog(),
    timing: createTiming(() => 0),
    logger: quiet,
    onCommitted: async () => {},
    onFailed: () => {},
    onTurnEnd: () => {
      if (!isOver && count < 5_000) add()
    },
  })
  add()
  await new Promise((resolve) => setTimeout(resolve, 5))
  add()
  const mine = count
  await turn.settled()
  expect(settled).toContain(mine)
  expect(count).toBeLessThan(5_000)
  isOver = true
  await turn.settled()
  expect(settled.length).toBe(count)
  await turn.settled()
})
