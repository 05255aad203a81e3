// A file of weekly sales before it is imported: what it covers, how its rows fall into states, and the faulty ones to be put
// right. Rows that are fine are not listed: nobody reads a thousand numbers.

import { For, Show } from 'solid-js'
import type { FactsPlan, FactsRow, FactsRowState } from '../../../../shared/domain/import/plan-facts.ts'
import type { PlannedRow } from '../../../../shared/domain/import/planned-row.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { Chip } from '../../../ui/Chip.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { CellFix } from './CellFix.tsx'
import type { ImportState } from './import-state.ts'
import { rowCount, STATE_LABELS, STATE_TONES } from './plan-words.ts'
import './FactsPreview.css'
import './SheetPreview.css'

const STATES: readonly FactsRowState[] = ['create', 'changed', 'unchanged', 'faulty']
const FAULTY_SHOWN = 50

const numbers = (count: number): string => (count === 1 ? '1 number' : `${count.toLocaleString('en-US')} numbers`)
const day = (date: string): string => `${dayMonthLabel(date)} ${date.slice(0, 4)}`

export const FactsPreview = (props: { readonly plan: FactsPlan; readonly state: ImportState }) => {
  const count = (state: FactsRowState) => props.plan.rows.filter((row) => row.state === state).length
  const faulty = () => props.plan.rows.filter((row) => row.state === 'faulty')
  /** What the cells are put right with; only their headings and texts are asked of it. */
  const sheet = (): Sheet => ({ name: props.plan.name, kind: 'promotions', heading: props.plan.heading, columns: new Map(), ignored: [], rows: [] })
  const asPlanned = (row: FactsRow) => row as unknown as PlannedRow
  return (
    <section class="sheet-preview" aria-label={props.plan.name}>
      <header class="sheet-header">
        <div>
          <h2>Weekly sales</h2>
          <p class="sheet-name">
            {props.plan.name} · {rowCount(props.plan.rows.length)}
            <Show when={props.plan.weeks}>{(weeks) => ` · ${day(weeks().from)} – ${day(weeks().to)}`}</Show>
          </p>
        </div>
        <div class="sheet-acts">
          <Button kind="quiet" onClick={() => props.state.ask(props.plan.name)}>
            Columns
          </Button>
          <IconButton label={`Leave ${props.plan.name} out`} icon="close" onClick={() => props.state.removeSource(props.plan.name)} />
        </div>
      </header>
      <p class="facts-counts">
        <For each={STATES.filter((state) => count(state) > 0)}>
          {(state) => (
            <Chip tone={STATE_TONES[state]}>
              {STATE_LABELS[state]} {count(state)}
            </Chip>
          )}
        </For>
        <span>
          <Show when={props.plan.added > 0} fallback="Nothing in it is new.">
            {numbers(props.plan.added)} to add
            <Show when={props.plan.changed > 0}>, of which {props.plan.changed} change one that is there; the old one stays in the record</Show>.
          </Show>
        </span>
      </p>
      <For each={props.plan.notes}>{(note) => <p class="facts-note">{note}</p>}</For>
      <Show when={faulty().length > 0}>
        <ul class="facts-faulty">
          <For each={faulty().slice(0, FAULTY_SHOWN)}>
            {(row) => (
              <li>
                <span class="facts-row">Row {row.row}</span>
                <For each={row.faults}>
                  {(fault) => (
                    <div class="facts-fault">
                      <Show when={fault.column !== null}>
                        <span class="facts-heading">{props.plan.heading[fault.column ?? 0]}</span>
                        <CellFix sheet={sheet()} row={asPlanned(row)} column={fault.column ?? 0} fault={fault} state={props.state} />
                      </Show>
                      <Show when={fault.column === null}>{fault.message}</Show>
                    </div>
                  )}
                </For>
              </li>
            )}
          </For>
        </ul>
        <Show when={faulty().length > FAULTY_SHOWN}>
          <p class="facts-note">And {rowCount(faulty().length - FAULTY_SHOWN)} more. Are the columns matched rightly?</p>
        </Show>
      </Show>
    </section>
  )
}
