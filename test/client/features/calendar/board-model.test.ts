import { expect, test } from 'vitest'
import { boardColumns, placeOfCard, stepOnBoard } from '../../../../client/features/calendar/board/board-model.ts'
import { promotionSummary } from './promotion-summaries.ts'

const columns = boardColumns([
  promotionSummary('b', '2027-03-03', '2027-03-09'),
  promotionSummary('a', '2027-02-03', '2027-02-09'),
  promotionSummary('z', '2027-02-03', '2027-02-09'),
  { ...promotionSummary('undated', '2027-02-03', '2027-02-09'), inStore: null },
  promotionSummary('c', '2027-02-03', '2027-02-09', { status: 'confirmed' }),
])

test('a column per status, in each the cards by first day, ties by id, those without dates last', () => {
  expect(columns.map(({ status, cards }) => [status, cards.map(({ promotionId }) => promotionId)]).filter(([, cards]) => cards?.length)).toEqual([
    ['planned', ['a', 'z', 'b', 'undated']],
    ['confirmed', ['c']],
  ])
  expect(columns.map(({ status }) => status)).toEqual(['idea', 'planned', 'offered', 'countered', 'confirmed', 'declined', 'cancelled'])
})

test('the arrow keys walk a column and go past empty ones', () => {
  const at = placeOfCard(columns, 'b')!
  expect(at).toEqual({ column: 1, row: 2 })
  expect(stepOnBoard(columns, at, 'ArrowUp')).toEqual({ column: 1, row: 1 })
  expect(stepOnBoard(columns, at, 'End')).toEqual({ column: 1, row: 3 })
  expect(stepOnBoard(columns, at, 'ArrowRight')).toEqual({ column: 4, row: 0 })
  expect(stepOnBoard(columns, at, 'ArrowLeft')).toBeNull()
  expect(placeOfCard(columns, 'gone')).toBeNull()
})
