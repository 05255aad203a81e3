// What somebody wants to know in five seconds: who to call, which week it is there, what runs, when we meet. Then the facts.

import { TextAreaField } from '../../../ui/TextAreaField.tsx'
import { type ProfileValue, useAccount } from '../account-context.ts'
import { Divisions } from './Divisions.tsx'
import { ExternalNumbers } from './ExternalNumbers.tsx'
import { FirstReceivers } from './FirstReceivers.tsx'
import { Identity } from './Identity.tsx'
import { KeyContacts } from './KeyContacts.tsx'
import { Standing } from './Standing.tsx'
import { WeekPreview } from './WeekPreview.tsx'
import './overview.css'

export const Overview = (props: { readonly value: ProfileValue }) => {
  const { bind } = useAccount()
  return (
    <div class="overview">
      <div class="overview-now">
        <KeyContacts value={props.value} />
        <WeekPreview value={props.value} />
        <Standing value={props.value} />
      </div>
      <div class="overview-facts">
        <Identity value={props.value} />
        <section class="overview-section">
          <h2>Notes</h2>
          <TextAreaField {...bind.text('notes')} hideLabel rows={4} placeholder="How they work, what they care about, what to avoid" />
        </section>
        <div class="overview-pair">
          <FirstReceivers value={props.value} />
          <Divisions value={props.value} />
          <ExternalNumbers value={props.value} />
        </div>
      </div>
    </div>
  )
}
