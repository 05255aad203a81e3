// The one-line input that TextField, NumberField, MoneyField, DecimalField and ComboField share.

import type { JSX } from 'solid-js'
import { Show, splitProps } from 'solid-js'
import type { Draft } from './createDraft.ts'
import { createRemoteTint } from './createRemoteTint.ts'
import { type ControlIds, Field, type FieldProps } from './Field.tsx'

/** What a list of suggestions adds to the input: it hears first. */
export interface ComboParts {
  readonly isExpanded: () => boolean
  readonly open: () => void
  readonly close: () => void
  readonly onTyped: () => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export interface DraftInputProps extends Omit<FieldProps<unknown>, 'value' | 'onCommit'> {
  readonly draft: Draft
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'search' | 'time' | undefined
  readonly inputMode?: 'text' | 'decimal' | 'numeric' | undefined
  readonly isNumeric?: boolean | undefined
  readonly suffix?: string | undefined
  readonly autocomplete?: string | undefined
  readonly maxLength?: number | undefined
  /** Makes it a combobox. */
  readonly combo?: ComboParts | undefined
  readonly after?: ((ids: ControlIds) => JSX.Element) | undefined
}

export const DraftInput = (props: DraftInputProps) => {
  let input: HTMLInputElement | undefined
  createRemoteTint(
    () => input,
    () => props.draft.text(),
    () => props.selectedBy,
  )
  const [frame] = splitProps(props, ['label', 'hideLabel', 'hint', 'selectedBy', 'readOnly'])
  return (
    <Field {...frame} message={props.draft.message()}>
      {(ids) => (
        <>
          {/* biome-ignore lint/a11y/useAriaPropsSupportedByRole: only a combobox has the state */}
          <input
            ref={(element) => {
              input = element
            }}
            id={ids.control}
            class="field-input"
            type={props.type ?? 'text'}
            inputMode={props.inputMode}
            autocomplete={props.autocomplete ?? 'off'}
            maxLength={props.maxLength}
            placeholder={props.readOnly ? '' : props.placeholder}
            data-numeric={props.isNumeric ? '' : undefined}
            style={{ 'padding-right': props.suffix ? `calc(var(--control-padding) + ${props.suffix.length}ch + 0.375rem)` : undefined }}
            readOnly={props.readOnly}
            aria-invalid={props.draft.message() === null ? undefined : 'true'}
            aria-describedby={ids.describedBy}
            value={props.draft.text()}
            role={props.combo === undefined ? undefined : 'combobox'}
            aria-autocomplete={props.combo === undefined ? undefined : 'list'}
            aria-expanded={props.combo?.isExpanded()}
            onInput={(event) => {
              props.draft.type(event.currentTarget.value)
              props.combo?.onTyped()
            }}
            onClick={() => props.combo?.open()}
            onKeyDown={(event) => (props.combo ?? props.draft).onKeyDown(event)}
            onFocus={() => props.onFocus?.()}
            onBlur={() => {
              props.combo?.close()
              void props.draft.commit()
              props.onBlur?.()
            }}
          />
          <Show when={props.readOnly && props.draft.text() === '' ? undefined : props.suffix}>
            <span class="field-affix" data-side="end" aria-hidden="true">
              {props.suffix}
            </span>
          </Show>
          {props.after?.(ids)}
        </>
      )}
    </Field>
  )
}
