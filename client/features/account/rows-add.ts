// Adding rows to a table of the account: several at once are one step of undo.

import { addRow } from '../../../shared/commands/rows.ts'
import { useWorkspace } from '../../data/context.ts'
import { useAccount } from './account-context.ts'

export const createRowsAdd = () => {
  const workspace = useWorkspace()
  const { document } = useAccount()
  /** Resolves with what is wrong, or null; rows before the refused one are there. */
  return (
    label: string,
    rows: 'contacts' | 'stores' | 'divisions' | 'externalIds',
    inputs: readonly Readonly<Record<string, unknown>>[],
  ): Promise<string | null> =>
    workspace.edit(inputs.length > 1 ? `${label} and ${inputs.length - 1} more` : label, async ({ run }) => {
      for (const input of inputs) {
        const added = await run(document.path, addRow, { rows, input })
        if (!added.ok) return added.error.message
      }
      return null
    })
}
