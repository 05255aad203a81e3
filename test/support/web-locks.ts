// `navigator.locks` as far as leading needs it, for tests under Node: exclusive locks by name, in the order they were asked for.

type Work = () => Promise<unknown> | unknown

interface Waiting {
  readonly run: () => Promise<void>
}

const queues = new Map<string, Waiting[]>()

const next = (name: string): void => {
  const queue = queues.get(name) ?? []
  const first = queue[0]
  if (first === undefined) return void queues.delete(name)
  void first.run().finally(() => {
    queue.shift()
    next(name)
  })
}

const request = (name: string, optionsOrWork: { readonly signal?: AbortSignal } | Work, maybeWork?: Work): Promise<unknown> => {
  const work = (typeof optionsOrWork === 'function' ? optionsOrWork : maybeWork) as Work
  const signal = typeof optionsOrWork === 'function' ? undefined : optionsOrWork.signal
  return new Promise((resolve, reject) => {
    const waiting: Waiting = {
      run: async () => {
        if (signal?.aborted) return reject(new DOMException('aborted', 'AbortError'))
        try {
          resolve(await work())
        } catch (error) {
          reject(error)
        }
      },
    }
    const queue = queues.get(name)
    if (queue !== undefined) return void queue.push(waiting)
    queues.set(name, [waiting])
    queueMicrotask(() => next(name))
  })
}

/** Gives the tests' `navigator` locks; returns what takes them away again. */
export const installWebLocks = (): (() => void) => {
  const before = Object.getOwnPropertyDescriptor(globalThis, 'navigator')
  Object.defineProperty(globalThis, 'navigator', { value: { locks: { request } }, configurable: true, writable: true })
  return () => {
    queues.clear()
    if (before === undefined) Reflect.deleteProperty(globalThis, 'navigator')
    else Object.defineProperty(globalThis, 'navigator', before)
  }
}
