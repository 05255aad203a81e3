// The sample year: a made-up supplier's six accounts, twenty items and 169 promotions, brought in the way a person's own
// files are. Files and importer are loaded when somebody asks for them.

import type { WorkspaceData } from '../../data/workspace-data.ts'
import type { ImportOutcome, ImportProgress } from './import/run-import.ts'

export const SAMPLE_FILES = ['accounts.csv', 'items.csv', 'promo-calendar-2027.csv'] as const
export type SampleFile = (typeof SAMPLE_FILES)[number]

export const sampleText = async (file: SampleFile): Promise<string> => {
  switch (file) {
    case 'accounts.csv':
      return (await import('./sample/accounts.csv?raw')).default
    case 'items.csv':
      return (await import('./sample/items.csv?raw')).default
    case 'promo-calendar-2027.csv':
      return (await import('./sample/promo-calendar-2027.csv?raw')).default
  }
}

/** Loading it twice changes nothing. */
export const loadSampleData = async (workspace: WorkspaceData, onProgress?: (progress: ImportProgress) => void): Promise<ImportOutcome> => {
  const [{ readSheetText }, { makePlan }, { runImport }, ...texts] = await Promise.all([
    import('./import/read-table.ts'),
    import('./import/make-plan.ts'),
    import('./import/run-import.ts'),
    ...SAMPLE_FILES.map(sampleText),
  ])
  const sheets = SAMPLE_FILES.flatMap((name, index) => {
    const sheet = readSheetText(name, texts[index] ?? '')
    return sheet.ok ? [sheet.value] : []
  })
  const plan = await makePlan(workspace, sheets)
  return runImport(workspace, plan, { isChosen: ({ state }) => state === 'create' || state === 'trashed', ...(onProgress === undefined ? {} : { onProgress }) })
}
