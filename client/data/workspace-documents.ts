// The part of a workspace that needs Yjs: open documents, commands on them, undo, presence and the sync. Loaded right after
// the first paint.

import { SETTINGS_PATH } from '../../shared/base/document-path.ts'
import { createId } from '../../shared/base/id.ts'
import { err, type Result } from '../../shared/base/result.ts'
import type { CommandContext, CommandError } from '../../shared/commands/command.ts'
import type { Change } from '../../shared/model/live.ts'
import type { Platform } from '../platform.ts'
import type { WorkspaceStorage } from '../storage/workspace-storage.ts'
import type { RefusedEdits, Sync, SyncListener } from '../sync/sync.ts'
import type { SyncState } from '../sync/sync-state.ts'
import { createHistory, type History, type HistoryStep } from './history.ts'
import { type AnyLive, createOpenDocuments, type OpenEntry } from './open-documents.ts'
import { createPresence } from './presence.ts'
import { recordTyping } from './recorded-live.ts'
import { createSummaryDeriver } from './summary-deriver.ts'
import type { SummaryIndex } from './summary-index.ts'
import type { LocalSession, Presence, RunnableCommand } from './workspace-data.ts'

export interface WorkspaceDocumentsDeps {
  readonly session: LocalSession
  readonly platform: Platform
  readonly storage: WorkspaceStorage
  readonly createSync: (listener: SyncListener) => Promise<Sync>
  readonly index: SummaryIndex
  readonly today: () => string
  readonly lingerMs: number
  /** This device has never had the whole workspace. */
  readonly isFirstSync: boolean
  readonly onRole: (role: string) => void
  readonly canWrite: () => boolean
  readonly onSyncState: (state: SyncState) => void
  readonly readSummaries: (documents: readonly string[]) => Promise<unknown>
}

export interface WorkspaceDocuments {
  readonly acquire: (path: string) => OpenEntry
  readonly release: (path: string) => void
  readonly run: <Args, Value>(
    path: string,
    command: RunnableCommand<Args, Value>,
    args: Args,
    context: CommandContext,
    steps: HistoryStep[],
  ) => Promise<Result<Value, CommandError>>
  readonly history: History
  readonly presence: Presence
  readonly refused: RefusedEdits
  readonly flush: () => Promise<void>
  readonly reconnect: () => void
  readonly invalidate: (documents: Iterable<string>) => void
  readonly settled: () => Promise<void>
  readonly dispose: () => Promise<void>
}

const NOT_READ: CommandError = { field: null, message: 'The document could not be read from this device. Nothing was changed.' }

export const createWorkspaceDocuments = async (deps: WorkspaceDocumentsDeps): Promise<WorkspaceDocuments> => {
  const { session, platform, storage, index, today, lingerMs } = deps

  const documents = createOpenDocuments({
    storage,
    lingerMs,
    connect: (document) => sync.connect(document),
    onSummary: (path, rows, isChanged) => deriver.put(path, rows, isChanged),
  })
  const deriver = createSummaryDeriver({
    storage,
    index,
    isOpen: documents.isOpen,
    now: platform.now,
    onStored: (stored) => sync.announce(stored),
  })
  const sync = await deps.createSync({
    onStored: (stored) => deriver.invalidate(stored.filter((document) => !documents.isOpen(document))),
    onSummaries: (stored) => void deps.readSummaries(stored.filter((document) => !documents.isOpen(document))).catch(() => {}),
    onRole: deps.onRole,
    canWrite: deps.canWrite,
  })
  // The rows of a first sync are there before the lists derived from them; "empty" must not be said in between.
  let firstSync: 'running' | 'deriving' | 'done' = deps.isFirstSync ? 'running' : 'done'
  const deriveFirstSync = async (): Promise<void> => {
    firstSync = 'deriving'
    await storage.flush().catch(() => {})
    await new Promise((resolve) => setTimeout(resolve))
    await deriver.settled()
    firstSync = 'done'
    tellState()
  }
  const tellState = (): void => {
    const state = sync.state()
    if (firstSync === 'running' && !state.isFirstSync) void deriveFirstSync()
    deps.onSyncState({ ...state, isFirstSync: firstSync !== 'done' })
  }
  const stopObserving = sync.observe(tellState)
  tellState()

  const withLive = async <Value>(path: string, work: (live: AnyLive) => Value): Promise<Value | null> => {
    const entry = documents.acquire(path)
    try {
      // An open document is edited in this very turn: a drag does not wait for promises.
      const live = entry.live() ?? (await documents.ready(path))
      return live === null ? null : work(live)
    } finally {
      documents.release(path)
    }
  }

  const history = createHistory({ withLive, clients: () => documents.clients, personId: session.person.id, today, now: platform.now })

  const recorded = new WeakMap<AnyLive, AnyLive>()
  const withTyping = (live: AnyLive): AnyLive => {
    let wrapped = recorded.get(live)
    if (wrapped === undefined) {
      wrapped = recordTyping(live, (typed, text, changes) => history.pushTyping('Typing', typed.path, text, changes))
      recorded.set(live, wrapped)
    }
    return wrapped
  }

  const acquire = (path: string): OpenEntry => {
    const entry = documents.acquire(path)
    return {
      ...entry,
      live: () => {
        const live = entry.live()
        return live === null ? null : withTyping(live)
      },
    }
  }

  const settings = documents.acquire(SETTINGS_PATH)
  const presence = createPresence({ awareness: settings.awareness, person: session.person, tab: createId(platform.randomBytes) })

  // What a crash left underived.
  void storage.staleDocuments().then(deriver.invalidate, () => {})

  return {
    acquire,
    release: documents.release,
    run: async <Args, Value>(path: string, command: RunnableCommand<Args, Value>, args: Args, context: CommandContext, steps: HistoryStep[]) => {
      const result = await withLive(path, (live) => {
        let answer: Result<Value, CommandError> | null = null
        let changes: readonly Change[]
        try {
          changes = live.transact(() => {
            answer = command(live, args, context)
          })
        } catch (error) {
          // What was done before the throw is not rolled back in the Y.Doc: it is read again from the log (S5).
          documents.reload(path)
          throw error
        }
        if (changes.length > 0) steps.push({ path, changes })
        return answer as Result<Value, CommandError> | null
      })
      return result ?? err(NOT_READ)
    },
    history,
    presence,
    refused: sync.refused,
    flush: sync.flush,
    reconnect: sync.reconnect,
    invalidate: deriver.invalidate,
    settled: deriver.settled,
    dispose: async () => {
      presence.dispose()
      documents.dispose()
      deriver.dispose()
      await sync.flush().catch(() => {})
      stopObserving()
      await sync.dispose()
    },
  }
}
