// Promotions kept as templates, in the settings of the workspace: read when a new promotion is begun or one is kept.

import { type Accessor, createMemo } from 'solid-js'
import { SETTINGS_PATH } from '../../../../shared/base/document-path.ts'
import { draftsOf } from '../../../../shared/commands/clone.ts'
import { addRow } from '../../../../shared/commands/rows.ts'
import { toTemplate } from '../../../../shared/domain/clone/promotion-template.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'

export interface Template {
  readonly id: string
  readonly name: string
  readonly draft: string
}

/** Call it where the settings shall be open. */
export const createTemplates = (workspace: WorkspaceData): Accessor<readonly Template[]> => {
  const settings = workspace.open('settings', SETTINGS_PATH)
  return createMemo(() => (settings.value()?.templates ?? []).filter(({ deleted, name }) => deleted === null && name !== ''))
}

/** Resolves with what is wrong, or null. */
export const saveTemplate = async (workspace: WorkspaceData, path: string, promotionId: string, name: string): Promise<string | null> => {
  if (name.trim() === '') return 'Give the template a name.'
  const read = await workspace.run('Read a promotion', path, draftsOf, { promotionIds: [promotionId] })
  const draft = read.ok ? (read.value[0]?.draft ?? null) : null
  if (draft === null) return 'This promotion is no longer there.'
  const kept = toTemplate(draft)
  if (kept === null) return 'Only a promotion with dates, and with notes that are not too long, can be a template.'
  const added = await workspace.run(`Kept the template ${name.trim()}`, SETTINGS_PATH, addRow, { rows: 'templates', input: { name: name.trim(), draft: kept } })
  return added.ok ? null : added.error.message
}
