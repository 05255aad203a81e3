// Where an import stands: sheets given, the plan of them, what of it is chosen, the run, and its outcome. The page renders
// this and nothing else.

import { createEffect, createSignal, on } from 'solid-js'
import type { ImportPlan } from '../../../../shared/domain/import/plan-import.ts'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { makePlan } from './make-plan.ts'
import { type ImportOutcome, type ImportProgress, runImport } from './run-import.ts'

export interface UnreadableFile {
  readonly name: string
  readonly message: string
}

export interface ImportState {
  readonly sheets: () => readonly Sheet[]
  readonly unreadable: () => readonly UnreadableFile[]
  readonly plan: () => ImportPlan | null
  readonly isPlanning: () => boolean
  readonly addFiles: (files: Iterable<File>) => Promise<void>
  readonly addText: (name: string, text: string) => Promise<void>
  readonly removeSheet: (sheet: Sheet) => void
  readonly dismiss: (file: UnreadableFile) => void
  readonly isChosen: (row: PlannedRow) => boolean
  readonly chooseRow: (row: PlannedRow, isChosen: boolean) => void
  readonly bringsBack: () => boolean
  readonly setBringsBack: (value: boolean) => void
  readonly chosen: () => readonly PlannedRow[]
  readonly progress: () => ImportProgress | null
  readonly outcome: () => ImportOutcome | null
  /** What the last run left out, for the file of leftovers. */
  readonly leftOut: () => readonly PlannedRow[]
  readonly ranSheets: () => readonly Sheet[]
  readonly run: () => Promise<void>
  readonly stop: () => void
  readonly startOver: () => void
}

const rowId = (row: PlannedRow): string => `${row.sheet}/${row.row}`

export const createImportState = (workspace: WorkspaceData): ImportState => {
  const [sheets, setSheets] = createSignal<readonly Sheet[]>([])
  const [unreadable, setUnreadable] = createSignal<readonly UnreadableFile[]>([])
  const [plan, setPlan] = createSignal<ImportPlan | null>(null)
  const [isPlanning, setIsPlanning] = createSignal(false)
  const [unchosen, setUnchosen] = createSignal<ReadonlySet<string>>(new Set())
  const [bringsBack, setBringsBack] = createSignal(false)
  const [progress, setProgress] = createSignal<ImportProgress | null>(null)
  const [outcome, setOutcome] = createSignal<ImportOutcome | null>(null)
  const [leftOut, setLeftOut] = createSignal<readonly PlannedRow[]>([])
  const [ranSheets, setRanSheets] = createSignal<readonly Sheet[]>([])
  let isStopped = false
  let asked = 0

  const isChosen = (row: PlannedRow): boolean => {
    switch (row.state) {
      case 'create':
        return true
      case 'changed':
        return !unchosen().has(rowId(row))
      case 'trashed':
        return bringsBack()
      default:
        return false
    }
  }

  const replan = async (given: readonly Sheet[]): Promise<void> => {
    const mine = ++asked
    if (given.length === 0) return void setPlan(null)
    setIsPlanning(true)
    try {
      const made = await makePlan(workspace, given)
      if (mine === asked) setPlan(made)
    } catch {
      if (mine === asked)
        setUnreadable((files) => [
          ...files,
          { name: 'This workspace', message: 'A document of it could not be read from this device. Reload the app and try again.' },
        ])
    } finally {
      if (mine === asked) setIsPlanning(false)
    }
  }
  // A list brought in twice replaces its former self. What colleagues change meanwhile changes the plan: it is made again
  // before it is carried out.
  createEffect(on([sheets, workspace.summaries.isLoaded], ([given, isLoaded]) => void (isLoaded && replan(given))))

  const take = (name: string, read: { ok: true; value: Sheet } | { ok: false; error: string }): void => {
    if (read.ok) setSheets((all) => [...all.filter((sheet) => sheet.name !== name), read.value])
    else setUnreadable((all) => [...all.filter((file) => file.name !== name), { name, message: read.error }])
  }

  return {
    sheets,
    unreadable,
    plan,
    isPlanning,
    addFiles: async (files) => {
      const { readSheetFile } = await import('./read-table.ts')
      setOutcome(null)
      for (const file of files) {
        try {
          take(file.name, await readSheetFile(file))
        } catch {
          take(file.name, { ok: false, error: 'The file could not be read. Is it still where it was?' })
        }
      }
    },
    addText: async (name, text) => {
      const { readSheetText } = await import('./read-table.ts')
      setOutcome(null)
      take(name, readSheetText(name, text))
    },
    removeSheet: (sheet) => setSheets((all) => all.filter((other) => other !== sheet)),
    dismiss: (file) => setUnreadable((all) => all.filter((other) => other !== file)),
    isChosen,
    chooseRow: (row, value) => {
      const next = new Set(unchosen())
      if (value) next.delete(rowId(row))
      else next.add(rowId(row))
      setUnchosen(next)
    },
    bringsBack,
    setBringsBack,
    chosen: () => plan()?.rows.filter(isChosen) ?? [],
    progress,
    outcome,
    leftOut,
    ranSheets,
    run: async () => {
      isStopped = false
      const given = sheets()
      setProgress({ done: 0, total: 0 })
      try {
        const fresh = await makePlan(workspace, given)
        setPlan(fresh)
        const done = await runImport(workspace, fresh, { isChosen, onProgress: setProgress, isStopped: () => isStopped })
        setLeftOut(fresh.faulty)
        setRanSheets(fresh.sheets)
        setOutcome(done)
        if (!done.isStopped && done.problems.length === 0) setSheets([])
        else await replan(given)
      } finally {
        setProgress(null)
      }
    },
    stop: () => {
      isStopped = true
    },
    startOver: () => {
      setSheets([])
      setUnreadable([])
      setUnchosen(new Set<string>())
      setBringsBack(false)
      setOutcome(null)
    },
  }
}
