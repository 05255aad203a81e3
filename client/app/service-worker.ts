// The page's side of the service worker, in prompt mode: a new version installs itself and waits until it is told to take
// over. Written out because the usual library for it weighs more than the whole of what is needed here.

export interface WorkerListener {
  /** A new version waits; `takeOver` lets it in, and then every open tab hears `onTakenOver`. */
  readonly onWaiting: (takeOver: () => void) => void
  /** The tab is served by another version than the one it came from. */
  readonly onTakenOver: () => void
}

const ADDRESS = '/sw.js'
const LOOK_EVERY_MS = 60 * 60_000
/** The worker's own word for it. */
const SKIP_WAITING = { type: 'SKIP_WAITING' }

/** Registers once the page has what it needs itself: the worker's first act is to fetch the whole app. */
export const startServiceWorker = (listener: WorkerListener): void => {
  const { serviceWorker } = navigator
  let isControlled = serviceWorker.controller !== null
  let offered: ServiceWorker | null = null

  serviceWorker.addEventListener('controllerchange', () => {
    // The first worker of a device takes the page that brought it; that is no new version.
    if (isControlled) listener.onTakenOver()
    isControlled = true
  })

  const offer = (worker: ServiceWorker | null): void => {
    if (worker === null || worker === offered || serviceWorker.controller === null) return
    offered = worker
    listener.onWaiting(() => worker.postMessage(SKIP_WAITING))
  }

  const register = async (): Promise<void> => {
    const registration = await serviceWorker.register(ADDRESS)
    offer(registration.waiting)
    registration.addEventListener('updatefound', () => {
      const { installing } = registration
      installing?.addEventListener('statechange', () => installing.state === 'installed' && offer(installing))
    })
    setInterval(() => void registration.update().catch(() => undefined), LOOK_EVERY_MS)
  }
  // Private windows and full disks refuse it; the app runs without.
  const begin = () => void register().catch(() => undefined)
  if (document.readyState === 'complete') begin()
  else addEventListener('load', begin, { once: true })
}
