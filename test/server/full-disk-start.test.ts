// A start on a disk that is full (F2): one line that says what to do, an exit code, and nothing written.

import { mkdirSync, readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { createSmallDisk } from '../support/small-disk.ts'
import { useBuiltServer } from './support/built-server.ts'

const server = useBuiltServer()
const oneLine = /^endcap: [^\n]*disk is full[^\n]*make room[^\n]*\n$/

describe('a start on a full disk', () => {
  it('of a new server says so in one line, exits with 1 and leaves nothing behind', async (context) => {
    const disk = createSmallDisk(1024 * 1024)
    if ('reason' in disk) return context.skip(disk.reason)
    onTestFinished(() => disk.dispose())
    mkdirSync(join(disk.folder, 'other'))
    disk.fill()
    const before = readdirSync(disk.folder).sort()
    const outcome = await server.main({ DATA_DIR: join(disk.folder, 'data'), PORT: '8799' })
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(oneLine) })
    expect(readdirSync(disk.folder).sort()).toEqual(before)
  }, 30_000)

  it('of one that has data says so or starts, loses nothing of it, and starts when there is room', async (context) => {
    const disk = createSmallDisk(8 * 1024 * 1024)
    if ('reason' in disk) return context.skip(disk.reason)
    onTestFinished(() => disk.dispose())
    const DATA_DIR = join(disk.folder, 'data')
    const made = await server.admin({ DATA_DIR }, 'workspace', 'create', '--name', 'Alder Creek')
    expect(made.code).toBe(0)
    disk.fill()
    const outcome = await server.main({ DATA_DIR, PORT: '8799', LOG_LEVEL: 'silent' })
    expect(outcome).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(/^endcap: [^\n]+\n$/) })
    expect(outcome.stderr).toMatch(oneLine)
    disk.free()
    const { workspaceId } = JSON.parse(made.stdout)
    expect((await server.admin({ DATA_DIR }, 'member', 'list', '--workspace', workspaceId)).code).toBe(0)
    const running = await server.start(DATA_DIR)
    expect(await running.stop()).toBe(0)
  }, 30_000)
})
