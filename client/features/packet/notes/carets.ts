// Colleagues' carets and selections in the notes. Presence is a hint from the network: a state that is not the shape of a
// caret is left out (D4), names are cut to a length that fits, and the colour is ours, derived from who the person is.

import { Extension } from '@tiptap/core'
import { yCursorPlugin } from '@tiptap/y-tiptap'
import type { Awareness } from 'y-protocols/awareness'
import { createRelativePositionFromJSON } from 'yjs'

const NAME_LENGTH_MAX = 40

export interface CaretOptions {
  readonly awareness: Awareness
  readonly hueOf: (personId: string) => number
}

interface CaretUser {
  readonly id?: unknown
  readonly name?: unknown
}

export const Carets = Extension.create<CaretOptions>({
  name: 'carets',
  priority: 999,
  addProseMirrorPlugins() {
    const { awareness, hueOf } = this.options
    const hue = ({ id }: CaretUser): number => hueOf(typeof id === 'string' ? id : '')
    return [
      yCursorPlugin(awareness, {
        awarenessStateFilter: (mine: number, theirs: number, state: unknown) => mine !== theirs && isCaretState(state),
        cursorBuilder: (user: CaretUser) => caretElement(caretName(user), hue(user)),
        selectionBuilder: (user: CaretUser) => ({ class: 'notes-selection', 'data-hue': String(hue(user)) }),
      }),
    ]
  },
})

const caretName = ({ name }: CaretUser): string => (typeof name === 'string' && name.trim() !== '' ? name.trim().slice(0, NAME_LENGTH_MAX) : 'Somebody')

const caretElement = (name: string, hue: number): HTMLElement => {
  const caret = document.createElement('span')
  caret.className = 'notes-caret'
  caret.dataset.hue = String(hue)
  const label = document.createElement('span')
  label.className = 'notes-caret-name'
  label.textContent = name
  caret.append(label)
  return caret
}

/** Whether the editor can ask where this caret is without stumbling. */
export const isCaretState = (state: unknown): boolean => {
  const cursor = (state as { cursor?: unknown } | null)?.cursor
  if (cursor === undefined || cursor === null) return false
  const { anchor, head } = cursor as { anchor?: unknown; head?: unknown }
  return isPosition(anchor) && isPosition(head)
}

const isPosition = (json: unknown): boolean => {
  if (json === null || typeof json !== 'object') return false
  try {
    const { type, item } = createRelativePositionFromJSON(json)
    return [type, item].every((id) => id === null || (Number.isSafeInteger(id.client) && Number.isSafeInteger(id.clock) && id.clock >= 0))
  } catch {
    return false
  }
}
