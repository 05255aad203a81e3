// Where an import stands: tables given, how each is read, the plan of them, what of it is chosen, the run, and its outcome.
// The page renders this and nothing else. A cell put right in the preview is put right in the table, and all is judged again.

import { batch, createEffect, createMemo, createSignal, on } from 'solid-js'
import { SETTINGS_PATH } from '../../../../shared/base/document-path.ts'
import { ok, type Result } from '../../../../shared/base/result.ts'
import type { FactsPlan } from '../../../../shared/domain/import/plan-facts.ts'
import type { ImportPlan } from '../../../../shared/domain/import/plan-import.ts'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import { type Reading, readingOf } from '../../../../shared/domain/import/reading.ts'
import { mappedSheet, type Sheet, type Table } from '../../../../shared/domain/import/sheet.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { makeFactsPlans } from './make-facts-plan.ts'
import { makePlan } from './make-plan.ts'
import type { NamedTable } from './read-table.ts'
import { rememberReadings } from './remember-reading.ts'
import { type ImportOutcome, type ImportProgress, runImport } from './run-import.ts'

export interface UnreadableFile {
  readonly name: string
  readonly message: string
}

/** One table of the import: a file, a sheet of a workbook, or what was pasted. */
export interface ImportSource {
  readonly name: string
  readonly table: Table
  /** How it is read; null until somebody has said. */
  readonly reading: Reading | null
  /** The person said or corrected it: it is remembered when they import. */
  readonly isReadingChosen: boolean
  /** Cells put right in the preview, as `row/column`. */
  readonly edited: ReadonlySet<string>
}

export interface ImportState {
  readonly sources: () => readonly ImportSource[]
  readonly sheets: () => readonly Sheet[]
  /** The source whose columns are being matched; of several, the first that needs it. */
  readonly asking: () => ImportSource | null
  readonly ask: (name: string) => void
  readonly setReading: (name: string, reading: Reading) => void
  readonly closeMapping: () => void
  /** Row as the spreadsheet counts, from 1; column from 0. */
  readonly editCell: (name: string, row: number, column: number, text: string) => Promise<void>
  readonly unreadable: () => readonly UnreadableFile[]
  readonly plan: () => ImportPlan | null
  /** A plan for each file of weekly sales. */
  readonly facts: () => readonly FactsPlan[]
  readonly isPlanning: () => boolean
  readonly addFiles: (files: Iterable<File>) => Promise<void>
  readonly addText: (name: string, text: string) => Promise<void>
  readonly removeSource: (name: string) => void
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

const SETTINGS_MS_MAX = 5_000

const rowId = (row: PlannedRow): string => `${row.sheet}/${row.row}`

export const createImportState = (workspace: WorkspaceData): ImportState => {
  const [sources, setSources] = createSignal<readonly ImportSource[]>([])
  const [asked, setAsked] = createSignal<string | null>(null)
  const settings = workspace.open('settings', SETTINGS_PATH)
  const mappings = () => settings.live()?.value().mappings ?? []
  const remembered = () => mappings().filter(({ deleted }) => deleted === null)
  const [unreadable, setUnreadable] = createSignal<readonly UnreadableFile[]>([])
  const [plan, setPlan] = createSignal<ImportPlan | null>(null)
  const [facts, setFacts] = createSignal<readonly FactsPlan[]>([])
  const [isPlanning, setIsPlanning] = createSignal(false)
  const [unchosen, setUnchosen] = createSignal<ReadonlySet<string>>(new Set())
  const [bringsBack, setBringsBack] = createSignal(false)
  const [progress, setProgress] = createSignal<ImportProgress | null>(null)
  const [outcome, setOutcome] = createSignal<ImportOutcome | null>(null)
  const [leftOut, setLeftOut] = createSignal<readonly PlannedRow[]>([])
  const [ranSheets, setRanSheets] = createSignal<readonly Sheet[]>([])
  let isStopped = false
  let planned = 0

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

  const sheetsOf = (all: readonly ImportSource[]): readonly Sheet[] =>
    all.flatMap(({ name, table, reading }) => {
      if (reading === null || reading.kind === 'facts') return []
      const sheet = mappedSheet(name, table, reading)
      return sheet.ok ? [sheet.value] : []
    })
  const replan = async (all: readonly ImportSource[]): Promise<void> => {
    const mine = ++planned
    const given = sheetsOf(all)
    setIsPlanning(true)
    try {
      const made = given.length === 0 ? null : await makePlan(workspace, given)
      const ofFacts = await makeFactsPlans(workspace, all)
      if (mine !== planned) return
      batch(() => {
        setPlan(made)
        setFacts(ofFacts)
      })
    } catch {
      if (mine === planned)
        setUnreadable((files) => [
          ...files,
          { name: 'This workspace', message: 'A document of it could not be read from this device. Reload the app and try again.' },
        ])
    } finally {
      if (mine === planned) setIsPlanning(false)
    }
  }
  const sheets = createMemo(() => sheetsOf(sources()))
  const readSources = createMemo(() => sources().filter(({ reading }) => reading !== null))
  // What colleagues change meanwhile changes the plan: it is made again before it is carried out.
  let planning: Promise<void> = Promise.resolve()
  createEffect(
    on([readSources, workspace.summaries.isLoaded], ([given, isLoaded]) => {
      if (isLoaded) planning = replan(given)
    }),
  )

  const change = (name: string, by: (source: ImportSource) => ImportSource): void => {
    setSources((all) => all.map((source) => (source.name === name ? by(source) : source)))
  }
  const refuse = (name: string, message: string): void => {
    setUnreadable((all) => [...all.filter((file) => file.name !== name), { name, message }])
  }
  /** A list brought in twice replaces its former self. */
  const take = ({ name, table }: NamedTable): void => {
    const reading = readingOf(table, remembered())
    if (reading !== null && reading.kind !== 'facts') {
      const sheet = mappedSheet(name, table, reading)
      if (!sheet.ok) return refuse(name, sheet.error)
    }
    setUnreadable((all) => all.filter((file) => file.name !== name))
    setSources((all) => [...all.filter((source) => source.name !== name), { name, table, reading, isReadingChosen: false, edited: new Set<string>() }])
  }
  /** What was remembered is known before a file is read; on a device that cannot read it, nothing was. */
  const isRead = new Promise<void>((resolve) => {
    const timer = setTimeout(resolve, SETTINGS_MS_MAX)
    createEffect(() => {
      if (settings.live() === null) return
      clearTimeout(timer)
      resolve()
    })
  })
  const takeAll = async (name: string, read: () => Promise<Result<readonly NamedTable[], string>>): Promise<void> => {
    setOutcome(null)
    try {
      const [tables] = await Promise.all([read(), isRead])
      if (!tables.ok) return refuse(name, tables.error)
      for (const table of tables.value) take(table)
    } catch {
      refuse(name, 'The file could not be read. Is it still where it was?')
    }
  }

  return {
    sources,
    sheets,
    asking: createMemo(() => sources().find(({ name }) => name === asked()) ?? sources().find(({ reading }) => reading === null) ?? null),
    ask: setAsked,
    setReading: (name, reading) => change(name, (source) => ({ ...source, reading, isReadingChosen: true })),
    closeMapping: () => setAsked(null),
    editCell: async (name, row, column, text) => {
      change(name, (source) => ({
        ...source,
        table: source.table.map((cells, index) => {
          if (index !== row - 1) return cells
          const next = [...cells]
          while (next.length <= column) next.push('')
          next[column] = text
          return next
        }),
        edited: new Set([...source.edited, `${row}/${column}`]),
      }))
      await planning
    },
    unreadable,
    plan,
    facts,
    isPlanning,
    addFiles: async (files) => {
      const { readFileTables } = await import('./read-table.ts')
      for (const file of files) await takeAll(file.name, () => readFileTables(file))
    },
    addText: async (name, text) => {
      const { readTextTable } = await import('./read-table.ts')
      await takeAll(name, async () => {
        const read = readTextTable(name, text)
        return read.ok ? ok([read.value]) : read
      })
    },
    removeSource: (name) => setSources((all) => all.filter((source) => source.name !== name)),
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
      const given = sources()
      setProgress({ done: 0, total: 0 })
      try {
        const fresh = await makePlan(workspace, sheetsOf(given))
        setPlan(fresh)
        const freshFacts = await makeFactsPlans(workspace, given)
        // Before the import, so that undo takes the import back first.
        await rememberReadings(workspace, given, mappings())
        const done = await runImport(workspace, fresh, { facts: freshFacts, isChosen, onProgress: setProgress, isStopped: () => isStopped })
        setLeftOut(fresh.faulty)
        setRanSheets(fresh.sheets)
        setOutcome(done)
        if (!done.isStopped && done.problems.length === 0) setSources([])
        else await replan(given)
      } finally {
        setProgress(null)
      }
    },
    stop: () => {
      isStopped = true
    },
    startOver: () => {
      setSources([])
      setAsked(null)
      setUnreadable([])
      setUnchosen(new Set<string>())
      setBringsBack(false)
      setOutcome(null)
    },
  }
}
