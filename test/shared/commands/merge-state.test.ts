import { describe, expect, test } from 'vitest'
import { encodeStateAsUpdate } from 'yjs'
import { mergeState } from '../../../shared/commands/merge-state.ts'
import { LOCAL } from '../../../shared/model/origin.ts'
import { replica } from '../../support/replicas.ts'

const PATH = 'accounts/marlow/profile'

describe('another state of a document', () => {
  test('merges as one local edit, which is kept and sent, and adds nothing the second time', () => {
    const file = replica('profile', PATH)
    file.setField('name', 'Marlow')
    file.createRow('contacts', 'c1', { name: 'Buyer' })
    const live = replica('profile', PATH)
    live.setField('storeCount', 612)
    const edits: [unknown, boolean][] = []
    live.ydoc.on('update', (_bytes: Uint8Array, origin: unknown, _doc: unknown, transaction: { local: boolean }) => edits.push([origin, transaction.local]))
    expect(mergeState(live, encodeStateAsUpdate(file.ydoc)).ok).toBe(true)
    expect(mergeState(live, encodeStateAsUpdate(file.ydoc)).ok).toBe(true)
    expect(live.value()).toMatchObject({ name: 'Marlow', storeCount: 612, contacts: [{ name: 'Buyer' }] })
    expect(edits).toEqual([[LOCAL, true]])
  })
})
