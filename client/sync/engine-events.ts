// What happens to the sync engine and what it wants done about it. All values; `create-sync.ts` does the doing.

import type { Cursor } from '../storage/records.ts'

/** An edit the server has not acknowledged. `id` is this tab's own number for it. */
export interface OutboxRow {
  readonly id: number
  readonly document: string
  readonly bytes: Uint8Array
  /** Ms since the epoch. */
  readonly at: number
  /** How many edits it holds, for the badge to count. */
  readonly edits: number
  /** Made by this tab (or left by an earlier one), or by another tab that is still open and sends it itself. */
  readonly by: 'us' | 'otherTab'
  /** Made by somebody else, and offered again because the server lost its log (S13). */
  readonly isForeign?: true
}

export type EngineEvent =
  /** `isNew`: this device has never had the whole workspace. */
  | { readonly is: 'start'; readonly isNew: boolean }
  /** The leading tab has the whole workspace now. */
  | { readonly is: 'caughtUp' }
  /** This tab reads the log for all tabs from here on (S7); null on a device that has never read it. */
  | { readonly is: 'lead'; readonly cursor: Cursor | null }
  | { readonly is: 'visible' }
  /** Nobody sees the page any more; it may be gone in a moment. */
  | { readonly is: 'hidden' }
  | { readonly is: 'online' }
  | { readonly is: 'offline' }
  /** The person asks, or has signed in again. */
  | { readonly is: 'reconnect' }
  | { readonly is: 'wake' }
  | { readonly is: 'stop' }
  // the socket; `socket` numbers the dials, so that a late event of an old one is nothing
  | { readonly is: 'socketOpened'; readonly socket: number }
  | { readonly is: 'socketFrame'; readonly socket: number; readonly bytes: Uint8Array }
  | { readonly is: 'socketClosed'; readonly socket: number; readonly code: number; readonly reason: string }
  // the outbox
  /** Made here; not on the disk yet. */
  | { readonly is: 'rowMade'; readonly row: OutboxRow }
  /** On this device's disk. */
  | { readonly is: 'rowsKept'; readonly ids: readonly number[] }
  /** This device cannot store now: what is only in memory may go up without waiting for the disk. */
  | { readonly is: 'storageFailed' }
  /** Read from the log, or kept by another tab. */
  | { readonly is: 'rowsFound'; readonly rows: readonly OutboxRow[] }
  /** Another tab had them acknowledged, or they were taken out of the log. */
  | { readonly is: 'rowsGone'; readonly ids: readonly number[] }
  | { readonly is: 'refusalsFound'; readonly refused: readonly RefusedDocument[] }
  /** The server keeps these rows for a manager (S15), or says by `reason` why it keeps none of them. */
  | { readonly is: 'handedIn'; readonly document: string; readonly ids: readonly number[]; readonly reason: string }
  /** `never`: this person may leave nothing there. */
  | { readonly is: 'handInEnded'; readonly outcome: 'done' | 'later' | 'never' }
  // channels: one instance of one document's WebSocket-shaped object
  | { readonly is: 'channelWanted'; readonly ref: number; readonly document: string }
  | { readonly is: 'channelClosed'; readonly ref: number }
  /** `rows`: the unsent rows this message carries, for the two kinds that are acknowledged. */
  | { readonly is: 'channelSent'; readonly ref: number; readonly payload: Uint8Array; readonly carries: readonly number[] | null }

/** The rows of one document, oldest first. */
export type DocumentRows = readonly [OutboxRow, ...OutboxRow[]]

export interface RefusedDocument {
  readonly path: string
  readonly edits: number
  readonly reason: string
}

export interface RemoteRow {
  readonly document: string
  readonly seq: number
  readonly time: number
  readonly bytes: Uint8Array
}

export type Effect =
  | { readonly do: 'dial'; readonly socket: number }
  | { readonly do: 'hangUp'; readonly socket: number; readonly code: number; readonly reason: string }
  | { readonly do: 'send'; readonly bytes: Uint8Array }
  /** The cursor, when there is one, moves in the transaction that stores the rows (S3). */
  | { readonly do: 'storeRemote'; readonly rows: readonly RemoteRow[]; readonly cursor: Cursor | null }
  | { readonly do: 'markSent'; readonly ids: readonly number[]; readonly seq: number }
  /** Bytes of the server's that did not pass the gate. */
  | { readonly do: 'setAside'; readonly document: string; readonly bytes: Uint8Array; readonly reason: string }
  | { readonly do: 'park'; readonly document: string; readonly ids: readonly number[]; readonly reason: string }
  /** The server has another history, or may have: what this device has, or only what it made, is offered again (S13). */
  | { readonly do: 'newHistory'; readonly onlyMine?: true }
  /** The random name of the history the log has now. */
  | { readonly do: 'epoch'; readonly epoch: string }
  /** Both sides compare what they have of the open document (S6). */
  | { readonly do: 'compare'; readonly document: string }
  | { readonly do: 'channelOpened'; readonly ref: number }
  | { readonly do: 'channelMessage'; readonly ref: number; readonly payload: Uint8Array }
  | { readonly do: 'channelClosed'; readonly ref: number; readonly code: number; readonly reason: string }
  /** A row of a document whose channel is not open; it may be open on the screen. */
  | { readonly do: 'remoteRow'; readonly document: string; readonly bytes: Uint8Array }
  | { readonly do: 'role'; readonly role: string }
  /** The oldest rows that are not acknowledged, by HTTP, before the page is gone (S6). */
  | { readonly do: 'flush'; readonly rows: readonly OutboxRow[] }
  /** What somebody made who is no longer a member is left for a manager (S15). */
  | { readonly do: 'handIn'; readonly documents: readonly DocumentRows[] }
  /** The whole workspace came down for the first time. */
  | { readonly do: 'caughtUp' }
  | { readonly do: 'stateChanged' }
