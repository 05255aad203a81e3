// The notes of a meeting: one rich text several people write at once. ProseMirror keeps the view, the document keeps the
// truth; between them is the collaboration binding. Loaded when a packet is opened, never before.

import { Editor } from '@tiptap/core'
import { createEffect, createSignal, on, onCleanup, onMount, Show } from 'solid-js'
import type { Awareness } from 'y-protocols/awareness'
import type { XmlFragment } from 'yjs'
import { NotesToolbar } from './NotesToolbar.tsx'
import { notesExtensions } from './notes-extensions.ts'
import { unknownContent } from './unknown-content.ts'
import './notes.css'

export interface NotesEditorProps {
  readonly fragment: XmlFragment
  readonly awareness: Awareness
  readonly person: { readonly id: string; readonly name: string }
  readonly isEditable: boolean
  readonly hueOf: (personId: string) => number
  /** What the notes say without their form, for a version that cannot show all of it. */
  readonly plainText: string
  readonly onFocus: () => void
  readonly onBlur: () => void
}

export const NotesEditor = (props: NotesEditorProps) => {
  const [editor, setEditor] = createSignal<Editor | null>(null)
  const [revision, setRevision] = createSignal(0)
  const [unknown, setUnknown] = createSignal<string | null>(null)
  let place: HTMLDivElement | undefined

  onMount(() => {
    const { fragment, awareness, person } = props
    // Until the editor is here, nobody announces himself in this document; without a state there is no caret to show.
    awareness.setLocalState({ user: { id: person.id, name: person.name } })
    const created = new Editor({
      element: null,
      injectCSS: false,
      editable: props.isEditable,
      extensions: notesExtensions(fragment, { awareness, hueOf: props.hueOf }),
      editorProps: {
        handleDOMEvents: { beforeinput: takeOverUndo(editor) },
        attributes: { class: 'notes-text', role: 'textbox', 'aria-multiline': 'true', 'aria-label': 'Notes' },
      },
      onTransaction: () => setRevision((count) => count + 1),
      onFocus: () => props.onFocus(),
      onBlur: () => props.onBlur(),
    })
    const isShowable = (): boolean => {
      const found = unknownContent(created.schema, fragment)
      if (found === null) return true
      setUnknown(found)
      setEditor(null)
      created.destroy()
      return false
    }
    // Registered before the binding's own observer, so that it is gone before it would delete what it does not know.
    const watch = () => void isShowable()
    fragment.observeDeep(watch)
    if (isShowable() && place !== undefined) {
      created.mount(place)
      setEditor(created)
    }
    onCleanup(() => {
      fragment.unobserveDeep(watch)
      created.destroy()
      awareness.setLocalState(null)
    })
  })

  createEffect(on([editor, () => props.isEditable], ([made, isEditable]) => made?.setEditable(isEditable, false)))

  return (
    <div class="notes" data-editable={props.isEditable && unknown() === null} on:keydown={keepUndoInside}>
      <Show when={unknown() !== null}>
        <p class="notes-unknown" role="status">
          These notes hold something this version cannot show. Nothing is lost; reload the app to edit them.
        </p>
        <div class="notes-text">{props.plainText}</div>
      </Show>
      <Show when={props.isEditable && editor()}>{(made) => <NotesToolbar editor={made()} revision={revision()} />}</Show>
      <div class="notes-place" ref={place} hidden={unknown() !== null} />
    </div>
  )
}

/**
 * ⌘Z in here takes back typing in here; the page's own undo must not hear it too. Nor may the browser's: with nothing left
 * to take back it would put removed words in again.
 */
const keepUndoInside = (event: KeyboardEvent) => {
  if (!(event.metaKey || event.ctrlKey) || !['z', 'y'].includes(event.key.toLowerCase())) return
  event.preventDefault()
  event.stopPropagation()
}

/** Undo from the browser's menu is ours as well. */
const takeOverUndo = (editor: () => Editor | null) => (_view: unknown, event: InputEvent) => {
  if (event.inputType !== 'historyUndo' && event.inputType !== 'historyRedo') return false
  event.preventDefault()
  if (event.inputType === 'historyUndo') editor()?.commands.undo()
  else editor()?.commands.redo()
  return true
}
