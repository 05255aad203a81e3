// Meetings with the account, the next one first, then what has been.

import { useNavigate } from '@solidjs/router'
import { createMemo, For, Show } from 'solid-js'
import type { PacketSummary } from '../../../shared/docs/packet.ts'
import { MEETING_TYPE_LABELS } from '../../../shared/docs/terms/packet-labels.ts'
import { whenOf } from '../../../shared/domain/account/account-figures.ts'
import { dateWithWeek } from '../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../data/context.ts'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { type ProfileValue, useAccount, weekSystemOf } from './account-context.ts'

export const AccountPackets = (props: { readonly value: ProfileValue; readonly packets: readonly PacketSummary[] }) => {
  const { canWrite, today, href } = useWorkspace()
  const { accountId } = useAccount()
  const navigate = useNavigate()
  const sorted = createMemo(() => props.packets.toSorted((a, b) => whenOf(a).localeCompare(whenOf(b))))
  const coming = createMemo(() => sorted().filter(({ on }) => on === null || on >= today()))
  const past = createMemo(() =>
    sorted()
      .filter(({ on }) => on !== null && on < today())
      .reverse(),
  )
  const create = () => (
    <Show when={canWrite()}>
      <Button icon="plus" onClick={() => navigate(href(`/packets?new=${accountId}`))}>
        New packet
      </Button>
    </Show>
  )
  return (
    <Show
      when={props.packets.length > 0}
      fallback={
        <EmptyState title="No meetings prepared here yet" hint="A packet holds the agenda, the people, the notes and what was promised." action={create()} />
      }
    >
      <div class="account-packets">
        {create()}
        <ul class="account-rows">
          <For each={[...coming(), ...past()]}>
            {(packet) => <PacketRow packet={packet} value={props.value} isPast={packet.on !== null && packet.on < today()} />}
          </For>
        </ul>
      </div>
    </Show>
  )
}

const PacketRow = (props: { readonly packet: PacketSummary; readonly value: ProfileValue; readonly isPast: boolean }) => {
  const { href } = useWorkspace()
  return (
    <li class="account-row" data-past={props.isPast ? '' : undefined}>
      <a class="account-row-link" href={href(`/packets/${props.packet.accountId}/${props.packet.packetId}`)}>
        {props.packet.title || 'Untitled packet'}
      </a>
      <span class="account-row-when">
        <Show when={props.packet.on} fallback="No date yet">
          {(on) => `${dateWithWeek(weekSystemOf(props.value), props.value.adWeekStart, on())} ${on().slice(0, 4)}`}
        </Show>
        {props.packet.at === '' ? '' : `, ${props.packet.at}`}
      </span>
      <span class="account-row-more">{MEETING_TYPE_LABELS[props.packet.meetingType]}</span>
      <span class="account-row-state">
        <Show when={props.packet.openActions > 0}>
          <Chip tone={props.isPast ? 'warning' : 'plain'}>{props.packet.openActions} open</Chip>
        </Show>
      </span>
    </li>
  )
}
