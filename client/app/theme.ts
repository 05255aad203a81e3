import { createEffect } from 'solid-js'
import { preferences } from '../data/preferences.ts'

/** Puts the chosen theme on the page; `system` leaves it to the device. */
export const createTheme = (): void => {
  createEffect(() => {
    const { theme } = preferences()
    if (theme === 'system') delete document.documentElement.dataset.theme
    else document.documentElement.dataset.theme = theme
  })
}
