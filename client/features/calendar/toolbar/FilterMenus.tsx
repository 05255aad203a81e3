// Filters by account, mechanic and status: each a button that says what is chosen and opens a list of boxes to tick. On the
// phone one button opens all of them.

import { createMemo, For, Show } from 'solid-js'
import { MECHANIC_LABELS, MECHANICS, type Mechanic } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { isPhone } from '../../../ui/viewport.ts'
import { isSameList } from '../calendar-data.ts'
import { useCalendar } from '../calendar-state.ts'
import { filterCount } from '../promotion-filter.ts'
import { type FilterGroup, FilterMenu, type FilterOption } from './FilterMenu.tsx'

const STATUS_OPTIONS: readonly FilterOption[] = PROMOTION_STATUSES.map((status) => ({ value: status, label: PROMOTION_STATUS_LABELS[status] }))

const NOW_OPTIONS: readonly FilterOption[] = [{ value: 'now', label: 'In store now' }]

const toggled = <Value extends string>(choices: readonly Value[], choice: string, present: boolean): readonly Value[] =>
  present ? [...choices.filter((other) => other !== choice), choice as Value] : choices.filter((other) => other !== choice)

export const FilterMenus = () => {
  const calendar = useCalendar()
  const filter = () => calendar.filter()
  const accountOptions = createMemo((): readonly FilterOption[] => calendar.accounts().map(({ accountId, name }) => ({ value: accountId, label: name })))
  /** Only what is planned: twenty codes are a list nobody reads. */
  const usedMechanics = createMemo(
    (): readonly Mechanic[] => {
      const used = new Set<string>(filter().mechanics)
      for (const promotion of calendar.all()) for (const line of promotion.lines) used.add(line.mechanic)
      return MECHANICS.filter((mechanic) => used.has(mechanic))
    },
    [],
    { equals: isSameList },
  )
  const mechanicOptions = createMemo((): readonly FilterOption[] =>
    usedMechanics().map((mechanic) => ({ value: mechanic, label: MECHANIC_LABELS[mechanic], code: mechanic })),
  )
  // Made once, read through getters: a box that is ticked must not be made anew under the finger.
  const groups: readonly FilterGroup[] = [
    {
      name: 'Account',
      get options() {
        return accountOptions()
      },
      get chosen() {
        return filter().accountIds
      },
      onToggle: (choice, present) => calendar.setFilter({ accountIds: toggled(filter().accountIds, choice, present) }),
    },
    {
      name: 'Mechanic',
      get options() {
        return mechanicOptions()
      },
      get chosen() {
        return filter().mechanics
      },
      onToggle: (choice, present) => calendar.setFilter({ mechanics: toggled(filter().mechanics, choice, present) }),
    },
    {
      name: 'Status',
      options: STATUS_OPTIONS,
      get chosen() {
        return filter().statuses
      },
      onToggle: (choice, present) => calendar.setFilter({ statuses: toggled(filter().statuses, choice, present) }),
    },
  ]
  const nowGroup: FilterGroup = {
    name: 'Time',
    options: NOW_OPTIONS,
    get chosen() {
      return filter().isInStoreNow ? ['now'] : []
    },
    onToggle: (_choice, present) => calendar.setFilter({ isInStoreNow: present }),
  }
  const everyGroup = [nowGroup, ...groups]
  const now = () => (
    <button
      type="button"
      class="filter-button"
      aria-pressed={filter().isInStoreNow}
      data-on={filter().isInStoreNow ? '' : undefined}
      onClick={() => calendar.setFilter({ isInStoreNow: !filter().isInStoreNow })}
    >
      In store now
    </button>
  )
  return (
    <Show
      when={isPhone()}
      fallback={
        <>
          <For each={groups}>{(group) => <FilterMenu label={group.name} groups={[group]} />}</For>
          {now()}
        </>
      }
    >
      <FilterMenu label={filterCount(filter()) === 0 ? 'Filters' : `Filters · ${filterCount(filter())}`} groups={everyGroup} headed />
    </Show>
  )
}
