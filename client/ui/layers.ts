// Layers that are not modal (side panels): Esc closes the one on top, wherever the focus is, unless something nearer
// (a field with a draft, a menu, a dialog) has used the key.

import { onCleanup } from 'solid-js'

const layers: (() => void)[] = []

const onKeyDown = (event: KeyboardEvent) => {
  if (event.key !== 'Escape' || event.defaultPrevented || document.querySelector('dialog[open]:modal, :popover-open') !== null) return
  const close = layers.at(-1)
  if (close === undefined) return
  event.preventDefault()
  close()
}

/** Puts a layer on top while the calling owner lives. */
export const createLayer = (close: () => void): void => {
  if (layers.length === 0) addEventListener('keydown', onKeyDown)
  layers.push(close)
  onCleanup(() => {
    layers.splice(layers.lastIndexOf(close), 1)
    if (layers.length === 0) removeEventListener('keydown', onKeyDown)
  })
}
