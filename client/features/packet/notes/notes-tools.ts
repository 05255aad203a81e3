// What the toolbar of the notes offers. Paths are drawn on a 16 × 16 grid with a 1.5 stroke.

import type { Editor } from '@tiptap/core'

export interface NotesTool {
  readonly name: string
  readonly label: string
  readonly keys?: string
  readonly group: number
  readonly path: string
  readonly run: (editor: Editor) => void
  /** Absent for acts that are not on or off. */
  readonly isOn?: (editor: Editor) => boolean
  readonly isUsable?: (editor: Editor) => boolean
}

export const NOTES_TOOLS: readonly NotesTool[] = [
  {
    name: 'bold',
    label: 'Bold',
    keys: '⌘B',
    group: 1,
    path: 'M5 3h4a2.5 2.5 0 0 1 0 5H5zM5 8h4.75a2.5 2.5 0 0 1 0 5H5z',
    run: (editor) => editor.chain().focus().toggleBold().run(),
    isOn: (editor) => editor.isActive('bold'),
  },
  {
    name: 'italic',
    label: 'Italic',
    keys: '⌘I',
    group: 1,
    path: 'M7 3h5M4 13h5M9.5 3l-3 10',
    run: (editor) => editor.chain().focus().toggleItalic().run(),
    isOn: (editor) => editor.isActive('italic'),
  },
  {
    name: 'strike',
    label: 'Struck through',
    keys: '⌘⇧S',
    group: 1,
    path: 'M3 8h10M11 5.2C10.6 3.9 9.4 3 8 3 6.3 3 5 4 5 5.5 5 6.9 6 7.6 8 8c2 .4 3 1.1 3 2.500C11 12 9.7 13 8 13c-1.5 0-2.7-.9-3-2.2',
    run: (editor) => editor.chain().focus().toggleStrike().run(),
    isOn: (editor) => editor.isActive('strike'),
  },
  {
    name: 'heading',
    label: 'Heading',
    keys: '⌘⌥2',
    group: 2,
    path: 'M3 3v10M3 8h6M9 3v10M11.5 10a1.5 1.5 0 0 1 3 0c0 1-3 1.5-3 3h3',
    run: (editor) => editor.chain().focus().toggleHeading({ level: 2 }).run(),
    isOn: (editor) => editor.isActive('heading', { level: 2 }),
  },
  {
    name: 'subheading',
    label: 'Smaller heading',
    keys: '⌘⌥3',
    group: 2,
    path: 'M3 3v10M3 8h6M9 3v10M11.5 9h3l-1.5 1.700c2.2 0 2 2.3.2 2.3-.9 0-1.5-.4-1.7-1',
    run: (editor) => editor.chain().focus().toggleHeading({ level: 3 }).run(),
    isOn: (editor) => editor.isActive('heading', { level: 3 }),
  },
  {
    name: 'bullets',
    label: 'List',
    keys: '⌘⇧8',
    group: 3,
    path: 'M6 4h8M6 8h8M6 12h8M2.5 4h.01M2.5 8h.01M2.5 12h.01',
    run: (editor) => editor.chain().focus().toggleBulletList().run(),
    isOn: (editor) => editor.isActive('bulletList'),
  },
  {
    name: 'numbers',
    label: 'Numbered list',
    keys: '⌘⇧7',
    group: 3,
    path: 'M7 4h7M7 8h7M7 12h7M2.5 3l1-.5V6M2 10.200c.3-.8 2-.9 2 .2 0 .9-2 1.4-2 2.600h2.2',
    run: (editor) => editor.chain().focus().toggleOrderedList().run(),
    isOn: (editor) => editor.isActive('orderedList'),
  },
  {
    name: 'tasks',
    label: 'Task list',
    keys: '⌘⇧9',
    group: 3,
    path: 'M2 3h4v4H2zM9 5h5M2 11.500l1.5 1.500L6 10M9 11.500h5',
    run: (editor) => editor.chain().focus().toggleTaskList().run(),
    isOn: (editor) => editor.isActive('taskList'),
  },
  {
    name: 'quote',
    label: 'Quotation',
    keys: '⌘⇧B',
    group: 3,
    path: 'M3 3v10M6 5h8M6 8h8M6 11h5',
    run: (editor) => editor.chain().focus().toggleBlockquote().run(),
    isOn: (editor) => editor.isActive('blockquote'),
  },
  {
    name: 'link',
    label: 'Link',
    group: 4,
    path: 'M6.5 9.500l3-3M7 4.500l1.3-1.300a3 3 0 0 1 4.5 4.500L11.5 9M9 11.500l-1.3 1.300a3 3 0 0 1-4.5-4.500L4.5 7',
    // The toolbar opens the form that asks for the address.
    run: () => {},
    isOn: (editor) => editor.isActive('link'),
  },
  {
    name: 'undo',
    label: 'Undo in the notes',
    keys: '⌘Z',
    group: 5,
    path: 'M3 6h6.500a3.5 3.5 0 0 1 0 7H6M6 3L3 6l3 3',
    run: (editor) => editor.chain().focus().undo().run(),
    isUsable: (editor) => editor.isEditable && editor.can().undo(),
  },
  {
    name: 'redo',
    label: 'Redo in the notes',
    keys: '⌘⇧Z',
    group: 5,
    path: 'M13 6H6.500a3.5 3.5 0 0 0 0 7H10M10 3l3 3-3 3',
    run: (editor) => editor.chain().focus().redo().run(),
    isUsable: (editor) => editor.isEditable && editor.can().redo(),
  },
]
