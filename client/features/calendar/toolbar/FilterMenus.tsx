// Filters by account, mechanic and status: each a button that says what is chosen and opens a list of boxes to tick. On the
// phone one button opens all of them.

import { For, Show } from 'solid-js'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { PROMOTION_STATUS_LABELS, PROMOTION_STATUSES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { isPhone } from '../../../ui/viewport.ts'
import { useCalendar } from '../calendar-state.ts'
import { filterCount } from '../promotion-filter.ts'
import { FilterMenu, type FilterOption } from './FilterMenu.tsx'

const STATUS_OPTIONS: readonly FilterOption[] = PROMOTION_STATUSES.map((status) => ({ value: status, label: PROMOTION_STATUS_LABELS[status] }))

const toggled = <Value extends string>(choices: readonly Value[], choice: string, present: boolean): readonly Value[] =>
  present ? [...choices.filter((other) => other !== choice), choice as Value] : choices.filter((other) => other !== choice)

export const FilterMenus = () => {
  const calendar = useCalendar()
  const filter = () => calendar.filter()
  const accountOptions = (): readonly FilterOption[] => calendar.accounts().map(({ accountId, name }) => ({ value: accountId, label: name }))
  /** Only what is planned: twenty codes are a list nobody reads. */
  const mechanicOptions = (): readonly FilterOption[] => {
    const used = new Set<string>(filter().mechanics)
    for (const promotion of calendar.all()) for (const line of promotion.lines) used.add(line.mechanic)
    return MECHANICS.filter((mechanic) => used.has(mechanic)).map((mechanic) => ({ value: mechanic, label: MECHANIC_LABELS[mechanic], code: mechanic }))
  }
  const groups = () => [
    {
      name: 'Account',
      options: accountOptions(),
      chosen: filter().accountIds,
      onToggle: (choice: string, present: boolean) => calendar.setFilter({ accountIds: toggled(filter().accountIds, choice, present) }),
    },
    {
      name: 'Mechanic',
      options: mechanicOptions(),
      chosen: filter().mechanics,
      onToggle: (choice: string, present: boolean) => calendar.setFilter({ mechanics: toggled(filter().mechanics, choice, present) }),
    },
    {
      name: 'Status',
      options: STATUS_OPTIONS,
      chosen: filter().statuses,
      onToggle: (choice: string, present: boolean) => calendar.setFilter({ statuses: toggled(filter().statuses, choice, present) }),
    },
  ]
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
          <For each={['Account', 'Mechanic', 'Status']}>{(name) => <FilterMenu label={name} groups={groups().filter((group) => group.name === name)} />}</For>
          {now()}
        </>
      }
    >
      <FilterMenu label={filterCount(filter()) === 0 ? 'Filters' : `Filters · ${filterCount(filter())}`} groups={groups()} headed />
      {now()}
    </Show>
  )
}
