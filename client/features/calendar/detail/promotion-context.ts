// What the parts of the details share: the open document, its binder, the promotion's row and lines, its account.

import { type Accessor, createContext, useContext } from 'solid-js'
import { assert } from '../../../../shared/base/assert.ts'
import type { LineRow, PromotionRow } from '../../../../shared/commands/promotion.ts'
import type { PinSummary } from '../../../../shared/docs/calendar.ts'
import type { DocFields } from '../../../../shared/docs/index.ts'
import type { RowValue } from '../../../../shared/model/field.ts'
import type { CellsOf } from '../../../../shared/model/live.ts'
import type { Binder } from '../../../data/field-binding.ts'
import type { OpenDocument } from '../../../data/workspace-data.ts'
import { type CalendarAccount, NO_ACCOUNT } from '../calendar-data.ts'

export type RequirementRow = RowValue<CellsOf<DocFields<'calendar'>, 'requirements'>>

export interface PromotionDetail {
  readonly promotionId: string
  readonly document: OpenDocument<'calendar'>
  readonly bind: Binder<'calendar'>
  readonly row: Accessor<PromotionRow | null>
  readonly lines: Accessor<readonly LineRow[]>
  readonly requirements: Accessor<readonly RequirementRow[]>
  readonly pins: Accessor<readonly PinSummary[]>
  readonly account: Accessor<CalendarAccount | null>
}

export const PromotionContext = createContext<PromotionDetail>()

export const usePromotion = (): PromotionDetail => {
  const detail = useContext(PromotionContext)
  assert(detail !== undefined, 'usePromotion outside the details of a promotion')
  return detail
}

/** What is planned is named after its account: without it nothing can be changed, and the field says so. */
export const inAccount = <Outcome>(account: CalendarAccount | null, change: (account: CalendarAccount) => Outcome): Outcome | string =>
  account === null ? NO_ACCOUNT : change(account)
