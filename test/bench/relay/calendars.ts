// Calendars as an import makes them, as updates: what the benchmarks open, join and catch up on.

import * as Y from 'yjs'
import { accountsSheet, importDevice, itemsSheet, promotionsSheet } from '../../support/import-device.ts'
import { manyPromotions } from '../../support/sample-year.ts'

/** The sample's six accounts share the promotions. */
const ACCOUNTS = 6

/** The fullest calendar of an import in which an account has about so many promotions. */
export const calendarOf = (promotions: number): Uint8Array => {
  const device = importDevice('bench')
  device.import([promotionsSheet(manyPromotions(promotions * ACCOUNTS)), itemsSheet(), accountsSheet()])
  const updates = [...device.documents].filter(([path]) => path.includes('/calendar/')).map(([, live]) => Y.encodeStateAsUpdate(live.ydoc))
  const [fullest] = updates.sort((a, b) => b.length - a.length)
  if (fullest === undefined) throw new Error('the import made no calendar')
  return fullest
}
