// Rows that come and go with scrolling are also put elsewhere in the page, and an element that is put elsewhere loses the
// focus. This gives it back to whatever had it, and only when nobody has taken it since.

import { type Accessor, createEffect, on, onCleanup, onMount } from 'solid-js'

export const createKeptFocus = (container: () => HTMLElement, changes: Accessor<unknown>, holder: () => HTMLElement | null): void => {
  let isInside = false
  onMount(() => {
    const element = container()
    const came = () => {
      isInside = true
    }
    const left = (event: FocusEvent) => {
      if (event.relatedTarget instanceof Node && !element.contains(event.relatedTarget)) isInside = false
    }
    const pressed = (event: PointerEvent) => {
      if (!(event.target instanceof Node && element.contains(event.target))) isInside = false
    }
    element.addEventListener('focusin', came)
    element.addEventListener('focusout', left)
    addEventListener('pointerdown', pressed, true)
    onCleanup(() => {
      element.removeEventListener('focusin', came)
      element.removeEventListener('focusout', left)
      removeEventListener('pointerdown', pressed, true)
    })
  })
  createEffect(
    on(
      changes,
      () =>
        queueMicrotask(() => {
          if (isInside && document.activeElement === document.body) holder()?.focus({ preventScroll: true })
        }),
      { defer: true },
    ),
  )
}
