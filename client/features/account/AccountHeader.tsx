// The head of the page: the name (typed in place), what kind of account it is, and what can be done with all of it.

import { useNavigate } from '@solidjs/router'
import { Show } from 'solid-js'
import { renameAccount } from '../../../shared/commands/account.ts'
import { deleteDocument, restoreDocument } from '../../../shared/commands/rows.ts'
import { ACCOUNT_CHANNEL_LABELS } from '../../../shared/docs/terms/account-labels.ts'
import { weekChip } from '../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { DocumentHeading } from '../../ui/DocumentHeading.tsx'
import { DocumentState } from '../../ui/DocumentState.tsx'
import { Menu } from '../../ui/Menu.tsx'
import { notify } from '../../ui/toasts.tsx'
import { WrapField } from '../../ui/WrapField.tsx'
import { useAccount } from './account-context.ts'
import { calendarEntries } from './calendar-acts.ts'
import { StageChip } from './StageChip.tsx'

export const AccountHeading = (props: { readonly name: string }) => {
  const { href } = useWorkspace()
  const { bind, document } = useAccount()
  return (
    <DocumentHeading parent={{ label: 'Accounts', href: href('/accounts') }} name={props.name}>
      {document.value() === null ? null : (
        <WrapField
          {...bind.field('name')}
          hideLabel
          onCommit={(name) => bind.run(`Renamed ${props.name}`, (live, to: string) => renameAccount(live, to), name)}
        />
      )}
    </DocumentHeading>
  )
}

export const AccountState = () => {
  const workspace = useWorkspace()
  const { accountId, document } = useAccount()
  const here = () => workspace.presence.peers().filter(({ place }) => place === `/accounts/${accountId}`)
  return (
    <Show when={document.value()}>
      {(value) => (
        <div class="document-chips">
          <StageChip stage={value().stage} />
          <Chip>{ACCOUNT_CHANNEL_LABELS[value().channel]}</Chip>
          <Chip title="The account’s own week">{weekChip(value().adWeekStart)}</Chip>
          <DocumentState repairs={document.repairs()} isDeleted={value().deleted !== null} peers={here()} />
        </div>
      )}
    </Show>
  )
}

export const AccountActions = (props: { readonly name: string }) => {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const { accountId, bind, document } = useAccount()
  const restore = () => bind.run(`Restored ${props.name}`, restoreDocument, null)
  const remove = async () => {
    const name = props.name
    const problem = await bind.run(`Deleted ${name}`, deleteDocument, null)
    if (problem !== null) return void notify({ message: problem, tone: 'danger' })
    notify({
      message: `${name} is in the trash`,
      undo: async () => {
        await workspace.run(`Restored ${name}`, document.path, restoreDocument, null)
        navigate(workspace.href(`/accounts/${accountId}`))
      },
    })
    navigate(workspace.href('/accounts'))
  }
  return (
    <>
      <Button icon="calendar" onClick={() => navigate(workspace.href(`/calendar?account=${accountId}`))}>
        Calendar
      </Button>
      <Show when={!bind.isReadOnly()}>
        <Show when={document.value()?.deleted === null} fallback={<Button onClick={() => void restore()}>Restore</Button>}>
          <Menu
            label="More for this account"
            align="end"
            items={[
              ...calendarEntries(workspace, accountId, props.name),
              { label: 'Calendar feed…', icon: 'calendar', onSelect: () => navigate(workspace.href(`/settings?part=feeds&account=${accountId}`)) },
              { label: 'Delete account', icon: 'trash', danger: true, onSelect: () => void remove() },
            ]}
          />
        </Show>
      </Show>
    </>
  )
}
