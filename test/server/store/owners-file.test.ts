// Whose clientIDs are, beside the database: what is written anew says what the lines before it said, and a kill in the middle of it costs nothing.

import { appendFileSync, existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { applyOwners, compactOwners, type Owned, recordOwners } from '../../../server/store/owners-file.ts'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

const owned = (client: number, person = 'ann', document = 'accounts/marlow/calendar/2027'): Owned => ({ workspaceId: 'w1', document, client, person })

/** What a database that knew nothing learns from the file. */
const learnedFrom = async (path: string): Promise<unknown[]> => {
  const opened = openDatabase(join(await temporaryFolder(), 'a.sqlite'))
  if (!opened.ok) throw new Error(opened.error)
  onTestFinished(() => void opened.value.close())
  applyOwners(opened.value, path)
  return opened.value
    .prepare(
      'SELECT d.path, o.client, o.person FROM log_owners AS o JOIN log_documents AS d ON d.workspace = o.workspace AND d.number = o.document ORDER BY 1, 2',
    )
    .all()
}

describe('the file of owners (G2, S13)', () => {
  it('is written anew at a start when that halves it, and says the same', async () => {
    const path = join(await temporaryFolder(), 'owners')
    for (let client = 1; client <= 2_500; client++)
      recordOwners(path, [owned(client, client % 3 === 0 ? 'ben' : 'ann'), owned(client, 'cat', 'workspace/items')])
    // Of two that say they own it, the first counts.
    recordOwners(path, [owned(7, 'ben')])
    appendFileSync(path, '["w1","workspace/it')
    const before = await learnedFrom(path)
    expect(before).toHaveLength(5_000)
    const size = statSync(path).size
    const saved = compactOwners(path, 0)
    expect(saved).toBeGreaterThan(size / 2)
    expect(statSync(path).size).toBe(size - saved)
    expect(await learnedFrom(path)).toEqual(before)
    expect(compactOwners(path, 0)).toBe(0)
    recordOwners(path, [owned(9_999, 'dan')])
    expect(await learnedFrom(path)).toHaveLength(5_001)
  }, 60_000)

  it('says whose a clientID is before it says that it was handed on by others, whichever came first (S13)', async () => {
    const path = join(await temporaryFolder(), 'owners')
    for (let times = 0; times < 3; times++) recordOwners(path, [owned(1, ''), owned(2, ''), owned(2, 'ben'), owned(2, 'ann')])
    const said = [
      { path: 'accounts/marlow/calendar/2027', client: 1, person: '' },
      { path: 'accounts/marlow/calendar/2027', client: 2, person: 'ben' },
    ]
    expect(await learnedFrom(path)).toEqual(said)
    expect(compactOwners(path, 0)).toBeGreaterThan(0)
    expect(await learnedFrom(path)).toEqual(said)
  })

  it('stays as it is while it is small, or has little to gain, or is not there', async () => {
    const path = join(await temporaryFolder(), 'owners')
    expect(compactOwners(path)).toBe(0)
    for (let client = 1; client <= 100; client++) recordOwners(path, [owned(client)])
    const text = readFileSync(path, 'utf8')
    expect(compactOwners(path)).toBe(0)
    expect(readFileSync(path, 'utf8')).toBe(text)
    expect(existsSync(`${path}.next`)).toBe(false)
  })

  it('is whole when an earlier start was killed while it wrote it anew', async () => {
    const path = join(await temporaryFolder(), 'owners')
    for (let client = 1; client <= 500; client++) recordOwners(path, [owned(client)])
    const before = await learnedFrom(path)
    writeFileSync(`${path}.next`, '["w1","accounts/marlow/calendar/2027",[1,2,3')
    expect(await learnedFrom(path)).toEqual(before)
    expect(compactOwners(path, 0)).toBeGreaterThan(0)
    expect(await learnedFrom(path)).toEqual(before)
    expect(existsSync(`${path}.next`)).toBe(false)
  })
})
