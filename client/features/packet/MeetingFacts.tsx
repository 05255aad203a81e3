// When, where and what kind of meeting it is. The date says the account's week.

import { Show } from 'solid-js'
import type { AccountSummary } from '../../../shared/docs/profile.ts'
import { parseClock } from '../../../shared/domain/packet/agenda-times.ts'
import { dateWithWeek } from '../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { DateField } from '../../ui/DateField.tsx'
import { Icon } from '../../ui/Icon.tsx'
import { SelectField } from '../../ui/SelectField.tsx'
import { TextField } from '../../ui/TextField.tsx'
import { type PacketValue, usePacket } from './packet-context.ts'
import { TYPE_OPTIONS } from './packet-options.ts'

export const MeetingFacts = (props: { readonly value: PacketValue; readonly account: AccountSummary | undefined }) => {
  const { bind } = usePacket()
  const week = () => {
    if (props.value.on === null || props.account === undefined) return undefined
    return dateWithWeek(weekSystemById(props.account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM, props.account.adWeekStart, props.value.on)
  }
  const time = bind.field('at')
  const link = bind.field('link')
  const openable = () => (/^https?:\/\//i.test(props.value.link) ? props.value.link : null)
  return (
    <section class="packet-facts" aria-label="Meeting">
      <SelectField {...bind.field('meetingType')} options={TYPE_OPTIONS} />
      <DateField {...bind.field('on')} hint={week()} />
      <TextField
        {...time}
        placeholder="14:00"
        onCommit={(text) => (text === '' || parseClock(text) !== null ? time.onCommit(text) : 'Give a time: 14:00 or 2 pm')}
      />
      <TextField {...bind.field('where')} placeholder="Their office, room 4" />
      <div class="packet-link">
        <TextField {...link} type="url" placeholder="https://" />
        <Show when={openable()}>
          {(address) => (
            <a class="packet-link-open" href={address()} target="_blank" rel="noopener noreferrer">
              <Icon name="external" />
              Join
            </a>
          )}
        </Show>
      </div>
    </section>
  )
}
