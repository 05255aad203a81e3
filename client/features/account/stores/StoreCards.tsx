import { createMemo, createSignal, For, Show } from 'solid-js'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Panel } from '../../../ui/Panel.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { type Store, useAccount } from '../account-context.ts'
import { phoneLink } from '../contacts/reach.ts'
import { RowDelete } from '../RowDelete.tsx'
import { STORE_COLUMNS } from './store-list.ts'

const SHOWN_AT_ONCE = 60

/** One thumb: press a store for all of it, press the phone to call. More come as they are asked for. */
export const StoreCards = (props: { readonly stores: readonly Store[] }) => {
  const [openedId, setOpenedId] = createSignal<string | null>(null)
  const [count, setCount] = createSignal(SHOWN_AT_ONCE)
  const opened = createMemo(() => props.stores.find(({ id }) => id === openedId()))
  return (
    <>
      <ul class="store-cards">
        <For each={props.stores.slice(0, count())}>
          {(store) => (
            <li class="store-card">
              <button type="button" class="store-card-open" onClick={() => setOpenedId(store.id)}>
                <span class="store-card-name">{[store.number, store.name].filter(Boolean).join(' · ') || 'Store without a number'}</span>
                <span class="store-card-address">{[store.address, store.format, store.grade].filter(Boolean).join(' · ')}</span>
              </button>
              <Show when={phoneLink(store.phone)}>
                {(link) => (
                  <a class="store-card-call" href={link()} aria-label={`Call store ${store.number || store.name}`}>
                    <Icon name="phone" />
                  </a>
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <Show when={props.stores.length > count()}>
        <Button wide onClick={() => setCount(count() + SHOWN_AT_ONCE)}>
          Show {Math.min(SHOWN_AT_ONCE, props.stores.length - count())} more
        </Button>
      </Show>
      <Show when={opened()} keyed>
        {(store) => <StoreSheet store={store} onClose={() => setOpenedId(null)} />}
      </Show>
    </>
  )
}

const StoreSheet = (props: { readonly store: Store; readonly onClose: () => void }) => {
  const { bind } = useAccount()
  const name = () => `store ${props.store.number || props.store.name}`
  return (
    <Panel
      title={[props.store.number, props.store.name].filter(Boolean).join(' · ') || 'Store'}
      onClose={() => props.onClose()}
      footer={<RowDelete rows="stores" row={props.store} name={name()} verb="Delete store" onDone={props.onClose} />}
    >
      <div class="field-rows">
        <For each={STORE_COLUMNS}>{(column) => <TextField {...bind.cell('stores', props.store, column)} type={column === 'phone' ? 'tel' : 'text'} />}</For>
      </div>
    </Panel>
  )
}
