// How a file of weekly sales is read: which account, when its weeks were, and what each column of numbers measures.

import { For, Show } from 'solid-js'
import { FACT_MEASURES, type FactMeasure } from '../../../../shared/docs/terms/fact-terms.ts'
import { type FactsMapping, factsMappingGap, guessedFactsMapping, type WeekCells } from '../../../../shared/domain/import/facts-mapping.ts'
import type { Table } from '../../../../shared/domain/import/sheet.ts'
import { useWorkspace } from '../../../data/context.ts'
import { ComboField } from '../../../ui/ComboField.tsx'
import { DateField } from '../../../ui/DateField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { MEASURE_LABELS } from './facts-words.ts'
import { MappingActs } from './MappingStep.tsx'

export const initialFacts = (table: Table, headingAt: number): FactsMapping => {
  const guess = guessedFactsMapping(table.slice(headingAt))
  if (guess !== null) return { ...guess, headingAt: guess.headingAt + headingAt }
  return { headingAt, weekColumn: 0, weekCells: 'firstDay', weekOne: null, accountColumn: null, accountId: '', subjectColumn: null, series: [] }
}

const WEEK_CELLS: readonly { readonly value: WeekCells; readonly label: string }[] = [
  { value: 'firstDay', label: 'the first day of the week' },
  { value: 'lastDay', label: 'the last day of the week' },
  { value: 'number', label: 'a number, counted from week 1' },
]

const NONE = ''

export interface FactsMappingFieldsProps {
  readonly facts: FactsMapping
  readonly table: Table
  readonly onChange: (facts: FactsMapping) => void
  readonly onUse: () => void
  readonly onCancel: (() => void) | null
}

export const FactsMappingFields = (props: FactsMappingFieldsProps) => {
  const workspace = useWorkspace()
  const heading = () => props.table[props.facts.headingAt] ?? []
  const columnName = (index: number) => heading()[index]?.trim() || `Column ${index + 1}`
  const columnOptions = () => heading().map((_, index) => ({ value: String(index), label: columnName(index) }))
  const change = (changes: Partial<FactsMapping>) => props.onChange({ ...props.facts, ...changes })
  const accounts = () =>
    workspace.summaries
      .all('account')
      .filter(({ isDeleted }) => !isDeleted)
      .map(({ accountId, name }) => ({ value: accountId, label: name }))
      .sort((a, b) => (a.label < b.label ? -1 : 1))
  const accountValue = () => (props.facts.accountColumn === null ? props.facts.accountId : `column ${props.facts.accountColumn}`)
  const setAccount = (value: string) =>
    value.startsWith('column ') ? change({ accountColumn: Number(value.slice(7)), accountId: '' }) : change({ accountColumn: null, accountId: value })
  const itemName = (id: string) => workspace.summaries.all('item').find(({ itemId }) => itemId === id)?.name
  const subjects = () => {
    const items = workspace.summaries.all('item').filter(({ isDeleted }) => !isDeleted)
    return [...new Set(items.map(({ group }) => group).filter((group) => group !== '')), ...items.map(({ name }) => name)]
  }
  const subjectOf = (words: string) => workspace.summaries.all('item').find(({ name, isDeleted }) => !isDeleted && name === words)?.itemId ?? words.trim()
  const seriesAt = (column: number) => props.facts.series.find((each) => each.column === column)
  const numberColumns = () =>
    heading().flatMap((_, column) =>
      column === props.facts.weekColumn || column === props.facts.accountColumn || column === props.facts.subjectColumn ? [] : [column],
    )
  const setMeasure = (column: number, measure: FactMeasure | '') => {
    const others = props.facts.series.filter((each) => each.column !== column)
    const series = measure === '' ? others : [...others, { column, measure, subject: seriesAt(column)?.subject ?? columnName(column) }]
    change({ series: series.sort((a, b) => a.column - b.column) })
  }
  const setSubject = (column: number, subject: string) =>
    change({ series: props.facts.series.map((each) => (each.column === column ? { ...each, subject: subjectOf(subject) } : each)) })
  return (
    <>
      <div class="mapping-what">
        <SelectField
          label="Sold at"
          value={accountValue()}
          placeholder="Choose the account"
          options={[...accounts(), ...columnOptions().map(({ value, label }) => ({ value: `column ${value}`, label: `named in column ${label}` }))]}
          onCommit={(value) => setAccount(value)}
        />
        <SelectField
          label="Week is in"
          value={String(props.facts.weekColumn)}
          options={columnOptions()}
          onCommit={(value) => change({ weekColumn: Number(value) })}
        />
        <SelectField<WeekCells> label="It says" value={props.facts.weekCells} options={WEEK_CELLS} onCommit={(weekCells) => change({ weekCells })} />
        <Show when={props.facts.weekCells === 'number'}>
          <DateField label="Week 1 began on" value={props.facts.weekOne} onCommit={(weekOne) => change({ weekOne })} />
        </Show>
        <SelectField
          label="Item or group"
          value={props.facts.subjectColumn === null ? NONE : String(props.facts.subjectColumn)}
          options={[{ value: NONE, label: 'a column for each' }, ...columnOptions().map(({ value, label }) => ({ value, label: `named in column ${label}` }))]}
          onCommit={(value) =>
            change({ subjectColumn: value === NONE ? null : Number(value), series: props.facts.series.map((each) => ({ ...each, subject: '' })) })
          }
        />
      </div>
      <ul class="mapping-columns">
        <For each={numberColumns()}>
          {(column) => (
            <li class="mapping-column" data-used={seriesAt(column) === undefined ? undefined : ''}>
              <div class="mapping-column-words">
                <p class="mapping-column-name">{columnName(column)}</p>
                <p class="mapping-column-samples">
                  {props.table
                    .slice(props.facts.headingAt + 1, props.facts.headingAt + 4)
                    .map((cells) => cells[column] ?? '')
                    .join(' · ')}
                </p>
              </div>
              <SelectField<FactMeasure | ''>
                label={`${columnName(column)} measures`}
                hideLabel
                value={seriesAt(column)?.measure ?? NONE}
                options={[{ value: NONE, label: 'Not imported' }, ...FACT_MEASURES.map((measure) => ({ value: measure, label: MEASURE_LABELS[measure] }))]}
                onCommit={(measure) => setMeasure(column, measure)}
              />
              <Show when={props.facts.subjectColumn === null && seriesAt(column)}>
                {(series) => (
                  <ComboField
                    label={`${columnName(column)} is of`}
                    hideLabel
                    placeholder="Group or item"
                    value={itemName(series().subject) ?? series().subject}
                    suggestions={subjects()}
                    onCommit={(subject) => setSubject(column, subject)}
                  />
                )}
              </Show>
            </li>
          )}
        </For>
      </ul>
      <MappingActs problem={factsMappingGap(props.facts)} onUse={props.onUse} onCancel={props.onCancel} />
    </>
  )
}
