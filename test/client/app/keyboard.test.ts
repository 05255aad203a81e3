import { describe, expect, test } from 'vitest'
import { keyCaps, keyOf } from '../../../client/app/keyboard.ts'

const press = (key: string, held: { ctrl?: boolean; meta?: boolean; shift?: boolean; alt?: boolean } = {}) =>
  keyOf({ key, ctrlKey: held.ctrl === true, metaKey: held.meta === true, shiftKey: held.shift === true, altKey: held.alt === true })

describe('the keyboard map', () => {
  test('takes ⌘ and Ctrl for the same key', () => {
    expect(press('k', { ctrl: true })).toBe('mod+k')
    expect(press('k', { meta: true })).toBe('mod+k')
    expect(press('Z', { meta: true, shift: true })).toBe('mod+shift+z')
  })

  test('knows a character by itself, however the layout makes it', () => {
    expect(press('?', { shift: true })).toBe('?')
    expect(press('/')).toBe('/')
    expect(press('N', { shift: true })).toBe('n')
    expect(press('ArrowLeft', { shift: true })).toBe('shift+ArrowLeft')
  })

  test('draws one cap for each key, of several ways the first', () => {
    expect(keyCaps('g t')).toEqual(['G', 'T'])
    expect(keyCaps('mod+shift+z, mod+y')).toHaveLength(3)
  })
})
