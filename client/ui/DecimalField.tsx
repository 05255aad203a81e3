import { type DecimalText, isDecimalText } from '../../shared/base/decimal.ts'
import { err, ok } from '../../shared/base/result.ts'
import { createDraft } from './createDraft.ts'
import { DraftInput } from './DraftInput.tsx'
import type { FieldProps } from './Field.tsx'

/** A decimal kept as text, with at most four places: rates. */
export interface DecimalFieldProps extends FieldProps<DecimalText | null> {
  /** With its unit; what is typed may have one too. */
  readonly format?: ((value: DecimalText) => string) | undefined
}

export const DecimalField = (props: DecimalFieldProps) => {
  const draft = createDraft<DecimalText | null>({
    value: () => props.value,
    format: (value) => (value === null ? '' : (props.format?.(value) ?? value)),
    parse: (text) => {
      const plain = text
        .replace(/^\s*[A-Z]{2,3}/i, '')
        .replace(/[\s\u00a0$€£¥%]/g, '')
        .replace(/,(?=\d{3}(?:\D|$))/g, '')
        .replace(',', '.')
        .replace(/^(-?)\./, '$10.')
        .replace(/\.$/, '')
      if (plain === '') return ok(null)
      return isDecimalText(plain) ? ok(plain) : err('Give a number with at most four places, like 0.0375.')
    },
    commit: (value) => props.onCommit(value),
  })
  return <DraftInput {...props} draft={draft} isNumeric inputMode="decimal" />
}
