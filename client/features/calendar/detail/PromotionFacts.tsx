// What it is and how far it has come. Status and weeks always; the rest where it says something, or is asked for.

import { createSignal, Show } from 'solid-js'
import { moveOrResize, type PromotionRow } from '../../../../shared/commands/promotion.ts'
import { MERCHANDISING_LABELS, THEME_LABELS, VISIBILITY_LABELS } from '../../../../shared/docs/terms/promotion-labels.ts'
import { MERCHANDISING, PROMOTION_STATUS_LABELS, PROMOTION_STATUSES, THEMES, VISIBILITIES } from '../../../../shared/docs/terms/promotion-terms.ts'
import { windowWithWeeks } from '../../../../shared/domain/weeks/week-labels.ts'
import { ChoiceField } from '../../../ui/ChoiceField.tsx'
import { ComboField } from '../../../ui/ComboField.tsx'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { WindowField } from '../../../ui/WindowField.tsx'
import { useCalendar } from '../calendar-state.ts'
import { AddFields, createDisclosure } from './AddFields.tsx'
import { inAccount, usePromotion } from './promotion-context.ts'

const STATUS_OPTIONS = PROMOTION_STATUSES.map((status) => ({ value: status, label: PROMOTION_STATUS_LABELS[status] }))
const THEME_SUGGESTIONS = THEMES.filter((theme) => theme !== 'none').map((theme) => THEME_LABELS[theme])
const VISIBILITY_OPTIONS = VISIBILITIES.map((visibility) => ({ value: visibility, label: VISIBILITY_LABELS[visibility] }))
const MERCHANDISING_OPTIONS = MERCHANDISING.map((kind) => ({ value: kind, label: MERCHANDISING_LABELS[kind] }))

const OPTIONAL = ['owner', 'theme', 'themeName', 'firstReceiver', 'merchandising', 'confidence', 'visibility'] as const
type Optional = (typeof OPTIONAL)[number]
const LABELS: Readonly<Record<Optional, string>> = {
  owner: 'Owner',
  theme: 'Theme',
  themeName: 'Theme in words',
  firstReceiver: 'First receiver',
  merchandising: 'Merchandising',
  confidence: 'Confidence',
  visibility: 'Visibility',
}

export const PromotionFacts = (props: { row: PromotionRow }) => {
  const calendar = useCalendar()
  const { bind, account, lines, promotionId } = usePromotion()
  let section!: HTMLElement
  const weeks = () => {
    const shown = account()
    const { inStore } = props.row
    return shown === null || inStore === null ? undefined : windowWithWeeks(shown.system, shown.adWeekStart, inStore)
  }
  /** Known names, so that nobody types the same one two ways. */
  const names = (of: 'firstReceiver' | 'owner', more: readonly string[]) => () =>
    [...new Set([...more, ...calendar.all().map((promotion) => promotion[of] ?? '')])].filter((name) => name !== '').sort()
  const receivers = names('firstReceiver', [])
  const owners = names('owner', [calendar.workspace.session.person.name])
  const needsReceiver = () => lines().some(({ mechanic }) => mechanic === 'MCB')
  const isFilled = (name: Optional): boolean => {
    switch (name) {
      case 'merchandising':
        return props.row.merchandising.length > 0
      case 'confidence':
        return props.row.confidence !== null
      case 'visibility':
        return props.row.visibility === 'shared'
      case 'firstReceiver':
        return props.row.firstReceiver !== '' || needsReceiver()
      default:
        return props.row[name] !== ''
    }
  }
  const disclosure = createDisclosure<Optional>(() => OPTIONAL, isFilled)
  // Seventeen choices are offered once somebody chooses; before, those that were chosen say enough.
  const [offersAll, setOffersAll] = createSignal(props.row.merchandising.length === 0)
  const merchandisingOptions = () =>
    offersAll() ? MERCHANDISING_OPTIONS : MERCHANDISING_OPTIONS.filter(({ value }) => props.row.merchandising.includes(value))
  const cell = <Name extends Exclude<Optional, 'merchandising'>>(name: Name) => bind.cell('promotions', props.row, name)

  return (
    <section ref={section} class="promotion-section">
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
        <Show when={disclosure.isShown('owner')}>
          <ComboField {...cell('owner')} suggestions={owners()} />
        </Show>
        <Show when={disclosure.isShown('theme')}>
          <ComboField {...cell('theme')} suggestions={THEME_SUGGESTIONS} />
        </Show>
        <Show when={disclosure.isShown('themeName')}>
          <TextField {...cell('themeName')} />
        </Show>
        <Show when={disclosure.isShown('firstReceiver')}>
          <ComboField
            {...cell('firstReceiver')}
            suggestions={receivers()}
            hint={props.row.firstReceiver === '' && needsReceiver() ? 'A charge-back needs the distributor it goes through.' : undefined}
          />
        </Show>
        <Show when={disclosure.isShown('confidence')}>
          <NumberField
            {...cell('confidence')}
            label={LABELS.confidence}
            min={0}
            max={100}
            unit="%"
            hint="How sure we are that it runs: weights the forecast."
          />
        </Show>
        <Show when={disclosure.isShown('visibility')}>
          <SelectField {...cell('visibility')} options={VISIBILITY_OPTIONS} />
        </Show>
        <Show when={disclosure.isShown('merchandising')}>
          <ChoiceField {...bind.cellChoices('promotions', props.row, 'merchandising')} options={merchandisingOptions()} />
          <Show when={merchandisingOptions().length < MERCHANDISING_OPTIONS.length && !bind.isReadOnly()}>
            <button type="button" class="add-field" onClick={() => setOffersAll(true)}>
              More merchandising
            </button>
          </Show>
        </Show>
      </div>
      <AddFields disclosure={disclosure} labelOf={(name) => LABELS[name]} within={() => section} readOnly={bind.isReadOnly()} />
    </section>
  )
}
