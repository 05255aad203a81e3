import { Field } from '../../ui/Field.tsx'

interface FormFieldProps {
  readonly label: string
  readonly value: string
  readonly onInput: (value: string) => void
  readonly type?: 'text' | 'email' | 'password' | undefined
  readonly autocomplete: 'name' | 'username' | 'email' | 'current-password' | 'new-password' | 'organization' | 'off'
  readonly message?: string | null | undefined
  readonly hint?: string | undefined
  readonly autofocus?: boolean | undefined
}

/** A box of a form that is sent as a whole, unlike the fields of documents, which commit one by one. */
export const FormField = (props: FormFieldProps) => (
  <Field label={props.label} hint={props.hint} message={props.message}>
    {(ids) => (
      <input
        ref={(element) => {
          if (props.autofocus) queueMicrotask(() => element.focus())
        }}
        id={ids.control}
        class="field-input"
        type={props.type ?? 'text'}
        name={props.autocomplete}
        autocomplete={props.autocomplete}
        autocapitalize={props.type === 'email' ? 'none' : undefined}
        spellcheck={false}
        value={props.value}
        aria-invalid={props.message ? 'true' : undefined}
        aria-describedby={ids.describedBy}
        onInput={(event) => props.onInput(event.currentTarget.value)}
      />
    )}
  </Field>
)
