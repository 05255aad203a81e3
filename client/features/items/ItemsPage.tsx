// What the supplier sells: a table to type into at the desk, a list with a sheet on the phone.

import { useSearchParams } from '@solidjs/router'
import { createEffect, createMemo, createSignal, For, on, Show } from 'solid-js'
import { ITEMS_PATH } from '../../../shared/base/document-path.ts'
import { formatMoney } from '../../../shared/base/money.ts'
import { addRow, deleteRows, restoreRows } from '../../../shared/commands/rows.ts'
import { registerCommand } from '../../data/app-commands.ts'
import { useWorkspace } from '../../data/context.ts'
import { createBinder } from '../../data/field-binding.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Panel } from '../../ui/Panel.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { notify } from '../../ui/toasts.tsx'
import { isPhone } from '../../ui/viewport.ts'
import { ItemsTable } from './ItemsTable.tsx'
import { CASE_GTIN, ITEM_COLUMNS, type ItemForm } from './item-fields.tsx'
import { createItemList, type Item, type Sort } from './item-list.ts'
import './ItemsPage.css'

export default function ItemsPage() {
  const workspace = useWorkspace()
  const [query, setQuery] = useSearchParams<{ item?: string }>()
  const document = workspace.open('items', ITEMS_PATH)
  const bind = createBinder('items', document, 'items')
  const [sort, setSort] = createSignal<Sort>({ by: 'group', down: false })
  const [filter, setFilter] = createSignal('')
  const [revealed, setRevealed] = createSignal<{ readonly itemId: string } | null>(null)
  const items = createMemo(() => document.value()?.items ?? [])
  const list = createItemList(items, sort, filter)
  const currency = createMemo(() => workspace.summaries.all('settings')[0]?.currency ?? 'USD')
  let filterBox: HTMLInputElement | undefined

  const form: ItemForm = {
    bind,
    currency,
    suggestions: (column) => [...new Set([...list.byId().values()].map((item) => item[column]).filter(Boolean))].sort(),
  }
  const add = async () => {
    setFilter('')
    const added = await workspace.run('Added an item', ITEMS_PATH, addRow, { rows: 'items', input: {} })
    if (!added.ok) return void notify({ message: added.error.message, tone: 'danger' })
    reveal(added.value)
  }
  const reveal = (itemId: string) => {
    if (isPhone()) setQuery({ item: itemId })
    else setRevealed({ itemId })
  }
  const remove = async (itemId: string) => {
    const name = list.byId().get(itemId)?.name || 'item'
    const problem = await bind.run(`Deleted ${name}`, deleteRows, { rows: 'items', rowIds: [itemId] })
    setQuery({ item: undefined })
    if (problem !== null) return void notify({ message: problem, tone: 'danger' })
    notify({ message: `Deleted ${name}`, undo: () => workspace.run(`Restored ${name}`, ITEMS_PATH, restoreRows, { rows: 'items', rowIds: [itemId] }) })
  }
  registerCommand({ id: 'items.add', label: 'Add an item', group: 'Items', run: () => void add() })
  registerCommand({ id: 'page.filter', label: 'Filter the items', keys: '/', group: 'Items', run: () => filterBox?.focus() })

  // A link to one item, as the palette makes them.
  createEffect(
    on([() => query.item, () => list.byId().has(query.item ?? '')], ([itemId, isThere]) => {
      if (itemId !== undefined && isThere && !isPhone()) setRevealed({ itemId })
    }),
  )

  return (
    <Page
      title="Items"
      subtitle={list.count() > 0 ? `${list.ids().length === list.count() ? '' : `${list.ids().length} of `}${list.count()}` : undefined}
      flush={!isPhone()}
      actions={
        <Show when={workspace.canWrite()}>
          <Button kind="primary" icon="plus" onClick={() => void add()}>
            Add item
          </Button>
        </Show>
      }
      toolbar={
        <Show when={list.count() > 0}>
          <SearchField label="Filter items" value={filter()} onInput={setFilter} ref={(element) => (filterBox = element)} />
        </Show>
      }
    >
      <Show when={document.value() !== null} fallback={<Skeleton />}>
        <Show when={list.count() > 0} fallback={<NoItems href={workspace.href('/import')} />}>
          <Show when={list.ids().length > 0} fallback={<p class="items-nothing">No item matches “{filter()}”.</p>}>
            <Show
              when={!isPhone()}
              fallback={<ItemsList ids={list.ids()} byId={list.byId()} currency={currency()} onOpen={(itemId) => setQuery({ item: itemId })} />}
            >
              <ItemsTable form={form} list={list} sort={sort()} onSort={setSort} onDelete={(itemId) => void remove(itemId)} revealed={revealed()} />
            </Show>
          </Show>
        </Show>
      </Show>
      <Show when={isPhone() && list.byId().get(query.item ?? '')} keyed>
        {(item) => <ItemSheet item={item} form={form} onClose={() => setQuery({ item: undefined })} onDelete={() => void remove(item.id)} />}
      </Show>
    </Page>
  )
}

const NoItems = (props: { href: string }) => (
  <EmptyState
    title="No items yet"
    hint="Items give promotions their groups, packs and costs. Bring in your price list, or add them one by one."
    action={
      <a class="button" data-kind="plain" href={props.href}>
        Import a file
      </a>
    }
  />
)

const ItemsList = (props: { ids: readonly string[]; byId: ReadonlyMap<string, Item>; currency: string; onOpen: (itemId: string) => void }) => (
  <ul class="items-list">
    <For each={props.ids}>
      {(id) => (
        <Show when={props.byId.get(id)}>
          {(item) => (
            <li>
              <button type="button" class="items-entry" onClick={() => props.onOpen(id)}>
                <span class="items-entry-name">{item().name || 'Untitled item'}</span>
                <span class="items-entry-price">{formatSrp(item(), props.currency)}</span>
                <span class="items-entry-detail">
                  {[item().brand, item().group, item().casePack > 0 ? `pack of ${item().casePack}` : ''].filter(Boolean).join(' · ')}
                </span>
              </button>
            </li>
          )}
        </Show>
      )}
    </For>
  </ul>
)

const formatSrp = (item: Item, currency: string): string => (item.srp === null ? '' : formatMoney(item.srp, currency))

const ItemSheet = (props: { item: Item; form: ItemForm; onClose: () => void; onDelete: () => void }) => (
  <Panel
    title={props.item.name || 'New item'}
    onClose={props.onClose}
    footer={
      <Show when={!props.form.bind.isReadOnly()}>
        <Button kind="quiet" icon="trash" onClick={props.onDelete}>
          Delete item
        </Button>
      </Show>
    }
  >
    <div class="field-rows">
      <For each={[...ITEM_COLUMNS, CASE_GTIN]}>{(column) => column.field(props.form, props.item, false)}</For>
    </div>
  </Panel>
)
