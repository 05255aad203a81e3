// The stores of the account: at the desk a table typed into cell by cell, on the phone a list and a sheet.

import { createMemo, createSignal, on, Show } from 'solid-js'
import { AddLine } from '../../../ui/AddLine.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { SearchField } from '../../../ui/SearchField.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { alive, type ProfileValue, useAccount } from '../account-context.ts'
import { createRowsAdd } from '../rows-add.ts'
import { StoreCards } from './StoreCards.tsx'
import { StoreTable } from './StoreTable.tsx'
import { numberAndName, type StoreSort, storesShown } from './store-list.ts'
import './stores.css'

export const Stores = (props: { readonly value: ProfileValue }) => {
  const { bind } = useAccount()
  const add = createRowsAdd()
  const [search, setSearch] = createSignal('')
  const [sort, setSort] = createSignal<StoreSort>({ column: 'number', isDescending: false })
  const all = createMemo(() => alive(props.value.stores))
  // Sorted anew when a store comes or goes, not while one is typed into: what I hold does not move.
  const members = createMemo(() =>
    all()
      .map(({ id }) => id)
      .sort()
      .join(),
  )
  const shown = createMemo(on([members, search, sort], () => storesShown(all(), search(), sort())))

  return (
    <div class="stores">
      <Show
        when={all().length > 0}
        fallback={<EmptyState title="No stores listed yet" hint="Type a number and a name below, or paste a column of them: each line becomes a store." />}
      >
        <div class="stores-bar">
          <SearchField label="Filter stores" value={search()} onInput={setSearch} />
          <span class="stores-count">
            {shown().length === all().length ? all().length : `${shown().length} of ${all().length}`} listed
            <Show when={props.value.storeCount > all().length}> of {props.value.storeCount.toLocaleString('en')} stores</Show>
          </span>
        </div>
        <Show when={isPhone()} fallback={<StoreTable stores={shown()} sort={sort()} onSort={setSort} />}>
          <StoreCards stores={shown()} />
        </Show>
      </Show>
      <Show when={!bind.isReadOnly()}>
        <AddLine label="Add a store: 1204 Maple Street" onAdd={(lines) => add('Added store', 'stores', lines.map(numberAndName))} />
      </Show>
    </div>
  )
}
