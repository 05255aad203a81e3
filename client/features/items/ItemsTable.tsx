// The items as a table to type into. Only the rows in sight are drawn, and the one that is being edited stays drawn.

import { createVirtualizer, defaultRangeExtractor } from '@tanstack/solid-virtual'
import { createEffect, createSignal, For, on, Show } from 'solid-js'
import { Icon } from '../../ui/Icon.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { ITEM_COLUMNS, type ItemForm } from './item-fields.tsx'
import type { ItemList, Sort } from './item-list.ts'

interface ItemsTableProps {
  readonly form: ItemForm
  readonly list: ItemList
  readonly sort: Sort
  readonly onSort: (sort: Sort) => void
  readonly onDelete: (itemId: string) => void
  /** Scrolled to, with the focus in its name; a new object each time it is asked for. */
  readonly revealed: { readonly itemId: string } | null
}

const ROW_PX = 33

export const ItemsTable = (props: ItemsTableProps) => {
  const [held, setHeld] = createSignal<string | null>(null)
  let scroller!: HTMLDivElement
  const virtualizer = createVirtualizer<HTMLDivElement, HTMLDivElement>({
    get count() {
      return props.list.ids().length
    },
    getScrollElement: () => scroller,
    estimateSize: () => ROW_PX,
    overscan: 12,
    getItemKey: (index) => props.list.ids()[index] ?? index,
    rangeExtractor: (range) => {
      const shown = defaultRangeExtractor(range)
      const at = held() === null ? -1 : props.list.ids().indexOf(held() ?? '')
      return at === -1 || shown.includes(at) ? shown : [...shown, at].sort((a, b) => a - b)
    },
  })
  createEffect(
    on(
      () => props.revealed,
      (revealed) => {
        if (revealed === null) return
        const at = props.list.ids().indexOf(revealed.itemId)
        if (at === -1) return
        virtualizer.scrollToIndex(at, { align: 'center' })
        requestAnimationFrame(() => scroller.querySelector<HTMLElement>(`[data-item="${revealed.itemId}"] input`)?.focus())
      },
    ),
  )
  const sortBy = (name: Sort['by']) => props.onSort({ by: name, down: props.sort.by === name && !props.sort.down })

  return (
    <div ref={scroller} class="items-scroller">
      <table class="items-table" aria-label="Items" aria-rowcount={props.list.ids().length + 1}>
        <thead class="items-head">
          <tr class="items-row" aria-rowindex={1}>
            <For each={ITEM_COLUMNS}>
              {(column) => (
                <th
                  class="items-heading"
                  scope="col"
                  data-numeric={column.isNumeric ? '' : undefined}
                  aria-sort={props.sort.by === column.name ? (props.sort.down ? 'descending' : 'ascending') : 'none'}
                >
                  <button type="button" class="items-sort" onClick={() => sortBy(column.name as Sort['by'])}>
                    {column.label}
                    <Show when={props.sort.by === column.name}>
                      <Icon name={props.sort.down ? 'chevron-down' : 'chevron-up'} />
                    </Show>
                  </button>
                </th>
              )}
            </For>
            <th class="items-heading" scope="col">
              <span class="visually-hidden">Acts</span>
            </th>
          </tr>
        </thead>
        <tbody class="items-body" style={{ height: `${virtualizer.getTotalSize()}px` }}>
          <For each={virtualizer.getVirtualItems()}>
            {(virtual) => (
              <tr
                class="items-row items-placed"
                aria-rowindex={virtual.index + 2}
                data-index={virtual.index}
                data-item={String(virtual.key)}
                ref={(element) => queueMicrotask(() => virtualizer.measureElement(element))}
                style={{ transform: `translateY(${virtual.start}px)` }}
                onFocusIn={() => setHeld(String(virtual.key))}
                onFocusOut={() => setHeld(null)}
              >
                <Row id={String(virtual.key)} form={props.form} list={props.list} onDelete={props.onDelete} />
              </tr>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

const Row = (props: { id: string; form: ItemForm; list: ItemList; onDelete: (itemId: string) => void }) => (
  <Show when={props.list.byId().get(props.id)} keyed>
    {(item) => (
      <>
        <For each={ITEM_COLUMNS}>
          {(column) => (
            <td class="items-cell" data-column={column.name}>
              {column.field(props.form, item, true)}
            </td>
          )}
        </For>
        <td class="items-cell">
          <Show when={!props.form.bind.isReadOnly()}>
            <Menu
              label={`Acts on ${item.name || 'this item'}`}
              align="end"
              items={[{ label: 'Delete item', icon: 'trash', danger: true, onSelect: () => props.onDelete(item.id) }]}
            />
          </Show>
        </td>
      </>
    )}
  </Show>
)
