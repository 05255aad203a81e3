import { resolve } from 'node:path'
import { describe, expect, it } from 'vitest'
import { readConfig } from '../../server/config.ts'

describe('the configuration', () => {
  it('has a default for everything', () => {
    const config = readConfig({})
    expect(config).toMatchObject({
      ok: true,
      value: { port: 8787, host: '127.0.0.1', dataDir: resolve('.endcap'), publicUrl: null, allowedOrigins: [], logLevel: 'info' },
    })
    expect(config.ok && config.value.trustedProxies.includes('127.0.0.1', 0)).toBe(false)
    expect(readConfig({ PORT: '', PUBLIC_URL: ' ' })).toMatchObject({ ok: true, value: { port: 8787, publicUrl: null } })
  })

  it('takes what is set', () => {
    expect(
      readConfig({
        PORT: '443',
        HOST: '0.0.0.0',
        PUBLIC_URL: 'https://Endcap.example.com/',
        ALLOWED_ORIGINS: 'https://a.example, http://b.example:81',
        LOG_LEVEL: 'warn',
        HISTORY_DAYS: '30',
      }),
    ).toMatchObject({
      ok: true,
      value: {
        port: 443,
        host: '0.0.0.0',
        publicUrl: 'https://endcap.example.com',
        allowedOrigins: ['https://a.example', 'http://b.example:81'],
        logLevel: 'warn',
        historyDays: 30,
      },
    })
  })

  it('names every variable that cannot be used, in one line', () => {
    const outcome = readConfig({
      PORT: '70000',
      PUBLIC_URL: 'endcap.example.com',
      TRUST_PROXY: 'everybody',
      LOG_LEVEL: 'loud',
      ALLOWED_ORIGINS: 'https://a.example/path',
    })
    expect(outcome.ok).toBe(false)
    if (outcome.ok) return
    expect(outcome.error).not.toContain('\n')
    for (const name of ['PORT', 'PUBLIC_URL', 'TRUST_PROXY', 'LOG_LEVEL', 'ALLOWED_ORIGINS']) expect(outcome.error).toContain(`${name}=`)
    for (const HISTORY_DAYS of ['0', '-3', '1.5', '99999', 'for ever'])
      expect(readConfig({ HISTORY_DAYS })).toMatchObject({ ok: false, error: expect.stringContaining('HISTORY_DAYS=') })
    for (const PORT of ['0', '-1', '1.5', '0x50', 'abc']) expect(readConfig({ PORT }).ok).toBe(false)
    for (const PUBLIC_URL of ['ftp://x.example', 'https://x.example/endcap', 'https://x.example/?a']) expect(readConfig({ PUBLIC_URL }).ok).toBe(false)
  })
})
