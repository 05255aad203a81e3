import { describe, expect, it } from 'vitest'
import { createStateCache } from '../../../server/store/state-cache.ts'

const state = (bytes: number, seq = 1) => ({ seq, update: new Uint8Array(bytes) })

describe('the cache of merged documents', () => {
  it('drops the one unused for longest when its bytes are over the bound', () => {
    const cache = createStateCache<ReturnType<typeof state>>(({ update }) => update.length, 100, 60)
    cache.put(1, 1, state(40))
    cache.put(1, 2, state(40))
    cache.get(1, 1)
    cache.put(1, 3, state(40))
    expect([cache.get(1, 1) !== null, cache.get(1, 2) !== null, cache.get(1, 3) !== null]).toEqual([true, false, true])
  })

  it('counts a replaced state once, and keeps nothing that is too large', () => {
    const cache = createStateCache<ReturnType<typeof state>>(({ update }) => update.length, 100, 60)
    cache.put(1, 1, state(50, 1))
    cache.put(1, 1, state(50, 2))
    cache.put(1, 2, state(50))
    expect(cache.get(1, 1)?.seq).toBe(2)
    expect(cache.get(1, 2)).not.toBeNull()
    cache.put(1, 2, state(61, 3))
    expect(cache.get(1, 2)).toBeNull()
  })
})
