import { createSignal } from 'solid-js'
import type { Platform } from '../platform.ts'

const LOOK_AGAIN_MS = 20_000

/** The device's civil date as a signal. Looks again often: a timer set for midnight does not survive a sleeping laptop. */
export const createToday = (platform: Platform): { readonly today: () => string; readonly dispose: () => void } => {
  const [today, setToday] = createSignal<string>(platform.today())
  const look = (): void => void setToday(platform.today())
  const timer = setInterval(look, LOOK_AGAIN_MS)
  const hasPage = typeof document !== 'undefined'
  if (hasPage) document.addEventListener('visibilitychange', look)
  return {
    today,
    dispose: () => {
      clearInterval(timer)
      if (hasPage) document.removeEventListener('visibilitychange', look)
    },
  }
}
