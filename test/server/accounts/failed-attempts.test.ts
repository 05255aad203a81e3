import { describe, expect, it } from 'vitest'
import { createFailedAttempts } from '../../../server/accounts/failed-attempts.ts'

describe('failed attempts', () => {
  it('are counted for a whole network of IPv6 addresses, since one line has all of it', () => {
    const attempts = createFailedAttempts({ clock: () => 0, perMinuteMax: 3 })
    for (const address of ['2001:db8:1:2::1', '2001:DB8:1:2:ffff::9', '2001:db8:1:2:0:0:0:7%eth0']) attempts.record(address)
    expect(attempts.waitSeconds('2001:db8:1:2:aaaa:bbbb:cccc:dddd')).toBe(60)
    expect(attempts.waitSeconds('2001:db8:1:3::1')).toBe(0)
    expect(attempts.waitSeconds('::1')).toBe(0)
  })

  it('that are under way count until they are decided', () => {
    const attempts = createFailedAttempts({ clock: () => 0, perMinuteMax: 2 })
    const first = attempts.begin('203.0.113.7')
    const second = attempts.begin('203.0.113.7')
    expect([attempts.waitSeconds('203.0.113.7'), attempts.waitSeconds('203.0.113.8')]).toEqual([1, 0])
    first()
    expect(attempts.waitSeconds('203.0.113.7')).toBe(0)
    second()
    attempts.record('203.0.113.7')
    attempts.begin('203.0.113.7')
    expect(attempts.waitSeconds('203.0.113.7')).toBe(1)
  })

  it('are counted per address otherwise', () => {
    const attempts = createFailedAttempts({ clock: () => 0, perMinuteMax: 1 })
    attempts.record('203.0.113.7')
    expect([attempts.waitSeconds('203.0.113.7'), attempts.waitSeconds('203.0.113.8')]).toEqual([60, 0])
  })
})
