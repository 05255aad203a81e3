import { createResource, For, Show } from 'solid-js'
import { runCommand } from '../data/app-commands.ts'
import { useWorkspace } from '../data/context.ts'
import { Dialog } from '../ui/Dialog.tsx'
import { Icon } from '../ui/Icon.tsx'
import { useAppDeps } from './app-deps.ts'
import { PLACES } from './places.ts'
import { workspacesHere } from './workspaces-here.ts'
import './MoreSheet.css'

const IN_SHEET = ['/items', '/import', '/trash', '/settings']

/** The phone's other places, other workspaces, and the way out. */
export default function MoreSheet(props: { readonly onClose: () => void }) {
  const workspace = useWorkspace()
  const deps = useAppDeps()
  const [mine] = createResource(() => workspacesHere(deps, workspace.session))
  const others = () => (mine.latest ?? []).filter(({ workspaceId }) => workspaceId !== workspace.session.workspaceId)
  return (
    <Dialog title={workspace.session.workspaceName} open onClose={props.onClose}>
      <ul class="more-list">
        <For each={PLACES.filter(({ path }) => IN_SHEET.includes(path))}>
          {(place) => (
            <li>
              <a class="more-link" href={workspace.href(place.path)} onClick={() => props.onClose()}>
                <Icon name={place.icon} />
                {place.label}
              </a>
            </li>
          )}
        </For>
      </ul>
      <Show when={others().length > 0}>
        <h3 class="more-heading">Other workspaces</h3>
        <ul class="more-list">
          <For each={others()}>
            {(other) => (
              <li>
                <a class="more-link" href={`/w/${other.workspaceId}/today`}>
                  <Icon name="arrow-right" />
                  {other.workspaceName}
                </a>
              </li>
            )}
          </For>
        </ul>
      </Show>
      <ul class="more-list">
        <li>
          <button
            type="button"
            class="more-link"
            onClick={() => {
              props.onClose()
              runCommand('app.signOut')
            }}
          >
            <Icon name="sign-out" />
            Sign out {workspace.session.person.name}
          </button>
        </li>
      </ul>
    </Dialog>
  )
}
