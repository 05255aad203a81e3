// Cell by cell like a spreadsheet: Tab goes on, Enter commits and goes down, ↑ ↓ stay in the column.

import { For, Show } from 'solid-js'
import { DOCUMENTS } from '../../../../shared/docs/index.ts'
import { labelOf } from '../../../../shared/docs/labels.ts'
import { createVirtualRows } from '../../../ui/createVirtualRows.ts'
import { Icon } from '../../../ui/Icon.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { type Store, useAccount } from '../account-context.ts'
import { createRowDelete } from '../row-acts.ts'
import { STORE_COLUMNS, type StoreColumn, type StoreSort } from './store-list.ts'

const ROW_HEIGHT = 33
const { cells } = DOCUMENTS.profile.fields.stores

interface TableProps {
  readonly stores: readonly Store[]
  readonly sort: StoreSort
  readonly onSort: (sort: StoreSort) => void
}

export const StoreTable = (props: TableProps) => {
  let scroller!: HTMLDivElement
  const rows = createVirtualRows({ count: () => props.stores.length, rowHeight: () => ROW_HEIGHT, scroller: () => scroller })

  const walk = (event: KeyboardEvent) => {
    const step = { ArrowUp: -1, ArrowDown: 1, Enter: 1 }[event.key]
    const cell = (event.target as HTMLElement).closest<HTMLElement>('td[data-column]')
    if (step === undefined || cell === null || event.isComposing || event.altKey || !(event.target instanceof HTMLInputElement)) return
    const index = Number(cell.closest<HTMLElement>('tr')?.dataset.index) + step
    if (index < 0 || index >= props.stores.length) return
    event.preventDefault()
    rows.show(index)
    requestAnimationFrame(() => {
      const next = scroller.querySelector<HTMLInputElement>(`tr[data-index="${index}"] td[data-column="${cell.dataset.column}"] input`)
      next?.focus({ preventScroll: true })
      next?.select()
    })
  }

  return (
    <div class="stores-scroll" ref={scroller}>
      <table class="stores-table" aria-label="Stores" aria-rowcount={props.stores.length + 1} onKeyDown={walk}>
        <thead>
          <tr>
            <For each={STORE_COLUMNS}>{(column) => <Heading column={column} sort={props.sort} onSort={props.onSort} />}</For>
            <th class="stores-acts">
              <span class="visually-hidden">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody class="virtual-body" style={{ '--before': `${rows.before()}px`, '--after': `${rows.after()}px` }}>
          <For each={rows.items()}>
            {(item) => (
              <Show when={props.stores[item.index]} keyed>
                {(store) => <Row store={store} index={item.index} measure={rows.measure} />}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

const Heading = (props: { readonly column: StoreColumn; readonly sort: StoreSort; readonly onSort: (sort: StoreSort) => void }) => {
  const isSorted = () => props.sort.column === props.column
  return (
    <th scope="col" data-column={props.column} aria-sort={isSorted() ? (props.sort.isDescending ? 'descending' : 'ascending') : 'none'}>
      <button type="button" class="stores-sort" onClick={() => props.onSort({ column: props.column, isDescending: isSorted() && !props.sort.isDescending })}>
        {labelOf(cells[props.column])}
        <Show when={isSorted()}>
          <Icon name={props.sort.isDescending ? 'chevron-down' : 'chevron-up'} />
        </Show>
      </button>
    </th>
  )
}

const Row = (props: { readonly store: Store; readonly index: number; readonly measure: (element: Element) => void }) => {
  const { bind } = useAccount()
  const remove = createRowDelete()
  const name = () => `store ${props.store.number || props.store.name}`
  return (
    <tr ref={(element) => props.measure(element)} data-index={props.index} aria-rowindex={props.index + 2}>
      <For each={STORE_COLUMNS}>
        {(column) => (
          <td data-column={column}>
            <TextField {...bind.cell('stores', props.store, column)} hideLabel />
          </td>
        )}
      </For>
      <td class="stores-acts">
        <Show when={!bind.isReadOnly()}>
          <IconButton label={`Delete ${name()}`} icon="close" onClick={() => void remove('stores', props.store, name())} />
        </Show>
      </td>
    </tr>
  )
}
