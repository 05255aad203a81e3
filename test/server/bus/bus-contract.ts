// What every Bus must do. Delivery is a hint: not ordered against other work, but nothing is invented and nothing leaks.

import { describe, expect, it } from 'vitest'
import type { Bus, Hint } from '../../../server/bus/bus.ts'

const appended = (seq: number): Hint => ({ type: 'appended', workspaceId: 'w1', seq })

/** `settle` waits until everything published has been delivered. */
export const describeBus = (name: string, open: () => Promise<Bus>, settle: () => Promise<void>): void => {
  describe(`${name} keeps the contract of a bus`, () => {
    it('delivers a hint to every subscriber, and not inside the call that published it', async () => {
      const bus = await open()
      const seen: string[] = []
      bus.subscribe((hint) => seen.push(`a ${hint.type}`))
      bus.subscribe((hint) => seen.push(`b ${hint.type}`))
      bus.publish({ type: 'grantsChanged', workspaceId: null })
      expect(seen).toEqual([])
      await settle()
      expect(seen.sort()).toEqual(['a grantsChanged', 'b grantsChanged'])
      await bus.close()
    })

    it('delivers nothing after a subscription ended, and ends only that one', async () => {
      const bus = await open()
      const seen: Hint[] = []
      const listener = (hint: Hint) => seen.push(hint)
      const end = bus.subscribe(listener)
      bus.subscribe(listener)
      end()
      end()
      bus.publish(appended(3))
      await settle()
      expect(seen).toEqual([appended(3)])
      await bus.close()
    })

    it('survives a listener that unsubscribes itself while being called', async () => {
      const bus = await open()
      const seen: number[] = []
      const end = bus.subscribe(() => {
        seen.push(1)
        end()
      })
      bus.subscribe(() => seen.push(2))
      bus.publish(appended(1))
      bus.publish(appended(2))
      await settle()
      expect(seen).toEqual([1, 2, 2])
      await bus.close()
    })

    it('is silent once closed', async () => {
      const bus = await open()
      const seen: Hint[] = []
      bus.subscribe((hint) => seen.push(hint))
      await bus.close()
      bus.publish(appended(1))
      await settle()
      expect(seen).toEqual([])
    })
  })
}
