// What the sync needs of the page it runs in, beside what it is given: timers, the other tabs, the provider that joins an
// open document to its channel, code that loads late, and whether anybody sees it. One value, so that the simulated world can be another page.

import { createStockProvider } from './stock-provider.ts'
import { browserTabsPort } from './tabs.ts'
import { watchPage } from './watch-page.ts'

export const PAGE = {
  /** Runs once after `ms`; returns what cancels it. */
  after: (ms: number, work: () => void): (() => void) => {
    const timer = setTimeout(work, ms)
    return () => clearTimeout(timer)
  },
  tabs: browserTabsPort,
  createProvider: createStockProvider,
  loadCompaction: () => import('./compaction.ts'),
  watchPage,
}

export type Surroundings = Readonly<typeof PAGE>
