// Goes where a colleague goes, from place to place; how they look at it is the place's own affair. Ends with the first thing
// somebody does here, with Esc, and when the colleague leaves.

import { useNavigate } from '@solidjs/router'
import { createEffect, createMemo, on, onCleanup, onMount, Show } from 'solid-js'
import { useWorkspace } from '../data/context.ts'
import { follow, followed } from '../data/following.ts'
import { Avatar } from '../ui/Avatar.tsx'
import { Button } from '../ui/Button.tsx'
import './Following.css'

const Following = () => {
  const workspace = useWorkspace()
  const navigate = useNavigate()
  const peer = createMemo(() => workspace.presence.peers().find(({ personId, isMe }) => !isMe && personId === followed()) ?? null)
  createEffect(() => {
    if (peer() === null) follow(null)
  })
  createEffect(
    on(
      () => peer()?.place,
      (place) => {
        const here = location.pathname.slice(workspace.href('').length)
        if (place !== undefined && place !== '' && place !== here) navigate(workspace.href(place))
      },
    ),
  )
  onMount(() => {
    // What is pressed or scrolled here is somebody at work: the view is theirs again.
    const stop = (event: Event) => {
      if (event instanceof KeyboardEvent && ['Shift', 'Control', 'Alt', 'Meta'].includes(event.key)) return
      if (event.target instanceof Element && event.target.closest('.following, .peer-avatars') !== null) return
      follow(null)
    }
    // Not the press that began it.
    const timer = setTimeout(() => {
      for (const name of ['pointerdown', 'wheel', 'keydown', 'touchmove']) addEventListener(name, stop, { capture: true, passive: true })
    }, 0)
    onCleanup(() => {
      clearTimeout(timer)
      for (const name of ['pointerdown', 'wheel', 'keydown', 'touchmove']) removeEventListener(name, stop, { capture: true })
    })
  })
  return (
    <Show when={peer()}>
      {(shown) => (
        <div class="following" role="status" style={{ '--peer': `var(--peer-${shown().hue % 8})` }}>
          <Avatar name={shown().name} hue={shown().hue} size="small" />
          <span>Following {shown().name}</span>
          <Button kind="quiet" onClick={() => follow(null)}>
            Stop
          </Button>
        </div>
      )}
    </Show>
  )
}

export default Following
