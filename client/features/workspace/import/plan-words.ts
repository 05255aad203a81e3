import type { ImportKind } from '../../../../shared/domain/import/columns.ts'
import type { RowState } from '../../../../shared/domain/import/planned-row.ts'

export const KIND_LABELS: Readonly<Record<ImportKind, string>> = { accounts: 'Accounts', items: 'Items', promotions: 'Promotions' }

const KIND_NOUNS: Readonly<Record<ImportKind, readonly [one: string, many: string]>> = {
  accounts: ['account', 'accounts'],
  items: ['item', 'items'],
  promotions: ['promotion', 'promotions'],
}

export const countOf = (count: number, kind: ImportKind): string => `${count} ${KIND_NOUNS[kind][count === 1 ? 0 : 1]}`

export const rowCount = (count: number): string => (count === 1 ? '1 row' : `${count} rows`)

export const STATE_LABELS: Readonly<Record<RowState, string>> = {
  create: 'New',
  changed: 'Changed',
  unchanged: 'Same',
  trashed: 'In the trash',
  faulty: 'Faulty',
}

export const STATE_TONES = { create: 'good', changed: 'warning', unchanged: 'plain', trashed: 'plain', faulty: 'danger' } as const satisfies Record<
  RowState,
  string
>
