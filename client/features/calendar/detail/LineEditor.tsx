// One line: the group and items, the mechanic and what it pays, prices and volume; what the mechanic asks for besides, and
// what somebody added. Group and mechanic go through a command of their own, because the automatic name is made of them.

import { Show } from 'solid-js'
import { type LineCell, type LineRow, setLineCell } from '../../../../shared/commands/promotion.ts'
import { MECHANIC_LABELS, MECHANICS } from '../../../../shared/docs/terms/mechanic.ts'
import { RATE_BASIS_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { RATE_BASES, type RateBasis } from '../../../../shared/docs/terms/promotion-terms.ts'
import { mechanicFamily } from '../../../../shared/domain/mechanic-families.ts'
import { PAYING_UNITS_LABELS, SETTLEMENT_LABELS } from '../../../../shared/domain/mechanic-words.ts'
import { MECHANIC_FACTS } from '../../../../shared/domain/mechanics.ts'
import { ComboField } from '../../../ui/ComboField.tsx'
import { DecimalField } from '../../../ui/DecimalField.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { useCalendar } from '../calendar-state.ts'
import { rateText } from '../rate-text.ts'
import { LineExtras } from './LineExtras.tsx'
import { LineFigures } from './LineFigures.tsx'
import { inAccount, usePromotion } from './promotion-context.ts'
import { RetailField } from './RetailField.tsx'

const MECHANIC_OPTIONS = MECHANICS.map((mechanic) => ({ value: mechanic, label: `${mechanic} · ${MECHANIC_LABELS[mechanic]}` }))
const NO_BASIS = ''
const BASIS_OPTIONS: readonly { value: RateBasis | typeof NO_BASIS; label: string }[] = [
  { value: NO_BASIS, label: '—' },
  ...RATE_BASES.map((basis) => ({ value: basis, label: RATE_BASIS_LABELS[basis] })),
]

interface LineProps {
  readonly line: LineRow
  readonly index: number
  readonly count: number
  readonly onRemove: () => void
  readonly onMove: (step: -1 | 1) => void
}

export const LineEditor = (props: LineProps) => {
  const calendar = useCalendar()
  const { bind, account, promotionId } = usePromotion()
  const currency = () => account()?.currency ?? 'USD'
  const cell = <Cell extends LineCell>(name: Cell) => bind.cell('lines', props.line, name)
  const set = (name: LineCell, value: unknown) =>
    inAccount(account(), (shown) =>
      bind.run(`Changed ${name === 'mechanic' ? 'mechanic' : 'promoted group'}`, setLineCell, {
        promotionId,
        lineId: props.line.id,
        cell: name,
        value,
        account: shown,
      }),
    )
  const facts = () => MECHANIC_FACTS[props.line.mechanic]
  const isBasisMissing = () => props.line.rate !== null && props.line.rateBasis === null

  return (
    <fieldset class="line-editor" data-family={mechanicFamily(props.line.mechanic)}>
      <legend class="visually-hidden">{`Line ${props.index + 1}`}</legend>
      <header class="line-header">
        <span class="line-swatch" data-family={mechanicFamily(props.line.mechanic)} aria-hidden="true" />
        <h3>{props.count === 1 ? 'Line' : `Line ${props.index + 1}`}</h3>
        <span class="line-pays" title={`Settled ${SETTLEMENT_LABELS[facts().settledBy]}`}>
          Pays on {PAYING_UNITS_LABELS[facts().pays]}
        </span>
        <Show when={!bind.isReadOnly()}>
          <span class="line-actions">
            <Show when={props.count > 1}>
              <IconButton label={`Move line ${props.index + 1} up`} icon="chevron-up" disabled={props.index === 0} onClick={() => props.onMove(-1)} />
              <IconButton
                label={`Move line ${props.index + 1} down`}
                icon="chevron-down"
                disabled={props.index === props.count - 1}
                onClick={() => props.onMove(1)}
              />
            </Show>
            <IconButton label={`Delete line ${props.index + 1}`} icon="trash" onClick={() => props.onRemove()} />
          </span>
        </Show>
      </header>
      <div class="line-fields">
        <ComboField {...cell('itemGroup')} suggestions={calendar.itemGroups()} onCommit={(value) => set('itemGroup', value)} />
        <SelectField {...cell('mechanic')} options={MECHANIC_OPTIONS} onCommit={(value) => set('mechanic', value)} />
        <DecimalField {...cell('rate')} format={(rate) => rateText(rate, props.line.rateBasis, currency())} />
        <SelectField
          {...cell('rateBasis')}
          value={props.line.rateBasis ?? NO_BASIS}
          options={BASIS_OPTIONS}
          hint={isBasisMissing() ? 'Say what the rate is an amount of.' : undefined}
          onCommit={(value) => cell('rateBasis').onCommit(value === NO_BASIS ? null : value)}
        />
        <RetailField {...cell('regularRetail')} currency={currency()} />
        <RetailField {...cell('promoRetail')} currency={currency()} placeholder="2/$5" />
        <NumberField {...cell('baselinePerWeek')} label="Baseline a week" whole min={0} unit="units" />
        <NumberField {...cell('expectedLiftPct')} label="Expected lift" min={0} unit="%" />
      </div>
      <LineExtras line={props.line} />
      <LineFigures line={props.line} />
    </fieldset>
  )
}
