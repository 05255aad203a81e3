import { createMemo, createSignal, For, Show } from 'solid-js'
import type { ImportPlan } from '../../../../shared/domain/import/plan-import.ts'
import { ROW_STATES, type RowState } from '../../../../shared/domain/import/planned-row.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import type { ImportState } from './import-state.ts'
import { PlanTable } from './PlanTable.tsx'
import { KIND_LABELS, rowCount, STATE_LABELS } from './plan-words.ts'
import './SheetPreview.css'

/** One file of the drop: what it is, how its rows fall into states, and the rows of the states that are looked at. */
export const SheetPreview = (props: { readonly plan: ImportPlan; readonly index: number; readonly state: ImportState }) => {
  const sheet = () => props.plan.sheets[props.index]
  const rows = createMemo(() => props.plan.rows.filter((row) => row.sheet === props.index))
  const count = (state: RowState) => rows().filter((row) => row.state === state).length
  const [only, setOnly] = createSignal<RowState | null>(null)
  // A filter whose last row has gone shows everything again.
  const filter = () => (only() !== null && count(only() as RowState) > 0 ? only() : null)
  const shown = createMemo(() => (filter() === null ? rows() : rows().filter((row) => row.state === filter())))
  return (
    <Show when={sheet()}>
      {(given) => (
        <section class="sheet-preview" aria-label={given().name}>
          <header class="sheet-header">
            <div>
              <h2>{KIND_LABELS[given().kind]}</h2>
              <p class="sheet-name">
                {given().name} · {rowCount(rows().length)}
                <Show when={given().ignored.length > 0}> · not imported: {given().ignored.join(', ')}</Show>
              </p>
            </div>
            <div class="sheet-acts">
              <Button kind="quiet" onClick={() => props.state.ask(given().name)}>
                Columns
              </Button>
              <IconButton label={`Leave ${given().name} out`} icon="close" onClick={() => props.state.removeSource(given().name)} />
            </div>
          </header>
          <fieldset class="sheet-filter">
            <legend class="visually-hidden">Rows shown</legend>
            <button type="button" class="sheet-filter-choice" aria-pressed={filter() === null} onClick={() => setOnly(null)}>
              All <span class="sheet-count">{rows().length}</span>
            </button>
            <For each={ROW_STATES.filter((state) => count(state) > 0 || state === 'create' || state === 'faulty')}>
              {(state) => (
                <button
                  type="button"
                  class="sheet-filter-choice"
                  data-state={state}
                  aria-pressed={filter() === state}
                  disabled={count(state) === 0}
                  onClick={() => setOnly(only() === state ? null : state)}
                >
                  {STATE_LABELS[state]} <span class="sheet-count">{count(state)}</span>
                </button>
              )}
            </For>
          </fieldset>
          <PlanTable sheet={given()} rows={shown()} state={props.state} />
        </section>
      )}
    </Show>
  )
}
