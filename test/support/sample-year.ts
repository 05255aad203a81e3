// The sample year on a server: made on a device that imports offline, and offered over one socket, one update per document.
// Quicker and steadier than a browser doing it, and the same documents an import through the page makes.

import * as Y from 'yjs'
import type { Sheet } from '../../shared/domain/import/sheet.ts'
import type { Owner } from './accounts.ts'
import type { EndcapServer } from './endcap-server.ts'
import { accountsSheet, importDevice, itemsSheet, promotionsSheet, promotionsText } from './import-device.ts'
import { connectMux, until } from './relay-client.ts'

export interface SampleYear {
  readonly documents: readonly string[]
  readonly promotions: number
}

/** The promotions of the sample, and again under other names and keys until there are `count`. */
export const manyPromotions = (count: number): string => {
  const [head = '', ...lines] = promotionsText().trim().split(/\r?\n/)
  const rows = Array.from({ length: count }, (_, index) => {
    const line = lines[index % lines.length]!
    const round = Math.floor(index / lines.length)
    return round === 0 ? line : line.replace(',', ` ${round + 1},`)
  })
  return [head, ...rows].join('\n')
}

export const loadSampleYear = async (server: EndcapServer, owner: Owner, promotionCount = 169, more: readonly Sheet[] = []): Promise<SampleYear> => {
  const device = importDevice('sample')
  const plan = device.import([promotionsSheet(manyPromotions(promotionCount)), itemsSheet(), accountsSheet(), ...more])
  if (plan.faulty.length > 0) throw new Error('the sample has faulty rows')
  const socket = await connectMux(`${server.url.replace('http', 'ws')}/sync`, {
    workspaceId: owner.workspaceId,
    headers: { cookie: owner.cookie, origin: server.url },
  })
  await until('the role', () => socket.role() !== null)
  for (const [path, live] of device.documents) {
    const offered = await socket.offer(path, Y.encodeStateAsUpdate(live.ydoc))
    if (offered.status !== null) throw new Error(`${path} was not taken: ${offered.status}`)
  }
  await socket.close()
  return { documents: [...device.documents.keys()], promotions: device.summaries('promotion').length }
}
