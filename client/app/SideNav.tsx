import { For } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { Icon } from '../ui/Icon.tsx'
import { PLACES, placeOf } from './places.ts'
import { WorkspaceMenu } from './WorkspaceMenu.tsx'
import './SideNav.css'

/** The desk's navigation: the workspace, then its places. Narrow desks keep the icons. */
export const SideNav = (props: { readonly place: string }) => {
  const workspace = useWorkspace()
  const links = (group: 'work' | 'house') => PLACES.filter((place) => place.group === group)
  return (
    <nav class="side-nav" aria-label="Places">
      <WorkspaceMenu />
      <For each={['work', 'house'] as const}>
        {(group) => (
          <ul class="side-nav-group">
            <For each={links(group)}>
              {(place) => (
                <li>
                  <a
                    class="side-nav-link"
                    href={workspace.href(place.path)}
                    aria-current={placeOf(props.place) === place ? 'page' : undefined}
                    title={place.label}
                  >
                    <Icon name={place.icon} />
                    <span class="side-nav-label">{place.label}</span>
                  </a>
                </li>
              )}
            </For>
          </ul>
        )}
      </For>
    </nav>
  )
}
