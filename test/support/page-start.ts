// How a start of the app is timed, from inside the page: when the first bars are painted, and when the timeline has
// answered a key and painted that. Installed before any script of the page runs; it only watches until there are bars.

import type { BrowserContext, Page } from 'playwright'

export interface PageStart {
  /** All in ms since the navigation began. */
  readonly scriptAt: number
  readonly paintedAt: number
  readonly usableAt: number
  readonly bars: number
  /** Tasks of 50 ms and more until the timeline was usable. */
  readonly longTasks: readonly { readonly at: number; readonly ms: number }[]
}

declare global {
  interface Window {
    pageStart?: Promise<PageStart>
  }
}

const watch = (): void => {
  const longTasks: { at: number; ms: number }[] = []
  new PerformanceObserver((list) => {
    for (const { startTime, duration } of list.getEntries()) longTasks.push({ at: startTime, ms: duration })
  }).observe({ type: 'longtask', buffered: true })
  /** After the next frame is on its way to the screen. */
  const painted = () => new Promise<void>((resolve) => requestAnimationFrame(() => setTimeout(resolve, 0)))
  const firstBar = () =>
    new Promise<void>((resolve) => {
      const look = () => {
        if (document.querySelector('.timeline-bar') === null) return
        observer.disconnect()
        resolve()
      }
      const observer = new MutationObserver(look)
      observer.observe(document, { childList: true, subtree: true })
    })
  window.pageStart = (async () => {
    await firstBar()
    await painted()
    const paintedAt = performance.now()
    const stop = document.querySelector<HTMLElement>('.timeline [tabindex="0"]')
    stop?.focus()
    document.activeElement?.dispatchEvent(new KeyboardEvent('keydown', { key: 'ArrowDown', bubbles: true, cancelable: true }))
    // What answers keys comes with the first one: usable is when the wall has answered it.
    for (const until = performance.now() + 5_000; document.activeElement === stop && performance.now() < until; ) await painted()
    await painted()
    const usableAt = performance.now()
    if (stop === null || document.activeElement === stop) throw new Error('the timeline does not hear keys')
    const script = performance.getEntriesByType('resource').find(({ name }) => /\/index-[^/]+\.js$/.test(name)) as PerformanceResourceTiming | undefined
    await new Promise((resolve) => setTimeout(resolve, 0))
    return {
      scriptAt: script?.responseEnd ?? 0,
      paintedAt,
      usableAt,
      bars: document.querySelectorAll('.timeline-bar').length,
      longTasks: longTasks.filter(({ at }) => at < usableAt),
    }
  })()
}

/** Opens the address in a new page at that share of the processor's speed, and says how the start went. */
export const timedStart = async (context: BrowserContext, address: string, slowdown: number): Promise<PageStart> => {
  const page: Page = await context.newPage()
  try {
    await page.addInitScript(watch)
    const session = await context.newCDPSession(page)
    await session.send('Emulation.setCPUThrottlingRate', { rate: slowdown })
    await page.goto(address, { waitUntil: 'commit' })
    await page.waitForFunction(() => window.pageStart !== undefined)
    const start = await page.evaluate(() => window.pageStart)
    if (start === undefined) throw new Error('the start was not watched')
    // What the browser keeps of a visit it writes when the page has come to rest.
    await page.waitForTimeout(500)
    return start
  } finally {
    await page.close()
  }
}
