// Meetings to come and meetings that were, from summaries only.

import { useNavigate, useSearchParams } from '@solidjs/router'
import { createMemo, createSignal, For, Show } from 'solid-js'
import { agoLabel } from '../../../shared/domain/account/contact-freshness.ts'
import { registerCommand } from '../../data/app-commands.ts'
import { useWorkspace } from '../../data/context.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Button } from '../../ui/Button.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Page } from '../../ui/Page.tsx'
import { SearchField } from '../../ui/SearchField.tsx'
import { Skeleton } from '../../ui/Skeleton.tsx'
import { NewPacketDialog } from './NewPacketDialog.tsx'
import { filterPackets, groupPackets, type PacketRow, packetRows } from './packet-list.ts'
import './packets-page.css'

const PAST_AT_ONCE = 30

const PacketsPage = () => {
  const { summaries, today, canWrite, href } = useWorkspace()
  const navigate = useNavigate()
  const [params, setParams] = useSearchParams()
  const [search, setSearch] = createSignal('')
  const [pastCount, setPastCount] = createSignal(PAST_AT_ONCE)
  let field: HTMLInputElement | undefined
  const rows = createMemo(() => packetRows(summaries.all('packet'), summaries.all('account')))
  const groups = createMemo(() => groupPackets(filterPackets(rows(), search()), today()))
  const create = () => setParams({ new: 'packet' })
  registerCommand({ id: 'packet.new', label: 'New packet', group: 'Packets', run: () => canWrite() && create() })
  registerCommand({ id: 'page.filter', label: 'Filter packets', keys: '/', group: 'Packets', isHidden: true, run: () => field?.focus() })

  const newPacket = () => (
    <Show when={canWrite() && summaries.all('account').some(({ isDeleted }) => !isDeleted)}>
      <Button kind="primary" icon="plus" onClick={create}>
        New packet
      </Button>
    </Show>
  )

  return (
    <Page
      title="Packets"
      actions={<Show when={rows().length > 0}>{newPacket()}</Show>}
      toolbar={
        <Show when={rows().length > 0}>
          <SearchField label="Filter packets" value={search()} onInput={setSearch} ref={(element) => (field = element)} />
        </Show>
      }
    >
      <Show when={summaries.isLoaded()} fallback={<Skeleton rows={8} />}>
        <Show
          when={rows().length > 0}
          fallback={
            <EmptyState
              title="No meetings prepared yet"
              hint="A packet is what a team takes into a meeting and brings out of it: agenda, people, notes, and what was promised."
              action={newPacket()}
            />
          }
        >
          <Group title="Coming up" rows={groups().coming} none={search() === '' ? 'Nothing planned.' : `Nothing says “${search()}”.`} />
          <Show when={groups().undated.length > 0}>
            <Group title="Without a date" rows={groups().undated} none="" />
          </Show>
          <Show when={groups().past.length > 0}>
            <Group title="Past" rows={groups().past.slice(0, pastCount())} none="" isPast />
          </Show>
          <Show when={groups().past.length > pastCount()}>
            <Button kind="quiet" onClick={() => setPastCount(pastCount() + PAST_AT_ONCE)}>
              Show more
            </Button>
          </Show>
        </Show>
      </Show>
      <Show when={canWrite() && params.new !== undefined}>
        <NewPacketDialog
          accountId={String(params.new)}
          onClose={() => setParams({ new: null }, { replace: true })}
          onCreated={(accountId, packetId) => navigate(href(`/packets/${accountId}/${packetId}`), { replace: true })}
        />
      </Show>
    </Page>
  )
}

const Group = (props: { readonly title: string; readonly rows: readonly PacketRow[]; readonly none: string; readonly isPast?: boolean }) => (
  <section class="packets-group">
    <h2>{props.title}</h2>
    <ul class="packets-rows" data-past={props.isPast ? '' : undefined}>
      <For each={props.rows} fallback={<li class="packets-none">{props.none}</li>}>
        {(row) => <Row row={row} isPast={props.isPast === true} />}
      </For>
    </ul>
  </section>
)

const Row = (props: { readonly row: PacketRow; readonly isPast: boolean }) => {
  const { today, href, presence } = useWorkspace()
  return (
    <li class="packets-row">
      <span class="packets-when">
        <Show when={props.row.packet.on} fallback="No date yet">
          {(on) => (
            <>
              {props.row.when} <span class="packets-ago">{agoLabel(on(), today())}</span>
            </>
          )}
        </Show>
      </span>
      <a class="packets-title" href={href(`/packets/${props.row.packet.accountId}/${props.row.packet.packetId}`)}>
        {props.row.title}
      </a>
      <a class="packets-account" href={href(`/accounts/${props.row.packet.accountId}`)}>
        {props.row.accountName}
      </a>
      <span class="packets-type">{props.row.typeLabel}</span>
      <span class="packets-state">
        <For each={presence.selectedBy(props.row.packet.packetId)}>
          {(peer) => <Avatar name={peer.name} hue={peer.hue} size="small" title={`${peer.name} is here`} />}
        </For>
        <Show when={props.row.packet.openActions > 0}>
          <Chip tone={props.isPast ? 'warning' : 'plain'}>
            {props.row.packet.openActions} open {props.row.packet.openActions === 1 ? 'action' : 'actions'}
          </Chip>
        </Show>
      </span>
    </li>
  )
}

export default PacketsPage
