// Two accounts as the grid sees them.

import type { CalendarAccount } from '../../../../../client/features/calendar/calendar-data.ts'
import { weekSystemById } from '../../../../../shared/domain/weeks/week-system-presets.ts'

const account = (accountId: string, name: string): CalendarAccount => ({
  key: 'account',
  type: 'account',
  accountId,
  name,
  kind: 'retailer',
  channel: 'grocery',
  stage: 'active',
  parentId: null,
  weekSystemId: 'nrf-454',
  adWeekStart: 3,
  currency: 'USD',
  storeCount: 600,
  routeToMarket: 'direct',
  externalKey: '',
  isDeleted: false,
  system: weekSystemById('nrf-454')!,
})
export const marlow = account('marlow', 'Marlow Markets')
export const bulkway = account('bulkway', 'Bulkway')
