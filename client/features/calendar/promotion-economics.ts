// What the items of a promoted group cost and bring, for the arithmetic: the groups of the items list, looked up by name.

import { type Accessor, createMemo } from 'solid-js'
import { groupEconomics, type ItemEconomics } from '../../../shared/domain/line-figures.ts'
import type { CalendarState } from './calendar-state.ts'

export const createEconomics = (calendar: Pick<CalendarState, 'workspace'>): Accessor<(itemGroup: string) => ItemEconomics | null> =>
  createMemo(() => {
    const groups = new Map<string, ItemEconomics[]>()
    for (const item of calendar.workspace.summaries.all('item')) {
      if (item.isDeleted || item.group === '') continue
      const group = groups.get(item.group)
      if (group === undefined) groups.set(item.group, [item])
      else group.push(item)
    }
    const economics = new Map([...groups].map(([name, items]) => [name, groupEconomics(items)]))
    return (itemGroup) => economics.get(itemGroup) ?? null
  })
