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

export interface TabsDeps {
  /** Of the person and the workspace, and of nobody else. */
  readonly name: string
  readonly onLead: () => void
  readonly onMessage: (message: TabMessage) => void
}

const VERSION = 1

export const createTabs = ({ name, onLead, onMessage }: TabsDeps): Tabs => {
  const channel = typeof BroadcastChannel === 'undefined' ? null : new BroadcastChannel(name)
  let isDisposed = false
  if (channel !== null) {
    channel.onmessage = ({ data }: { readonly data: { readonly v?: unknown; readonly message: TabMessage } }) => {
      if (!isDisposed && data?.v === VERSION) onMessage(data.message)
    }
    // Under Node a channel would keep the process alive.
    ;(channel as { unref?: () => void }).unref?.()
  }

  let release = (): void => {}
  const held = new Promise<void>((resolve) => {
    release = resolve
  })
  const waiting = new AbortController()
  const lead = (): void => {
    if (!isDisposed) onLead()
  }
  const locks = typeof navigator === 'undefined' ? undefined : navigator.locks
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
