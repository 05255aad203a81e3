// Which column holds what: shown where headings do not say it, and whenever somebody wants to correct it. A guess stands in
// every field; what is chosen is remembered for the next file with the same headings.

import { createMemo, createSignal, For, Match, Show, Switch } from 'solid-js'
import { guessedColumns, guessedMapping } from '../../../../shared/domain/import/column-mapping.ts'
import { COLUMNS, type Column, IMPORT_KINDS, type ImportKind } from '../../../../shared/domain/import/columns.ts'
import { guessedFactsMapping } from '../../../../shared/domain/import/facts-mapping.ts'
import type { Reading } from '../../../../shared/domain/import/reading.ts'
import { type ColumnMapping, HEADING_ROWS_SEARCHED, missingLabels } from '../../../../shared/domain/import/sheet.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { FactsMappingFields, initialFacts } from './FactsMappingFields.tsx'
import type { ImportSource, ImportState } from './import-state.ts'
import { KIND_LABELS } from './plan-words.ts'
import './MappingStep.css'

type SourceKind = ImportKind | 'facts'
const SOURCE_KINDS: readonly SourceKind[] = [...IMPORT_KINDS, 'facts']

const startOf = ({ table, reading }: ImportSource): Reading => {
  if (reading !== null) return reading
  const facts = guessedFactsMapping(table)
  const list = guessedMapping(table)
  const isList = list !== null && missingLabels(list.kind, list.columns).length === 0
  if (facts !== null && !isList) return { kind: 'facts', facts }
  return list ?? { kind: 'promotions', headingAt: 0, columns: new Map() }
}

export const MappingStep = (props: { readonly source: ImportSource; readonly state: ImportState }) => {
  // A draft of its own: nothing is planned by half a mapping. Another source is another draft.
  const name = createMemo(() => props.source.name)
  return (
    <Show when={name()} keyed>
      {(_) => <MappingDraft source={props.source} state={props.state} />}
    </Show>
  )
}

const MappingDraft = (props: { readonly source: ImportSource; readonly state: ImportState }) => {
  const [draft, setDraft] = createSignal<Reading>(startOf(props.source))
  const table = () => props.source.table
  const headingAt = () => {
    const reading = draft()
    return reading.kind === 'facts' ? reading.facts.headingAt : reading.headingAt
  }
  const heading = () => table()[headingAt()] ?? []
  const read = (kind: SourceKind, at: number): Reading =>
    kind === 'facts' ? { kind, facts: initialFacts(table(), at) } : { kind, headingAt: at, columns: guessedColumns(kind, table()[at] ?? []).columns }
  const headingRows = createMemo(() =>
    table()
      .slice(0, HEADING_ROWS_SEARCHED)
      .flatMap((cells, index) => {
        const words = cells.map((cell) => cell.trim()).filter((cell) => cell !== '')
        return words.length === 0 ? [] : [{ value: String(index), label: `Row ${index + 1}: ${words.slice(0, 4).join(', ')}${words.length > 4 ? ' …' : ''}` }]
      }),
  )
  const use = (reading: Reading) => {
    props.state.setReading(props.source.name, reading)
    props.state.closeMapping()
  }
  return (
    <section class="mapping-step" aria-label={`Columns of ${props.source.name}`}>
      <header class="mapping-head">
        <Icon name="list" />
        <div>
          <h2>What is in {props.source.name}?</h2>
          <p class="mapping-words">
            <Show when={props.source.reading === null} fallback="Say what each column holds. It is remembered for files with the same headings.">
              Its headings do not say it all. Say what each column holds once: it is remembered for files with the same headings.
            </Show>
          </p>
        </div>
      </header>
      <div class="mapping-what">
        <SelectField<SourceKind>
          label="Rows are"
          value={draft().kind}
          options={SOURCE_KINDS.map((kind) => ({ value: kind, label: kind === 'facts' ? 'Weekly sales' : KIND_LABELS[kind] }))}
          onCommit={(kind) => void setDraft(read(kind, headingAt()))}
        />
        <SelectField
          label="Headings are in"
          value={String(headingAt())}
          options={headingRows()}
          onCommit={(at) => void setDraft(read(draft().kind, Number(at)))}
        />
      </div>
      <Switch>
        <Match when={listDraft(draft())}>
          {(mapping) => (
            <ListMapping
              mapping={mapping()}
              heading={heading()}
              source={props.source}
              onChange={setDraft}
              onUse={() => use(mapping())}
              onCancel={props.source.reading === null ? null : props.state.closeMapping}
            />
          )}
        </Match>
        <Match when={factsDraft(draft())}>
          {(facts) => (
            <FactsMappingFields
              facts={facts()}
              table={table()}
              onChange={(next) => setDraft({ kind: 'facts', facts: next })}
              onUse={() => use({ kind: 'facts', facts: facts() })}
              onCancel={props.source.reading === null ? null : props.state.closeMapping}
            />
          )}
        </Match>
      </Switch>
    </section>
  )
}

const listDraft = (reading: Reading): ColumnMapping | null => (reading.kind === 'facts' ? null : reading)
const factsDraft = (reading: Reading) => (reading.kind === 'facts' ? reading.facts : null)

const SAMPLES = 3

interface ListMappingProps {
  readonly mapping: ColumnMapping
  readonly heading: readonly string[]
  readonly source: ImportSource
  readonly onChange: (mapping: ColumnMapping) => void
  readonly onUse: () => void
  readonly onCancel: (() => void) | null
}

const ListMapping = (props: ListMappingProps) => {
  const fields = () => Object.entries<Column>(COLUMNS[props.mapping.kind])
  const missing = () => missingLabels(props.mapping.kind, props.mapping.columns)
  const fieldAt = (index: number) => [...props.mapping.columns].find(([, at]) => at === index)?.[0] ?? ''
  const samples = (index: number): readonly string[] =>
    props.source.table
      .slice(props.mapping.headingAt + 1)
      .map((cells) => (cells[index] ?? '').trim())
      .filter((cell) => cell !== '')
      .slice(0, SAMPLES)
  /** A field is one column: choosing it here takes it away there. */
  const choose = (index: number, field: string) => {
    const columns = new Map([...props.mapping.columns].filter(([name, at]) => name !== field && at !== index))
    if (field !== '') columns.set(field, index)
    props.onChange({ ...props.mapping, columns })
  }
  return (
    <>
      <ul class="mapping-columns">
        <For each={props.heading.map((words, index) => ({ words, index })).filter(({ words, index }) => words.trim() !== '' || samples(index).length > 0)}>
          {({ words, index }) => (
            <li class="mapping-column" data-used={fieldAt(index) === '' ? undefined : ''}>
              <div class="mapping-column-words">
                <p class="mapping-column-name">{words.trim() === '' ? `Column ${index + 1}` : words}</p>
                <p class="mapping-column-samples">{samples(index).join(' · ') || 'empty'}</p>
              </div>
              <SelectField
                label={`${words.trim() === '' ? `Column ${index + 1}` : words} holds`}
                hideLabel
                value={fieldAt(index)}
                options={[
                  { value: '', label: 'Not imported' },
                  ...fields().map(([name, { label, isRequired }]) => ({ value: name, label: isRequired ? `${label} (needed)` : label })),
                ]}
                onCommit={(field) => choose(index, field)}
              />
            </li>
          )}
        </For>
      </ul>
      <MappingActs problem={missing().length === 0 ? null : `Still needed: ${missing().join(', ')}.`} onUse={props.onUse} onCancel={props.onCancel} />
    </>
  )
}

export const MappingActs = (props: { readonly problem: string | null; readonly onUse: () => void; readonly onCancel: (() => void) | null }) => (
  <footer class="mapping-acts">
    <p class="mapping-problem" role="status">
      {props.problem}
    </p>
    <Show when={props.onCancel}>{(cancel) => <Button onClick={() => cancel()()}>Leave as it was</Button>}</Show>
    <Button kind="primary" disabled={props.problem !== null} onClick={props.onUse}>
      Use these columns
    </Button>
  </footer>
)
