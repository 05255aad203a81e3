import { err, ok } from '../../../../shared/base/result.ts'
import type { RetailPrice } from '../../../../shared/docs/schemas.ts'
import { parseRetail } from '../../../../shared/domain/parse-retail.ts'
import { retailText } from '../../../../shared/domain/retail-text.ts'
import { createDraft } from '../../../ui/createDraft.ts'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import type { FieldProps } from '../../../ui/Field.tsx'

export interface RetailFieldProps extends FieldProps<RetailPrice | null> {
  readonly currency: string
}

/** A shelf price: `$2.99`, or `2/$5` for a multiple. */
export const RetailField = (props: RetailFieldProps) => {
  const draft = createDraft<RetailPrice | null>({
    value: () => props.value,
    format: (value) => retailText(value, props.currency),
    parse: (text) => {
      if (text.trim() === '') return ok(null)
      const retail = parseRetail(text, props.currency)
      return retail === null ? err('Give a price like 2.99, or 2/$5.') : ok(retail)
    },
    commit: (value) => props.onCommit(value),
  })
  return <DraftInput {...props} draft={draft} isNumeric />
}
