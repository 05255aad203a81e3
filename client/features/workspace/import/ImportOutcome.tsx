import { createEffect, createSignal, For, on, Show, untrack } from 'solid-js'
import { IMPORT_KINDS } from '../../../../shared/domain/import/columns.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { ask } from '../../../ui/confirm.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import type { OverlapCount } from './count-overlaps.ts'
import type { ImportState } from './import-state.ts'
import { countOf, rowCount } from './plan-words.ts'
import type { ImportOutcome } from './run-import.ts'
import './ImportOutcome.css'

/** What an import did, where to look at it, and what to do with the rows that were left out. */
export const OutcomeCard = (props: { readonly outcome: ImportOutcome; readonly state: ImportState }) => {
  const workspace = useWorkspace()
  const parts = () =>
    IMPORT_KINDS.map((kind) => ({ kind, count: props.outcome[kind] }))
      .filter(({ count }) => count > 0)
      .map(({ kind, count }) => countOf(count, kind))
      .concat(props.outcome.facts > 0 ? [`${props.outcome.facts.toLocaleString('en-US')} numbers of weekly sales`] : [])
  const canUndo = () => workspace.history.undoLabel()?.startsWith('Imported ') === true
  /** Of the whole plan, once an import has brought promotions. */
  const [overlaps, setOverlaps] = createSignal<OverlapCount | null>(null)
  createEffect(
    on(
      () => [props.outcome.promotions, workspace.summaries.all('promotion')] as const,
      ([promotions]) => {
        if (promotions === 0) return
        void import('./count-overlaps.ts').then(({ countOverlaps }) => {
          const count = untrack(() => countOverlaps(workspace))
          setOverlaps(count.pairs === 0 ? null : count)
        })
      },
    ),
  )
  const saveLeftovers = async () => {
    const { leftoversText } = await import('./leftovers.ts')
    for (const [index, sheet] of props.state.ranSheets().entries()) {
      const rows = props.state.leftOut().filter((row) => row.sheet === index)
      if (rows.length > 0) saveFile(`to mend ${sheet.name.replace(/\.[^.]*$/, '')}.csv`, 'text/csv', `\ufeff${leftoversText(sheet, rows)}`)
    }
  }
  return (
    <section class="import-outcome" role="status" data-stopped={props.outcome.isStopped ? '' : undefined}>
      <h2 class="import-outcome-title">
        <Icon name={props.outcome.isStopped ? 'warning' : 'check'} />

        {props.outcome.isStopped
          ? `Stopped after ${rowCount(props.outcome.done)} of ${props.outcome.total}`
          : parts().length === 0
            ? 'Nothing was imported'
            : 'Imported'}
      </h2>
      <Show when={parts().length > 0}>
        <p>{parts().join(', ')}. Saved on this device; colleagues see it as soon as it is sent.</p>
      </Show>
      <For each={props.outcome.problems}>{(problem) => <p class="import-outcome-problem">{problem}</p>}</For>
      <Show when={props.state.leftOut().length > 0}>
        <p>
          {rowCount(props.state.leftOut().length)} with faults {props.state.leftOut().length === 1 ? 'was' : 'were'} left out.{' '}
          <button type="button" class="import-outcome-link" onClick={() => void saveLeftovers()}>
            Save them with their faults
          </button>
          , put them right and drop the file here.
        </p>
      </Show>
      <Show when={overlaps()}>
        {(count) => (
          <p>
            {count().pairs === 1 ? 'Two promotions' : `${count().pairs} pairs of promotions`} of the same group share days at the same account
            <Show when={count().twoPrices > 0}>, {count().twoPrices} with two different prices on the shelf</Show>. The calendar marks them.
          </p>
        )}
      </Show>
      <div class="import-outcome-actions">
        <a class="import-outcome-go" href={workspace.href('/calendar')}>
          Open the calendar
        </a>
        <a class="import-outcome-go" href={workspace.href('/accounts')}>
          See the accounts
        </a>
        <Show when={canUndo()}>
          <Button kind="quiet" icon="undo" onClick={() => void workspace.history.undo((question) => ask(question, { verb: 'Undo it', keep: 'Keep it' }))}>
            Undo this import
          </Button>
        </Show>
      </div>
    </section>
  )
}
