// What earlier meetings with the account have left open: it is settled here, in the packet it was promised in.

import { createMemo, For, Show } from 'solid-js'
import { packetPath } from '../../../shared/base/document-path.ts'
import { setCell } from '../../../shared/commands/rows.ts'
import type { ActionSummary } from '../../../shared/docs/packet.ts'
import { dayLabel } from '../../../shared/domain/weeks/week-labels.ts'
import { useWorkspace } from '../../data/context.ts'
import { notify } from '../../ui/toasts.tsx'
import { type PacketValue, usePacket } from './packet-context.ts'
import { Tick } from './Tick.tsx'

export const EarlierActions = (props: { readonly value: PacketValue }) => {
  const { summaries, today } = useWorkspace()
  const { accountId, packetId } = usePacket()
  const earlier = createMemo(() => {
    const on = props.value.on ?? today()
    const packets = new Map(
      summaries
        .ofAccount('packet', accountId)
        .filter((packet) => packet.packetId !== packetId && !packet.isDeleted && packet.on !== null && packet.on <= on)
        .map((packet) => [packet.packetId, packet]),
    )
    return summaries
      .ofAccount('action', accountId)
      .filter((action) => packets.has(action.packetId) && action.state === 'open' && !action.isDeleted)
      .map((action) => ({ action, from: packets.get(action.packetId) }))
      .sort((a, b) => (a.action.due ?? '9999').localeCompare(b.action.due ?? '9999'))
  })
  return (
    <Show when={earlier().length > 0}>
      <section class="packet-section">
        <div class="packet-section-head">
          <h2>Still open from before</h2>
          <span class="packet-total">{earlier().length}</span>
        </div>
        <ul class="earlier">
          <For each={earlier()}>{({ action, from }) => <EarlierRow action={action} fromTitle={from?.title || 'Untitled packet'} />}</For>
        </ul>
      </section>
    </Show>
  )
}

const EarlierRow = (props: { readonly action: ActionSummary; readonly fromTitle: string }) => {
  const workspace = useWorkspace()
  const settle = async () => {
    const { accountId, packetId, actionId: rowId, title } = props.action
    const set = (value: 'open' | 'done') =>
      workspace.run(`${value === 'done' ? 'Settled' : 'Reopened'} ${title}`, packetPath(accountId, packetId), setCell, {
        rows: 'actions',
        rowId,
        cell: 'state',
        value,
      })
    const done = await set('done')
    notify(done.ok ? { message: `Settled ${title}`, undo: () => set('open') } : { message: done.error.message, tone: 'danger' })
  }
  return (
    <li class="earlier-row" data-overdue={props.action.due !== null && props.action.due < workspace.today() ? '' : undefined}>
      <Tick label={`${props.action.title} is done`} checked={false} disabled={!workspace.canWrite()} onChange={() => void settle()} />
      <span class="earlier-words">
        <span>{props.action.title || 'Action without a title'}</span>
        <span class="earlier-more">
          <Show when={props.action.owner}>{(owner) => <>{owner()} · </>}</Show>
          <Show when={props.action.due}>{(due) => <span class="earlier-due">due {dayLabel(due())} · </span>}</Show>
          <a href={workspace.href(`/packets/${props.action.accountId}/${props.action.packetId}`)}>{props.fromTitle}</a>
        </span>
      </span>
    </li>
  )
}
