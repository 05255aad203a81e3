// The rows of one sheet as they stand in the file, with what importing each would do in front, and every fault at its cell,
// put right in front, or in any cell
// of the row by a press on it. On the phone a row is a card: its name, what happens, and the faulty cells.

import { createMemo, createSignal, For, Show } from 'solid-js'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { isPhone } from '../../../ui/viewport.ts'
import { CellFix } from './CellFix.tsx'
import type { ImportState } from './import-state.ts'
import { rowCount, STATE_LABELS, STATE_TONES } from './plan-words.ts'
import '../../../ui/CheckField.css'
import './PlanTable.css'

const ROWS_AT_ONCE = 100

export interface PlanTableProps {
  readonly sheet: Sheet
  readonly rows: readonly PlannedRow[]
  readonly state: ImportState
}

export const PlanTable = (props: PlanTableProps) => {
  const [shown, setShown] = createSignal(ROWS_AT_ONCE)
  const rows = () => props.rows.slice(0, shown())
  const edited = createMemo(() => props.state.sources().find(({ name }) => name === props.sheet.name)?.edited ?? new Set<string>())
  const isEdited = (row: PlannedRow, column: number) => edited().has(`${row.row}/${column}`)
  return (
    <>
      <Show when={isPhone()} fallback={<WideTable sheet={props.sheet} rows={rows()} state={props.state} isEdited={isEdited} />}>
        <ul class="plan-cards">
          <For each={rows()}>{(row) => <RowCard sheet={props.sheet} row={row} state={props.state} />}</For>
        </ul>
      </Show>
      <Show when={props.rows.length > shown()}>
        <div class="plan-more">
          <Button onClick={() => setShown(shown() + ROWS_AT_ONCE * 5)}>Show more of the {props.rows.length - shown()} rows below</Button>
        </div>
      </Show>
    </>
  )
}

const WideTable = (props: PlanTableProps & { readonly isEdited: (row: PlannedRow, column: number) => boolean }) => (
  // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by keyboard
  <section class="plan-scroller" tabIndex={0} aria-label={`Rows of ${props.sheet.name}`}>
    <table class="plan-table">
      <thead>
        <tr>
          <th scope="col" class="plan-number">
            Row
          </th>
          <th scope="col" class="plan-what">
            What happens
          </th>
          <For each={props.sheet.heading}>{(heading) => <th scope="col">{heading}</th>}</For>
        </tr>
      </thead>
      <tbody>
        <For each={props.rows}>
          {(row) => (
            <tr data-state={row.state}>
              <td class="plan-number">{row.row}</td>
              <td class="plan-what">
                <WhatHappens sheet={props.sheet} row={row} state={props.state} />
              </td>
              <For each={row.cells}>
                {(cell, column) => {
                  const fault = () => row.faults.find((each) => each.column === column())
                  return (
                    <td class="plan-cell" data-faulty={fault() ? '' : undefined}>
                      <Show when={row.state === 'faulty' || props.isEdited(row, column())} fallback={<span class="plan-value">{cell}</span>}>
                        <CellFix sheet={props.sheet} row={row} column={column()} fault={fault()} isOnPress state={props.state} />
                      </Show>
                    </td>
                  )
                }}
              </For>
            </tr>
          )}
        </For>
      </tbody>
    </table>
  </section>
)

const RowCard = (props: { readonly sheet: Sheet; readonly row: PlannedRow; readonly state: ImportState }) => (
  <li class="plan-card" data-state={props.row.state}>
    <p class="plan-card-title">
      <span>{props.row.title || rowCount(1)}</span>
      <span class="plan-card-row">Row {props.row.row}</span>
    </p>
    <WhatHappens sheet={props.sheet} row={props.row} state={props.state} />
  </li>
)

const WhatHappens = (props: { readonly sheet: Sheet; readonly row: PlannedRow; readonly state: ImportState }) => (
  <div class="plan-happens">
    <div class="plan-state">
      <Show when={props.row.state === 'changed'}>
        <input
          type="checkbox"
          class="check-input"
          aria-label={`Change ${props.row.title}`}
          checked={props.state.isChosen(props.row)}
          onChange={(event) => props.state.chooseRow(props.row, event.currentTarget.checked)}
        />
      </Show>
      <Chip tone={STATE_TONES[props.row.state]}>{STATE_LABELS[props.row.state]}</Chip>
      <Show when={props.row.state !== 'trashed' && props.row.note}>{(note) => <span class="plan-note">{note()}</span>}</Show>
    </div>
    <For each={props.row.faults}>
      {(fault) => (
        <>
          <p class="plan-fault">
            <Show when={fault.column !== null}>
              <strong>{props.sheet.heading[fault.column ?? 0]}:</strong>{' '}
            </Show>
            {fault.message}
          </p>
          <Show when={fault.column !== null}>
            <CellFix sheet={props.sheet} row={props.row} column={fault.column ?? 0} fault={fault} isPlain state={props.state} />
          </Show>
        </>
      )}
    </For>
    <For each={props.row.changes}>
      {(change) => (
        <p class="plan-change">
          <span class="plan-change-label">{change.label}</span> <s>{change.before}</s> {change.after}
        </p>
      )}
    </For>
  </div>
)
