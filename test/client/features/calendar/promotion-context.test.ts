import { expect, test } from 'vitest'
import { NO_ACCOUNT } from '../../../../client/features/calendar/calendar-data.ts'
import { inAccount } from '../../../../client/features/calendar/detail/promotion-context.ts'

test('an edit that needs the account of a promotion is refused in words when the account is gone', () => {
  let edits = 0
  expect(inAccount(null, () => ++edits)).toBe(NO_ACCOUNT)
  expect(edits).toBe(0)
})
