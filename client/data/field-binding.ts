// Joins a field of an open document to a form control: its label from the definition (D2), its present value, what a
// commit does, whether it may be edited, and which colleagues are in it. The objects these return are spread onto the
// fields of `client/ui`; their getters keep them live.

import { assert } from '../../shared/base/assert.ts'
import type { DocumentKind } from '../../shared/base/document-path.ts'
import { setCell, setChoice, setField, setRowChoice } from '../../shared/commands/rows.ts'
import { DOCUMENTS, type DocFields } from '../../shared/docs/index.ts'
import { labelOf } from '../../shared/docs/labels.ts'
import type { Field, FieldValue, RowCells, RowValue } from '../../shared/model/field.ts'
import type { CellsOf, RegisterName, RowsName, SetName, TextName } from '../../shared/model/live.ts'
import type { LiveText } from '../../shared/model/live-text.ts'
import { useWorkspace } from './context.ts'
import type { OpenDocument, Peer, RunnableCommand } from './workspace-data.ts'

interface Presented {
  readonly label: string
  readonly readOnly: boolean
  readonly selectedBy: readonly Peer[]
  readonly onFocus: () => void
  readonly onBlur: () => void
}

export interface BoundField<Value> extends Presented {
  readonly value: Value
  /** Resolves with what is wrong, or null. */
  readonly onCommit: (value: Value) => Promise<string | null>
}

export interface BoundChoices<Choice extends string> extends Presented {
  readonly value: readonly Choice[]
  readonly onToggle: (choice: Choice, present: boolean) => Promise<string | null>
}

export interface BoundText extends Presented {
  readonly text: LiveText | null
}

type RowOf<Kind extends DocumentKind, N extends RowsName<DocFields<Kind>>> = RowValue<CellsOf<DocFields<Kind>, N>>
type CellName<Kind extends DocumentKind, N extends RowsName<DocFields<Kind>>> = keyof CellsOf<DocFields<Kind>, N> & string
type ChoiceOf<Value> = Value extends readonly (infer Choice extends string)[] ? Choice : never

export interface Binder<Kind extends DocumentKind> {
  readonly isReadOnly: () => boolean
  readonly field: <N extends RegisterName<DocFields<Kind>>>(name: N) => BoundField<FieldValue<DocFields<Kind>[N]>>
  readonly choices: <N extends SetName<DocFields<Kind>>>(name: N) => BoundChoices<ChoiceOf<FieldValue<DocFields<Kind>[N]>>>
  readonly text: (name: TextName<DocFields<Kind>>) => BoundText
  readonly cell: <N extends RowsName<DocFields<Kind>>, C extends CellName<Kind, N>>(rows: N, row: RowOf<Kind, N>, cell: C) => BoundField<RowOf<Kind, N>[C]>
  readonly cellChoices: <N extends RowsName<DocFields<Kind>>, C extends CellName<Kind, N>>(
    rows: N,
    row: RowOf<Kind, N>,
    cell: C,
  ) => BoundChoices<ChoiceOf<RowOf<Kind, N>[C]>>
  readonly cellText: <N extends RowsName<DocFields<Kind>>>(rows: N, row: RowOf<Kind, N>, cell: CellName<Kind, N>) => BoundText
  /** Runs a command on the document as one step of undo; resolves with what is wrong, or null. */
  readonly run: <Args>(label: string, command: RunnableCommand<Args, unknown>, args: Args) => Promise<string | null>
}

/** `owner` is the id the document is selected by: an account's or a packet's. */
export const createBinder = <Kind extends DocumentKind>(kind: Kind, document: OpenDocument<Kind>, owner: string): Binder<Kind> => {
  const workspace = useWorkspace()
  const fields: Readonly<Record<string, Field>> = DOCUMENTS[kind].fields
  const cellsOf = (rows: string): RowCells => {
    const field = fields[rows]
    assert(field?.merge === 'rows', `${rows} is not a table of ${kind}`)
    return field.cells
  }
  const isReadOnly = () => !workspace.canWrite() || document.live()?.isReadOnly() !== false
  const run = async <Args>(label: string, command: RunnableCommand<Args, unknown>, args: Args): Promise<string | null> => {
    const outcome = await workspace.run(label, document.path, command, args)
    return outcome.ok ? null : outcome.error.message
  }
  const presented = (label: string, selection: string): Presented => ({
    label,
    get readOnly() {
      return isReadOnly()
    },
    get selectedBy() {
      return workspace.presence.selectedBy(selection)
    },
    onFocus: () => workspace.presence.setSelection(selection),
    onBlur: () => workspace.presence.setSelection(owner),
  })
  const changed = (label: string) => `Changed ${label.toLowerCase()}`
  const stored = (name: string): unknown => (document.value() as Record<string, unknown> | null)?.[name]

  return {
    isReadOnly,
    run,
    field: (name) => {
      const definition = fields[name]
      assert(definition?.merge === 'register', `${name} is not a register of ${kind}`)
      return withGetter(presented(labelOf(definition), `${owner}.${name}`), 'value', () => stored(name) ?? definition.empty, {
        onCommit: (value: unknown) => run(changed(labelOf(definition)), setField, { name, value }),
      }) as never
    },
    choices: (name) => {
      const definition = fields[name]
      assert(definition?.merge === 'set', `${name} is not a set of ${kind}`)
      return withGetter(presented(labelOf(definition), `${owner}.${name}`), 'value', () => stored(name) ?? [], {
        onToggle: (choice: string, present: boolean) => run(changed(labelOf(definition)), setChoice, { name, choice, present }),
      }) as never
    },
    text: (name) => withGetter(presented(labelOf(fields[name] as Field), `${owner}.${name}`), 'text', () => document.live()?.text(name) ?? null, {}) as never,
    cell: (rows, row, cell) => {
      const definition = cellsOf(rows)[cell]
      assert(definition?.merge === 'register', `${rows}.${cell} is not a register`)
      return withGetter(presented(labelOf(definition), `${row.id}.${cell}`), 'value', () => row[cell], {
        onCommit: (value: unknown) => run(changed(labelOf(definition)), setCell, { rows, rowId: row.id, cell, value }),
      }) as never
    },
    cellChoices: (rows, row, cell) => {
      const definition = cellsOf(rows)[cell]
      assert(definition?.merge === 'set', `${rows}.${cell} is not a set`)
      return withGetter(presented(labelOf(definition), `${row.id}.${cell}`), 'value', () => row[cell], {
        onToggle: (choice: string, present: boolean) => run(changed(labelOf(definition)), setRowChoice, { rows, rowId: row.id, cell, choice, present }),
      }) as never
    },
    cellText: (rows, row, cell) =>
      withGetter(presented(labelOf(cellsOf(rows)[cell] as Field), `${row.id}.${cell}`), 'text', () => document.live()?.text(cell, row.id) ?? null, {}) as never,
  }
}

/** A spread would read the getters once; this keeps them. */
const withGetter = (presented: Presented, name: 'value' | 'text', get: () => unknown, more: object): object =>
  Object.defineProperties(
    {},
    {
      ...Object.getOwnPropertyDescriptors(presented),
      ...Object.getOwnPropertyDescriptors(more),
      [name]: { get, enumerable: true },
    },
  )
