// Adds series of weekly facts. Rows are immutable (DOMAIN §2): what changed is a new row that is imported later.

import { ok, type Result } from '../base/result.ts'
import type { factsDoc } from '../docs/facts.ts'
import type { FactsWrite } from '../domain/import/plan-facts.ts'
import type { LiveDoc } from '../model/live.ts'
import { type CommandContext, type CommandError, refuse } from './command.ts'
import { problemOf } from './rows.ts'

/** `importedAt`: an ISO instant in UTC. */
export const importFacts = (
  live: LiveDoc<(typeof factsDoc)['fields']>,
  { source, series, importedAt }: Pick<FactsWrite, 'source' | 'series'> & { readonly importedAt: string },
  context: CommandContext,
): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, 'This document was written by a newer version of Endcap. Reload the app to import into it.')
  const inputs = series.map((each) => ({ ...each, source, importedAt }))
  const field = live.definition.fields.series
  for (const input of inputs) {
    for (const [name, value] of Object.entries(input)) {
      const cell = field?.merge === 'rows' ? field.cells[name] : undefined
      const problem = cell === undefined ? null : problemOf(cell, value)
      if (problem !== null) return refuse(name, problem)
    }
  }
  live.transact(() => {
    if (live.deleted() !== null) live.restore()
    for (const input of inputs) live.createRow('series', context.newId(), input)
  })
  return ok(undefined)
}
