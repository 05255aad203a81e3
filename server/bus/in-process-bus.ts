// The bus of one process: a list of listeners. A hint is delivered after the publisher's own step is done, never inside
// it, as it will be when hints come over a network: nobody can come to rely on the order of calls.

import type { Bus, Hint } from './bus.ts'

export const createInProcessBus = (): Bus => {
  const listeners = new Set<(hint: Hint) => void>()
  let open = true
  return {
    publish: (hint) => {
      queueMicrotask(() => {
        if (open) for (const listener of [...listeners]) listener(hint)
      })
    },
    subscribe: (listener) => {
      // A listener of its own per subscription, so that subscribing one function twice needs two unsubscribes.
      const own = (hint: Hint): void => listener(hint)
      listeners.add(own)
      return () => {
        listeners.delete(own)
      }
    },
    close: async () => {
      open = false
      listeners.clear()
    },
  }
}
