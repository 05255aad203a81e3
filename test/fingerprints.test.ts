// What devices and relays of different versions meet on: document kinds, wire frames, the layout of IndexedDB. A change
// here is a decision, not an accident: fields are only added (D5), frames only get new types, the database gets a
// migration. Whoever means it writes the new fingerprint.

import 'fake-indexeddb/auto'
import { openDB } from 'idb'
import { describe, expect, test } from 'vitest'
import { createDeviceStorage } from '../client/storage/device-storage.ts'
import { createIdbStorage, databaseName } from '../client/storage/idb-storage.ts'
import { DOCUMENTS } from '../shared/docs/index.ts'
import type { Field, Fields } from '../shared/model/field.ts'
import { encodeChannelMessage, KEEPALIVE } from '../shared/protocol/channel-messages.ts'
import { encodeControl } from '../shared/protocol/socket-messages.ts'
import { PROTOCOL_ACK, PROTOCOL_MUX, PROTOCOL_PLAIN } from '../shared/protocol/version.ts'

const describeField = (name: string, field: Field): string => {
  switch (field.merge) {
    case 'register':
      return `${name}=${JSON.stringify(field.empty)}`
    case 'rows':
      return `${name}[${Object.entries(field.cells)
        .map(([cell, value]) => describeField(cell, value))
        .join(' ')}]`
    default:
      return `${name}:${field.merge}`
  }
}

const describeKind = ({ version, fields }: { version: number; fields: Fields }): string =>
  `v${version} ${Object.entries(fields)
    .map(([name, field]) => describeField(name, field))
    .join(' ')}`

const hex = (bytes: Uint8Array): string => [...bytes].map((byte) => byte.toString(16).padStart(2, '0')).join('')

describe('D2, D5: document kinds', () => {
  test('D9: none has a field for who may do what', () => {
    for (const definition of Object.values(DOCUMENTS)) expect(describeKind(definition)).not.toMatch(/\b(?:member|permission|grant|password|token|secret)/i)
  })
  for (const [kind, definition] of Object.entries(DOCUMENTS)) {
    test(`${kind} is written as it always was`, () => expect(describeKind(definition)).toMatchSnapshot())
  }
})

describe('wire frames', () => {
  const bytes = new Uint8Array([7, 8])

  test('the subprotocols are named as they always were', () => {
    expect([PROTOCOL_MUX, PROTOCOL_ACK, PROTOCOL_PLAIN]).toEqual(['endcap.mux.v1', 'endcap.ack.v1', 'endcap.v1'])
  })

  test('a channel speaks y-websocket, byte for byte', () => {
    expect({
      step1: hex(encodeChannelMessage({ type: 'step1', stateVector: bytes })),
      step2: hex(encodeChannelMessage({ type: 'step2', update: bytes })),
      update: hex(encodeChannelMessage({ type: 'update', update: bytes })),
      presence: hex(encodeChannelMessage({ type: 'presence', bytes })),
      denied: hex(encodeChannelMessage({ type: 'denied', reason: 'no' })),
      queryPresence: hex(encodeChannelMessage({ type: 'queryPresence' })),
      ack: hex(encodeChannelMessage({ type: 'ack', count: 3, seq: 300, exceptions: [{ frame: 1, status: 'denied' }] })),
      retryAfter: hex(encodeChannelMessage({ type: 'retryAfter', ms: 300 })),
      keepalive: hex(KEEPALIVE),
    }).toEqual({
      step1: '0000020708',
      step2: '0001020708',
      update: '0002020708',
      presence: '01020708',
      denied: '0200026e6f',
      queryPresence: '03',
      ack: '6403ac02010102',
      retryAfter: '65ac02',
      keepalive: '010100',
    })
  })

  test('the socket speaks its control messages on channel 0', () => {
    const row = { document: 'workspace/items', seq: 5, person: 'p', time: 9, bytes }
    expect({
      open: hex(encodeControl({ type: 'open', ref: 1, document: 'd' })),
      opened: hex(encodeControl({ type: 'opened', ref: 1, channel: 2 })),
      close: hex(encodeControl({ type: 'close', ref: 1 })),
      closed: hex(encodeControl({ type: 'closed', ref: 1, code: 4403, reason: 'r' })),
      tail: hex(encodeControl({ type: 'tail', epoch: 'e', cursor: 4, hash: 'h' })),
      row: hex(encodeControl({ type: 'row', row })),
      rows: hex(encodeControl({ type: 'rows', rows: [row, { ...row, seq: 6 }, { ...row, seq: 4, document: 'd', person: 'q', time: 8 }] })),
      seq: hex(encodeControl({ type: 'seq', epoch: 'e', seq: 4, hash: 'h' })),
      offer: hex(encodeControl({ type: 'offer', id: 3, document: 'd', update: bytes })),
      offered: hex(encodeControl({ type: 'offered', id: 3, seq: 4, status: 'duplicate' })),
      role: hex(encodeControl({ type: 'role', person: 'p', role: 'viewer' })),
      behind: hex(encodeControl({ type: 'behind', rows: 300 })),
      retryAfter: hex(encodeControl({ type: 'retryAfter', ms: 300 })),
      inflating: hex(encodeControl({ type: 'tail', epoch: 'e', cursor: 4, hash: 'h', inflates: true })),
      bundling: hex(encodeControl({ type: 'tail', epoch: 'e', cursor: 4, hash: 'h', inflates: true, bundles: true })),
      snapshot: hex(encodeControl({ type: 'snapshot', part: { document: 'd', seq: 5, time: 9, size: 300, fingerprint: 'f', offset: 0, total: 2, bytes } })),
      ping: hex(encodeControl({ type: 'ping' })),
      pong: hex(encodeControl({ type: 'pong' })),
    }).toMatchSnapshot()
  })
})

describe('the layout of IndexedDB', () => {
  test('the databases of a workspace and of the device have these stores', async () => {
    const storage = createIdbStorage('fingerprint')
    await storage.cursor()
    await storage.close()
    const device = createDeviceStorage()
    await device.activate({ person: { id: 'p', name: 'P', email: 'p@example.com' }, workspaceId: 'w', workspaceName: 'W', role: 'viewer' })
    device.close()
    expect({ name: databaseName('p', 'w'), workspace: await layoutOf('fingerprint'), device: await layoutOf('endcap-device') }).toMatchSnapshot()
  })
})

const layoutOf = async (name: string): Promise<readonly string[]> => {
  const database = await openDB(name)
  const stores = [...database.objectStoreNames]
  const transaction = database.transaction(stores)
  const layout = stores.map((store) => {
    const { keyPath, autoIncrement, indexNames } = transaction.objectStore(store)
    return `v${database.version} ${store} key=${String(keyPath)} auto=${autoIncrement} indexes=${[...indexNames].join(',')}`
  })
  database.close()
  return layout
}
