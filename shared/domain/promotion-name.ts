// What a promotion is called until somebody names it (DOMAIN §2): customer, product, type and week, as the trade does.

import type { CivilDate, Weekday } from '../base/civil.ts'
import type { Mechanic } from '../docs/terms/mechanic.ts'
import type { WeekSystem } from '../docs/terms/week-system.ts'
import { adWeekOf } from './weeks/ad-week.ts'
import { weekLabel } from './weeks/week-labels.ts'

const NAME_LENGTH_MAX = 300

export interface NamedFacts {
  readonly itemGroup: string
  readonly mechanic: Mechanic | null
  /** The first day in store. */
  readonly from: CivilDate | null
}

/** `Marlow Markets · CHIPS-8OZ · TPR · W43`, leaving out what is not known. */
export const automaticName = (
  account: { readonly name: string; readonly adWeekStart: Weekday; readonly system: WeekSystem },
  { itemGroup, mechanic, from }: NamedFacts,
): string =>
  [account.name, itemGroup, mechanic ?? '', from === null ? '' : weekLabel(adWeekOf(account.system, account.adWeekStart, from))]
    .filter((part) => part !== '')
    .join(' · ')
    .slice(0, NAME_LENGTH_MAX)
