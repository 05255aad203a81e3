// What must hold when the faults are over: everybody has the same, nothing waits, nothing acknowledged is missing, and nobody
// wrote who may not.

import * as Y from 'yjs'
import { canWrite } from '../../shared/protocol/role.ts'
import { areHolding, createReplicas, isEqual, type Replica, replicaOf } from './replica.ts'
import { DOCUMENTS, WORKSPACE, type World } from './world.ts'

/** In words; nothing when everybody has come to rest. */
export function* whatIsOutstanding({ devices, people, relay, network }: World): Generator<string> {
  for (const { name, personId, disk, tabs } of devices) {
    const person = people.find(({ id }) => id === personId)
    const isAway = person?.isMember === false
    if (isAway && !canWrite(person.role)) continue
    const unsent = disk.rows().filter(({ sent }) => sent === 0)
    if (unsent.length > 0) yield `${name} has ${unsent.length} unsent rows (${[...new Set(unsent.map(({ document }) => document))].join(', ')})`
    if (isAway) continue
    const head = relay.rows().length
    if ((disk.cursor()?.seq ?? 0) !== head) yield `${name} has read up to ${disk.cursor()?.seq ?? 0} of ${head}`
    for (const tab of tabs()) {
      const { unsaved, unsent: waiting, connection } = tab.sync.state()
      if (unsaved + waiting > 0) yield `${tab.name} shows ${unsaved} unsaved and ${waiting} unsent`
      if (connection !== 'online') yield `${tab.name} is ${connection}`
    }
  }
  for (const link of network.links()) if (!link.isWhole()) yield `${link.name} is half-open`
}

export const checkWorld = async (world: World): Promise<void> => {
  const { devices, relay, ledger, writers, keepers, fail } = world
  ledger.check('at the end')
  ledger.checkKept()
  for (const document of DOCUMENTS) {
    const replicas = createReplicas()
    const server = replicaOf(relay.rows().flatMap((row) => (row.document === document ? [row.bytes] : [])))
    const kept = await relay.log().documentState(WORKSPACE, document)
    if (kept !== null && !isEqual(replicaOf([kept.update]).bytes, server.bytes)) fail(`snapshot and rows of ${document} say something else than all rows (S12)`)
    if (server.isPending) fail(`the log of ${document} leaves something pending (G6)`)
    const compare = (who: string, replica: Replica, mayHaveMore: boolean): void => {
      if (mayHaveMore && areHolding([replica.bytes], server.bytes)) return
      if (replica.isPending) fail(`${who} has something pending in ${document}`)
      if (!isEqual(replica.bytes, server.bytes)) fail(`${who} differs in ${document} (S16): ${replica.text()} and the server ${server.text()}`)
    }
    for (const device of devices) {
      const rows = device.disk.rows().filter((row) => row.document === document)
      compare(`the disk of ${device.name}`, replicaOf(rows.flatMap(({ updates }) => updates)), keepers.has(device.personId))
      for (const tab of device.tabs()) {
        const ydoc = tab.documents.get(document)?.ydoc()
        if (ydoc === null || ydoc === undefined) continue
        const isPending = ydoc.store.pendingStructs !== null || ydoc.store.pendingDs !== null
        if (isPending && !keepers.has(device.personId)) fail(`${tab.name} has something pending in ${document}`)
        compare(`the screen of ${tab.name}`, replicas.of(Y.encodeStateAsUpdate(ydoc)), keepers.has(device.personId))
      }
    }
  }
  for (const row of relay.rows()) if (!writers.has(row.person)) fail(`a viewer's bytes are in the log: ${row.person} in ${row.document} (S15)`)
}
