// The keyboard map: one listener for the keys of all registered commands. Letters do nothing while somebody types, and can
// be switched off; chords with ⌘/Ctrl always work. "G then T" waits a second for its second key.

import { onCleanup } from 'solid-js'
import { commands } from '../data/app-commands.ts'
import { preferences } from '../data/preferences.ts'

const SECOND_KEY_MS = 1_000

const isMac = typeof navigator !== 'undefined' && /mac|iphone|ipad/i.test(navigator.platform)

const isTyping = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement && (target.isContentEditable || ['INPUT', 'TEXTAREA', 'SELECT'].includes(target.tagName))

/** Undo inside a text box is the browser's own. */
const isTextBox = (target: EventTarget | null): boolean =>
  target instanceof HTMLElement &&
  (target.isContentEditable || target.tagName === 'TEXTAREA' || (target.tagName === 'INPUT' && !isTickBox(target as HTMLInputElement)))
const isTickBox = (input: HTMLInputElement): boolean => ['checkbox', 'radio', 'button'].includes(input.type)

/** `mod+shift+z`, `n`, `?`. */
export const keyOf = (event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'shiftKey' | 'altKey'>): string => {
  const key = event.key.length === 1 ? event.key.toLowerCase() : event.key
  const chord = event.metaKey || event.ctrlKey
  // Shift is part of the character when there is no chord: `?` is not `shift+?`.
  const shift = event.shiftKey && (chord || event.key.length > 1) ? 'shift+' : ''
  return `${chord ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${shift}${key}`
}

export const createKeyboardMap = (): void => {
  let first: string | null = null
  let timer: ReturnType<typeof setTimeout> | undefined

  const forget = () => {
    first = null
    clearTimeout(timer)
  }

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.defaultPrevented || event.isComposing) return
    const key = keyOf(event)
    const isChord = key.startsWith('mod+')
    if (!isChord && (isTyping(event.target) || !preferences().letterKeys)) return forget()
    if (/^mod\+(?:shift\+)?[zy]$/.test(key) && isTextBox(event.target)) return
    if (document.querySelector('dialog[open]:modal') !== null && !isChord) return

    const pressed = first === null ? key : `${first} ${key}`
    forget()
    const all = commands()
    const command = all.findLast(({ keys }) => keys?.split(', ').includes(pressed))
    if (command !== undefined) {
      event.preventDefault()
      command.run()
      return
    }
    if (all.some(({ keys }) => keys?.startsWith(`${pressed} `))) {
      first = pressed
      timer = setTimeout(forget, SECOND_KEY_MS)
    }
  }

  addEventListener('keydown', onKeyDown)
  onCleanup(() => {
    removeEventListener('keydown', onKeyDown)
    forget()
  })
}

const NAMES: Readonly<Record<string, string>> = { mod: isMac ? '⌘' : 'Ctrl', shift: isMac ? '⇧' : 'Shift', alt: isMac ? '⌥' : 'Alt', Enter: '↵', Escape: 'Esc' }

/** The caps to draw for `mod+shift+z`: ['⌘', '⇧', 'Z']; of several ways the first. */
export const keyCaps = (keys: string): readonly string[] =>
  (keys.split(', ')[0] ?? '').split(/[ +]/).map((key) => NAMES[key] ?? (key.length === 1 ? key.toUpperCase() : key))

/** `⌘⇧Z`, `G T`. */
export const keyWords = (keys: string): string => keyCaps(keys).join(keys.includes(' ') || !isMac ? ' ' : '')
