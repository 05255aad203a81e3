// One account: who to call, its weeks, its people, its stores, what runs there and when we meet. A real document, edited in
// place; the tab is in the address, so a link leads to it.

import { useNavigate, useParams } from '@solidjs/router'
import { Show } from 'solid-js'
import { isId } from '../../../shared/base/id.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { Account } from './Account.tsx'
import './account-page.css'

const AccountPage = () => {
  const params = useParams()
  return (
    <Show when={isId(params.accountId ?? '') ? params.accountId : undefined} keyed fallback={<NoAccount />}>
      {(accountId) => <Account accountId={accountId} fallback={<NoAccount />} />}
    </Show>
  )
}

const NoAccount = () => {
  const { href } = useWorkspace()
  const navigate = useNavigate()
  return (
    <Page title="No such account">
      <EmptyState
        title="This account is not on this device"
        hint="The link may be mistyped, or the account may be on its way from the server."
        action={<Button onClick={() => navigate(href('/accounts'))}>All accounts</Button>}
      />
    </Page>
  )
}

export default AccountPage
