// The service worker is registered in prompt mode: a new version waits until the person says so, and everything typed is on
// the disk before the page goes.

import { notify } from '../ui/toasts.tsx'
import { startServiceWorker } from './service-worker.ts'

const flushes = new Set<() => Promise<void>>()

/** Called before the page is replaced. Returns the way to take it back. */
export const beforeUpdate = (flush: () => Promise<void>): (() => void) => {
  flushes.add(flush)
  return () => flushes.delete(flush)
}

/** Leaving a field commits it, so what is half typed is among what is flushed. */
const flushAll = async () => {
  if (document.activeElement instanceof HTMLElement) document.activeElement.blur()
  await Promise.allSettled([...flushes].map((flush) => flush()))
}

/** Called once by the composition root. Over plain http there is no service worker, and the app runs without. */
export const registerServiceWorker = (): void => {
  // Without a service worker a new version on the server takes the old one's later parts away.
  let isSaid = false
  addEventListener('vite:preloadError', () => {
    if (isSaid) return
    isSaid = true
    notify({ message: 'A new version is ready', sticky: true, action: { label: 'Reload', run: () => flushAll().then(() => location.reload()) } })
  })
  if (!import.meta.env.PROD || !('serviceWorker' in navigator)) return
  startServiceWorker({
    onWaiting: (takeOver) => notify({ message: 'A new version is ready', sticky: true, action: { label: 'Reload', run: () => flushAll().then(takeOver) } }),
    // In every open tab, once the new version has taken over: the old one's later parts are gone from the cache.
    onTakenOver: () => void flushAll().then(() => location.reload()),
  })
}
