// One tab stop; arrows move along it (WAI-ARIA toolbar).

import type { Editor } from '@tiptap/core'
import { createSignal, For, Show } from 'solid-js'
import { LinkForm } from './LinkForm.tsx'
import { NOTES_TOOLS, type NotesTool } from './notes-tools.ts'

export const NotesToolbar = (props: { readonly editor: Editor /** Grows with every change of text or selection. */; readonly revision: number }) => {
  const [current, setCurrent] = createSignal(0)
  const [isLinking, setLinking] = createSignal(false)
  let bar: HTMLDivElement | undefined

  const isOn = (tool: NotesTool): boolean => {
    void props.revision
    return tool.isOn?.(props.editor) ?? false
  }
  const isUsable = (tool: NotesTool): boolean => {
    void props.revision
    return tool.isUsable?.(props.editor) ?? true
  }
  const move = (event: KeyboardEvent) => {
    const step = { ArrowRight: 1, ArrowLeft: -1, Home: -NOTES_TOOLS.length, End: NOTES_TOOLS.length }[event.key]
    if (step === undefined) return
    event.preventDefault()
    const next = Math.max(0, Math.min(NOTES_TOOLS.length - 1, current() + step))
    setCurrent(next)
    bar?.querySelectorAll('button')[next]?.focus()
  }
  const use = (tool: NotesTool) => {
    if (!isUsable(tool)) return
    if (tool.name === 'link') setLinking(!isLinking())
    else tool.run(props.editor)
  }

  return (
    <div class="notes-bar">
      <div class="notes-toolbar" role="toolbar" aria-label="Format of the notes" ref={bar} onKeyDown={move}>
        <For each={NOTES_TOOLS}>
          {(tool, index) => (
            <button
              type="button"
              class="notes-tool"
              data-first={index() > 0 && NOTES_TOOLS[index() - 1]?.group !== tool.group ? '' : undefined}
              aria-label={tool.label}
              aria-pressed={tool.isOn === undefined ? undefined : isOn(tool)}
              aria-disabled={!isUsable(tool)}
              aria-expanded={tool.name === 'link' ? isLinking() : undefined}
              title={tool.keys === undefined ? tool.label : `${tool.label} (${tool.keys})`}
              tabIndex={index() === current() ? 0 : -1}
              onFocus={() => setCurrent(index())}
              onMouseDown={(event) => event.preventDefault()}
              onClick={() => use(tool)}
            >
              <svg
                viewBox="0 0 16 16"
                width="16"
                height="16"
                fill="none"
                stroke="currentColor"
                stroke-width="1.5"
                stroke-linecap="round"
                stroke-linejoin="round"
              >
                <title>{tool.label}</title>
                <path d={tool.path} />
              </svg>
            </button>
          )}
        </For>
      </div>
      <Show when={isLinking()}>
        <LinkForm editor={props.editor} onDone={() => setLinking(false)} />
      </Show>
    </div>
  )
}
