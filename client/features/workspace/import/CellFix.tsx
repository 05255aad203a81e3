// A cell of a faulty row, to be put right where it stands: a faulty one is a field, the others become one when pressed. What
// is typed is judged at once, with the whole row; Enter goes on to the next fault.

import { createSignal, createUniqueId, For, Show } from 'solid-js'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { CellFault } from '../../../../shared/domain/import/row-reader.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'
import { useWorkspace } from '../../../data/context.ts'
import { cellSuggestions } from './cell-suggestions.ts'
import type { ImportState } from './import-state.ts'
import './CellFix.css'

export interface CellFixProps {
  readonly sheet: Sheet
  readonly row: PlannedRow
  readonly column: number
  readonly fault: CellFault | undefined
  readonly state: ImportState
  /** The message is said elsewhere. */
  readonly isPlain?: boolean
  /** In the row itself: a field when it is pressed, since the fault has one already. */
  readonly isOnPress?: boolean
}

export const CellFix = (props: CellFixProps) => {
  const workspace = useWorkspace()
  const [isOpen, setIsOpen] = createSignal(false)
  const listId = createUniqueId()
  const messageId = createUniqueId()
  const text = () => props.row.cells[props.column] ?? ''
  const heading = () => props.sheet.heading[props.column] ?? ''
  const suggestions = () => cellSuggestions(workspace, props.sheet, props.column)
  const isField = () => (props.fault !== undefined && props.isOnPress !== true) || isOpen()
  const at = () => `${props.row.row}/${props.column}`
  const isChanged = (given: string) => given.trim() !== text()
  const commit = (given: string) => props.state.editCell(props.sheet.name, props.row.row, props.column, given.trim())
  const onKeyDown = (event: KeyboardEvent & { readonly currentTarget: HTMLInputElement }) => {
    const field = event.currentTarget
    if (event.key === 'Escape') {
      field.value = text()
      field.blur()
    }
    if (event.key !== 'Enter') return
    event.preventDefault()
    if (!isChanged(field.value)) return void setIsOpen(false)
    const { row, column } = props
    void commit(field.value).then(() => focusNextFault(row.row, column))
  }
  return (
    <>
      <Show
        when={isField()}
        fallback={
          <button
            type="button"
            class="cell-fix-value"
            data-cell={`${at()}${props.isOnPress ? '' : '!'}`}
            onFocus={() => {
              focused = `${at()}${props.isOnPress ? '' : '!'}`
            }}
            onClick={() => setIsOpen(true)}
            aria-label={`Correct ${heading()} of row ${props.row.row}: ${text() || 'empty'}`}
          >
            {text()}
          </button>
        }
      >
        <input
          class="field-input cell-fix"
          ref={(field) => isOpen() && queueMicrotask(() => field.focus())}
          data-cell={`${at()}${props.isOnPress ? '' : '!'}`}
          data-fault={props.fault === undefined || props.isOnPress ? undefined : at()}
          value={text()}
          list={suggestions().length > 0 ? listId : undefined}
          aria-label={`${heading()} of row ${props.row.row}`}
          aria-invalid={props.fault === undefined ? undefined : 'true'}
          aria-describedby={props.fault === undefined || props.isPlain ? undefined : messageId}
          size={Math.max(8, Math.min(28, text().length + 1))}
          onKeyDown={onKeyDown}
          onFocus={() => {
            focused = `${at()}${props.isOnPress ? '' : '!'}`
          }}
          onBlur={(event) => {
            const { value, isConnected } = event.currentTarget
            setIsOpen(false)
            if (isConnected && isChanged(value)) void commit(value).then(keepFocus)
          }}
        />
        <Show when={suggestions().length > 0}>
          <datalist id={listId}>
            <For each={suggestions()}>{(suggestion) => <option value={suggestion} />}</For>
          </datalist>
        </Show>
      </Show>
      <Show when={!props.isPlain && props.fault}>
        {(found) => (
          <span class="plan-fault" id={messageId}>
            {found().message}
          </span>
        )}
      </Show>
    </>
  )
}

/** The cell that had the keys last. */
let focused: string | null = null

/** The rows are drawn anew when they have been judged: who had gone on to another cell is there again. */
const keepFocus = (): void => {
  if (document.activeElement !== document.body || focused === null) return
  document.querySelector<HTMLElement>(`[data-cell="${focused}"]`)?.focus()
}

/** The first fault at the cell or behind it. */
const focusNextFault = (row: number, column: number): void => {
  const fields = [...document.querySelectorAll<HTMLInputElement>('[data-fault]')]
  const isBehind = (field: HTMLInputElement): boolean => {
    const [fieldRow = 0, fieldColumn = 0] = (field.dataset.fault ?? '').split('/').map(Number)
    return fieldRow > row || (fieldRow === row && fieldColumn >= column)
  }
  const next = fields.find(isBehind) ?? fields[0]
  next?.focus()
  next?.select()
}
