// The tabs of one person in one workspace on this device (S7): one leads (it holds the Web Lock), all hear of each other's
// edits at once, without the network. Without locks every tab leads, without BroadcastChannel none hears: both cost double
// work and no edit.

export interface KeptRow {
  readonly key: number
  readonly document: string
  readonly updates: readonly Uint8Array[]
  readonly at: number
}

/** Structured-cloned between tabs of the same version; another version's are dropped by `v`. */
export type TabMessage =
  /** A tab kept an edit on the disk and is about to send it. */
  | { readonly says: 'kept'; readonly row: KeptRow }
  /** The server has these rows. */
  | { readonly says: 'sent'; readonly keys: readonly number[] }
  /** The leader has the whole workspace for the first time. */
  | { readonly says: 'caughtUp' }
  | { readonly says: 'summaries'; readonly documents: readonly string[] }
  /** Edits of a document were parked, put back or thrown away. */
  | { readonly says: 'refusals'; readonly document: string }

export interface Tabs {
  readonly post: (message: TabMessage) => void
  readonly dispose: () => void
}

/** What tabs of one device have in common. Null and undefined: the browser has none. */
export interface TabsPort {
  readonly openChannel: (name: string) => TabsChannel | null
  readonly locks: () => TabsLocks | undefined
}

export interface TabsChannel {
  readonly postMessage: (message: unknown) => void
  readonly listen: (onMessage: (message: unknown) => void) => void
  readonly close: () => void
}

export interface TabsLocks {
  /** Held for as long as what `work` returns is unsettled. */
  readonly request: (name: string, options: { readonly signal: AbortSignal }, work: () => Promise<void>) => Promise<unknown>
}

export const browserTabsPort: TabsPort = {
  openChannel: (name) => {
    if (typeof BroadcastChannel === 'undefined') return null
    const channel = new BroadcastChannel(name)
    // Under Node a channel would keep the process alive.
    ;(channel as { unref?: () => void }).unref?.()
    return {
      postMessage: (message) => channel.postMessage(message),
      listen: (onMessage) => {
        channel.onmessage = ({ data }) => onMessage(data)
      },
      close: () => channel.close(),
    }
  },
  locks: () => (typeof navigator === 'undefined' ? undefined : navigator.locks),
}

export interface TabsDeps {
  readonly port: TabsPort
  /** Of the person and the workspace, and of nobody else. */
  readonly name: string
  readonly onLead: () => void
  readonly onMessage: (message: TabMessage) => void
}

const VERSION = 1

export const createTabs = ({ port, name, onLead, onMessage }: TabsDeps): Tabs => {
  const channel = port.openChannel(name)
  let isDisposed = false
  channel?.listen((message) => {
    const { v, message: said } = (message ?? {}) as { readonly v?: unknown; readonly message: TabMessage }
    if (!isDisposed && v === VERSION) onMessage(said)
  })

  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const waiting = new AbortController()
  const lead = (): void => {
    if (!isDisposed) onLead()
  }
  const locks = port.locks()
  if (locks === undefined) queueMicrotask(lead)
  else {
    locks
      .request(`${name}/leader`, { signal: waiting.signal }, () => {
        lead()
        return held
      })
      .catch((error: unknown) => {
        // Locks that do not work must not keep everybody from reading the log.
        if (!(error instanceof DOMException && error.name === 'AbortError')) lead()
      })
  }

  return {
    post: (message) => {
      if (!isDisposed) channel?.postMessage({ v: VERSION, message })
    },
    dispose: () => {
      isDisposed = true
      waiting.abort()
      release()
      channel?.close()
    },
  }
}
