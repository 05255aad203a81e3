// The workspace at the top of the navigation: go to another one, sign out. The list is this device's and, when the server
// answers, the server's.

import { useNavigate } from '@solidjs/router'
import { createResource, createSignal } from 'solid-js'
import { runCommand } from '../data/app-commands.ts'
import { useWorkspace } from '../data/context.ts'
import { afterPaint } from '../data/pace.ts'
import { Icon } from '../ui/Icon.tsx'
import { Menu, type MenuEntry } from '../ui/Menu.tsx'
import { useAppDeps } from './app-deps.ts'
import { Mark } from './Mark.tsx'
import { workspacesHere } from './workspaces-here.ts'

export const WorkspaceMenu = () => {
  const workspace = useWorkspace()
  const deps = useAppDeps()
  const navigate = useNavigate()
  // Asked behind the first paint: nobody opens the menu before.
  const [isAsked, setIsAsked] = createSignal(false)
  void afterPaint().then(() => setIsAsked(true))
  const [others] = createResource(isAsked, () => workspacesHere(deps, workspace.session))
  const entries = (): MenuEntry[] => [
    ...((others.state === 'ready' ? others.latest : null) ?? [workspace.session]).map(
      ({ workspaceId, workspaceName }): MenuEntry => ({
        label: workspaceName,
        checked: workspaceId === workspace.session.workspaceId,
        onSelect: () => navigate(`/w/${workspaceId}/calendar`),
      }),
    ),
    'separator',
    ...(workspace.role() === 'manager' ? [{ label: 'New workspace', icon: 'plus' as const, onSelect: () => navigate('/new-workspace') }] : []),
    { label: 'People and invites', icon: 'people', onSelect: () => navigate(workspace.href('/settings')) },
    'separator',
    { label: `Sign out ${workspace.session.person.name}`, icon: 'sign-out', onSelect: () => runCommand('app.signOut') },
  ]
  return (
    <Menu
      label="Workspace"
      items={entries()}
      trigger={
        <>
          <Mark class="workspace-mark" />
          <span class="workspace-name">{workspace.session.workspaceName}</span>
          <Icon name="chevron-down" />
        </>
      }
    />
  )
}
