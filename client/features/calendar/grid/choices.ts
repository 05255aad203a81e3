// What the editor of a cell offers: the codes of a choice, or what others are called already.

import { byName } from '../../../../shared/base/by-name.ts'
import type { PromotionSummary } from '../../../../shared/docs/calendar.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { RATE_BASIS_LABELS, THEME_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, RATE_BASES, THEMES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { nextStatuses } from '../../../../shared/domain/status-rules.ts'
import type { CalendarState } from '../calendar-state.ts'
import type { Column } from './grid-columns.ts'

export interface CellChoices {
  /** Nothing else may be typed. */
  readonly isStrict: boolean
  readonly options: readonly { readonly value: string; readonly label: string }[]
}

const named = (names: Iterable<string>): CellChoices['options'] =>
  [...new Set(names)]
    .filter((name) => name !== '')
    .sort(byName)
    .map((name) => ({ value: name, label: name }))

/** `promotion` is null for a new one. */
export const choicesFor = (calendar: CalendarState, column: Column, promotion: PromotionSummary | null): CellChoices => {
  switch (column) {
    case 'status': {
      const statuses = promotion === null ? PROMOTION_STATUSES : [promotion.status, ...nextStatuses(promotion.status)]
      return { isStrict: true, options: statuses.map((status) => ({ value: PROMOTION_STATUS_LABELS[status], label: PROMOTION_STATUS_LABELS[status] })) }
    }
    case 'mechanic':
      return { isStrict: true, options: MECHANICS.map((mechanic) => ({ value: mechanic, label: `${mechanic} · ${MECHANIC_LABELS[mechanic]}` })) }
    case 'rateBasis':
      return { isStrict: true, options: RATE_BASES.map((basis) => ({ value: RATE_BASIS_LABELS[basis], label: RATE_BASIS_LABELS[basis] })) }
    case 'account':
      return { isStrict: true, options: calendar.accounts().map(({ name }) => ({ value: name, label: name })) }
    case 'itemGroup':
      return { isStrict: false, options: named(calendar.itemGroups()) }
    case 'owner':
      return { isStrict: false, options: named([calendar.workspace.session.person.name, ...calendar.all().map(({ owner }) => owner ?? '')]) }
    case 'theme':
      return {
        isStrict: false,
        options: THEMES.filter((theme) => theme !== 'none').map((theme) => ({ value: THEME_LABELS[theme], label: THEME_LABELS[theme] })),
      }
    case 'firstReceiver':
      return { isStrict: false, options: named(calendar.all().map(({ firstReceiver }) => firstReceiver)) }
    default:
      return { isStrict: false, options: [] }
  }
}
