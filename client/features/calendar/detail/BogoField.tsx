import { err, ok } from '../../../../shared/base/result.ts'
import type { BogoRatio } from '../../../../shared/docs/schemas.ts'
import { createDraft } from '../../../ui/createDraft.ts'
import { DraftInput } from '../../../ui/DraftInput.tsx'
import type { FieldProps } from '../../../ui/Field.tsx'

/** `1 + 1`, `2 + 1 at 50 %`: buy, get, and what is off the ones one gets (free, unless it says so). One value (D3). */
export const BogoField = (props: FieldProps<BogoRatio | null>) => {
  const draft = createDraft<BogoRatio | null>({
    value: () => props.value,
    format: (ratio) => (ratio === null ? '' : `${ratio.buy} + ${ratio.get}${ratio.offPct === 100 ? ' free' : `, ${ratio.offPct} % off`}`),
    parse: parseBogo,
    commit: (value) => props.onCommit(value),
  })
  return <DraftInput {...props} placeholder="1 + 1 free" draft={draft} />
}

const parseBogo = (text: string) => {
  if (text.trim() === '') return ok(null)
  const [, buy, get, off] =
    /^\s*(?:buy)?\s*(\d{1,2})\s*(?:\+|,|get|for|\/)\s*(?:get)?\s*(\d{1,2})\s*(?:free|[,@]?\s*(?:at)?\s*(\d{1,3})\s*%?\s*(?:off)?)?\s*$/i.exec(text) ?? []
  const offPct = off === undefined ? 100 : Number(off)
  return buy === undefined || get === undefined || Number(buy) < 1 || Number(get) < 1 || offPct > 100
    ? err('Give it like 1 + 1 free, or 2 + 1, 50 % off.')
    : ok({ buy: Number(buy), get: Number(get), offPct })
}
