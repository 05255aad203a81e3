// What can be done everywhere: go to a place, open palette and help, undo and redo, switch the theme. Pages register the
// rest; of two commands with one id the page's counts.

import { useLocation, useNavigate } from '@solidjs/router'
import { createSignal } from 'solid-js'
import { registerCommand, runCommandAt } from '../data/app-commands.ts'
import { useWorkspace } from '../data/context.ts'
import { prefer, preferences, THEMES } from '../data/preferences.ts'
import { notify } from '../ui/toasts.tsx'
import { PLACES } from './places.ts'

export type OverlayName = 'palette' | 'help' | 'signOut'

export interface Overlay {
  readonly shown: () => OverlayName | null
  readonly open: (name: OverlayName) => void
  readonly close: () => void
}

export const createShellCommands = (): Overlay => {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const location = useLocation()
  const [shown, setShown] = createSignal<OverlayName | null>(null)
  const overlay: Overlay = { shown, open: (name) => setShown(name), close: () => setShown(null) }

  for (const place of PLACES) {
    registerCommand({
      id: `go.${place.path.slice(1)}`,
      label: `Go to ${place.label}`,
      keys: `g ${place.key}`,
      group: 'Go to',
      run: () => navigate(workspace.href(place.path)),
    })
  }
  // The calendar, while it is open, registers its own under these names.
  for (const [view, key] of [
    ['month', 'm'],
    ['grid', 'l'],
    ['board', 'b'],
    ['week', 'w'],
  ] as const)
    registerCommand({
      id: `calendar.${view}`,
      label: `Calendar: ${view === 'week' ? 'my week' : view}`,
      keys: `g ${key}`,
      group: 'Calendar',
      run: () => navigate(workspace.href(`/calendar?view=${view}`)),
    })
  registerCommand({ id: 'app.palette', label: 'Search or run a command', keys: 'mod+k', group: 'Anywhere', isHidden: true, run: () => overlay.open('palette') })
  registerCommand({ id: 'app.help', label: 'Show all keys', keys: '?', group: 'Anywhere', run: () => overlay.open('help') })
  registerCommand({
    id: 'promotion.new',
    label: 'New promotion',
    keys: 'n',
    group: 'Calendar',
    run: () => {
      // The calendar registers the real one; on the calendar itself without one there is nothing to wait for.
      if (!location.pathname.endsWith('/calendar')) runCommandAt('promotion.new', () => navigate(workspace.href('/calendar')))
    },
  })
  registerCommand({ id: 'history.undo', label: 'Undo my last change', keys: 'mod+z', group: 'Anywhere', run: undo })
  registerCommand({ id: 'history.redo', label: 'Redo', keys: 'mod+shift+z, mod+y', group: 'Anywhere', run: redo })
  registerCommand({
    id: 'app.theme',
    label: 'Switch between light and dark',
    group: 'Anywhere',
    run: () => {
      const next = THEMES[(THEMES.indexOf(preferences().theme) + 1) % THEMES.length] ?? 'system'
      prefer({ theme: next })
      notify({ message: next === 'system' ? 'Colours follow the device' : `Colours are ${next}` })
    },
  })
  registerCommand({ id: 'app.signOut', label: 'Sign out', group: 'Anywhere', run: () => overlay.open('signOut') })

  async function undo() {
    const label = workspace.history.undoLabel()
    if (label === null) return void notify({ message: 'Nothing of yours to undo' })
    const { ask } = await import('../ui/confirm.tsx')
    await workspace.history.undo((question) => ask(question, { verb: 'Undo it', keep: 'Keep it' }))
    notify({ message: `Undone: ${label}`, action: { label: 'Redo', run: redo } })
  }
  async function redo() {
    const label = workspace.history.redoLabel()
    if (label === null) return void notify({ message: 'Nothing to redo' })
    await workspace.history.redo()
    notify({ message: `Redone: ${label}` })
  }
  return overlay
}
