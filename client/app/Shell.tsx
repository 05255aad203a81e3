// The frame every place of a workspace stands in: navigation at the left (below on the phone), presence and the sync badge
// at the top right, the page. Palette and help are loaded when they are first asked for, the faces
// of colleagues when there are any.

import { useLocation } from '@solidjs/router'
import type { JSX } from 'solid-js'
import { createEffect, createMemo, ErrorBoundary, lazy, on, Show, Suspense } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { preferences } from '../data/preferences.ts'
import { Icon } from '../ui/Icon.tsx'
import { IconButton } from '../ui/IconButton.tsx'
import { Skeleton } from '../ui/Skeleton.tsx'
import { isPhone } from '../ui/viewport.ts'
import { BottomBar } from './BottomBar.tsx'
import { ErrorPage } from './ErrorPage.tsx'
import { InsecureNotice } from './InsecureNotice.tsx'
import { createKeyboardMap, keyWords } from './keyboard.ts'
import { createRecents } from './recents.ts'
import { SideNav } from './SideNav.tsx'
import { createShellCommands, type Overlay } from './shell-commands.ts'
import { SyncBadge } from './sync/SyncBadge.tsx'
import './Shell.css'

const PeerAvatars = lazy(() => import('./PeerAvatars.tsx').then(({ PeerAvatars }) => ({ default: PeerAvatars })))
const CommandPalette = lazy(() => import('./palette/CommandPalette.tsx'))
const SignOutDialog = lazy(() => import('./SignOutDialog.tsx'))
const Onboarding = lazy(() => import('./Onboarding.tsx'))
const KeyboardHelp = lazy(() => import('./KeyboardHelp.tsx'))

export const Shell = (props: { readonly children?: JSX.Element }) => {
  const workspace = useWorkspace()
  const location = useLocation()
  const overlay = createShellCommands()
  createKeyboardMap()

  const place = createMemo(() => location.pathname.slice(workspace.href('').length) || '/')
  createEffect(on(place, (path) => workspace.presence.setPlace(path)))
  createRecents(place)

  const isInCompany = createMemo(() => workspace.presence.peers().some(({ isMe, personId }) => !isMe && personId !== workspace.session.person.id))

  /** Nothing here yet, as far as this device and the server know, and nobody has said how to begin. */
  const isBeginning = createMemo(() => {
    const { isFirstSync, syncedAt, connection } = workspace.sync()
    const isKnown = workspace.summaries.isLoaded() && !isFirstSync && (syncedAt !== null || connection === 'offline')
    const isHome = place() === '/calendar' || place() === '/today'
    const isEmpty = workspace.summaries.all('account').length === 0 && !preferences().begun.includes(workspace.session.workspaceId)
    return isHome && isKnown && isEmpty && workspace.canWrite()
  })

  return (
    <div class="shell">
      <a class="shell-skip" href="#contents">
        Skip to the contents
      </a>
      <Show when={!isPhone()}>
        <SideNav place={place()} />
      </Show>
      <header class="shell-header">
        <Show when={isPhone()} fallback={<SearchBox onOpen={() => overlay.open('palette')} />}>
          <span class="shell-workspace">{workspace.session.workspaceName}</span>
          <IconButton label="Search" icon="search" onClick={() => overlay.open('palette')} />
        </Show>
        <div class="shell-status">
          <Show when={isInCompany()}>
            <Suspense>
              <PeerAvatars />
            </Suspense>
          </Show>
          <SyncBadge />
        </div>
      </header>
      <main id="contents" class="shell-main" tabIndex={-1}>
        <InsecureNotice />
        <ErrorBoundary fallback={(error, reset) => <ErrorPage error={error} onRetry={reset} />}>
          <Suspense fallback={<FirstLoad />}>
            <Show when={isBeginning()} fallback={props.children}>
              <Onboarding />
            </Show>
          </Suspense>
        </ErrorBoundary>
      </main>
      <Show when={isPhone()}>
        <BottomBar place={place()} />
      </Show>
      <Overlays overlay={overlay} />
    </div>
  )
}

const SearchBox = (props: { onOpen: () => void }) => (
  <button type="button" class="shell-search" title="Search or run a command" onClick={() => props.onOpen()}>
    <Icon name="search" />
    <span>Search</span>
    <kbd>{keyWords('mod+k')}</kbd>
  </button>
)

const Overlays = (props: { overlay: Overlay }) => (
  <Suspense>
    <Show when={props.overlay.shown() === 'palette'}>
      <CommandPalette onClose={props.overlay.close} />
    </Show>
    <Show when={props.overlay.shown() === 'help'}>
      <KeyboardHelp onClose={props.overlay.close} />
    </Show>
    <Show when={props.overlay.shown() === 'signOut'}>
      <SignOutDialog onClose={props.overlay.close} />
    </Show>
  </Suspense>
)

const FirstLoad = () => (
  <div class="shell-first-load">
    <Skeleton rows={8} />
  </div>
)
