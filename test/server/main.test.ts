// The server as a process: what it prints, what keeps it from starting, how it stops.

import { existsSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { connect } from 'node:net'
import { join } from 'node:path'
import Sqlite from 'better-sqlite3'
import { describe, expect, it } from 'vitest'
import { useBuiltServer } from './support/built-server.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const server = useBuiltServer()

const oneLine = /^endcap: [^\n]+\n$/

describe('the server process', () => {
  it('prints where it is, where data lives, and the set-up link at each start until it was used', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    const first = await server.start(dataDir)
    expect(first.stdout()).toContain(`Endcap is at ${first.url}`)
    expect(first.stdout()).toContain(dataDir)
    const link = /\/setup#([A-Za-z0-9_-]+)/.exec(first.stdout())?.[1]
    expect(link).toBeDefined()
    expect(await first.stop()).toBe(0)
    expect(statSync(join(dataDir, 'secret')).mode & 0o777).toBe(0o600)

    const second = await server.start(dataDir)
    expect(/\/setup#([A-Za-z0-9_-]+)/.exec(second.stdout())?.[1]).toBe(link)
    const answer = await fetch(`${second.url}/api/setup`, {
      method: 'POST',
      headers: { origin: second.url, 'content-type': 'application/json' },
      body: JSON.stringify({ secret: link, name: 'Ann', email: 'ann@example.com', password: 'correct horse battery', workspaceName: 'Alder Creek' }),
    })
    expect(answer.status).toBe(200)
    const cookie = answer.headers
      .getSetCookie()
      .map((pair) => pair.split(';')[0])
      .join('; ')
    await second.stop('SIGKILL')

    const third = await server.start(dataDir)
    expect(third.stdout()).not.toContain('/setup#')
    expect((await fetch(`${third.url}/api/me`, { headers: { cookie } })).status).toBe(200)
    expect(await third.stop('SIGINT')).toBe(0)
  }, 30_000)

  it('says in one line why it cannot start, and writes nothing', async () => {
    const folder = await temporaryFolder()
    const untouched = join(folder, 'untouched')
    const bad = await server.main({ DATA_DIR: untouched, PORT: 'eight' })
    expect(bad).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(oneLine) })
    expect(bad.stderr).toContain('PORT="eight"')
    expect(existsSync(untouched)).toBe(false)

    const other = new Sqlite(join(folder, 'endcap.sqlite'))
    other.exec('CREATE TABLE recipes (name TEXT)')
    other.close()
    const foreign = await server.main({ DATA_DIR: folder, PORT: '8799' })
    expect(foreign).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(oneLine) })
    expect(readdirSync(folder)).toEqual(['endcap.sqlite'])

    writeFileSync(join(folder, 'file'), '')
    expect(await server.main({ DATA_DIR: join(folder, 'file'), PORT: '8799' })).toMatchObject({ code: 1, stderr: expect.stringMatching(oneLine) })
  }, 30_000)

  it('says in one line that its database is damaged, wherever the damage is', async () => {
    const folder = await temporaryFolder()
    const whole = join(folder, 'whole')
    expect((await server.admin({ DATA_DIR: whole }, 'workspace', 'create', '--name', 'x')).code).toBe(0)
    const bytes = readFileSync(join(whole, 'endcap.sqlite'))
    for (const [from, to] of [
      [100, 4_096],
      [4_096, bytes.length],
    ] as const) {
      const broken = Buffer.from(bytes)
      broken.fill(0x5a, from, to)
      const dataDir = join(folder, `broken-${from}`)
      mkdirSync(dataDir)
      writeFileSync(join(dataDir, 'endcap.sqlite'), broken)
      const outcome = await server.main({ DATA_DIR: dataDir, PORT: '8799' })
      expect(outcome, String(from)).toMatchObject({ code: 1, stdout: '', stderr: expect.stringMatching(oneLine) })
      expect(outcome.stderr).toContain('endcap.sqlite')
    }
  }, 30_000)

  it('is alone on its data: a second one is refused', async () => {
    const dataDir = join(await temporaryFolder(), 'data')
    await server.start(dataDir)
    const second = await server.main({ DATA_DIR: dataDir, PORT: '8799' })
    expect(second).toMatchObject({ code: 1, stderr: expect.stringMatching(oneLine) })
    expect(second.stderr).toContain('another Endcap server')
  }, 30_000)

  it('refuses paths that are not normal, as they stand on the wire', async () => {
    const { port } = await server.start(join(await temporaryFolder(), 'data'))
    const statusOf = (target: string): Promise<string> =>
      new Promise((resolve, reject) => {
        const socket = connect(port, '127.0.0.1', () => socket.write(`GET ${target} HTTP/1.1\r\nHost: localhost:${port}\r\nConnection: close\r\n\r\n`))
        let answer = ''
        socket.on('data', (chunk) => {
          answer += chunk
        })
        socket.on('end', () => resolve(answer.split('\r\n')[0] ?? ''))
        socket.on('error', reject)
      })
    for (const target of ['/../secret', '/a/./b', '//healthz', '/api//me', '/a%2f..%2fsecret', '/a%5cb', '/%2e%2e/secret', '/a\\b', '/a%zz', '/%00']) {
      expect(await statusOf(target), target).toContain('400')
    }
    expect(await statusOf('/healthz?a=%2f..')).toContain('200')
  }, 30_000)
})
