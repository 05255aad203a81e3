import { describe, expect, test } from 'vitest'
import { PROMOTION_STATUSES } from '../../../shared/docs/terms/promotion-terms.ts'
import { mayFollow, missingToOffer, nextStatuses, type PitchFacts, statusProblem } from '../../../shared/domain/status-rules.ts'

const whole: PitchFacts = {
  name: 'Chips in February',
  inStore: { from: '2027-02-03', to: '2027-02-09' },
  firstReceiver: '',
  lines: [{ mechanic: 'SCAN', rate: '0.50', rateBasis: 'per_unit' }],
}

describe('a pitch', () => {
  test('C8: goes ahead freely, and what was agreed is never turned back silently', () => {
    expect(nextStatuses('idea')).toEqual(['planned', 'offered', 'confirmed', 'cancelled'])
    expect(nextStatuses('confirmed')).toEqual(['offered', 'countered', 'cancelled'])
    expect(nextStatuses('declined')).toEqual(['planned', 'offered'])
    expect(mayFollow('declined', 'confirmed')).toBe(false)
    expect(mayFollow('idea', 'declined')).toBe(false)
  })

  test('leads somewhere from everywhere, and staying is always allowed', () => {
    for (const status of PROMOTION_STATUSES) {
      expect(nextStatuses(status).length).toBeGreaterThan(0)
      expect(nextStatuses(status)).not.toContain(status)
      expect(statusProblem(status, status, { ...whole, lines: [] })).toBeNull()
    }
  })

  test('says what may come next when it may not', () => {
    expect(statusProblem('confirmed', 'idea', whole)).toBe('Confirmed is not followed by idea. Next can be: offered, countered, cancelled.')
  })

  test('needs what a retailer is asked to agree to before it is offered', () => {
    expect(missingToOffer(whole)).toEqual([])
    const bare: PitchFacts = { name: ' ', inStore: null, firstReceiver: '', lines: [{ mechanic: 'MCB', rate: '1', rateBasis: null }] }
    expect(missingToOffer(bare)).toHaveLength(4)
    expect(statusProblem('idea', 'planned', bare)).toBeNull()
    expect(statusProblem('idea', 'offered', { ...whole, inStore: null, lines: [] })).toBe('Before it is offered it needs its weeks in store and a line.')
  })
})
