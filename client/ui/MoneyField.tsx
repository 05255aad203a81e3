import { formatMoney, plainMoney } from '../../shared/base/money.ts'
import { parseMoney } from '../../shared/base/parse-money.ts'
import { err, ok } from '../../shared/base/result.ts'
import { createDraft } from './createDraft.ts'
import { DraftInput } from './DraftInput.tsx'
import type { FieldProps } from './Field.tsx'

/** Integer minor units. Under its own label an amount carries its symbol; in a table the heading names the unit. */
export interface MoneyFieldProps extends FieldProps<number | null> {
  readonly currency: string
}

export const MoneyField = (props: MoneyFieldProps) => {
  const draft = createDraft<number | null>({
    value: () => props.value,
    format: (value) => (value === null ? '' : props.hideLabel ? plainMoney(value, props.currency) : formatMoney(value, props.currency)),
    parse: (text) => {
      if (text.trim() === '') return ok(null)
      const minor = parseMoney(text, props.currency)
      return minor === null ? err(`Give an amount like ${plainMoney(199, props.currency)}.`) : ok(minor)
    },
    commit: (value) => props.onCommit(value),
  })
  return <DraftInput {...props} draft={draft} isNumeric inputMode="decimal" />
}
