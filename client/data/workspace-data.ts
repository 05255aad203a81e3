// What the features see of a workspace: summaries to read lists from, open documents to edit, commands to run, undo,
// presence and the state of the sync. The types are the contract; `create-workspace.ts` builds it, `context.ts` hands it out.

import type { Awareness } from 'y-protocols/awareness'
import type { DocumentKind } from '../../shared/base/document-path.ts'
import type { Result } from '../../shared/base/result.ts'
import type { CommandContext, CommandError } from '../../shared/commands/command.ts'
import type { DocFields, Summary, SummaryOf } from '../../shared/docs/index.ts'
import type { DocValue } from '../../shared/model/field.ts'
import type { LiveDoc } from '../../shared/model/live.ts'
import type { Role } from '../../shared/protocol/role.ts'
import type { RefusedEdits } from '../sync/sync.ts'
import type { SyncState } from '../sync/sync-state.ts'

export type { StorageProblem } from '../storage/storage-problem.ts'
export { HANDED_IN, type SyncState } from '../sync/sync-state.ts'

export interface Person {
  readonly id: string
  readonly name: string
  readonly email: string
}

/** Who uses this device for which workspace. Kept on the device, so that the app opens without the network (S8). */
export interface LocalSession {
  readonly person: Person
  readonly workspaceId: string
  readonly workspaceName: string
  readonly role: Role
}

/** Derived rows of all documents of the workspace, open or closed (DESIGN §1). Deleted ones are among them: filter. */
export interface Summaries {
  /** True once the rows of this device have been read. */
  readonly isLoaded: () => boolean
  /** Reactive; a new array when any row of the type changed, with unchanged rows identical. */
  readonly all: <Type extends Summary['type']>(type: Type) => readonly SummaryOf<Type>[]
  /** Those of accounts hidden behind it included, under their own account ids. */
  readonly ofAccount: <Type extends Summary['type']>(type: Type, accountId: string) => readonly SummaryOf<Type>[]
  /** Reactive: the account that is shown for this one; itself for all but duplicates (D12). */
  readonly shownAccount: (accountId: string) => string
  /** Reactive: rows that share an import key, for review. Only `shown` is in the lists above. */
  readonly duplicates: () => readonly DuplicateRows[]
}

export type DuplicateRows = {
  readonly [Type in 'account' | 'item' | 'promotion']: {
    readonly key: string
    readonly shown: SummaryOf<Type>
    readonly hidden: readonly SummaryOf<Type>[]
  }
}['account' | 'item' | 'promotion']

export interface OpenDocument<Kind extends DocumentKind> {
  readonly path: string
  /** Reactive; null until the document has been read from this device. */
  readonly live: () => LiveDoc<DocFields<Kind>> | null
  /** Reactive, patched path by path (a Solid store); null until read. */
  readonly value: () => DocValue<DocFields<Kind>> | null
  /** How many stored values could not be read (D4). */
  readonly repairs: () => number
  /** Presence of this one document, for carets. Only once `live()` is there; a new one whenever `live()` is. */
  readonly awareness: Awareness
}

// biome-ignore lint/suspicious/noExplicitAny: a command names its own document kind
export type RunnableCommand<Args, Value> = (live: LiveDoc<any>, args: Args, context: CommandContext) => Result<Value, CommandError>

/** One step of undo over any number of documents. */
export interface Edit {
  /** What the toast and the undo entry say: "Moved Chips TPR". */
  readonly label: string
  readonly run: <Args, Value>(path: string, command: RunnableCommand<Args, Value>, args: Args) => Promise<Result<Value, CommandError>>
}

export interface UndoState {
  /** Reactive; null when there is nothing to undo or redo. */
  readonly undoLabel: () => string | null
  readonly redoLabel: () => string | null
  /** `ask` is called when undoing a creation others have edited (D11); false keeps the row. */
  readonly undo: (ask: (question: string) => Promise<boolean>) => Promise<void>
  readonly redo: () => Promise<void>
}

export interface Peer {
  readonly key: string
  readonly personId: string
  readonly name: string
  /** Index into the palette of colleagues' colours; stable per person. */
  readonly hue: number
  /** The place they are at: a route below the workspace, e.g. `/calendar`. */
  readonly place: string
  /** What they have selected: a promotion's, packet's or account's id, or a field `id.cell`. */
  readonly selection: string | null
  /** How they look at the place: what of it they show and how far down, in the words of the place. For who follows them. */
  readonly view: string
  readonly isMe: boolean
}

export interface Presence {
  /** Everybody here but this tab; reactive. */
  readonly peers: () => readonly Peer[]
  readonly selectedBy: (selection: string) => readonly Peer[]
  readonly setPlace: (place: string) => void
  readonly setSelection: (selection: string | null) => void
  readonly setView: (view: string) => void
}

export interface WorkspaceData {
  readonly session: LocalSession
  /** Reactive: the role may change while we look. */
  readonly role: () => Role
  readonly canWrite: () => boolean
  readonly today: () => string
  readonly newId: () => string
  /** The URL of a place in this workspace: `href('/calendar')`. */
  readonly href: (place: string) => string

  readonly summaries: Summaries
  /** Open while the calling Solid owner lives; shared between callers. The path must parse. */
  readonly open: <Kind extends DocumentKind>(kind: Kind, path: string) => OpenDocument<Kind>
  /** Runs one command on one document, open or closed, as one step of undo. */
  readonly run: <Args, Value>(label: string, path: string, command: RunnableCommand<Args, Value>, args: Args) => Promise<Result<Value, CommandError>>
  /** Runs several commands, over several documents, as one step of undo. */
  readonly edit: <Value>(label: string, work: (edit: Edit) => Promise<Value>) => Promise<Value>
  readonly history: UndoState
  readonly presence: Presence
  /** Reactive. */
  readonly sync: () => SyncState
  /** For edits the server would not take, which `sync().refused` lists (S9). */
  readonly refused: RefusedEdits
  /** Resolves when nothing is unsaved on this device. */
  readonly flush: () => Promise<void>
  /** Dials again at once. */
  readonly reconnect: () => void
  readonly dispose: () => Promise<void>
}
