import { Menu, type MenuEntry } from '../../ui/Menu.tsx'
import { type PacketTable, usePacket } from './packet-context.ts'

interface RowMenuProps<Row extends { readonly id: string }> {
  readonly table: PacketTable
  readonly rows: readonly Row[]
  readonly row: Row
  readonly name: string
  readonly onDelete: () => void
  readonly more?: readonly MenuEntry[] | undefined
}

/** What can be done with a row by pressing: up, down, away. */
export const RowMenu = <Row extends { readonly id: string }>(props: RowMenuProps<Row>) => {
  const { move } = usePacket()
  const at = () => props.rows.findIndex(({ id }) => id === props.row.id)
  const items = (): readonly MenuEntry[] => [
    ...(props.more ?? []),
    {
      label: 'Move up',
      icon: 'chevron-up',
      keys: 'Alt ↑',
      disabled: at() <= 0,
      onSelect: () => move(props.table, props.row, props.rows[at() - 2] ?? null, props.name),
    },
    {
      label: 'Move down',
      icon: 'chevron-down',
      keys: 'Alt ↓',
      disabled: at() >= props.rows.length - 1,
      onSelect: () => move(props.table, props.row, props.rows[at() + 1] ?? null, props.name),
    },
    'separator',
    { label: 'Delete', icon: 'trash', danger: true, onSelect: () => props.onDelete() },
  ]
  return <Menu label={`More for ${props.name}`} align="end" items={items()} />
}
