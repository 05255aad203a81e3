// What importing weekly sales would add to this workspace as it is now: the weekly facts of the accounts and years in the
// file are read, and nothing else.

import { type FactsPlan, factsNeeded, planFacts } from '../../../../shared/domain/import/plan-facts.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'
import { readDocument } from '../read-document.ts'
import type { ImportSource } from './import-state.ts'

export const makeFactsPlans = async (workspace: WorkspaceData, sources: readonly ImportSource[]): Promise<readonly FactsPlan[]> => {
  const { summaries } = workspace
  const known = { accounts: summaries.all('account'), items: summaries.all('item'), promotions: summaries.all('promotion') }
  const plans: FactsPlan[] = []
  for (const { name, table, reading } of sources) {
    if (reading?.kind !== 'facts') continue
    const values = new Map<string, unknown>()
    for (const path of factsNeeded(table, reading.facts, known)) values.set(path, await readDocument(workspace, 'facts', path, (live) => live.value()))
    plans.push(planFacts(name, table, reading.facts, { ...known, read: (_kind, path) => (values.get(path) ?? null) as never }))
  }
  return plans
}
