// Issue 4: the clash index of 300 accounts with 200 promotions each, made and asked for every promotion's counts, and what
// one edit costs afterwards: the promotion put back, and everybody it touched asked again.

import { expect, test } from 'vitest'
import { addDays } from '../../shared/base/civil.ts'
import { createClashIndex } from '../../shared/domain/clash-index/clash-index.ts'
import { report } from '../support/bench-report.ts'
import { manyPromotions } from '../support/clash-workspace.ts'

const RUNS = 5
const EDITS = 200

test('the clash index of 60,000 promotions', () => {
  const { facts, promotions } = manyPromotions(1, 300, 200, 20)
  const built: number[] = []
  const counted: number[] = []
  const listed: number[] = []
  const edited: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const start = performance.now()
    const index = createClashIndex(facts, promotions)
    built.push(performance.now() - start)
    let errors = 0
    for (const { promotionId } of promotions) errors += index.counts(promotionId).error
    counted.push(performance.now() - start)
    const before = performance.now()
    expect(index.all().length).toBeGreaterThan(errors / 2)
    listed.push(performance.now() - before)
    for (let edit = 0; edit < EDITS; edit++) {
      const promotion = promotions[(edit * 7919) % promotions.length]
      if (promotion?.inStore == null) continue
      const { from, to } = promotion.inStore
      const at = performance.now()
      const touched = index.put({ ...promotion, inStore: { from: addDays(from, 7), to: addDays(to, 7) } })
      index.of(promotion.promotionId)
      for (const id of touched) index.counts(id)
      edited.push(performance.now() - at)
    }
  }
  report('Clash index, 300 accounts × 200 promotions', [
    { name: 'made', unit: 'ms', values: built },
    { name: 'made, and every promotion counted', unit: 'ms', values: counted, bar: 2_000 },
    { name: 'all listed, deeper prices among them', unit: 'ms', values: listed },
    { name: 'one edit, with everybody it touches', unit: 'ms', values: edited, bar: 10 },
  ])
})
