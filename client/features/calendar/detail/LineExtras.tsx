// What few lines have: shown where it is filled, where the mechanic asks for it, and where somebody added it.

import { createMemo, Show } from 'solid-js'
import type { LineRow } from '../../../../shared/commands/promotion.ts'
import { BASELINE_METHOD_LABELS, BASELINE_SOURCE_LABELS, ITEM_SCOPE_LABELS, PAY_BASIS_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import { BASELINE_METHODS, BASELINE_SOURCES, ITEM_SCOPES, PAY_BASES } from '../../../../shared/docs/terms/planning-terms.ts'
import { MECHANIC_FACTS } from '../../../../shared/domain/mechanics.ts'
import { CheckField } from '../../../ui/CheckField.tsx'
import { ChoiceField } from '../../../ui/ChoiceField.tsx'
import { ComboField } from '../../../ui/ComboField.tsx'
import { MoneyField } from '../../../ui/MoneyField.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextAreaField } from '../../../ui/TextAreaField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { useCalendar } from '../calendar-state.ts'
import { AddFields, createDisclosure } from './AddFields.tsx'
import { BogoField } from './BogoField.tsx'
import { usePromotion } from './promotion-context.ts'

const LABELS = {
  lump: 'Lump sum',
  passThroughPct: 'Pass-through',
  expectedUnits: 'Expected units',
  baselineSource: 'Baseline from',
  baselineMethod: 'Baseline method',
  capUnits: 'Cap in units',
  capAmount: 'Cap in money',
  payBasis: 'Paid on',
  fundedPct: 'Share we fund',
  bogo: 'Buy and get',
  couponFace: 'Coupon face value',
  couponHandling: 'Coupon handling',
  redemptionPct: 'Redemption',
  window: 'Own dates',
  scope: 'Items',
  items: 'Chosen items',
  excludedItems: 'Excluded items',
  isAccrued: 'Accrue',
  spendType: 'Spend type',
  remarks: 'Notes',
} as const
type Extra = keyof typeof LABELS
const EXTRAS = Object.keys(LABELS) as Extra[]
const NONE = ''
const withNone = <Value extends string>(
  values: readonly Value[],
  labels: Readonly<Record<Value, string>>,
): readonly { value: Value | typeof NONE; label: string }[] => [{ value: NONE, label: '—' }, ...values.map((value) => ({ value, label: labels[value] }))]
const SCOPE_OPTIONS = withNone(ITEM_SCOPES, ITEM_SCOPE_LABELS)
const PAY_OPTIONS = withNone(PAY_BASES, PAY_BASIS_LABELS)
const SOURCE_OPTIONS = withNone(BASELINE_SOURCES, BASELINE_SOURCE_LABELS)
const METHOD_OPTIONS = withNone(BASELINE_METHODS, BASELINE_METHOD_LABELS)

export const LineExtras = (props: { line: LineRow }) => {
  const calendar = useCalendar()
  const { bind, account } = usePromotion()
  let fields!: HTMLDivElement
  const currency = () => account()?.currency ?? 'USD'
  const cell = <Name extends Exclude<Extra, 'items' | 'excludedItems' | 'remarks'>>(name: Name) => bind.cell('lines', props.line, name)
  const items = createMemo(() =>
    calendar.workspace.summaries
      .all('item')
      .filter((item) => !item.isDeleted && (props.line.itemGroup === '' || item.group === props.line.itemGroup))
      .map((item) => ({ value: item.itemId, label: item.name })),
  )
  /** What this mechanic cannot be worked out without. */
  const isAskedFor = (name: Extra): boolean => {
    const { pays } = MECHANIC_FACTS[props.line.mechanic]
    switch (name) {
      case 'couponFace':
      case 'redemptionPct':
        return pays === 'redeemed'
      case 'bogo':
        return props.line.mechanic === 'BOGO'
      case 'fundedPct':
        return props.line.mechanic === 'BOGO' || props.line.mechanic === 'MULTI'
      case 'lump':
        return pays === 'none'
      case 'items':
        return props.line.scope === 'items'
      default:
        return false
    }
  }
  const isFilled = (name: Extra): boolean => {
    const value = props.line[name]
    return isAskedFor(name) || (Array.isArray(value) ? value.length > 0 : value !== null && value !== '' && value !== false)
  }
  const disclosure = createDisclosure<Extra>(() => EXTRAS.filter((name) => (name !== 'items' && name !== 'excludedItems') || items().length > 0), isFilled)
  const spendTypes = () =>
    [...new Set(calendar.all().flatMap(({ lines }) => lines.map(({ spendType }) => spendType ?? '')))].filter((type) => type !== '').sort()
  const is = (name: Extra) => disclosure.isShown(name)
  const nullable =
    <Value extends string>(commit: (value: Value | null) => Promise<string | null>) =>
    (value: Value | typeof NONE) =>
      commit(value === NONE ? null : value)

  return (
    <div ref={fields} class="line-extras">
      <div class="line-fields">
        <Show when={is('bogo')}>
          <BogoField {...cell('bogo')} />
        </Show>
        <Show when={is('couponFace')}>
          <MoneyField {...cell('couponFace')} currency={currency()} />
        </Show>
        <Show when={is('couponHandling')}>
          <MoneyField {...cell('couponHandling')} currency={currency()} />
        </Show>
        <Show when={is('redemptionPct')}>
          <NumberField {...cell('redemptionPct')} label={LABELS.redemptionPct} min={0} max={100} unit="%" />
        </Show>
        <Show when={is('fundedPct')}>
          <NumberField {...cell('fundedPct')} label={LABELS.fundedPct} min={0} max={100} unit="%" />
        </Show>
        <Show when={is('lump')}>
          <MoneyField {...cell('lump')} currency={currency()} />
        </Show>
        <Show when={is('expectedUnits')}>
          <NumberField
            {...cell('expectedUnits')}
            whole
            min={0}
            unit="units"
            hint={props.line.expectedLiftPct !== null && props.line.expectedUnits !== null ? 'The lift counts; clear it to plan by units.' : undefined}
          />
        </Show>
        <Show when={is('passThroughPct')}>
          <NumberField {...cell('passThroughPct')} label={LABELS.passThroughPct} min={0} unit="%" />
        </Show>
        <Show when={is('baselineSource')}>
          <SelectField
            {...cell('baselineSource')}
            value={props.line.baselineSource ?? NONE}
            options={SOURCE_OPTIONS}
            onCommit={nullable(cell('baselineSource').onCommit)}
          />
        </Show>
        <Show when={is('baselineMethod')}>
          <SelectField
            {...cell('baselineMethod')}
            value={props.line.baselineMethod ?? NONE}
            options={METHOD_OPTIONS}
            onCommit={nullable(cell('baselineMethod').onCommit)}
          />
        </Show>
        <Show when={is('capUnits')}>
          <NumberField {...cell('capUnits')} whole min={0} unit="units" />
        </Show>
        <Show when={is('capAmount')}>
          <MoneyField {...cell('capAmount')} currency={currency()} />
        </Show>
        <Show when={is('payBasis')}>
          <SelectField {...cell('payBasis')} value={props.line.payBasis ?? NONE} options={PAY_OPTIONS} onCommit={nullable(cell('payBasis').onCommit)} />
        </Show>
        <Show when={is('scope')}>
          <SelectField {...cell('scope')} value={props.line.scope ?? NONE} options={SCOPE_OPTIONS} onCommit={nullable(cell('scope').onCommit)} />
        </Show>
        <Show when={is('spendType')}>
          <ComboField {...cell('spendType')} suggestions={spendTypes()} />
        </Show>
        <Show when={is('isAccrued')}>
          <CheckField {...cell('isAccrued')} words="Accrue over the window" />
        </Show>
      </div>
      <Show when={is('window')}>
        <WindowField {...cell('window')} />
      </Show>
      <Show when={is('items') && items().length > 0}>
        <ChoiceField {...bind.cellChoices('lines', props.line, 'items')} label={LABELS.items} options={items()} />
      </Show>
      <Show when={is('excludedItems') && items().length > 0}>
        <ChoiceField {...bind.cellChoices('lines', props.line, 'excludedItems')} options={items()} />
      </Show>
      <Show when={is('remarks')}>
        <TextAreaField {...bind.cellText('lines', props.line, 'remarks')} label="Line notes" rows={2} />
      </Show>
      <AddFields disclosure={disclosure} labelOf={(name) => LABELS[name]} within={() => fields} foldedAs="Add to this line" readOnly={bind.isReadOnly()} />
    </div>
  )
}
