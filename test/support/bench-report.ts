// Figures of a benchmark: median and spread of at least five runs, printed as a table and kept as JSON beside the caches, so
// that a later run can be compared. Nothing is asserted from a time; a bar that is missed says so in the table.

import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/bench')

export interface Figure {
  readonly name: string
  /** `k`: thousands; `×`: a ratio. */
  readonly unit: 'ms' | 's' | 'B' | 'KB' | 'MB' | '%' | 'k' | '×'
  readonly values: readonly number[]
  /** The most it may be, where there is a bar; with `isLeast` the least. */
  readonly bar?: number
  readonly isLeast?: boolean
}

/** Measures every contender in every round, so that whatever else the machine does meets all of them. By contender, a value per run. */
export const sideBySide = async <Contender, Value>(
  contenders: readonly Contender[],
  runs: number,
  measure: (contender: Contender, run: number) => Promise<Value>,
): Promise<Map<Contender, Value[]>> => {
  const values = new Map<Contender, Value[]>(contenders.map((contender) => [contender, []]))
  for (let run = 0; run < runs; run++) for (const contender of contenders) values.get(contender)?.push(await measure(contender, run))
  return values
}

export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

/** `share` 0.99: what 99 % of the values do not exceed. */
export const quantileOf = (values: readonly number[], share: number): number => {
  const sorted = Float64Array.from(values).sort()
  return sorted[Math.min(sorted.length - 1, Math.ceil(sorted.length * share) - 1)] ?? Number.NaN
}

const line = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.padEnd(62) : cell.padStart(10))).join('')

export const report = (title: string, figures: readonly Figure[], notes: readonly string[] = []): void => {
  // More than the cores means that others ran beside it, and every time here is too long.
  const load = (loadavg()[0] ?? 0).toFixed(1)
  const rows = figures.map(({ name, unit, values, bar, isLeast = false }) => {
    const median = medianOf(values)
    const verdict = bar === undefined ? '' : (isLeast ? median >= bar : median <= bar) ? 'met' : 'MISSED'
    return line([
      `${name} (${unit})`,
      ...[median, Math.min(...values), Math.max(...values)].map((value) => value.toFixed(median < 20 ? 1 : 0)),
      `n=${values.length}`,
      bar === undefined ? '' : `${isLeast ? '≥' : '≤'} ${bar}`,
      verdict,
    ])
  })
  const table = [
    `\n${title} — ${cpus().length} cores, ${cpus()[0]?.model ?? ''}, load ${load}`,
    line(['', 'median', 'least', 'most', '', 'bar', '']),
    ...rows,
    ...notes.map((note) => `  ${note}`),
  ]
  process.stdout.write(`${table.join('\n')}\n`)
  mkdirSync(FOLDER, { recursive: true })
  const file = join(FOLDER, `${title.toLowerCase().replace(/\W+/g, '-').replace(/^-|-$/g, '')}.json`)
  writeFileSync(
    file,
    `${JSON.stringify({ title, load, figures: figures.map((figure) => ({ ...figure, median: medianOf(figure.values) })), notes }, null, 2)}\n`,
  )
}
