// The administrator's commands as processes of their own, beside a running server.

import { existsSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import WebSocket from 'ws'
import { useBuiltServer } from './support/built-server.ts'
import { temporaryFolder } from './support/temporary-folder.ts'

const server = useBuiltServer()

const object = (outcome: { code: number | null; stdout: string; stderr: string }) => {
  expect(outcome).toMatchObject({ code: 0, stderr: '' })
  expect(outcome.stdout).toMatch(/^\{.*\}\n$/)
  return JSON.parse(outcome.stdout)
}

const closed = (socket: WebSocket): Promise<number> => new Promise((resolve) => socket.on('close', resolve))

const opened = (socket: WebSocket): Promise<void> => new Promise((resolve, reject) => socket.on('open', resolve).on('error', reject))

describe('admin', () => {
  it('makes workspaces and tokens, lists members, and answers with one object each', async () => {
    const DATA_DIR = join(await temporaryFolder(), 'data')
    const { workspaceId } = object(await server.admin({ DATA_DIR }, 'workspace', 'create', '--name', 'Alder Creek'))
    expect(workspaceId).toMatch(/^[A-Za-z0-9_-]{16}$/)
    const token = object(await server.admin({ DATA_DIR }, 'token', 'create', '--workspace', workspaceId, '--role', 'viewer', '--name', 'export'))
    expect(token).toEqual({ tokenId: expect.any(String), token: expect.stringMatching(/^[A-Za-z0-9_-]{43}$/) })
    expect(object(await server.admin({ DATA_DIR }, 'member', 'list', '--workspace', workspaceId))).toEqual({ members: [] })
    expect(
      object(await server.admin({ DATA_DIR, PUBLIC_URL: 'https://x.example' }, 'invite', 'create', '--workspace', workspaceId, '--role', 'manager')),
    ).toEqual({
      link: expect.stringMatching(/^https:\/\/x\.example\/invite#[A-Za-z0-9_-]{43}$/),
    })
    expect(object(await server.admin({ DATA_DIR }, 'token', 'revoke', '--token-id', token.tokenId))).toMatchObject({ tokenId: token.tokenId })
    expect(readFileSync(join(DATA_DIR, 'endcap.sqlite')).includes(token.token)).toBe(false)
  }, 30_000)

  it('says in one line what is wrong, with an exit code', async () => {
    const DATA_DIR = join(await temporaryFolder(), 'data')
    const cases: [args: string[], words: string][] = [
      [[], 'no command'],
      [['workspace', 'destroy'], 'there is no command "workspace destroy"'],
      [['workspace', 'create'], 'needs --name'],
      [['workspace', 'create', '--name'], '--name needs a value'],
      [['workspace', 'create', '--name', ' '], '--name cannot be empty'],
      [['workspace', 'create', '--name', 'a', '--color', 'red'], 'has no option --color'],
      [['token', 'create', '--workspace', 'nope', '--role', 'viewer', '--name', 'x'], 'there is no workspace nope'],
      [['token', 'revoke', '--token-id', 'nope'], 'there is no token nope'],
      [['recovery', 'create', '--email', 'zed@example.com'], 'there is no account'],
      [['restore', '--from', '/nowhere/at/all'], 'there is no file'],
    ]
    for (const [args, words] of cases) {
      const outcome = await server.admin({ DATA_DIR }, ...args)
      expect(outcome, args.join(' ')).toMatchObject({ stdout: '', stderr: expect.stringMatching(/^endcap: [^\n]+\n$/) })
      expect(outcome.code).not.toBe(0)
      expect(outcome.stderr).toContain(words)
    }
  }, 30_000)

  it('is noticed by a running server: a revoked token is out at once, a recovered person is signed out', async () => {
    const DATA_DIR = join(await temporaryFolder(), 'data')
    const running = await server.start(DATA_DIR)
    const { workspaceId } = object(await server.admin({ DATA_DIR }, 'workspace', 'create', '--name', 'Alder Creek'))
    const { tokenId, token } = object(await server.admin({ DATA_DIR }, 'token', 'create', '--workspace', workspaceId, '--role', 'viewer', '--name', 'x'))
    const dial = () => new WebSocket(`ws://localhost:${running.port}/sync/${workspaceId}/workspace/settings`, ['endcap.v1', `bearer.${token}`])
    const socket = dial()
    await opened(socket)
    const end = closed(socket)
    object(await server.admin({ DATA_DIR }, 'token', 'revoke', '--token-id', tokenId))
    // Long before its lease ends (L: 60 s), or the test would run into its limit.
    expect(await end).toBe(4401)
    expect(await closed(dial())).toBe(4401)

    const secret = /\/setup#([A-Za-z0-9_-]+)/.exec(running.stdout())![1]
    const post = (path: string, body: object) =>
      fetch(`${running.url}${path}`, { method: 'POST', headers: { origin: running.url, 'content-type': 'application/json' }, body: JSON.stringify(body) })
    await post('/api/setup', { secret, name: 'Ann', email: 'ann@example.com', password: 'correct horse battery', workspaceName: 'B' })
    const { link } = object(await server.admin({ DATA_DIR, PORT: String(running.port) }, 'recovery', 'create', '--email', 'Ann@example.com'))
    expect(link).toMatch(new RegExp(`^${running.url}/recover#`))
    const recovered = await post('/api/recover', { secret: link.split('#')[1], password: 'a second password' })
    expect(await recovered.json()).toEqual({ email: 'ann@example.com' })
  }, 30_000)
})

describe('a backup', () => {
  it('taken while the server runs holds people, tokens and the secret in one private file, and restores into an empty folder', async () => {
    const folder = await temporaryFolder()
    const DATA_DIR = join(folder, 'data')
    const running = await server.start(DATA_DIR)
    const secret = /\/setup#([A-Za-z0-9_-]+)/.exec(running.stdout())![1]
    const answer = await fetch(`${running.url}/api/setup`, {
      method: 'POST',
      headers: { origin: running.url, 'content-type': 'application/json' },
      body: JSON.stringify({ secret, name: 'Ann', email: 'ann@example.com', password: 'correct horse battery', workspaceName: 'B' }),
    })
    const cookie = answer.headers
      .getSetCookie()
      .map((pair) => pair.split(';')[0])
      .join('; ')

    const file = join(folder, 'endcap.backup')
    expect(object(await server.admin({ DATA_DIR }, 'backup', '--to', file))).toMatchObject({ backup: file, bytes: statSync(file).size })
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect((await server.admin({ DATA_DIR }, 'backup', '--to', file)).stderr).toContain('exists already')
    expect((await server.admin({ DATA_DIR }, 'restore', '--from', file)).stderr).toContain('is not empty')

    const restored = join(folder, 'restored')
    object(await server.admin({ DATA_DIR: restored }, 'restore', '--from', file))
    expect(readFileSync(join(restored, 'secret'), 'utf8')).toBe(readFileSync(join(DATA_DIR, 'secret'), 'utf8'))
    const again = await server.start(restored)
    expect(again.stdout()).not.toContain('/setup#')
    expect((await fetch(`${again.url}/api/me`, { headers: { cookie } })).status).toBe(200)
  }, 30_000)

  it('is refused when it is something else or damaged, and nothing is left behind', async () => {
    const folder = await temporaryFolder()
    const DATA_DIR = join(folder, 'data')
    const fresh = join(folder, 'fresh')
    object(await server.admin({ DATA_DIR }, 'workspace', 'create', '--name', 'x'))
    const file = join(folder, 'backup')
    object(await server.admin({ DATA_DIR }, 'backup', '--to', file))

    writeFileSync(join(folder, 'text'), 'not a backup '.repeat(20))
    const broken = readFileSync(file)
    broken.fill(0xff, 8192, 40_000)
    writeFileSync(join(folder, 'broken'), broken)
    for (const from of [join(folder, 'text'), join(folder, 'broken'), join(DATA_DIR, 'endcap.sqlite')]) {
      const outcome = await server.admin({ DATA_DIR: fresh }, 'restore', '--from', from)
      expect(outcome, from).toMatchObject({ code: 1, stdout: '' })
      expect(existsSync(join(fresh, 'endcap.sqlite'))).toBe(false)
      expect(existsSync(join(fresh, 'secret'))).toBe(false)
    }
    object(await server.admin({ DATA_DIR: fresh }, 'restore', '--from', file))
  }, 30_000)
})
