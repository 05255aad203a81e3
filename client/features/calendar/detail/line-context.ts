// What the arithmetic of a promotion's lines needs beside the lines: its windows, its account, what items cost.

import { type Accessor, createMemo } from 'solid-js'
import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import { PROMOTION_WINDOWS } from '../../../../shared/docs/terms/promotion-terms.ts'
import type { LineContext } from '../../../../shared/domain/line-figures.ts'
import type { PromotionWindows } from '../../../../shared/domain/mechanics.ts'
import { useCalendar } from '../calendar-state.ts'
import { createEconomics } from '../promotion-economics.ts'
import { usePromotion } from './promotion-context.ts'

export const createLineContext = (row: Accessor<PromotionRow | null>): Accessor<LineContext> => {
  const calendar = useCalendar()
  const { account } = usePromotion()
  const economics = createEconomics(calendar)
  return createMemo(() => {
    const shown = account()
    const stored = row()
    const windows: PromotionWindows = stored === null ? {} : Object.fromEntries(PROMOTION_WINDOWS.map((name) => [name, stored[name]]))
    return {
      windows,
      storeCount: shown?.storeCount ?? 0,
      currency: shown?.currency ?? 'USD',
      economicsOf: economics(),
      confidence: stored?.confidence ?? null,
      ...(shown?.terms === undefined ? {} : { terms: shown.terms }),
    }
  })
}
