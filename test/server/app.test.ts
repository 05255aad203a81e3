// What every answer carries, how files are cached, and what is refused before it is read.

import { mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { brotliCompressSync, brotliDecompressSync, gzipSync } from 'node:zlib'
import { describe, expect, it, vi } from 'vitest'
import { temporaryFolder } from './support/temporary-folder.ts'
import { createTestHouse, ORIGIN, PASSWORD } from './support/test-house.ts'

// Passwords are hashed, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

const PAGE = '<!doctype html><title>Endcap</title>'
const SCRIPT = 'export const a = 1\n'.repeat(100)

const clientFolder = async (): Promise<string> => {
  const folder = await temporaryFolder()
  mkdirSync(join(folder, 'assets'))
  writeFileSync(join(folder, 'index.html'), PAGE)
  writeFileSync(join(folder, 'sw.js'), 'self')
  writeFileSync(join(folder, 'manifest.webmanifest'), '{}')
  writeFileSync(join(folder, 'assets/main-abc123.js'), SCRIPT)
  writeFileSync(join(folder, 'assets/main-abc123.js.br'), brotliCompressSync(SCRIPT))
  writeFileSync(join(folder, 'assets/main-abc123.js.gz'), gzipSync(SCRIPT))
  return folder
}

const openHouse = async () => {
  const house = await createTestHouse({ clientFolder: await clientFolder() })
  return { ...house, get: (path: string, headers: Record<string, string> = {}) => house.app.request(`${ORIGIN}${path}`, { headers }, {}) }
}

describe('the built client', () => {
  it('is cached by kind: hashed files for ever, the page asked for again, the service worker never', async () => {
    const { get } = await openHouse()
    const cacheOf = async (path: string) => (await get(path)).headers.get('cache-control')
    expect(await cacheOf('/assets/main-abc123.js')).toBe('public, max-age=31536000, immutable')
    expect(await cacheOf('/')).toBe('no-cache')
    expect(await cacheOf('/index.html')).toBe('no-cache')
    expect(await cacheOf('/manifest.webmanifest')).toBe('no-cache')
    expect(await cacheOf('/sw.js')).toBe('no-store')
    expect(await cacheOf('/api/setup')).toBe('no-store')
  })

  it('goes out precompressed as the browser can take it', async () => {
    const { get } = await openHouse()
    const path = '/assets/main-abc123.js'
    const br = await get(path, { 'accept-encoding': 'gzip, deflate, br' })
    expect(br.headers.get('content-encoding')).toBe('br')
    expect(brotliDecompressSync(Buffer.from(await br.arrayBuffer())).toString()).toBe(SCRIPT)
    expect((await get(path, { 'accept-encoding': 'gzip' })).headers.get('content-encoding')).toBe('gzip')
    expect((await get(path, { 'accept-encoding': 'br;q=0, gzip;q=0.5' })).headers.get('content-encoding')).toBe('gzip')
    const plain = await get(path)
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('vary')).toBe('Accept-Encoding')
    expect(plain.headers.get('content-type')).toContain('text/javascript')
    expect(await plain.text()).toBe(SCRIPT)
  })

  it('is not sent again when it has not changed', async () => {
    const { get } = await openHouse()
    const etag = (await get('/')).headers.get('etag')!
    const again = await get('/', { 'if-none-match': `"other", ${etag}` })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })

  it('answers every page with index.html, and nothing else', async () => {
    const { get } = await openHouse()
    for (const path of ['/', '/calendar', '/accounts/abc/profile', '/invite']) expect(await (await get(path)).text(), path).toBe(PAGE)
    for (const path of ['/api/nothing', '/assets/gone.js', '/favicon.ico', '/sync/w/workspace/settings']) {
      const answer = await get(path)
      expect(answer.status, path).toBe(404)
      expect(await answer.json()).toMatchObject({ error: { code: 'notFound' } })
    }
  })

  it('says so when it has not been built, and the rest works', async () => {
    const house = await createTestHouse()
    expect((await house.call('GET', '/')).status).toBe(503)
    expect((await house.call('GET', '/healthz')).body).toBe('ok')
    expect((await house.call('GET', '/readyz')).status).toBe(200)
  })
})

describe('every answer', () => {
  it('tells the browser to run scripts of this origin only, and to guess nothing', async () => {
    const { get } = await openHouse()
    for (const path of ['/', '/assets/main-abc123.js', '/api/me', '/a//b', '/healthz']) {
      const { headers } = await get(path, { host: 'localhost:8787' })
      const policy = headers.get('content-security-policy')!
      expect(policy, path).toContain("default-src 'none'")
      expect(policy).toContain("script-src 'self';")
      expect(policy).toContain("connect-src 'self' ws://localhost:8787 wss://localhost:8787;")
      expect(policy).toContain("frame-ancestors 'none'")
      expect(policy).not.toContain('unsafe-eval')
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })

  it('does not let a made-up Host into the policy', async () => {
    const { get } = await openHouse()
    const { headers } = await get('/', { host: "evil.example; script-src 'unsafe-inline'" })
    expect(headers.get('content-security-policy')).not.toContain('evil')
  })
})

describe('a change', () => {
  const body = { name: 'x' }

  it('is refused when another site asked for it, or nobody says who did', async () => {
    const house = await createTestHouse()
    const { cookie } = await house.owner()
    const post = (headers: Record<string, string>) =>
      house.app.request(
        `${ORIGIN}/api/workspaces`,
        { method: 'POST', headers: { cookie, host: 'localhost:8787', 'content-type': 'application/json', ...headers }, body: JSON.stringify(body) },
        {},
      )
    for (const headers of [
      { origin: 'https://evil.example' },
      { origin: 'null' },
      { origin: 'http://localhost:9999' },
      { 'sec-fetch-site': 'cross-site' },
      { 'sec-fetch-site': 'same-site' },
      {},
    ]) {
      const answer = await post(headers as Record<string, string>)
      expect(answer.status, JSON.stringify(headers)).toBe(403)
    }
    for (const headers of [{ origin: ORIGIN }, { origin: 'http://127.0.0.1:8787' }, { 'sec-fetch-site': 'same-origin' }]) {
      expect((await post(headers as Record<string, string>)).status, JSON.stringify(headers)).toBe(200)
    }
    const signOut = await house.call('POST', '/api/auth/sign-out', { cookie, body: {}, headers: { origin: 'https://evil.example' } })
    expect(signOut.status).toBe(403)
    expect((await house.call('GET', '/api/me', { cookie })).status).toBe(200)
  })

  it('is refused when its body is too large, not JSON, or not what the endpoint takes (L12)', async () => {
    const house = await createTestHouse()
    const { cookie } = await house.owner()
    const large = await house.call('POST', '/api/workspaces', { cookie, body: { name: 'x'.repeat(70_000) } })
    expect(large).toMatchObject({ status: 413, body: { error: { code: 'tooLarge' } } })
    const form = await house.call('POST', '/api/workspaces', { cookie, body, headers: { 'content-type': 'text/plain' } })
    expect(form).toMatchObject({ status: 400, body: { error: { code: 'badRequest' } } })
    const broken = await house.app.request(
      `${ORIGIN}/api/workspaces`,
      { method: 'POST', headers: { cookie, origin: ORIGIN, 'content-type': 'application/json' }, body: '{"name"' },
      {},
    )
    expect(broken.status).toBe(400)
    expect(await house.call('POST', '/api/workspaces', { cookie, body: { name: 7 } })).toMatchObject({
      status: 400,
      body: { error: { fields: { name: expect.any(String) } } },
    })
    expect(await house.call('POST', '/api/workspaces', { cookie, body: [] })).toMatchObject({ status: 400 })
  })
})

describe('the address failures are counted against', () => {
  const guesses = async (house: Awaited<ReturnType<typeof createTestHouse>>, forwarded: (attempt: number) => string) => {
    const { email } = await house.owner()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 7; attempt++) {
      const answer = await house.app.request(
        `${ORIGIN}/api/auth/sign-in/email`,
        {
          method: 'POST',
          headers: { origin: ORIGIN, 'content-type': 'application/json', 'x-forwarded-for': forwarded(attempt) },
          body: JSON.stringify({ email, password: `not ${PASSWORD}` }),
        },
        { incoming: { url: '/api/auth/sign-in/email', socket: { remoteAddress: '10.0.0.9' } } },
      )
      statuses.push(answer.status)
    }
    return statuses
  }

  it('is not the one a stranger writes into a header', async () => {
    const statuses = await guesses(await createTestHouse(), (attempt) => `203.0.113.${attempt}`)
    expect(statuses.at(-1)).toBe(429)
  })

  it('is the one a trusted proxy reports, and only the hop it saw itself', async () => {
    const separate = await guesses(await createTestHouse({ trustProxy: '10.0.0.0/8' }), (attempt) => `203.0.113.${attempt}`)
    expect(separate.every((status) => status === 401)).toBe(true)
    const forged = await guesses(await createTestHouse({ trustProxy: '10.0.0.0/8' }), (attempt) => `203.0.113.${attempt}, 198.51.100.7`)
    expect(forged.at(-1)).toBe(429)
  })
})
