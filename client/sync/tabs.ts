// The tabs of one person in one workspace on this device (S7): one leads (it holds the Web Lock), all hear of each other's
// edits at once, without the network. Without locks every tab leads, without BroadcastChannel none hears: both cost double
// work and no edit.
//
// The channel is named by person and epoch: a tab that still is in the history before a restore is not heard in the new one.
// Whoever learns of a new epoch says so on the old channel and goes on listening there for a moment, for those under way.

export interface KeptRow {
  readonly key: number
  readonly document: string
  readonly updates: readonly Uint8Array[]
  readonly at: number
  /** What other tabs keep is always this person's. */
  readonly isMine?: true
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
  /** Edits of a document were parked, put back or thrown away; `keys`: rows that left the log with it. */
  | { readonly says: 'refusals'; readonly document: string; readonly keys: readonly number[] }

export interface Tabs {
  /** Waits until the epoch is known. */
  readonly post: (message: TabMessage) => void
  /** The epoch of the log, as read from this device or told by the relay; empty before there is one. */
  readonly moveTo: (epoch: string) => void
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
  readonly after: (ms: number, work: () => void) => void
  /** Of the person and the workspace, and of nobody else. */
  readonly name: string
  readonly onLead: () => void
  readonly onMessage: (message: TabMessage) => void
}

const VERSION = 2
const LISTEN_MS = 5_000

interface Envelope {
  readonly v: number
  /** Without a message: this is the epoch now. */
  readonly epoch: string
  readonly message?: TabMessage
}

export const createTabs = ({ port, after, name, onLead, onMessage }: TabsDeps): Tabs => {
  let channel: TabsChannel | null = null
  let current: string | null = null
  let early: TabMessage[] = []
  let isDisposed = false

  const moveTo = (epoch: string): void => {
    if (isDisposed || epoch === current) return
    const before = channel
    const opened = port.openChannel(`${name}/${epoch}`)
    const tell = (): void => before?.postMessage({ v: VERSION, epoch } satisfies Envelope)
    channel = opened
    current = epoch
    opened?.listen((heard) => {
      const { v, epoch: told, message } = (heard ?? {}) as Partial<Envelope>
      if (isDisposed || v !== VERSION || told === undefined) return
      if (message !== undefined) onMessage(message)
      // Only who is still here moves: an old channel hears of itself.
      else if (channel === opened) moveTo(told)
      if (message !== undefined && channel !== opened) opened.postMessage({ v: VERSION, epoch: current ?? '' } satisfies Envelope)
    })
    tell()
    if (before !== null) after(LISTEN_MS, before.close)
    const waiting = early
    early = []
    for (const message of waiting) post(message)
  }
  const post = (message: TabMessage): void => {
    if (isDisposed) return
    if (current === null) early.push(message)
    else channel?.postMessage({ v: VERSION, epoch: current, message } satisfies Envelope)
  }

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
    post,
    moveTo,
    dispose: () => {
      isDisposed = true
      waiting.abort()
      release()
      channel?.close()
    },
  }
}
