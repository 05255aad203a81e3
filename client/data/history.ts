// Undo is mine (D11): a stack of what I changed, over documents, undone by inverse changes that apply only where the value is
// still the one I left. Typing into one text coalesces into one step. Undoing a creation others have edited asks first.

import { createSignal } from 'solid-js'
import { assert } from '../../shared/base/assert.ts'
import type { Change } from '../../shared/model/live.ts'
import type { AnyLive } from './open-documents.ts'
import type { UndoState } from './workspace-data.ts'

export interface HistoryStep {
  readonly path: string
  readonly changes: readonly Change[]
}

export interface HistoryDeps {
  /** Runs the work on the document, opened if need be; null when it could not be opened. */
  readonly withLive: <Value>(path: string, work: (live: AnyLive) => Value) => Promise<Value | null>
  readonly clients: () => ReadonlySet<number>
  readonly personId: string
  readonly today: () => string
  readonly now: () => number
}

export interface History extends UndoState {
  readonly push: (label: string, steps: readonly HistoryStep[]) => void
  /** A splice into a text; joins the step before when that was the same text a moment ago. */
  readonly pushTyping: (label: string, path: string, text: string, changes: readonly Change[]) => void
}

interface Entry {
  readonly label: string
  readonly steps: readonly HistoryStep[]
  readonly typing: { readonly text: string; readonly at: number } | null
}

const ENTRIES_MAX = 200
const TYPING_PAUSE_MS = 1_500
/** A long breathless paragraph is undone in several steps. */
const TYPING_CHANGES_MAX = 100
const QUESTION = 'Somebody else has worked on this since you created it. Delete it anyway? Their work stays in the trash with it.'

export const createHistory = ({ withLive, clients, personId, today, now }: HistoryDeps): History => {
  const [undos, setUndos] = createSignal<readonly Entry[]>([])
  const [redos, setRedos] = createSignal<readonly Entry[]>([])
  let isBusy = false

  const add = (entry: Entry): void => {
    setUndos((entries) => [...entries.slice(-(ENTRIES_MAX - 1)), entry])
    setRedos([])
  }

  const foreignCreations = (live: AnyLive, changes: readonly Change[]): ReadonlySet<string> =>
    new Set(
      changes
        .filter((change) => change.at === 'rowCreated')
        .filter(({ rows, rowId }) => live.isTouchedByOthers(rows, rowId, clients()))
        .map(({ rows, rowId }) => `${rows}/${rowId}`),
    )

  const invertStep = async (step: HistoryStep, ask: (question: string) => Promise<boolean>): Promise<HistoryStep | null> => {
    const foreign = (await withLive(step.path, (live) => foreignCreations(live, step.changes))) ?? new Set()
    const keeps = foreign.size > 0 && !(await ask(QUESTION))
    const wanted = keeps ? step.changes.filter((change) => !('rows' in change) || !foreign.has(`${change.rows}/${change.rowId}`)) : step.changes
    const changes = await withLive(step.path, (live) => (live.isReadOnly() ? [] : live.invert(wanted, personId, today())))
    return changes === null || changes.length === 0 ? null : { path: step.path, changes }
  }

  /** Inverts an entry, last step first; the inverse entry undoes that again. */
  const invert = async (entry: Entry, ask: (question: string) => Promise<boolean>): Promise<Entry | null> => {
    const steps: HistoryStep[] = []
    for (const step of [...entry.steps].reverse()) {
      const inverted = await invertStep(step, ask)
      if (inverted !== null) steps.push(inverted)
    }
    return steps.length === 0 ? null : { label: entry.label, steps, typing: null }
  }

  const exclusively = async (work: () => Promise<void>): Promise<void> => {
    if (isBusy) return
    isBusy = true
    try {
      await work()
    } finally {
      isBusy = false
    }
  }

  return {
    undoLabel: () => undos().at(-1)?.label ?? null,
    redoLabel: () => redos().at(-1)?.label ?? null,
    undo: (ask) =>
      exclusively(async () => {
        const entry = undos().at(-1)
        if (entry === undefined) return
        setUndos((entries) => entries.slice(0, -1))
        const inverse = await invert(entry, ask)
        if (inverse !== null) setRedos((entries) => [...entries, inverse])
      }),
    redo: () =>
      exclusively(async () => {
        const entry = redos().at(-1)
        if (entry === undefined) return
        setRedos((entries) => entries.slice(0, -1))
        const inverse = await invert(entry, () => Promise.resolve(true))
        if (inverse !== null) setUndos((entries) => [...entries, inverse])
      }),
    push: (label, steps) => {
      if (steps.length > 0) add({ label, steps, typing: null })
    },
    pushTyping: (label, path, text, changes) => {
      if (changes.length === 0) return
      const at = now()
      const last = undos().at(-1)
      const isSame = last?.typing?.text === text && at - last.typing.at <= TYPING_PAUSE_MS && (last.steps[0]?.changes.length ?? 0) < TYPING_CHANGES_MAX
      if (!isSame) return add({ label, steps: [{ path, changes }], typing: { text, at } })
      const step = last.steps[0]
      assert(step !== undefined, 'typing without a step')
      const joined: Entry = { label, steps: [{ path, changes: [...step.changes, ...changes] }], typing: { text, at } }
      setUndos((entries) => [...entries.slice(0, -1), joined])
      setRedos([])
    },
  }
}
