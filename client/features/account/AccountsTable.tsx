// The list itself. One tab stop for all the rows: ↑ ↓ walk it, Enter opens, a press on a heading sorts.

import { useNavigate } from '@solidjs/router'
import { createSignal, For, Show } from 'solid-js'
import { ACCOUNT_CHANNEL_LABELS, ACCOUNT_STAGE_LABELS } from '../../../shared/docs/terms/account-labels.ts'
import { dateWithWeek } from '../../../shared/domain/weeks/week-labels.ts'
import { DEFAULT_WEEK_SYSTEM, weekSystemById } from '../../../shared/domain/weeks/week-system-presets.ts'
import { useWorkspace } from '../../data/context.ts'
import { Avatar } from '../../ui/Avatar.tsx'
import { Chip } from '../../ui/Chip.tsx'
import { createVirtualRows } from '../../ui/createVirtualRows.ts'
import { Icon } from '../../ui/Icon.tsx'
import { isPhone } from '../../ui/viewport.ts'
import { ACCOUNT_COLUMN_LABELS, ACCOUNT_COLUMNS, type AccountColumn, type AccountRow, type AccountSort, isFigure } from './account-list.ts'
import { StageChip } from './StageChip.tsx'

interface TableProps {
  readonly rows: readonly AccountRow[]
  readonly sort: AccountSort
  readonly onSort: (sort: AccountSort) => void
  readonly ref: (element: HTMLElement) => void
}

export const AccountsTable = (props: TableProps) => {
  const [current, setCurrent] = createSignal(0)
  let scroller!: HTMLDivElement
  const rows = createVirtualRows({ count: () => props.rows.length, rowHeight: () => (isPhone() ? 88 : 36), scroller: () => scroller })

  const walk = (event: KeyboardEvent) => {
    const last = props.rows.length - 1
    const next = { ArrowDown: current() + 1, ArrowUp: current() - 1, Home: 0, End: last, PageDown: current() + 12, PageUp: current() - 12 }[event.key]
    if (next === undefined || !(event.target as HTMLElement).matches('[data-account]')) return
    event.preventDefault()
    const index = Math.max(0, Math.min(last, next))
    setCurrent(index)
    rows.show(index)
    // The row may only come into being by the scrolling.
    requestAnimationFrame(() => scroller.querySelector<HTMLElement>(`[data-account="${props.rows[index]?.account.accountId}"]`)?.focus({ preventScroll: true }))
  }

  return (
    <div
      ref={(element) => {
        scroller = element
        props.ref(element)
      }}
      class="accounts-scroll"
    >
      <table class="accounts-table" aria-label="Accounts" aria-rowcount={props.rows.length + 1} onKeyDown={walk}>
        <Head sort={props.sort} onSort={props.onSort} />
        <tbody class="virtual-body" style={{ '--before': `${rows.before()}px`, '--after': `${rows.after()}px` }}>
          <For each={rows.items()}>
            {(item) => (
              <Show when={props.rows[item.index]}>
                {(row) => (
                  <Row
                    ref={rows.measure}
                    row={row()}
                    index={item.index}
                    isCurrent={item.index === Math.min(current(), props.rows.length - 1)}
                    onFocus={() => setCurrent(item.index)}
                  />
                )}
              </Show>
            )}
          </For>
        </tbody>
      </table>
    </div>
  )
}

const Head = (props: { readonly sort: AccountSort; readonly onSort: (sort: AccountSort) => void }) => {
  const sortBy = (column: AccountColumn) => props.onSort({ column, isDescending: props.sort.column === column ? !props.sort.isDescending : isFigure(column) })
  return (
    <thead>
      <tr class="accounts-head">
        <For each={ACCOUNT_COLUMNS}>
          {(column) => (
            <th
              scope="col"
              class="accounts-cell"
              data-column={column}
              aria-sort={props.sort.column === column ? (props.sort.isDescending ? 'descending' : 'ascending') : 'none'}
            >
              <button type="button" class="accounts-sort" onClick={() => sortBy(column)}>
                {ACCOUNT_COLUMN_LABELS[column]}
                <Show when={props.sort.column === column}>
                  <Icon name={props.sort.isDescending ? 'chevron-down' : 'chevron-up'} />
                </Show>
              </button>
            </th>
          )}
        </For>
      </tr>
    </thead>
  )
}

const Row = (props: {
  readonly row: AccountRow
  readonly index: number
  readonly isCurrent: boolean
  readonly onFocus: () => void
  readonly ref: (element: Element) => void
}) => {
  const { href, presence } = useWorkspace()
  const navigate = useNavigate()
  const place = () => href(`/accounts/${props.row.account.accountId}`)
  const system = () => weekSystemById(props.row.account.weekSystemId) ?? DEFAULT_WEEK_SYSTEM
  return (
    <tr
      ref={(element) => props.ref(element)}
      class="accounts-row"
      data-index={props.index}
      aria-rowindex={props.index + 2}
      onClick={(event) => {
        if (!(event.target as HTMLElement).closest('a')) navigate(place())
      }}
    >
      <td class="accounts-cell" data-column="name">
        <a class="accounts-name" href={place()} data-account={props.row.account.accountId} tabIndex={props.isCurrent ? 0 : -1} onFocus={() => props.onFocus()}>
          {props.row.name}
        </a>
        <For each={presence.selectedBy(props.row.account.accountId)}>
          {(peer) => <Avatar name={peer.name} hue={peer.hue} size="small" title={`${peer.name} is here`} />}
        </For>
      </td>
      <td class="accounts-cell" data-column="channel">
        {ACCOUNT_CHANNEL_LABELS[props.row.account.channel]}
      </td>
      <td class="accounts-cell" data-column="stage" title={ACCOUNT_STAGE_LABELS[props.row.account.stage]}>
        <StageChip stage={props.row.account.stage} />
      </td>
      <td class="accounts-cell" data-column="week">
        <Chip title="The account’s own week">{props.row.weekChip}</Chip>
      </td>
      <td class="accounts-cell" data-column="fiscal">
        {props.row.weekNow}
      </td>
      <td class="accounts-cell" data-column="stores">
        {props.row.account.storeCount === 0 ? '' : props.row.account.storeCount.toLocaleString('en')}
        <span class="accounts-unit"> {props.row.account.storeCount === 1 ? 'store' : 'stores'}</span>
      </td>
      <td class="accounts-cell" data-column="running" data-none={props.row.running === 0 ? '' : undefined}>
        {props.row.running}
        <span class="accounts-unit"> live today</span>
      </td>
      <td class="accounts-cell" data-column="next">
        <Show when={props.row.next} fallback={<span class="accounts-quiet">None planned</span>}>
          {(packet) => (
            <a class="accounts-next" tabIndex={-1} href={href(`/packets/${packet().accountId}/${packet().packetId}`)} title={packet().title}>
              {packet().on === null ? '' : dateWithWeek(system(), props.row.account.adWeekStart, packet().on ?? '')}
              <span class="accounts-quiet"> {packet().title}</span>
            </a>
          )}
        </Show>
      </td>
    </tr>
  )
}
