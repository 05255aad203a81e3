// What the retailer has to do to be paid: conditions of X12 element 422, each with a quantity, joined by and or or.

import { For, Show } from 'solid-js'
import { UNITS_OF_MEASURE, type UnitOfMeasure } from '../../../../shared/base/quantity.ts'
import { addRow, deleteRows } from '../../../../shared/commands/rows.ts'
import { PERFORMANCE_LABELS, performanceLabel } from '../../../../shared/docs/terms/performance-terms.ts'
import { JOINT_LABELS } from '../../../../shared/docs/terms/planning-labels.ts'
import { JOINTS } from '../../../../shared/docs/terms/planning-terms.ts'
import { Button } from '../../../ui/Button.tsx'
import { IconButton } from '../../../ui/IconButton.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { notifyProblem } from '../../../ui/toasts.tsx'
import { type RequirementRow, usePromotion } from './promotion-context.ts'

const CODE_OPTIONS = Object.keys(PERFORMANCE_LABELS)
  .sort((a, b) => performanceLabel(a).localeCompare(performanceLabel(b), 'en'))
  .map((code) => ({ value: code, label: `${performanceLabel(code)} (${code})` }))
const JOINT_OPTIONS = JOINTS.map((joint) => ({ value: joint, label: JOINT_LABELS[joint] }))
const NO_UNIT = ''
const UNIT_OPTIONS: readonly { value: UnitOfMeasure | typeof NO_UNIT; label: string }[] = [
  { value: NO_UNIT, label: '—' },
  ...UNITS_OF_MEASURE.map((unit) => ({ value: unit, label: { EA: 'units', CS: 'cases', IP: 'inners', PL: 'pallets' }[unit] })),
]

export const PromotionRequirements = () => {
  const { bind, requirements, promotionId } = usePromotion()
  const add = async () => {
    const code = CODE_OPTIONS.find(({ value }) => value === '41')?.value ?? ''
    notifyProblem(await bind.run('Added a requirement', addRow, { rows: 'requirements', input: { promotionId, code } }))
  }
  return (
    <section class="promotion-section" aria-label="Performance requirements">
      <Show when={requirements().length > 0}>
        <h3>Performance requirements</h3>
        <ul class="requirement-list">
          <For each={requirements()}>{(row, index) => <Requirement row={row} index={index()} />}</For>
        </ul>
      </Show>
      <Show when={!bind.isReadOnly()}>
        <Button kind="quiet" icon="plus" onClick={() => void add()}>
          Add a performance requirement
        </Button>
      </Show>
    </section>
  )
}

const Requirement = (props: { row: RequirementRow; index: number }) => {
  const { bind } = usePromotion()
  const cell = <Name extends 'code' | 'quantity' | 'uom' | 'joint' | 'note'>(name: Name) => bind.cell('requirements', props.row, name)
  const remove = async () => notifyProblem(await bind.run('Deleted a requirement', deleteRows, { rows: 'requirements', rowIds: [props.row.id] }))
  return (
    <li class="requirement">
      <Show when={props.index > 0}>
        <SelectField {...cell('joint')} hideLabel options={JOINT_OPTIONS} />
      </Show>
      <SelectField {...cell('code')} options={CODE_OPTIONS} placeholder="Condition" />
      <NumberField {...cell('quantity')} whole min={0} />
      <SelectField
        {...cell('uom')}
        value={props.row.uom ?? NO_UNIT}
        options={UNIT_OPTIONS}
        onCommit={(unit) => cell('uom').onCommit(unit === NO_UNIT ? null : unit)}
      />
      <TextField {...cell('note')} />
      <Show when={!bind.isReadOnly()}>
        <IconButton label={`Delete requirement ${props.index + 1}`} icon="trash" onClick={() => void remove()} />
      </Show>
    </li>
  )
}
