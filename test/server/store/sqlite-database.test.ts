import { existsSync, mkdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { openDatabase } from '../../../server/store/sqlite-database.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'

describe('the database file', () => {
  it('is made with its folder, for its owner only', async () => {
    const path = join(await temporaryFolder(), 'deep', 'er', 'endcap.sqlite')
    const outcome = openDatabase(path)
    expect(outcome.ok).toBe(true)
    if (outcome.ok) outcome.value.close()
    expect(statSync(path).mode & 0o777).toBe(0o600)
    const again = openDatabase(path)
    expect(again.ok).toBe(true)
    if (again.ok) again.value.close()
  })

  it("is refused in one line, untouched, when it is another program's", async () => {
    const folder = await temporaryFolder()
    const path = join(folder, 'endcap.sqlite')
    const other = new Sqlite(path)
    other.exec('CREATE TABLE recipes (name TEXT)')
    other.close()
    const before = readFileSync(path)
    const outcome = openDatabase(path)
    expect(outcome).toMatchObject({ ok: false, error: expect.stringContaining('another program') })
    expect(outcome.ok ? '' : outcome.error).not.toContain('\n')
    expect(readFileSync(path).equals(before)).toBe(true)
    expect(existsSync(`${path}-wal`)).toBe(false)
  })

  it('is refused when it is no database, or a folder', async () => {
    const folder = await temporaryFolder()
    writeFileSync(join(folder, 'text'), 'Dear diary, '.repeat(50))
    expect(openDatabase(join(folder, 'text'))).toMatchObject({ ok: false, error: expect.stringContaining('is not a database') })
    writeFileSync(join(folder, 'short'), 'hi')
    expect(openDatabase(join(folder, 'short'))).toMatchObject({ ok: false, error: expect.stringContaining('is not a database') })
    mkdirSync(join(folder, 'folder'))
    expect(openDatabase(join(folder, 'folder')).ok).toBe(false)
  })

  it('is refused when a newer Endcap wrote it', async () => {
    const path = join(await temporaryFolder(), 'endcap.sqlite')
    const outcome = openDatabase(path)
    if (!outcome.ok) throw new Error(outcome.error)
    outcome.value.pragma('user_version = 999')
    outcome.value.close()
    expect(openDatabase(path)).toMatchObject({ ok: false, error: expect.stringContaining('newer Endcap') })
  })
})
