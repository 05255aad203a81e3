// Emptying the trash (D10). Tombstones stay, so that no old replica brings anything back to life; what they stood for is
// forgotten for everyone. A manager's command; the caller has said what goes.

import { ok, type Result } from '../base/result.ts'
import type { DocFields } from '../docs/index.ts'
import type { Field } from '../model/field.ts'
import type { LiveDoc } from '../model/live.ts'
import { type CommandContext, type CommandError, refuse } from './command.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents of every kind
type AnyLive = LiveDoc<any>

const READ_ONLY = 'This document was written by a newer version of Endcap. Reload the app to change it.'

/** Deleted promotions with their lines. Those somebody restored meanwhile stay. */
export const purgePromotions = (
  live: LiveDoc<DocFields<'calendar'>>,
  { promotionIds }: { readonly promotionIds: readonly string[] },
  context: CommandContext,
): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  const purged = new Set(promotionIds.filter((id) => live.row('promotions', id)?.deleted != null))
  for (const line of live.rows('lines')) if (purged.has(line.promotionId)) purgeRow(live, 'lines', line.id, context)
  for (const id of purged) live.purgeRow('promotions', id)
  return ok(undefined)
}

/** Everything a document holds, and the document with it. One that was restored meanwhile stays, unless `isForced` with its account. */
export const purgeDocument = (live: AnyLive, { isForced }: { readonly isForced: boolean }, context: CommandContext): Result<void, CommandError> => {
  if (live.isReadOnly()) return refuse(null, READ_ONLY)
  if (live.deleted() === null) {
    if (!isForced) return ok(undefined)
    live.tombstone(context.personId, context.today)
  }
  for (const [name, field] of Object.entries(live.definition.fields)) purgeField(live, name, field, context)
  return ok(undefined)
}

const purgeField = (live: AnyLive, name: string, field: Field, context: CommandContext): void => {
  switch (field.merge) {
    case 'register':
      live.setField(name, field.empty as never)
      return
    case 'set':
      for (const choice of live.field(name) as readonly string[]) live.setChoice(name, choice, false)
      return
    case 'text':
      live.text(name).replace('')
      return
    case 'rich': {
      const fragment = live.rich(name)
      if (fragment.length > 0) fragment.delete(0, fragment.length)
      return
    }
    case 'rows':
      for (const rowId of live.rowIds(name)) purgeRow(live, name, rowId, context)
  }
}

const purgeRow = (live: AnyLive, rows: string, rowId: string, context: CommandContext): void => {
  const row = live.row(rows, rowId)
  if (row === null) return
  if (row.deleted === null) live.tombstoneRow(rows, rowId, context.personId, context.today)
  live.purgeRow(rows, rowId)
}
