import { ok } from '../../shared/base/result.ts'
import { createDraft } from './createDraft.ts'
import { DraftInput } from './DraftInput.tsx'
import type { FieldProps } from './Field.tsx'

export interface TextFieldProps extends FieldProps<string> {
  readonly type?: 'text' | 'email' | 'tel' | 'url' | 'time' | undefined
  readonly autocomplete?: string | undefined
}

export const TextField = (props: TextFieldProps) => {
  const draft = createDraft<string>({
    value: () => props.value,
    format: (value) => value,
    parse: (text) => ok(text.trim()),
    commit: (value) => props.onCommit(value),
  })
  return <DraftInput {...props} draft={draft} />
}
