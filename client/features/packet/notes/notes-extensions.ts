// What can stand in the notes. Undo is the collaboration's own (D11: Y.UndoManager lives in here and nowhere else). No
// trailing paragraph is kept up: keeping it would write into the document whenever somebody merely opens it.

import type { Extensions } from '@tiptap/core'
import { Collaboration } from '@tiptap/extension-collaboration'
import { TaskItem, TaskList } from '@tiptap/extension-list'
import { Placeholder } from '@tiptap/extensions'
import { StarterKit } from '@tiptap/starter-kit'
import type { XmlFragment } from 'yjs'
import { type CaretOptions, Carets } from './carets.ts'

export const LINK_PROTOCOLS = ['https', 'http', 'mailto', 'tel'] as const

export const notesExtensions = (fragment: XmlFragment, carets: CaretOptions): Extensions => [
  StarterKit.configure({
    undoRedo: false,
    trailingNode: false,
    heading: { levels: [2, 3] },
    link: { openOnClick: false, defaultProtocol: 'https', HTMLAttributes: { rel: 'noopener noreferrer', target: '_blank' } },
  }),
  TaskList,
  TaskItem.configure({ nested: true, a11y: { checkboxLabel: (node) => `Done: ${node.textContent || 'empty task'}` } }),
  Placeholder.configure({ placeholder: 'What was said, what was promised, what surprised…' }),
  Collaboration.configure({ fragment }),
  Carets.configure(carets),
]

/** `www.x.com` → `https://www.x.com`, `kim@x.com` → `mailto:kim@x.com`; null for what is no address we would open. */
export const linkAddress = (typed: string): string | null => {
  const text = typed.trim()
  if (text === '' || /\s/.test(text)) return null
  if (/^[^@/:]+@[^@/:]+\.[^@/:]+$/.test(text)) return `mailto:${text}`
  const scheme = /^([a-z][a-z0-9+.-]*):/i.exec(text)?.[1]?.toLowerCase()
  if (scheme === undefined || /^[^/]+:\d/.test(text)) return text.includes('.') || text.startsWith('localhost') ? `https://${text}` : null
  return (LINK_PROTOCOLS as readonly string[]).includes(scheme) ? text : null
}
