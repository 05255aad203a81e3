// Before anything was given: what the three lists look like, each with an example to start from, and the sample year for
// whoever only wants to look around.

import { createSignal, For, Show } from 'solid-js'
import { COLUMNS, type Column, type ImportKind } from '../../../../shared/domain/import/columns.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { saveFile } from '../../../ui/save-file.ts'
import { loadSampleData, type SampleFile, sampleText } from '../sample-data.ts'
import { KIND_LABELS } from './plan-words.ts'
import type { ImportProgress } from './run-import.ts'
import './ImportGuide.css'

const GUIDES: readonly { readonly kind: ImportKind; readonly file: SampleFile; readonly words: string }[] = [
  { kind: 'accounts', file: 'accounts.csv', words: 'One row an account, with the day its ad week starts and its fiscal weeks.' },
  { kind: 'items', file: 'items.csv', words: 'One row an item, known by its UPC, with its promoted group, cost and retail.' },
  {
    kind: 'promotions',
    file: 'promo-calendar-2027.csv',
    words: 'One row a promoted group at one discount. Rows of the same account and name are one promotion.',
  },
]

const labels = (kind: ImportKind, isRequired: boolean): string =>
  Object.values<Column>(COLUMNS[kind])
    .filter((column) => (column.isRequired === true) === isRequired)
    .map(({ label }) => label)
    .join(', ')

export const ImportGuide = () => {
  const workspace = useWorkspace()
  const [progress, setProgress] = createSignal<ImportProgress | null>(null)
  const [isLoaded, setIsLoaded] = createSignal(false)
  const isEmpty = () => workspace.summaries.isLoaded() && !workspace.summaries.all('account').some(({ isDeleted }) => !isDeleted)
  const load = async () => {
    setProgress({ done: 0, total: 0 })
    try {
      await loadSampleData(workspace, setProgress)
      setIsLoaded(true)
    } finally {
      setProgress(null)
    }
  }
  return (
    <>
      <div class="import-guide">
        <For each={GUIDES}>
          {(guide) => (
            <section class="import-guide-list">
              <h2>{KIND_LABELS[guide.kind]}</h2>
              <p>{guide.words}</p>
              <p class="import-guide-columns">
                <strong>{labels(guide.kind, true)}</strong>, and if you have them {labels(guide.kind, false)}.
              </p>
              <div>
                <Button kind="quiet" icon="export" onClick={() => void sampleText(guide.file).then((text) => saveFile(guide.file, 'text/csv', text))}>
                  Save an example
                </Button>
              </div>
            </section>
          )}
        </For>
        <section class="import-guide-list">
          <h2>Weekly sales</h2>
          <p>Units, money or prices by week: a column for each product, or a row for each item and week.</p>
          <p class="import-guide-columns">Whatever its headings are: you say once what each column holds, and the next file is read by itself.</p>
        </section>
      </div>
      <Show when={isEmpty() || progress() !== null || isLoaded()}>
        <section class="import-sample" aria-label="Sample data">
          <div>
            <h2>Only looking around?</h2>
            <p role="status">
              <Show when={isLoaded()} fallback="A made-up supplier's year: six accounts in their own weeks, 20 items, 169 promotions.">
                The sample year is in the calendar. Undo takes it out again.
              </Show>
            </p>
          </div>
          <Show when={!isLoaded()}>
            <Button busy={progress() !== null} onClick={() => void load()}>
              {progress() === null ? 'Load the sample year' : `Loading ${progress()?.done} of ${progress()?.total}`}
            </Button>
          </Show>
        </section>
      </Show>
    </>
  )
}
