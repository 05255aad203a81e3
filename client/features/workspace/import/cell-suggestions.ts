// What may stand in a cell, where that is a choice: the accounts there are, the promoted groups, the codes of the trade.

import { ACCOUNT_CHANNEL_LABELS, ACCOUNT_KIND_LABELS } from '../../../../shared/docs/terms/account-labels.ts'
import { MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { RATE_BASIS_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { PROMOTION_STATUS_LABELS } from '../../../../shared/docs/terms/promotion-terms.ts'
import type { Sheet } from '../../../../shared/domain/import/sheet.ts'
import type { WorkspaceData } from '../../../data/workspace-data.ts'

const CHOICES: Readonly<Record<string, readonly string[]>> = {
  mechanic: MECHANICS,
  rateBasis: Object.values(RATE_BASIS_LABELS),
  'promotions status': Object.values(PROMOTION_STATUS_LABELS),
  kind: Object.values(ACCOUNT_KIND_LABELS),
  channel: Object.values(ACCOUNT_CHANNEL_LABELS),
}

export const cellSuggestions = ({ summaries }: WorkspaceData, sheet: Sheet, column: number): readonly string[] => {
  const name: string | undefined = [...sheet.columns].find(([, index]) => index === column)?.[0]
  if (name === undefined) return []
  if (name === 'account') {
    return summaries
      .all('account')
      .filter(({ isDeleted }) => !isDeleted)
      .map((account) => account.name)
      .sort()
  }
  if (name === 'group') {
    const groups = summaries.all('item').flatMap(({ group, isDeleted }) => (isDeleted || group === '' ? [] : [group]))
    return [...new Set(groups)].sort()
  }
  return CHOICES[`${sheet.kind} ${name}`] ?? CHOICES[name] ?? []
}
