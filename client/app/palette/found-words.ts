import type { DateWindow } from '../../../shared/base/civil.ts'
import { windowWithWeeks } from '../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import type { WorkspaceData } from '../../data/workspace-data.ts'

/** In the account's own weeks: `W43–W46 · Wed 25 Nov – Tue 22 Dec`. */
export const formatWindow = (workspace: WorkspaceData, accountId: string, window: DateWindow | null): string => {
  if (window === null) return 'No dates yet'
  const account = workspace.summaries.ofAccount('account', accountId)[0]
  const system = weekSystemById(account?.weekSystemId ?? '') ?? DEFAULT_WEEK_SYSTEM
  return windowWithWeeks(system, account?.adWeekStart ?? system.weekStart, window)
}
