// Deleting a row of the account, with the way back in a toast. An own inverse instead of the undo stack's top: by the time
// somebody presses Undo they may have done something else.

import { deleteRows, restoreRows } from '../../../shared/commands/rows.ts'
import { notify, notifyProblem } from '../../ui/toasts.tsx'
import { useAccount } from './account-context.ts'

export const createRowDelete = () => {
  const { bind } = useAccount()
  return async (rows: 'contacts' | 'stores' | 'divisions' | 'externalIds', row: { readonly id: string }, name: string): Promise<void> => {
    const problem = await bind.run(`Deleted ${name}`, deleteRows, { rows, rowIds: [row.id] })
    if (problem !== null) return notifyProblem(problem)
    notify({
      message: `Deleted ${name}`,
      undo: async () => notifyProblem(await bind.run(`Restored ${name}`, restoreRows, { rows, rowIds: [row.id] })),
    })
  }
}
