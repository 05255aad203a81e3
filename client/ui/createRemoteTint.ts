// A colleague's change tints the field for a moment, in their colour. A field cannot know who changed its value; it takes it
// for a colleague's when one is in it, or was a moment ago.

import { createEffect, on, onCleanup } from 'solid-js'
import type { SelectedBy } from './Field.tsx'

const JUST_LEFT_MS = 2_000

export const createRemoteTint = (element: () => HTMLElement | undefined, stored: () => unknown, selectedBy: () => readonly SelectedBy[] | undefined): void => {
  let lastHue: number | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  createEffect(() => {
    const hue = selectedBy()?.[0]?.hue
    clearTimeout(timer)
    if (hue !== undefined) lastHue = hue
    else timer = setTimeout(() => (lastHue = null), JUST_LEFT_MS)
  })
  onCleanup(() => clearTimeout(timer))
  createEffect(
    on(
      stored,
      () => {
        const target = element()
        if (target === undefined || lastHue === null || document.activeElement === target) return
        const duration = Number.parseFloat(getComputedStyle(target).getPropertyValue('--remote-tint'))
        if (!(duration > 0)) return
        target.animate(
          { backgroundColor: [`color-mix(in oklch, var(--peer-${lastHue % 8}) 30%, var(--surface))`, 'transparent'] },
          { duration, easing: 'ease-out' },
        )
      },
      { defer: true },
    ),
  )
}
