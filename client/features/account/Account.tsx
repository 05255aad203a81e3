import { useSearchParams } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { createMemo, Match, onCleanup, onMount, Show, Switch } from 'solid-js'
import { profilePath } from '../../../shared/base/document-path.ts'
import { useWorkspace } from '../../data/context.ts'
import { createBinder } from '../../data/field-binding.ts'
import { Page } from '../../ui/Page.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { type Tab, Tabs } from '../../ui/Tabs.tsx'
import { AccountActions, AccountHeading, AccountState } from './AccountHeader.tsx'
import { AccountPackets } from './AccountPackets.tsx'
import { AccountPromotions } from './AccountPromotions.tsx'
import { type AccountDocument, AccountProvider, alive, type ProfileValue } from './account-context.ts'
import { NAMELESS } from './account-list.ts'
import { Contacts } from './contacts/Contacts.tsx'
import { Overview } from './overview/Overview.tsx'
import { Stores } from './stores/Stores.tsx'

const TABS = ['overview', 'contacts', 'stores', 'promotions', 'packets'] as const
type AccountTab = (typeof TABS)[number]
const isTab = (text: unknown): text is AccountTab => (TABS as readonly unknown[]).includes(text)

export const Account = (props: { readonly accountId: string; readonly fallback: JSX.Element }) => {
  const workspace = useWorkspace()
  const { accountId } = props
  const document = workspace.open('profile', profilePath(accountId))
  const account: AccountDocument = { accountId, document, bind: createBinder('profile', document, accountId) }
  onMount(() => workspace.presence.setSelection(accountId))
  onCleanup(() => workspace.presence.setSelection(null))

  const [search, setSearch] = useSearchParams()
  const tab = (): AccountTab => (isTab(search.tab) ? search.tab : 'overview')
  const summary = createMemo(() => workspace.summaries.ofAccount('account', accountId)[0])
  const name = () => document.value()?.name || summary()?.name || NAMELESS
  const isThere = () => summary() !== undefined || (document.value()?.name ?? '') !== '' || !workspace.summaries.isLoaded()
  const promotions = createMemo(() => workspace.summaries.ofAccount('promotion', accountId).filter((one) => !one.isDeleted && one.movedTo === null))
  const packets = createMemo(() => workspace.summaries.ofAccount('packet', accountId).filter((one) => !one.isDeleted))

  const tabs = (value: ProfileValue): readonly Tab<AccountTab>[] => [
    { value: 'overview', label: 'Overview' },
    { value: 'contacts', label: 'Contacts', count: alive(value.contacts).length },
    { value: 'stores', label: 'Stores', count: alive(value.stores).length },
    { value: 'promotions', label: 'Promotions', count: promotions().length },
    { value: 'packets', label: 'Packets', count: packets().length },
  ]

  return (
    <Show when={isThere()} fallback={props.fallback}>
      <AccountProvider value={account}>
        <Page title={name()} heading={<AccountHeading name={name()} />} subtitle={<AccountState />} actions={<AccountActions name={name()} />}>
          <Show when={document.value()} fallback={<Skeleton rows={8} />}>
            {(value) => (
              <Tabs
                label="Parts of the account"
                tabs={tabs(value())}
                value={tab()}
                onChange={(next) => setSearch({ tab: next === 'overview' ? null : next }, { replace: true })}
              >
                <Switch>
                  <Match when={tab() === 'overview'}>
                    <Overview value={value()} />
                  </Match>
                  <Match when={tab() === 'contacts'}>
                    <Contacts value={value()} />
                  </Match>
                  <Match when={tab() === 'stores'}>
                    <Stores value={value()} />
                  </Match>
                  <Match when={tab() === 'promotions'}>
                    <AccountPromotions value={value()} promotions={promotions()} />
                  </Match>
                  <Match when={tab() === 'packets'}>
                    <AccountPackets value={value()} packets={packets()} />
                  </Match>
                </Switch>
              </Tabs>
            )}
          </Show>
        </Page>
      </AccountProvider>
    </Show>
  )
}
