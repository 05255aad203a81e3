// Builds what the features see of a workspace. In two steps, for the first paint (S8): summaries are plain rows read from
// this device at once; Yjs, the document kinds and the sync are loaded right behind them (`workspace-documents.ts`).

import { batch, createMemo, createRoot, createSignal, getOwner, onCleanup } from 'solid-js'
import { assert } from '../../shared/base/assert.ts'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import { createId } from '../../shared/base/id.ts'
import { err, type Result } from '../../shared/base/result.ts'
import type { CommandContext, CommandError } from '../../shared/commands/command.ts'
import { canWrite, isRole, type Role } from '../../shared/protocol/role.ts'
import type { Platform } from '../platform.ts'
import type { SummaryRecord } from '../storage/records.ts'
import type { WorkspaceStorage } from '../storage/workspace-storage.ts'
import type { Sync, SyncListener } from '../sync/sync.ts'
import { INITIAL_SYNC_STATE, type SyncState } from '../sync/sync-state.ts'
import type { OpenEntry } from './open-documents.ts'
import { afterPaint } from './pace.ts'
import { createSummaryIndex, SUMMARIES_VERSION } from './summary-index.ts'
import { createToday } from './today.ts'
import type { Edit, LocalSession, OpenDocument, RunnableCommand, WorkspaceData } from './workspace-data.ts'
import type { WorkspaceDocuments } from './workspace-documents.ts'

export interface WorkspaceDeps {
  readonly session: LocalSession
  readonly platform: Platform
  /** Still opening, perhaps: nothing of the workspace waits for it but what it shows. */
  readonly storage: WorkspaceStorage | Promise<WorkspaceStorage>
  /** What was shown here last, until this device has been read. */
  readonly rows?: readonly SummaryRecord[] | null
  /** Loads and starts the sync; called once, after the summaries of this device were read. */
  readonly createSync: (listener: SyncListener) => Promise<Sync>
  /** How long a document stays open after its last reader left. */
  readonly lingerMs?: number
  /** The role changed, or was confirmed; kept on the device by the caller. */
  readonly onRole?: (role: Role) => void
}

const LINGER_MS = 20_000
const VIEW_ONLY: CommandError = { field: null, message: 'You can look at this workspace but not change it. A manager can give you another role.' }
const CLOSED: CommandError = { field: null, message: 'The workspace was closed before this could be done. Nothing was changed.' }

export interface Workspace extends WorkspaceData {
  /** Resolves when the summaries of this device have been read: what is rendered from then on is rendered once. */
  readonly loaded: () => Promise<void>
  /** What is shown now, to be shown first the next time; null while this device has yet to hear of everything. */
  readonly rows: () => readonly SummaryRecord[] | null
  /** Resolves when every summary is derived and stored; for tests and for long imports. */
  readonly settled: () => Promise<void>
}

export const createWorkspace = ({
  session,
  platform,
  storage: opening,
  rows: early = null,
  createSync,
  lingerMs = LINGER_MS,
  onRole,
}: WorkspaceDeps): Workspace =>
  createRoot((disposeRoot) => {
    const [role, setRole] = createSignal(session.role)
    const [syncState, setSyncState] = createSignal<SyncState>(INITIAL_SYNC_STATE)
    const [documents, setDocuments] = createSignal<WorkspaceDocuments | null>(null)
    const index = createSummaryIndex()
    const { today, dispose: disposeToday } = createToday(platform)
    let isDisposed = false

    const show = (records: readonly SummaryRecord[]): void =>
      batch(() => {
        for (const { document, rows } of records) index.replace(document, rows)
      })
    const known = early?.filter(({ version }) => version === SUMMARIES_VERSION) ?? []
    if (known.length > 0) {
      show(known)
      setSyncState((state) => ({ ...state, isFirstSync: false }))
      index.setLoaded()
    }

    const readSummaries = async (only?: readonly string[]): Promise<string[]> => {
      const storage = await opening
      const records = only === undefined ? await storage.summaries() : await storage.summariesOf(only)
      batch(() => {
        show(records)
        const read = new Set(records.map(({ document }) => document))
        // What was shown early and is not on the device any more.
        if (only === undefined) for (const document of index.documents()) if (!read.has(document)) index.replace(document, [])
      })
      return records.filter(({ version }) => version !== SUMMARIES_VERSION).map(({ document }) => document)
    }

    const readDevice = async () => {
      const storage = await opening
      const [old, cursor] = await Promise.all([readSummaries().catch(() => []), storage.cursor().catch(() => null)])
      batch(() => {
        setSyncState((state) => ({ ...state, storage: storage.problem(), isFirstSync: cursor === null }))
        index.setLoaded()
      })
      return { old, cursor, storage }
    }
    const deviceRead = readDevice()

    const start = async (): Promise<WorkspaceDocuments> => {
      const { old, cursor, storage } = await deviceRead
      // The first paint is of summaries alone; everything below would only hold it up.
      await afterPaint()
      const { createWorkspaceDocuments } = await import('./workspace-documents.ts')
      const built = await createWorkspaceDocuments({
        session,
        platform,
        storage,
        createSync,
        index,
        today,
        lingerMs,
        isFirstSync: cursor === null,
        onRole: (told) => {
          if (!isRole(told) || told === role()) return
          setRole(told)
          onRole?.(told)
        },
        canWrite: () => canWrite(role()),
        onSyncState: (state) => void setSyncState(state),
        readSummaries,
      })
      if (isDisposed) await built.dispose()
      else {
        built.invalidate(old)
        setDocuments(built)
      }
      return built
    }
    const started = start()
    const whenStarted = async (): Promise<WorkspaceDocuments | null> => (isDisposed ? null : (documents() ?? started))

    const context: CommandContext = {
      newId: () => createId(platform.randomBytes),
      get today() {
        return today()
      },
      personId: session.person.id,
    }

    const runOn = async <Args, Value>(
      steps: Parameters<WorkspaceDocuments['run']>[4],
      path: string,
      command: RunnableCommand<Args, Value>,
      args: Args,
    ): Promise<Result<Value, CommandError>> => {
      assert(parseDocumentPath(path) !== null, `no document path: ${path}`)
      if (!canWrite(role())) return err(VIEW_ONLY)
      const ready = documents() ?? (await whenStarted())
      if (ready === null) return err(CLOSED)
      return ready.run(path, command, args, context, steps)
    }

    const edit = async <Value>(label: string, work: (edit: Edit) => Promise<Value>): Promise<Value> => {
      const steps: Parameters<WorkspaceDocuments['run']>[4] = []
      try {
        return await work({ label, run: (path, command, args) => runOn(steps, path, command, args) })
      } finally {
        documents()?.history.push(label, steps)
      }
    }

    const open = (path: string): OpenDocument<never> => {
      assert(parseDocumentPath(path) !== null, `no document path: ${path}`)
      const [entry, setEntry] = createSignal<OpenEntry | null>(null)
      let isClosed = false
      const acquire = (ready: WorkspaceDocuments): void => {
        if (!isClosed) setEntry(() => ready.acquire(path))
      }
      const ready = documents()
      if (ready !== null) acquire(ready)
      else void whenStarted().then((later) => later !== null && acquire(later))
      if (getOwner() !== null) {
        onCleanup(() => {
          isClosed = true
          if (entry() !== null) documents()?.release(path)
        })
      }
      const live = (): unknown => entry()?.live() ?? null
      return {
        path,
        live: live as never,
        value: (() => entry()?.value() ?? null) as never,
        repairs: () => entry()?.repairs() ?? 0,
        get awareness() {
          const awareness = entry()?.awareness() ?? null
          assert(awareness !== null, `presence of ${path} before it was read`)
          return awareness
        },
      }
    }

    const history = createMemo(() => documents()?.history ?? null)
    const presence = createMemo(() => documents()?.presence ?? null)
    let place = ''
    let selection: string | null = null
    let view = ''

    return {
      session,
      role,
      canWrite: () => canWrite(role()),
      today,
      newId: context.newId,
      href: (to) => `/w/${session.workspaceId}${to}`,
      summaries: index,
      open: (_kind, path) => open(path) as never,
      run: (label, path, command, args) => edit(label, ({ run }) => run(path, command, args)),
      edit,
      history: {
        undoLabel: () => history()?.undoLabel() ?? null,
        redoLabel: () => history()?.redoLabel() ?? null,
        undo: async (ask) => (await whenStarted())?.history.undo(ask),
        redo: async () => (await whenStarted())?.history.redo(),
      },
      presence: {
        peers: () => presence()?.peers() ?? [],
        selectedBy: (wanted) => presence()?.selectedBy(wanted) ?? [],
        setPlace: (next) => {
          place = next
          void whenStarted().then((ready) => ready?.presence.setPlace(place))
        },
        setSelection: (next) => {
          selection = next
          void whenStarted().then((ready) => ready?.presence.setSelection(selection))
        },
        setView: (next) => {
          view = next
          void whenStarted().then((ready) => ready?.presence.setView(view))
        },
      },
      sync: syncState,
      refused: {
        retry: async (path) => (await whenStarted())?.refused.retry(path),
        discard: async (path) => (await whenStarted())?.refused.discard(path),
        bytes: async (path) => (await whenStarted())?.refused.bytes(path) ?? [],
      },
      flush: async () => {
        await documents()?.flush()
        await (await opening).flush()
      },
      reconnect: () => documents()?.reconnect(),
      rows: () => (syncState().isFirstSync ? null : index.records()),
      loaded: async () => void (await deviceRead),
      settled: async () => (await whenStarted())?.settled(),
      dispose: async () => {
        if (isDisposed) return
        isDisposed = true
        const ready = documents()
        // What is still starting ends itself when it sees this.
        if (ready === null) await started.catch(() => null)
        else await ready.dispose()
        disposeToday()
        await (await opening).close()
        disposeRoot()
      },
    }
  })
