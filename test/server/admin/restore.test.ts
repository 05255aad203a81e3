// A backup passes the gate before anything of it is written (SYNC §5: on relay, client and restore).

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { crc32 } from 'node:zlib'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import { restoreBackup, takeBackup } from '../../../server/admin/backup.ts'
import { systemRandomBytes } from '../../../server/platform.ts'
import { rowHash } from '../../../server/store/row-hash.ts'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { createSqliteLog } from '../../../server/store/sqlite-log.ts'
import { editsOf } from '../../support/relay-client.ts'
import { updateBytes } from '../../support/update-bytes.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const DOCUMENT = 'accounts/a1/calendar/2027'
const WORKSPACE = 'w1'

interface Row {
  readonly seq: number
  readonly person: string
  readonly time: number
  readonly bytes: Uint8Array
}

/** A backup of six edits of one document and one of another, and what tampering with it does to a restore. */
const scene = async () => {
  const folder = await temporaryFolder()
  const dataDir = join(folder, 'data')
  const opened = openDatabase(join(dataDir, 'endcap.sqlite'))
  if (!opened.ok) throw new Error(opened.error)
  const log = createSqliteLog({ database: opened.value, randomBytes: systemRandomBytes })
  const ydoc = new Y.Doc()
  ydoc.clientID = 5
  const updates = editsOf(ydoc, () => {
    for (const word of ['one ', 'two ', 'three ']) ydoc.getText('text/notes').insert(ydoc.getText('text/notes').length, word)
    ydoc.getMap('fields').set('name', 'x')
    ydoc.getText('text/notes').delete(0, 4)
    ydoc.getMap('fields').set('name', 'y')
  })
  for (const bytes of updates) await log.append([{ workspaceId: WORKSPACE, document: DOCUMENT, person: 'ann', time: 7, bytes, clients: [5] }])
  await log.append([{ workspaceId: WORKSPACE, document: 'workspace/settings', person: 'ben', time: 8, bytes: updateBytes.roots([[9, 0]]) }])
  await log.close()
  opened.value.close()
  const backup = join(folder, 'backup')
  const taken = takeBackup(dataDir, backup)
  const target = join(folder, 'restored')

  /** Changes rows in the backup as an able hand would: checksum and hashes are made to fit again. */
  const forge = (change: (row: Row) => Uint8Array) => {
    const database = new Sqlite(backup)
    let hash = ''
    const rows = database
      .prepare<[], Row & { readonly path: string }>(
        'SELECT r.seq, r.person, r.time, r.bytes, d.path FROM log_rows AS r JOIN log_documents AS d ON d.workspace = r.workspace AND d.number = r.document ORDER BY seq',
      )
      .all()
    for (const row of rows) {
      const bytes = change(row)
      hash = rowHash(hash, row.seq, { workspaceId: WORKSPACE, document: row.path, person: row.person, time: row.time, bytes })
      database.prepare('UPDATE log_rows SET bytes = ?, checksum = ?, hash = ? WHERE seq = ?').run(bytes, crc32(bytes), hash, row.seq)
    }
    database.close()
  }
  const sql = (text: string) => {
    const database = new Sqlite(backup)
    database.exec(text)
    database.close()
  }
  const restore = (leavesOutDamaged = false) => {
    const outcome = restoreBackup(backup, target, leavesOutDamaged)
    return { words: outcome.ok ? null : outcome.error, outcome, isWritten: existsSync(target) }
  }
  return { taken, backup, dataDir, folder, forge, sql, restore }
}

describe('a backup that is restored', () => {
  it('passes the gate whole when nobody touched it (G6)', async () => {
    const { taken, forge, restore } = await scene()
    expect(taken).toMatchObject({ ok: true, value: { damaged: [] } })
    // The hand that forges below, forging nothing.
    forge(({ bytes }) => bytes)
    expect(restore()).toMatchObject({ words: null, isWritten: true })
  })

  it.each([
    ['bytes that are no update (G1)', () => new Uint8Array([1, 0xff, 0xff, 0xff, 0x0f, 5, 0]), 'declares more than it holds'],
    ['maps nested until nobody can load them (G5)', () => updateBytes.nestedMaps(77, 3_000), 'nested too deep'],
    ['a root outside the grammar (G5)', () => Y.encodeStateAsUpdate(withRoot('Evil')), 'unknown root name'],
  ])('is refused with %s, however well the sums fit, and nothing is written', async (_name, make, reason) => {
    const { forge, restore } = await scene()
    forge(({ seq, bytes }) => (seq === 4 ? make() : bytes))
    const { words, isWritten } = restore()
    expect(words).toMatch(
      /holds what Endcap never wrote \(row 4, document accounts\/a1\/calendar\/2027 of workspace w1: .+\): it was tampered with; use another backup\. Nothing was written\.$/,
    )
    expect(words).toContain(reason)
    expect(isWritten).toBe(false)
    expect(restore(true).words).toContain('tampered with')
  })

  it.each([
    [
      'a changed byte',
      "UPDATE log_rows SET bytes = x'0000' WHERE seq = 3",
      'row 3, document accounts/a1/calendar/2027 of workspace w1: its checksum is another one',
    ],
    [
      'another author',
      "UPDATE log_rows SET person = 'eve' WHERE seq = 3",
      'row 3, document accounts/a1/calendar/2027 of workspace w1: its hash is another one',
    ],
    ['a document moved', "UPDATE log_documents SET path = 'accounts/a2/calendar/2027' WHERE path = 'accounts/a1/calendar/2027'", 'its hash is another one'],
    [
      'a row of a document taken out and renumbered',
      'DELETE FROM log_rows WHERE seq = 2; UPDATE log_rows SET seq = 2 WHERE seq = 3',
      'its hash is another one',
    ],
    [
      'a row taken out',
      'DELETE FROM log_rows WHERE seq = 2',
      'row 3, document accounts/a1/calendar/2027 of workspace w1: it does not follow from the rows before it',
    ],
  ])('is refused with %s, and nothing is written, unless what is damaged may be left out', async (_name, change, words) => {
    const { sql, restore } = await scene()
    sql(change)
    const refused = restore()
    expect(refused.words).toContain('was changed or damaged after it was written')
    expect(refused.words).toContain(words)
    expect(refused.words).toContain('--leave-out-damaged yes')
    expect(refused.isWritten).toBe(false)
    const { outcome } = restore(true)
    expect(outcome).toMatchObject({ ok: true, value: { damaged: expect.arrayContaining([expect.stringContaining(words)]) } })
  })

  it('is refused with a document that none can be called (D8)', async () => {
    const { sql, restore } = await scene()
    sql("UPDATE log_documents SET path = '../../etc' WHERE path = 'workspace/settings'")
    expect(restore()).toMatchObject({ words: expect.stringContaining('that none can be called'), isWritten: false })
  })

  it('said when it was taken that the disk under the server rots', async () => {
    const { dataDir, folder } = await scene()
    const database = new Sqlite(join(dataDir, 'endcap.sqlite'))
    database.exec("UPDATE log_rows SET bytes = x'0000' WHERE seq = 3")
    database.close()
    expect(takeBackup(dataDir, join(folder, 'later'))).toMatchObject({ ok: true, value: { damaged: [expect.stringContaining('row 3')] } })
  })
})

const withRoot = (root: string): Y.Doc => {
  const ydoc = new Y.Doc()
  ydoc.getMap(root).set('a', 1)
  return ydoc
}
