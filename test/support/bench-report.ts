// Figures of a benchmark: median and spread of at least five runs, printed as a table and kept as JSON beside the caches, so
// that a later run can be compared. Nothing is asserted from a time; a bar that is missed says so in the table.

import { mkdirSync, writeFileSync } from 'node:fs'
import { cpus, loadavg } from 'node:os'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../../node_modules/.cache/bench')

export interface Figure {
  readonly name: string
  readonly unit: 'ms' | 'KB'
  readonly values: readonly number[]
  /** The most it may be, where there is a bar. */
  readonly bar?: number
}

export const medianOf = (values: readonly number[]): number => {
  const sorted = [...values].sort((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? sorted[middle]! : (sorted[middle - 1]! + sorted[middle]!) / 2
}

const line = (cells: readonly string[]): string => cells.map((cell, index) => (index === 0 ? cell.padEnd(58) : cell.padStart(10))).join('')

export const report = (title: string, figures: readonly Figure[], notes: readonly string[] = []): void => {
  // More than the cores means that others ran beside it, and every time here is too long.
  const load = (loadavg()[0] ?? 0).toFixed(1)
  const rows = figures.map(({ name, unit, values, bar }) => {
    const median = medianOf(values)
    const verdict = bar === undefined ? '' : median <= bar ? 'met' : 'MISSED'
    return line([
      `${name} (${unit})`,
      ...[median, Math.min(...values), Math.max(...values)].map((value) => value.toFixed(median < 20 ? 1 : 0)),
      `n=${values.length}`,
      bar === undefined ? '' : `≤ ${bar}`,
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
