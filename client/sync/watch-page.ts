// What the page tells: that it is seen again, that the network came or went, that it is about to go away.

import type { EngineEvent } from './engine-events.ts'

export interface WatchPageDeps {
  readonly step: (event: EngineEvent) => void
  readonly onHide: () => void
  /** True while edits are in memory only: closing the page would lose them. */
  readonly isLosing: () => boolean
}

export const watchPage = ({ step, onHide, isLosing }: WatchPageDeps): (() => void) => {
  if (typeof document === 'undefined' || typeof addEventListener === 'undefined') return () => {}
  const onHidden = (): void => {
    // Before anything that waits: a page that is closed gets no further turn.
    step({ is: 'hidden' })
    onHide()
  }
  const onVisibility = (): void => {
    if (document.visibilityState === 'visible') step({ is: 'visible' })
    else onHidden()
  }
  const onOnline = (): void => step({ is: 'online' })
  const onOffline = (): void => step({ is: 'offline' })
  const onUnload = (event: BeforeUnloadEvent): void => {
    if (isLosing()) event.preventDefault()
  }
  document.addEventListener('visibilitychange', onVisibility)
  addEventListener('online', onOnline)
  addEventListener('offline', onOffline)
  addEventListener('pagehide', onHidden)
  addEventListener('beforeunload', onUnload)
  return () => {
    document.removeEventListener('visibilitychange', onVisibility)
    removeEventListener('online', onOnline)
    removeEventListener('offline', onOffline)
    removeEventListener('pagehide', onHidden)
    removeEventListener('beforeunload', onUnload)
  }
}
