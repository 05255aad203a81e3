// A device that imports offline: live documents by path, and the importer's own steps over them, without storage or network.

import { readFileSync } from 'node:fs'
import { readSheetText } from '../../client/features/workspace/import/read-table.ts'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { CommandContext } from '../../shared/commands/command.ts'
import { importAccount, importItems, importPromotions } from '../../shared/commands/import-rows.ts'
import { definitionOf, type Summary, type SummaryOf } from '../../shared/docs/index.ts'
import { importBatches } from '../../shared/domain/import/import-batches.ts'
import type { KnownWorkspace } from '../../shared/domain/import/known-workspace.ts'
import { documentsNeeded, type ImportPlan, planImport } from '../../shared/domain/import/plan-import.ts'
import type { PlannedRow } from '../../shared/domain/import/planned-row.ts'
import type { Sheet } from '../../shared/domain/import/sheet.ts'
import type { LiveDoc } from '../../shared/model/live.ts'
import { contextFor, meet, replica } from './replicas.ts'

// biome-ignore lint/suspicious/noExplicitAny: documents of every kind
type AnyLive = LiveDoc<any>

export interface ImportDevice {
  readonly documents: Map<string, AnyLive>
  readonly context: CommandContext
  readonly document: (path: string) => AnyLive
  readonly summaries: <T extends Summary['type']>(type: T) => SummaryOf<T>[]
  readonly known: () => KnownWorkspace
  readonly plan: (...sheets: Sheet[]) => ImportPlan
  /** Plans and carries it out; throws when a command refuses. */
  readonly import: (sheets: Sheet[], isChosen?: (row: PlannedRow) => boolean) => ImportPlan
}

export const importDevice = (personId: string): ImportDevice => {
  const documents = new Map<string, AnyLive>()
  const context = contextFor(personId)
  const document = (path: string): AnyLive => {
    const found = documents.get(path) ?? replica(parseDocumentPath(path)!.kind, path)
    documents.set(path, found as AnyLive)
    return found as AnyLive
  }
  const summaries = <T extends Summary['type']>(type: T) =>
    [...documents]
      .flatMap(([path, live]) => definitionOf(path)!.summary(live.value(), path) as unknown as Summary[])
      .filter((row) => row.type === type) as SummaryOf<T>[]
  const known = (): KnownWorkspace => ({
    currency: 'USD',
    defaultWeekSystemId: 'nrf-454',
    accounts: summaries('account'),
    items: summaries('item'),
    calendars: summaries('calendar'),
    promotions: summaries('promotion'),
    read: (_kind, path) => (documents.get(path)?.value() ?? null) as never,
  })
  const plan = (...sheets: Sheet[]): ImportPlan => {
    const all = known()
    const needed = new Set(documentsNeeded(sheets, all).map(({ path }) => path))
    return planImport(sheets, { ...all, read: (kind, path) => (needed.has(path) ? all.read(kind, path) : null) })
  }
  return {
    documents,
    context,
    document,
    summaries,
    known,
    plan,
    import: (sheets, isChosen = () => true) => {
      const planned = plan(...sheets)
      for (const batch of importBatches(planned, isChosen)) {
        const live = document(batch.path)
        const done =
          batch.kind === 'account'
            ? importAccount(live, batch.write)
            : batch.kind === 'items'
              ? importItems(live, batch.writes, context)
              : importPromotions(live, batch.writes, context)
        if (!done.ok) throw new Error(`${batch.path}: ${done.error.field} ${done.error.message}`)
      }
      return planned
    },
  }
}

/** The two devices meet: every document of either is afterwards the same on both. */
export const devicesMeet = (a: ImportDevice, b: ImportDevice): void => {
  for (const path of new Set([...a.documents.keys(), ...b.documents.keys()])) meet(a.document(path), b.document(path))
}

export const sheetOf = (name: string, text: string): Sheet => {
  const sheet = readSheetText(name, text)
  if (!sheet.ok) throw new Error(`${name}: ${sheet.error}`)
  return sheet.value
}

export const textOf = (path: string): string => readFileSync(new URL(path, import.meta.url), 'utf8')
const SAMPLE = '../../client/features/workspace/sample'
export const accountsText = (): string => textOf(`${SAMPLE}/accounts.csv`)
export const itemsText = (): string => textOf(`${SAMPLE}/items.csv`)
export const promotionsText = (): string => textOf(`${SAMPLE}/promo-calendar-2027.csv`)
export const accountsSheet = (text = accountsText()): Sheet => sheetOf('accounts.csv', text)
export const itemsSheet = (text = itemsText()): Sheet => sheetOf('items.csv', text)
export const promotionsSheet = (text = promotionsText()): Sheet => sheetOf('promo-calendar-2027.csv', text)
/** All three, in an order nobody should have to care about. */
export const sampleSheets = (): Sheet[] => [promotionsSheet(), itemsSheet(), accountsSheet()]
