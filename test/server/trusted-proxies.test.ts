import { describe, expect, it } from 'vitest'
import { clientAddress, parseTrustedProxies } from '../../server/trusted-proxies.ts'

describe("a client's address", () => {
  const nobody = parseTrustedProxies('')!
  const proxies = parseTrustedProxies('loopback, 10.0.0.0/8, 2001:db8::/32')!

  it('is the peer when no proxy is trusted', () => {
    expect(clientAddress('203.0.113.5', '198.51.100.1', nobody)).toBe('203.0.113.5')
    expect(clientAddress('::ffff:203.0.113.5', null, nobody)).toBe('203.0.113.5')
  })

  it('is the nearest hop that is not a trusted proxy (L7)', () => {
    expect(clientAddress('127.0.0.1', '198.51.100.1', proxies)).toBe('198.51.100.1')
    expect(clientAddress('::ffff:127.0.0.1', '1.2.3.4, 198.51.100.1, 10.1.1.1', proxies)).toBe('198.51.100.1')
    expect(clientAddress('2001:db8::1', '198.51.100.1', proxies)).toBe('198.51.100.1')
    expect(clientAddress('203.0.113.5', '198.51.100.1', proxies)).toBe('203.0.113.5')
    expect(clientAddress('127.0.0.1', 'rubbish, unknown', proxies)).toBe('127.0.0.1')
    expect(clientAddress('127.0.0.1', null, proxies)).toBe('127.0.0.1')
  })

  it('is what the one proxy in front reports, with 1', () => {
    const one = parseTrustedProxies('1')!
    expect(clientAddress('192.0.2.1', '1.2.3.4, 198.51.100.1', one)).toBe('198.51.100.1')
    expect(clientAddress('192.0.2.1', null, one)).toBe('192.0.2.1')
  })

  it('comes only from lists that can be read', () => {
    for (const text of ['everybody', '10.0.0.0/33', '10.0.0.0/x', '10.0.0/8', '1.2.3.4/8/9', 'true']) expect(parseTrustedProxies(text), text).toBeNull()
  })
})
