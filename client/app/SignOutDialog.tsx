// Signing out takes this person's data off the device (S7). With edits the server does not have it says so, and offers to
// wait for them. Where the browser keeps the data all the same it says that too: nobody leaves believing that it is gone.

import { createEffect, createSignal, Show } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { forgetRecents } from '../data/preferences.ts'
import { Button } from '../ui/Button.tsx'
import { Dialog } from '../ui/Dialog.tsx'
import { notify } from '../ui/toasts.tsx'
import { useAppDeps } from './app-deps.ts'
import { plural } from './sync/sync-words.ts'

export default function SignOutDialog(props: { readonly onClose: () => void }) {
  const workspace = useWorkspace()
  const { device, api } = useAppDeps()
  const [isWaiting, setIsWaiting] = createSignal(false)
  const [isLeaving, setIsLeaving] = createSignal(false)
  const [isKept, setIsKept] = createSignal(false)
  const [copy, setCopy] = createSignal<'none' | 'making' | 'made'>('none')
  const outstanding = () => {
    const { unsaved, unsent, refused } = workspace.sync()
    return unsaved + unsent + refused.reduce((sum, { edits }) => sum + edits, 0)
  }
  const isOnline = () => workspace.sync().connection === 'online'

  const leave = async () => {
    setIsLeaving(true)
    await workspace.dispose()
    const isWiped = await device.signOut(workspace.session, api).catch(() => false)
    forgetRecents()
    if (isWiped) return location.replace('/sign-in')
    setIsKept(true)
    setIsLeaving(false)
  }
  /** A file of the whole workspace, the unsent edits in it: it can be imported again later. */
  const saveCopy = async () => {
    setCopy('making')
    const { saveWorkspaceFile } = await import('../features/workspace/file/save-workspace-file.ts')
    const made = await saveWorkspaceFile(workspace).catch(() => null)
    setCopy(made === null ? 'none' : 'made')
    if (made === null) notify({ message: 'The copy could not be made. Nothing was removed.', tone: 'danger' })
  }
  createEffect(() => {
    if (isWaiting() && outstanding() === 0 && !isLeaving()) void leave()
  })

  const stillHere = () => (
    <Dialog
      title="Your data is still on this device"
      open
      onClose={() => location.replace('/sign-in')}
      actions={
        <>
          <Button onClick={() => location.replace('/sign-in')}>Leave it here</Button>
          <Button kind="primary" busy={isLeaving()} onClick={() => void leave()}>
            Try again
          </Button>
        </>
      }
    >
      <p role="alert">You are signed out, but the browser did not let Endcap delete what it kept here. Close all other tabs of Endcap and try again.</p>
      <p>If that does not help, delete the data of this site in the browser’s settings, under privacy. Do that before somebody else uses this device.</p>
    </Dialog>
  )

  const question = () => (
    <Dialog
      title={outstanding() > 0 ? `${plural(outstanding(), 'edit')} not on the server yet` : 'Sign out?'}
      open
      onClose={props.onClose}
      actions={
        <Show
          when={outstanding() > 0}
          fallback={
            <>
              <Button onClick={props.onClose}>Stay</Button>
              <Button kind="primary" busy={isLeaving()} onClick={() => void leave()}>
                Sign out
              </Button>
            </>
          }
        >
          <Button busy={isLeaving()} onClick={() => void leave()}>
            Sign out and lose {plural(outstanding(), 'edit')}
          </Button>
          <Show when={!isWaiting()} fallback={<Button onClick={props.onClose}>Stay signed in</Button>}>
            <Button
              kind="primary"
              onClick={() => {
                setIsWaiting(true)
                workspace.reconnect()
              }}
            >
              Wait until it is sent
            </Button>
          </Show>
        </Show>
      }
    >
      <Show when={outstanding() > 0} fallback={<p>Your data is on the server. It is removed from this device until you sign in again.</p>}>
        <p>What is not on the server is saved on this device only. Signing out takes everything of yours off this device, that too.</p>
        <p>
          <Button icon="export" busy={copy() === 'making'} onClick={() => void saveCopy()}>
            {copy() === 'made' ? 'Saved a copy of the workspace' : 'Save a copy of the workspace'}
          </Button>
        </p>
        <Show when={isWaiting()}>
          <p role="status">
            {isOnline() ? 'Sending. You are signed out as soon as everything has arrived.' : 'Waiting for the server. You can keep working meanwhile.'}
          </p>
        </Show>
      </Show>
    </Dialog>
  )

  return (
    <Show when={isKept()} fallback={question()}>
      {stillHere()}
    </Show>
  )
}
