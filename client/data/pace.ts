// When work that nobody waits for is done: with the next frame, or when the page is idle. In a hidden tab (and in tests)
// there are no frames, so a timer stands in.

const FRAME_MS = 16
const IDLE_TIMEOUT_MS = 500

/** Runs the work once with the next frame. */
export const nextFrame = (work: () => void): void => {
  if (typeof requestAnimationFrame === 'function' && typeof document !== 'undefined' && document.visibilityState === 'visible') requestAnimationFrame(work)
  else setTimeout(work, FRAME_MS)
}

/** Resolves when what was just rendered is on its way to the screen and what was pressed meanwhile has been heard. */
export const afterPaint = (): Promise<void> => new Promise((resolve) => nextFrame(() => setTimeout(() => whenIdle(resolve), 0)))

export const whenIdle = (work: () => void): void => {
  if (typeof requestIdleCallback === 'function') requestIdleCallback(work, { timeout: IDLE_TIMEOUT_MS })
  else setTimeout(work, FRAME_MS)
}
