import { createResource, Show } from 'solid-js'
import { runCommand } from '../../../data/app-commands.ts'
import { useWorkspace } from '../../../data/context.ts'
import { prefer, preferences, type Theme } from '../../../data/preferences.ts'
import { Button } from '../../../ui/Button.tsx'
import { CheckField } from '../../../ui/CheckField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { notify } from '../../../ui/toasts.tsx'
import { PasskeySettings } from './PasskeySettings.tsx'
import { PasswordSettings } from './PasswordSettings.tsx'
import { SessionSettings } from './SessionSettings.tsx'

const THEME_OPTIONS: readonly { readonly value: Theme; readonly label: string }[] = [
  { value: 'system', label: 'Like the device' },
  { value: 'light', label: 'Light' },
  { value: 'dark', label: 'Dark' },
]

/** What belongs to this device and this person: looks, keys, what is kept here, and how the person gets in. */
export const DeviceSettings = () => {
  const workspace = useWorkspace()
  const { person } = workspace.session
  return (
    <>
      <section class="settings-section">
        <h2>Looks and keys</h2>
        <div class="field-columns">
          <SelectField<Theme> label="Colours" value={preferences().theme} options={THEME_OPTIONS} onCommit={(theme) => prefer({ theme })} />
        </div>
        <CheckField
          label="Keys of one letter, such as N for a new promotion"
          value={preferences().letterKeys}
          onCommit={(letterKeys) => prefer({ letterKeys })}
          hint="Switch them off if you dictate, or if they get in your way. ⌘ and Ctrl keys go on working."
        />
      </section>
      <KeptHere />
      <section class="settings-section">
        <h2>Your account</h2>
        <p class="settings-words">
          {person.name} · {person.email}
        </p>
        <PasskeySettings />
        <PasswordSettings />
      </section>
      <SessionSettings />
      <section class="settings-section">
        <h2>Sign out</h2>
        <p class="settings-words">Takes your data off this device. If something has not reached the server yet, you are told first.</p>
        <div>
          <Button icon="sign-out" onClick={() => void runCommand('app.signOut')}>
            Sign out
          </Button>
        </div>
      </section>
    </>
  )
}

const KeptHere = () => {
  const workspace = useWorkspace()
  const [kept, { refetch }] = createResource(readStorage)
  const ask = async () => {
    const isKept = await navigator.storage?.persist?.()
    await refetch()
    notify({
      message: isKept === true ? 'The browser keeps your data until you remove it' : 'The browser has not agreed. Installing the app or bookmarking it helps.',
    })
  }
  const unsent = () => workspace.sync().unsent + workspace.sync().unsaved
  return (
    <section class="settings-section">
      <h2>Kept on this device</h2>
      <p class="settings-words">
        {unsent() === 0 ? 'Everything you did is on the server too.' : `${unsent()} of your edits are not on the server yet.`}
        <Show when={kept.latest?.bytes}>{(bytes) => ` Endcap uses ${sizeWords(bytes())} here.`}</Show>
      </p>
      <Show when={kept.latest}>
        {(state) => (
          <Show
            when={state().persisted !== null}
            fallback={
              <p class="settings-words">This browser does not say whether it would clear your data when space runs out. Stay in touch with the server.</p>
            }
          >
            <Show
              when={state().persisted === true}
              fallback={
                <div class="settings-line">
                  <p class="settings-words">When space runs out, the browser may clear what is kept here. What is on the server stays safe.</p>
                  <Button onClick={() => void ask()}>Ask the browser to keep it</Button>
                </div>
              }
            >
              <p class="settings-words">The browser keeps it until you remove it.</p>
            </Show>
          </Show>
        )}
      </Show>
    </section>
  )
}

const readStorage = async (): Promise<{ readonly persisted: boolean | null; readonly bytes: number | null }> => {
  const { storage } = navigator
  // Absent on plain http.
  const [persisted, estimate] = await Promise.all([storage?.persisted?.().catch(() => null), storage?.estimate?.().catch(() => null)])
  return { persisted: persisted ?? null, bytes: estimate?.usage ?? null }
}

const sizeWords = (bytes: number): string => (bytes < 1_000_000 ? `${Math.max(1, Math.round(bytes / 1000))} KB` : `${(bytes / 1_000_000).toFixed(1)} MB`)
