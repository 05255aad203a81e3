import { describe, expect, test } from 'vitest'
import { createSteadyClock } from '../../../client/sync/steady-clock.ts'

describe('a clock to wait by (F13)', () => {
  test('goes on when the device’s is set back, and tells moments as the device now would', () => {
    const device = { at: 1_000_000 }
    const { now, toClock } = createSteadyClock(() => device.at)
    const before = now()
    device.at += 500
    expect(now() - before).toBe(500)
    device.at -= 400_000
    expect(now() - before).toBe(500)
    device.at += 250
    expect(now() - before).toBe(750)
    expect(toClock(now())).toBe(device.at)
    expect(toClock(before)).toBe(device.at - 750)
    expect(toClock(null)).toBeNull()
  })

  test('takes a leap ahead for time that passed', () => {
    const device = { at: 0 }
    const { now } = createSteadyClock(() => device.at)
    device.at += 3_600_000
    expect(now()).toBe(3_600_000)
  })
})
