// Every account on one page, from summaries only: no document is opened to show it.

import { useNavigate } from '@solidjs/router'
import { createMemo, createSignal, Show } from 'solid-js'
import { registerCommand } from '../../data/app-commands.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { AccountsTable } from './AccountsTable.tsx'
import { type AccountSort, accountRows, filterAccounts, sortAccounts } from './account-list.ts'
import { NewAccountDialog } from './NewAccountDialog.tsx'
import './accounts-page.css'

const AccountsPage = () => {
  const { summaries, today, canWrite, href, sync } = useWorkspace()
  const navigate = useNavigate()
  const [search, setSearch] = createSignal('')
  const [sort, setSort] = createSignal<AccountSort>({ column: 'name', isDescending: false })
  const [isCreating, setCreating] = createSignal(false)
  const rows = createMemo(() => accountRows(summaries.all('account'), summaries.all('promotion'), summaries.all('packet'), today()))
  const shown = createMemo(() => sortAccounts(filterAccounts(rows(), search()), sort()))
  let table: HTMLElement | undefined
  let field: HTMLInputElement | undefined
  registerCommand({ id: 'account.new', label: 'New account', group: 'Accounts', run: () => canWrite() && setCreating(true) })
  registerCommand({ id: 'page.filter', label: 'Filter accounts', keys: '/', group: 'Accounts', isHidden: true, run: () => field?.focus() })

  /** "None" is not said before all have come. */
  const isComing = () => !summaries.isLoaded() || (rows().length === 0 && sync().isFirstSync && sync().connection !== 'offline')
  const newAccount = () => (
    <Show when={canWrite()}>
      <Button kind="primary" icon="plus" onClick={() => setCreating(true)}>
        New account
      </Button>
    </Show>
  )

  return (
    <Page
      title="Accounts"
      subtitle={<Show when={rows().length > 0}>{search() === '' ? rows().length : `${shown().length} of ${rows().length}`}</Show>}
      actions={<Show when={rows().length > 0}>{newAccount()}</Show>}
      toolbar={
        <Show when={rows().length > 0}>
          <SearchField
            label="Filter accounts"
            value={search()}
            onInput={setSearch}
            ref={(element) => (field = element)}
            onLeave={() => table?.querySelector<HTMLElement>('[data-account]')?.focus()}
          />
        </Show>
      }
      flush
    >
      <Show when={!isComing()} fallback={<Skeleton rows={8} />}>
        <Show
          when={rows().length > 0}
          fallback={
            <EmptyState
              title="No accounts yet"
              hint="An account is a retailer you plan with: its weeks, its people, its stores. Add one, or import your list."
              action={newAccount()}
            />
          }
        >
          <Show when={shown().length > 0} fallback={<p class="accounts-none">No account says “{search()}”.</p>}>
            <AccountsTable ref={(element) => (table = element)} rows={shown()} sort={sort()} onSort={setSort} />
          </Show>
        </Show>
      </Show>
      <NewAccountDialog open={isCreating()} onClose={() => setCreating(false)} onCreated={(accountId) => navigate(href(`/accounts/${accountId}`))} />
    </Page>
  )
}

export default AccountsPage
