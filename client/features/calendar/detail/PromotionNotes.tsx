import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import { TextAreaField } from '../../../ui/TextAreaField.tsx'
import { usePromotion } from './promotion-context.ts'

/** Live text: several people may type into it at once. */
export const PromotionNotes = (props: { row: PromotionRow }) => {
  const { bind } = usePromotion()
  return (
    <section class="promotion-section">
      <TextAreaField {...bind.cellText('promotions', props.row, 'notes')} rows={4} placeholder="What was agreed, what to watch" />
    </section>
  )
}
