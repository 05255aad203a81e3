import { err, ok } from '../../shared/base/result.ts'
import { createDraft } from './createDraft.ts'
import { DraftInput } from './DraftInput.tsx'
import type { FieldProps } from './Field.tsx'

export interface NumberFieldProps extends FieldProps<number | null> {
  readonly min?: number | undefined
  readonly max?: number | undefined
  /** Whole numbers only. */
  readonly whole?: boolean | undefined
  /** Shown after the number: `%`, `stores`. */
  readonly unit?: string | undefined
}

const PLAIN = /^-?\d+(?:\.\d+)?$/

export const NumberField = (props: NumberFieldProps) => {
  const parse = (text: string) => {
    const plain = text
      .replace(/[\s\u00a0%]/g, '')
      .replace(/,(?=\d{3}(?:\D|$))/g, '')
      .replace(',', '.')
      .replace(/^\./, '0.')
    if (plain === '') return ok(null)
    if (!PLAIN.test(plain)) return err('Give a number.')
    const value = Number(plain)
    if (props.whole && !Number.isInteger(value)) return err('Give a whole number.')
    if (props.min !== undefined && value < props.min) return err(`Give a number from ${props.min} on.`)
    if (props.max !== undefined && value > props.max) return err(`Give a number up to ${props.max}.`)
    return ok(value)
  }
  const draft = createDraft<number | null>({
    value: () => props.value,
    format: (value) => (value === null ? '' : String(value)),
    parse,
    commit: (value) => props.onCommit(value),
  })
  return <DraftInput {...props} draft={draft} isNumeric inputMode="decimal" suffix={props.unit} />
}
