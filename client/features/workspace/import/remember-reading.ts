// Remembers how somebody said a file is read, in the workspace's settings, so that a colleague with next week's file of the
// same system is not asked again. Not a step of undo: nothing that is planned changes.

import { SETTINGS_PATH } from '../../../../shared/base/document-path.ts'
import { addRow, setCell } from '../../../../shared/commands/rows.ts'
import { type Remembered, rememberedOf } from '../../../../shared/domain/import/reading.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import type { ImportSource } from './import-state.ts'

export interface KnownMapping extends Remembered {
  readonly id: string
  readonly deleted: unknown
}

export const rememberReadings = async (workspace: WorkspaceData, sources: readonly ImportSource[], known: readonly KnownMapping[]): Promise<void> => {
  for (const { table, reading, isReadingChosen } of sources) {
    if (reading === null || !isReadingChosen) continue
    const row = rememberedOf(table, reading)
    if (row.source === '') continue
    const before = known.find(({ source, deleted }) => source === row.source && deleted === null)
    if (before !== undefined && before.kind === row.kind && before.columns === row.columns && before.options === row.options) continue
    const usedOn = workspace.today()
    await workspace.edit('Remembered the columns of a file', async (edit) => {
      if (before === undefined) return void (await edit.run(SETTINGS_PATH, addRow, { rows: 'mappings', input: { ...row, usedOn } }))
      for (const [cell, value] of Object.entries({ ...row, usedOn }))
        await edit.run(SETTINGS_PATH, setCell, { rows: 'mappings', rowId: before.id, cell, value })
    })
  }
}
