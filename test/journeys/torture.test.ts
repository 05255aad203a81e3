// `npm run torture` in short.

import { expect, test } from 'vitest'
import { ACKED_BEFORE_KILLS, torture } from '../torture/torture.ts'

test('F1, S10: kill -9 of the relay between ack and any later moment loses no acked edit', async () => {
  const seed = Math.floor(Math.random() * 2 ** 32)
  const { acked, lost, refused } = await torture({ kills: 3, seed })
  expect({ seed, lost, refused }).toEqual({ seed, lost: 0, refused: {} })
  expect(acked).toBeGreaterThanOrEqual(ACKED_BEFORE_KILLS)
})
