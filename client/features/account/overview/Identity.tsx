import { createMemo } from 'solid-js'
import { isBelow, setParent } from '../../../../shared/commands/account.ts'
import { useWorkspace } from '../../../data/context.ts'
import { NumberField } from '../../../ui/NumberField.tsx'
import { SelectField } from '../../../ui/SelectField.tsx'
import { TextField } from '../../../ui/TextField.tsx'
import { type ProfileValue, useAccount } from '../account-context.ts'
import { CHANNEL_OPTIONS, CURRENCY_OPTIONS, KIND_OPTIONS, ROUTE_OPTIONS, STAGE_OPTIONS, WEEK_SYSTEM_OPTIONS, WEEKDAY_OPTIONS } from '../account-options.ts'

const NO_PARENT = ''

export const Identity = (props: { readonly value: ProfileValue }) => {
  const { bind } = useAccount()
  return (
    <section class="overview-section">
      <h2>About</h2>
      <div class="field-columns">
        <SelectField {...bind.field('kind')} options={KIND_OPTIONS} />
        <SelectField {...bind.field('channel')} options={CHANNEL_OPTIONS} />
        <SelectField {...bind.field('stage')} options={STAGE_OPTIONS} />
        <ParentField />
        <div class="overview-wide">
          <SelectField {...bind.field('weekSystemId')} options={WEEK_SYSTEM_OPTIONS} />
        </div>
        <AdWeekField value={props.value} />
        <SelectField {...bind.field('routeToMarket')} options={ROUTE_OPTIONS} />
        <SelectField {...bind.field('currency')} options={CURRENCY_OPTIONS} />
        <StoreCountField />
        <NumberField {...bind.field('defaultPassThrough')} min={0} max={100} unit="%" hint="How much of an allowance reaches the shelf price." />
        <TextField {...bind.field('externalKey')} hint="Names the account in imported files." />
      </div>
    </section>
  )
}

const AdWeekField = (props: { readonly value: ProfileValue }) => {
  const { bind } = useAccount()
  const bound = bind.field('adWeekStart')
  return (
    <SelectField
      {...bound}
      value={String(props.value.adWeekStart)}
      options={WEEKDAY_OPTIONS}
      onCommit={(day) => bound.onCommit(Number(day) as ProfileValue['adWeekStart'])}
    />
  )
}

const StoreCountField = () => {
  const { bind } = useAccount()
  const bound = bind.field('storeCount')
  return <NumberField {...bound} whole min={0} onCommit={(stores) => bound.onCommit(stores ?? 0)} />
}

/** Offers every account that does not hang below this one. */
const ParentField = () => {
  const { summaries } = useWorkspace()
  const { accountId, bind } = useAccount()
  const bound = bind.field('parentId')
  const parents = createMemo(() => new Map(summaries.all('account').map((account) => [account.accountId, account.parentId])))
  const options = createMemo(() => [
    { value: NO_PARENT, label: 'None' },
    ...summaries
      .all('account')
      .filter((account) => !account.isDeleted && !isBelow(account.accountId, accountId, parents()))
      .map((account) => ({ value: account.accountId, label: account.name }))
      .sort((a, b) => a.label.localeCompare(b.label)),
  ])
  const commit = (chosen: string) =>
    bind.run('Changed parent account', setParent, { accountId, parentId: chosen === NO_PARENT ? null : chosen, parents: parents() })
  return <SelectField {...bound} value={bound.value ?? NO_PARENT} options={options()} onCommit={commit} />
}
