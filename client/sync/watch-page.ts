// What the page tells: that it is seen again, that the network came or went, that it is about to go away.

import type { EngineEvent } from './engine-events.ts'

export interface WatchPageDeps {
  readonly step: (event: EngineEvent) => void
  readonly onHide: () => void
}

export const watchPage = ({ step, onHide }: WatchPageDeps): (() => void) => {
  if (typeof document === 'undefined' || typeof addEventListener === 'undefined') return () => {}
  const onVisibility = (): void => {
    if (document.visibilityState === 'visible') step({ is: 'visible' })
    else onHide()
  }
  const onOnline = (): void => step({ is: 'online' })
  const onOffline = (): void => step({ is: 'offline' })
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('online', onOnline)
  addEventListener('offline', onOffline)
  addEventListener('pagehide', onHide)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('online', onOnline)
    removeEventListener('offline', onOffline)
    removeEventListener('pagehide', onHide)
  }
}
