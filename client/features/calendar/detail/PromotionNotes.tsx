// Notes, and what was learned: live texts, several people may type into them at once. A promotion that has begun can be
// settled, which asks for the lesson (DOMAIN §2), so that next year's plan can show it.

import { createSignal, Show } from 'solid-js'
import { closePromotion, type PromotionRow, reopenPromotion } from '../../../../shared/commands/promotion.ts'
import { VERDICT_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import { VERDICTS, type Verdict } from '../../../../shared/docs/terms/planning-terms.ts'
import { dayMonthLabel } from '../../../../shared/domain/weeks/week-labels.ts'
import { Button } from '../../../ui/Button.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextAreaField } from '../../../ui/TextAreaField.tsx'
import { useCalendar } from '../calendar-state.ts'
import { usePromotion } from './promotion-context.ts'

const NONE = ''
const VERDICT_OPTIONS: readonly { value: Verdict | typeof NONE; label: string }[] = [
  { value: NONE, label: '—' },
  ...VERDICTS.map((verdict) => ({ value: verdict, label: VERDICT_LABELS[verdict] })),
]

export const PromotionNotes = (props: { row: PromotionRow }) => {
  const calendar = useCalendar()
  const { bind, promotionId } = usePromotion()
  const [problem, setProblem] = createSignal<string | null>(null)
  const hasBegun = () => props.row.inStore !== null && props.row.inStore.from <= calendar.workspace.today()
  const [isAsked, setIsAsked] = createSignal(false)
  const isLessonShown = () => isAsked() || hasBegun() || props.row.lesson !== '' || props.row.verdict !== null || props.row.settledOn !== null
  const settle = async () => setProblem(await bind.run('Settled', closePromotion, { promotionId, on: calendar.workspace.today() }))
  const reopen = async () => setProblem(await bind.run('Reopened', reopenPromotion, { promotionId }))
  return (
    <>
      <section class="promotion-section">
        <TextAreaField {...bind.cellText('promotions', props.row, 'notes')} rows={3} placeholder="What was agreed, what to watch" />
        <Show when={!isLessonShown() && !bind.isReadOnly()}>
          <Button kind="quiet" icon="plus" onClick={() => setIsAsked(true)}>
            Add a lesson
          </Button>
        </Show>
      </section>
      <Show when={isLessonShown()}>
        <section class="promotion-section">
          <h3>What was learned</h3>
          <TextAreaField {...bind.cellText('promotions', props.row, 'lesson')} rows={2} placeholder="What to do differently next time" />
          <div class="field-rows">
            <SelectField
              {...bind.cell('promotions', props.row, 'verdict')}
              value={props.row.verdict ?? NONE}
              options={VERDICT_OPTIONS}
              onCommit={(verdict) => bind.cell('promotions', props.row, 'verdict').onCommit(verdict === NONE ? null : verdict)}
            />
          </div>
          <div class="promotion-settle">
            <Show
              when={props.row.settledOn}
              fallback={
                <Show when={hasBegun() && !bind.isReadOnly()}>
                  <Button onClick={() => void settle()}>Settle it</Button>
                </Show>
              }
            >
              {(on) => (
                <>
                  <span>Settled on {dayMonthLabel(on())}</span>
                  <Show when={!bind.isReadOnly()}>
                    <Button kind="quiet" onClick={() => void reopen()}>
                      Reopen
                    </Button>
                  </Show>
                </>
              )}
            </Show>
            <Show when={problem()}>
              <p class="field-message" role="alert">
                {problem()}
              </p>
            </Show>
          </div>
        </section>
      </Show>
    </>
  )
}
