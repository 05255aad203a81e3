// Adding rows to a table of the account: several at once are one step of undo, all or none.

import { addRows } from '../../../shared/commands/rows.ts'
import { useAccount } from './account-context.ts'

export const createRowsAdd = () => {
  const { bind } = useAccount()
  /** Resolves with what is wrong, or null. */
  return (
    label: string,
    rows: 'contacts' | 'stores' | 'divisions' | 'externalIds',
    inputs: readonly Readonly<Record<string, unknown>>[],
  ): Promise<string | null> => bind.run(inputs.length > 1 ? `${label} and ${inputs.length - 1} more` : label, addRows, { rows, inputs })
}
