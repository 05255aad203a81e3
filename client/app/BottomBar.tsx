import { createSignal, For, lazy, Show, Suspense } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { Icon } from '../ui/Icon.tsx'
import { PLACES, placeOf } from './places.ts'
import './BottomBar.css'

const MoreSheet = lazy(() => import('./MoreSheet.tsx'))

const IN_BAR = ['/today', '/calendar', '/accounts', '/packets']

/** The phone's navigation, in thumb reach. */
export const BottomBar = (props: { readonly place: string }) => {
  const workspace = useWorkspace()
  const [isMore, setIsMore] = createSignal(false)
  const inBar = () => PLACES.filter(({ path }) => IN_BAR.includes(path))
  const isElsewhere = () => !IN_BAR.includes(placeOf(props.place)?.path ?? '')
  return (
    <nav class="bottom-bar" aria-label="Places">
      <For each={inBar()}>
        {(place) => (
          <a class="bottom-bar-link" href={workspace.href(place.path)} aria-current={placeOf(props.place) === place ? 'page' : undefined}>
            <Icon name={place.icon} />
            {place.label}
          </a>
        )}
      </For>
      <button
        type="button"
        class="bottom-bar-link"
        aria-haspopup="dialog"
        aria-expanded={isMore()}
        data-current={isElsewhere() ? '' : undefined}
        onClick={() => setIsMore(true)}
      >
        <Icon name="more" />
        More
      </button>
      <Suspense>
        <Show when={isMore()}>
          <MoreSheet onClose={() => setIsMore(false)} />
        </Show>
      </Suspense>
    </nav>
  )
}
