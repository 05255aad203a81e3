// What a paste or a fill would do, before it does: every row, every cell that cannot be read with its reason, every date that
// was guessed. A bad cell is put right here, or left out; nothing is written until somebody says so.

import { createMemo, createSignal, For, Show } from 'solid-js'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import type { GridActs } from './grid-acts.ts'
import type { TextBlock } from './grid-clipboard.ts'
import { COLUMN_FACTS, type Column } from './grid-columns.ts'
import { type Preview, useGrid } from './grid-state.ts'
import type { PlannedRow } from './plan-cells.ts'
import './paste-preview.css'

/** More than anybody looks through; what is behind them is counted. */
const SHOWN_MAX = 200

const counted = (count: number, one: string, many = `${one}s`): string => `${count} ${count === 1 ? one : many}`

export const PastePreview = (props: { preview: Preview; acts: GridActs }) => {
  const grid = useGrid()
  const [texts, setTexts] = createSignal<TextBlock>(props.preview.texts)
  const [onlyBad, setOnlyBad] = createSignal(true)
  const plan = createMemo(() => props.acts.planOf({ ...props.preview, texts: texts() }))
  const columns = createMemo(() => {
    const given = props.preview.columns.filter((column) => column !== null)
    // A fault at a column that was not pasted still has to be seen.
    const faulty = plan().rows.flatMap(({ cells }) => cells.filter(({ problem }) => problem !== null).map(({ column }) => column))
    return [...new Set([...given, ...faulty])]
  })
  const needsLook = (row: PlannedRow) => row.isFaulty || row.cells.some(({ guess }) => guess !== null)
  const shown = createMemo(() =>
    plan()
      .rows.map((row, index) => ({ row, index }))
      .filter(({ row }) => !onlyBad() || needsLook(row)),
  )
  /** Another text for a cell, or for all that say the same in its column. */
  const fix = (row: number, column: Column, text: string) => {
    const at = props.preview.columns.indexOf(column)
    if (at < 0) return
    setTexts(texts().map((cells, index) => (index === row ? cells.map((cell, position) => (position === at ? text : cell)) : cells)))
  }
  const name = (row: PlannedRow) => row.target?.promotion.name ?? (row.kind === 'new' ? 'New promotion' : '')
  const cellOf = (row: PlannedRow, column: Column) => row.cells.find((cell) => cell.column === column)
  const isFixable = (column: Column) => props.preview.columns.includes(column)
  const close = () => grid.setPreview(null)
  const summary = () => {
    const { changes, creations, same, leftOut } = plan()
    return [
      changes > 0 ? `${counted(changes, 'promotion')} ${changes === 1 ? 'changes' : 'change'}` : '',
      creations > 0 ? `${creations} new` : '',
      same > 0 ? `${same} the same` : '',
      leftOut > 0 ? `${counted(leftOut, 'new row')} left out` : '',
    ]
      .filter((part) => part !== '')
      .join(' · ')
  }
  const verb = () => (plan().badCells === 0 ? 'Paste' : 'Paste without the bad cells')

  return (
    <Dialog
      title={
        plan().badCells > 0
          ? `${counted(plan().badCells, 'cell')} cannot be read`
          : plan().guesses > 0
            ? `${counted(plan().guesses, 'date')} had no year`
            : 'Ready to paste'
      }
      open
      size="large"
      onClose={close}
      actions={
        <>
          <Button onClick={close}>Cancel</Button>
          <Button
            kind="primary"
            disabled={plan().changes + plan().creations === 0}
            onClick={() => void props.acts.applyPreview({ ...props.preview, texts: texts() })}
          >
            {verb()}
          </Button>
        </>
      }
    >
      <div class="paste-preview">
        <div class="paste-summary">
          <p role="status">{summary() || 'Nothing would change.'}</p>
          <label class="paste-only">
            <input type="checkbox" checked={onlyBad()} onChange={(event) => setOnlyBad(event.currentTarget.checked)} />
            <span>Only rows that need a look</span>
          </label>
        </div>
        {/* biome-ignore lint/a11y/useSemanticElements: a part of the dialog, no section of the page */}
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: it scrolls, and the keys must reach that */}
        <div class="paste-scroller" tabIndex={0} role="region" aria-label="What would be pasted">
          <table class="paste-table" style={{ '--columns': columns().length }}>
            <thead>
              <tr>
                <th scope="col" class="paste-row-head">
                  Row
                </th>
                <For each={columns()}>{(column) => <th scope="col">{COLUMN_FACTS[column].label}</th>}</For>
              </tr>
            </thead>
            <tbody>
              <For each={shown().slice(0, SHOWN_MAX)}>
                {({ row, index }) => (
                  <tr data-kind={row.kind} data-faulty={row.isFaulty ? '' : undefined}>
                    <th scope="row" class="paste-row-head" title={name(row)}>
                      <span class="paste-number">{index + 1}</span> {name(row)}
                    </th>
                    <For each={columns()}>
                      {(column) => {
                        const cell = () => cellOf(row, column)
                        return (
                          <td
                            data-bad={cell()?.problem != null ? '' : undefined}
                            data-guess={cell()?.guess != null ? '' : undefined}
                            data-changed={cell()?.isChanged ? '' : undefined}
                          >
                            <Show when={(cell()?.problem != null || cell()?.guess != null) && isFixable(column)} fallback={<span>{cell()?.text}</span>}>
                              <input
                                class="paste-fix"
                                aria-label={`${COLUMN_FACTS[column].label}, row ${index + 1}`}
                                aria-invalid={cell()?.problem != null ? 'true' : undefined}
                                value={cell()?.text ?? ''}
                                onChange={(event) => fix(index, column, event.currentTarget.value)}
                              />
                            </Show>
                            <Show when={cell()?.problem ?? cell()?.guess}>{(words) => <span class="paste-reason">{words()}</span>}</Show>
                          </td>
                        )
                      }}
                    </For>
                    <Show when={row.problem}>{(problem) => <td class="paste-row-problem">{problem()}</td>}</Show>
                  </tr>
                )}
              </For>
            </tbody>
          </table>
          <Show when={shown().length > SHOWN_MAX}>
            <p class="paste-none">{shown().length - SHOWN_MAX} more rows like these are not shown.</p>
          </Show>
          <Show when={shown().length === 0}>
            <p class="paste-none">Every cell can be read now.</p>
          </Show>
        </div>
      </div>
    </Dialog>
  )
}
