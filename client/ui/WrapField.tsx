// One line of words that may be long: it wraps instead of being cut off, on the desk, the phone and under 200 % text. Enter
// commits, as in any field; a pasted line end becomes a space.

import { createEffect, on, onMount, splitProps } from 'solid-js'
import { ok } from '../../shared/base/result.ts'
import { createDraft } from './createDraft.ts'
import { Field, type FieldProps } from './Field.tsx'
import './WrapField.css'

const growsByItself = typeof CSS !== 'undefined' && CSS.supports('field-sizing', 'content')

export const WrapField = (props: FieldProps<string>) => {
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  const draft = createDraft<string>({
    value: () => props.value,
    format: (value) => value,
    parse: (text) => ok(text.replace(/\s*\n\s*/g, ' ').trim()),
    commit: (value) => props.onCommit(value),
  })
  let area!: HTMLTextAreaElement
  const grow = () => {
    if (growsByItself) return
    area.style.height = 'auto'
    area.style.height = `${area.scrollHeight}px`
  }
  onMount(() => createEffect(on(draft.text, grow)))
  return (
    <Field {...frame} message={draft.message()}>
      {(ids) => (
        <textarea
          ref={area}
          id={ids.control}
          class="field-input wrap-input"
          rows={1}
          autocomplete="off"
          enterkeyhint="done"
          placeholder={props.readOnly ? '' : props.placeholder}
          readOnly={props.readOnly}
          aria-invalid={draft.message() === null ? undefined : 'true'}
          aria-describedby={ids.describedBy}
          value={draft.text()}
          onInput={(event) => draft.type(event.currentTarget.value)}
          onKeyDown={(event) => draft.onKeyDown(event)}
          onFocus={() => props.onFocus?.()}
          onBlur={() => {
            void draft.commit()
            props.onBlur?.()
          }}
        />
      )}
    </Field>
  )
}
