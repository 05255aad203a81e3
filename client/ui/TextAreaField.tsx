// A text several people may type into at once. Every keystroke is a splice of the live text; a colleague's splice is
// shown without moving my caret, which is kept as anchors in the text. While a character is being composed (IME) the box
// is left alone, and what was composed is spliced where its start has moved to.

import { createEffect, on, onCleanup, splitProps } from 'solid-js'
import { type LiveText, spliceBetween } from '../../shared/model/live-text.ts'
import { Field, type FieldProps } from './Field.tsx'

export interface TextAreaFieldProps extends Omit<FieldProps<string>, 'value' | 'onCommit'> {
  /** Null while the document is being read. */
  readonly text: LiveText | null
  readonly rows?: number | undefined
}

export const TextAreaField = (props: TextAreaFieldProps) => {
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  let area!: HTMLTextAreaElement
  let anchors: readonly [ReturnType<LiveText['anchor']>, ReturnType<LiveText['anchor']>] | null = null
  let composing: { readonly before: string; readonly at: number; readonly anchor: ReturnType<LiveText['anchor']> } | null = null

  const holdCaret = () => {
    const text = props.text
    if (text === null || document.activeElement !== area || composing !== null) return
    anchors = [text.anchor(area.selectionStart), text.anchor(area.selectionEnd)]
  }

  const show = (text: LiveText) => {
    if (composing !== null) return
    const next = text.read()
    if (area.value === next) return
    area.value = next
    if (anchors === null || document.activeElement !== area) return
    const start = text.indexOf(anchors[0])
    const end = text.indexOf(anchors[1])
    if (start !== null && end !== null) area.setSelectionRange(start, end)
  }

  createEffect(
    on(
      () => props.text,
      (text) => {
        anchors = null
        if (text === null) return
        show(text)
        onCleanup(text.observe(() => show(text)))
      },
    ),
  )

  const onInput = () => {
    if (composing !== null || props.text === null) return
    props.text.replace(area.value)
    holdCaret()
  }

  const onCompositionStart = () => {
    if (props.text !== null) composing = { before: area.value, at: area.selectionStart, anchor: props.text.anchor(area.selectionStart) }
  }

  const onCompositionEnd = () => {
    const held = composing
    composing = null
    const text = props.text
    if (held === null || text === null) return
    const splice = spliceBetween(held.before, area.value)
    if (splice !== null) {
      const moved = (text.indexOf(held.anchor) ?? held.at) - held.at
      const index = Math.max(0, Math.min(splice.index + moved, text.read().length))
      text.splice(index, splice.removeCount, splice.insert)
      anchors = [text.anchor(index + splice.insert.length), text.anchor(index + splice.insert.length)]
    }
    show(text)
    holdCaret()
  }

  return (
    <Field {...frame}>
      {(ids) => (
        <textarea
          ref={area}
          id={ids.control}
          class="field-input"
          rows={props.rows ?? 3}
          readOnly={props.readOnly === true || props.text === null}
          placeholder={props.readOnly ? '' : props.placeholder}
          aria-describedby={ids.describedBy}
          onInput={onInput}
          onCompositionStart={onCompositionStart}
          onCompositionEnd={onCompositionEnd}
          onSelect={holdCaret}
          onKeyUp={holdCaret}
          onPointerUp={holdCaret}
          onFocus={() => {
            holdCaret()
            props.onFocus?.()
          }}
          onBlur={() => props.onBlur?.()}
        />
      )}
    </Field>
  )
}
