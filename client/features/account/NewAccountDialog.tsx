// As little as an account needs: the rest is filled in on its page.

import { createEffect, createSignal, on, onMount, Show } from 'solid-js'
import { createStore } from 'solid-js/store'
import { profilePath } from '../../../shared/base/document-path.ts'
import { createAccount, type NewAccount } from '../../../shared/commands/account.ts'
import { ACCOUNT_CHANNELS, type AccountChannel } from '../../../shared/docs/terms/account-terms.ts'
import { weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { CHANNEL_OPTIONS, WEEK_SYSTEM_OPTIONS, WEEKDAY_OPTIONS } from './account-options.ts'

interface DialogProps {
  readonly open: boolean
  readonly onClose: () => void
  readonly onCreated: (accountId: string) => void
}

export const NewAccountDialog = (props: DialogProps) => (
  <Show when={props.open}>
    <OpenDialog {...props} />
  </Show>
)

const OpenDialog = (props: DialogProps) => {
  const workspace = useWorkspace()
  const settings = () => workspace.summaries.all('settings')[0]
  const firstSystem = settings()?.defaultWeekSystemId ?? 'nrf-454'
  const [draft, setDraft] = createStore<{ -readonly [Name in keyof NewAccount]: NewAccount[Name] }>({
    name: '',
    channel: ACCOUNT_CHANNELS[0],
    weekSystemId: firstSystem,
    adWeekStart: weekSystemById(firstSystem)?.weekStart ?? 0,
    currency: settings()?.currency ?? 'USD',
  })
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isBusy, setBusy] = createSignal(false)
  let nameField!: HTMLInputElement
  onMount(() => queueMicrotask(() => nameField.focus()))

  // The ad week usually begins with the fiscal week; whoever knows better changes it after.
  createEffect(
    on(
      () => draft.weekSystemId,
      (id) => setDraft('adWeekStart', weekSystemById(id)?.weekStart ?? 0),
      { defer: true },
    ),
  )

  const twin = () => workspace.summaries.all('account').find(({ name, isDeleted }) => !isDeleted && name.toLowerCase() === draft.name.trim().toLowerCase())

  const create = async (event?: Event) => {
    event?.preventDefault()
    if (isBusy()) return
    setBusy(true)
    const accountId = workspace.newId()
    const made = await workspace.run(`Added ${draft.name.trim()}`, profilePath(accountId), createAccount, { ...draft })
    setBusy(false)
    if (!made.ok) {
      setProblem(made.error.message)
      nameField.focus()
      return
    }
    props.onClose()
    props.onCreated(accountId)
  }

  return (
    <Dialog
      title="New account"
      open
      onClose={() => props.onClose()}
      actions={
        <>
          <Button onClick={() => props.onClose()}>Cancel</Button>
          <Button kind="primary" busy={isBusy()} onClick={() => void create()}>
            Create account
          </Button>
        </>
      }
    >
      <form class="new-account" onSubmit={(event) => void create(event)}>
        <div class="field" data-invalid={problem() === null ? undefined : ''}>
          <label class="field-label" for="new-account-name">
            Name
          </label>
          <input
            ref={nameField}
            id="new-account-name"
            class="field-input"
            autocomplete="off"
            placeholder="Marlow Markets"
            value={draft.name}
            aria-invalid={problem() === null ? undefined : 'true'}
            aria-describedby="new-account-notes"
            onInput={(event) => {
              setDraft('name', event.currentTarget.value)
              setProblem(null)
            }}
          />
          <div id="new-account-notes" class="field-notes">
            <Show
              when={problem()}
              fallback={<Show when={twin()}>{(found) => <p class="field-hint">There is an account called {found().name} already.</p>}</Show>}
            >
              {(message) => (
                <p class="field-message" role="alert">
                  {message()}
                </p>
              )}
            </Show>
          </div>
        </div>
        <SelectField label="Channel" value={draft.channel} options={CHANNEL_OPTIONS} onCommit={(channel: AccountChannel) => setDraft('channel', channel)} />
        <SelectField
          label="Fiscal weeks"
          value={draft.weekSystemId}
          options={WEEK_SYSTEM_OPTIONS}
          hint="How the account numbers its weeks, periods and years."
          onCommit={(id) => setDraft('weekSystemId', id)}
        />
        <SelectField
          label="Ad week starts"
          value={String(draft.adWeekStart)}
          options={WEEKDAY_OPTIONS}
          hint="The day its circular and prices change: promotions snap to it."
          onCommit={(day) => setDraft('adWeekStart', Number(day))}
        />
        {/* Enter in the name adds the account. */}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}
