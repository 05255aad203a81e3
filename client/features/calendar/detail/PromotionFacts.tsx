// What it is and how far it has come.

import type { PromotionRow } from '../../../../shared/commands/promotion.ts'
import { moveOrResize } from '../../../../shared/commands/promotion.ts'
import {
  MERCHANDISING,
  MERCHANDISING_LABELS,
  PROMOTION_STATUS_LABELS,
  PROMOTION_STATUSES,
  THEME_LABELS,
  THEMES,
  VISIBILITIES,
  VISIBILITY_LABELS,
} from '../../../../shared/docs/terms/promotion-terms.ts'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { ChoiceField } from '../../../ui/ChoiceField.tsx'
import { ComboField } from '../../../ui/ComboField.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { useCalendar } from '../calendar-state.ts'
import { inAccount, usePromotion } from './promotion-context.ts'

const STATUS_OPTIONS = PROMOTION_STATUSES.map((status) => ({ value: status, label: PROMOTION_STATUS_LABELS[status] }))
const THEME_SUGGESTIONS = THEMES.filter((theme) => theme !== 'none').map((theme) => THEME_LABELS[theme])
const VISIBILITY_OPTIONS = VISIBILITIES.map((visibility) => ({ value: visibility, label: VISIBILITY_LABELS[visibility] }))
const MERCHANDISING_OPTIONS = MERCHANDISING.map((kind) => ({ value: kind, label: MERCHANDISING_LABELS[kind] }))

export const PromotionFacts = (props: { row: PromotionRow }) => {
  const calendar = useCalendar()
  const { bind, account, lines, promotionId } = usePromotion()
  const weeks = () => {
    const shown = account()
    const { inStore } = props.row
    return shown === null || inStore === null ? undefined : windowWithWeeks(shown.system, shown.adWeekStart, inStore)
  }
  /** Known distributors, so that nobody types the same one two ways. */
  const receivers = () => [...new Set(calendar.all().map(({ firstReceiver }) => firstReceiver))].filter((name) => name !== '').sort()
  const isReceiverMissing = () => props.row.firstReceiver === '' && lines().some(({ mechanic }) => mechanic === 'MCB')
  return (
    <section class="promotion-section">
      <div class="field-rows">
        <SelectField {...bind.cell('promotions', props.row, 'status')} options={STATUS_OPTIONS} />
        <WindowField
          {...bind.cell('promotions', props.row, 'inStore')}
          hint={weeks()}
          onCommit={(inStore) => {
            if (inStore === null) return 'A promotion needs its weeks in store.'
            return inAccount(account(), (shown) => bind.run('Changed in store', moveOrResize, { promotionId, inStore, account: shown }))
          }}
        />
        <ComboField
          {...bind.cell('promotions', props.row, 'firstReceiver')}
          suggestions={receivers()}
          hint={isReceiverMissing() ? 'A charge-back needs the distributor it goes through.' : undefined}
        />
        <ComboField {...bind.cell('promotions', props.row, 'theme')} suggestions={THEME_SUGGESTIONS} />
        <NumberField {...bind.cell('promotions', props.row, 'confidence')} label="Confidence" min={0} max={100} unit="%" />
        <SelectField {...bind.cell('promotions', props.row, 'visibility')} options={VISIBILITY_OPTIONS} />
        <ChoiceField {...bind.cellChoices('promotions', props.row, 'merchandising')} options={MERCHANDISING_OPTIONS} />
      </div>
    </section>
  )
}
