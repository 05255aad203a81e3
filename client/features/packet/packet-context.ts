// The packet of the page: its open document, how its fields bind, and what every list of it does with a row.

import { createContext, useContext } from 'solid-js'
import { assert } from '../../../shared/base/assert.ts'
import { addRows, deleteRows, moveRow, restoreRows } from '../../../shared/commands/rows.ts'
import type { DocFields } from '../../../shared/docs/index.ts'
import type { DocValue } from '../../../shared/model/field.ts'
import type { Binder } from '../../data/field-binding.ts'
import type { OpenDocument, WorkspaceData } from '../../data/workspace-data.ts'
import { notify } from '../../ui/toasts.tsx'

export type PacketValue = DocValue<DocFields<'packet'>>
export type PacketTable = 'attendees' | 'objectives' | 'agenda' | 'actions'

export interface PacketDocument {
  readonly accountId: string
  readonly packetId: string
  readonly document: OpenDocument<'packet'>
  readonly bind: Binder<'packet'>
  /** Adds rows as one step of undo, all or none; resolves with what is wrong, or null. */
  readonly add: (label: string, rows: PacketTable, inputs: readonly Readonly<Record<string, unknown>>[]) => Promise<string | null>
  readonly move: (rows: PacketTable, row: { readonly id: string }, after: { readonly id: string } | null, name: string) => void
  /** Deletes a row, with the way back in a toast. */
  readonly remove: (rows: PacketTable, rowIds: readonly string[], name: string) => Promise<void>
}

export const createPacketDocument = (
  workspace: WorkspaceData,
  document: OpenDocument<'packet'>,
  bind: Binder<'packet'>,
  ids: { readonly accountId: string; readonly packetId: string },
): PacketDocument => ({
  ...ids,
  document,
  bind,
  add: (label, rows, inputs) => bind.run(inputs.length > 1 ? `${label} and ${inputs.length - 1} more` : label, addRows, { rows, inputs }),
  move: (rows, row, after, name) => void bind.run(`Moved ${name}`, moveRow, { rows, rowId: row.id, afterId: after?.id ?? null }),
  remove: async (rows, rowIds, name) => {
    const problem = await bind.run(`Deleted ${name}`, deleteRows, { rows, rowIds })
    if (problem !== null) return void notify({ message: problem, tone: 'danger' })
    notify({ message: `Deleted ${name}`, undo: () => workspace.run(`Restored ${name}`, document.path, restoreRows, { rows, rowIds }) })
  },
})

const PacketContext = createContext<PacketDocument>()
export const PacketProvider = PacketContext.Provider

export const usePacket = (): PacketDocument => {
  const packet = useContext(PacketContext)
  assert(packet !== undefined, 'usePacket outside a packet')
  return packet
}

/** Rows that have not been deleted. */
export const alive = <Row extends { readonly deleted: unknown }>(rows: readonly Row[]): readonly Row[] => rows.filter(({ deleted }) => deleted === null)
