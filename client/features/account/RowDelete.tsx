import { Show } from 'solid-js'
import { Button } from '../../ui/Button.tsx'
import { useAccount } from './account-context.ts'
import { createRowDelete } from './row-acts.ts'

/** The foot of a panel that shows one row: deletes it and leaves. */
export const RowDelete = (props: {
  readonly rows: 'contacts' | 'stores'
  readonly row: { readonly id: string }
  /** As the toast calls it. */
  readonly name: string
  readonly verb: string
  readonly onDone: () => void
}) => {
  const { bind } = useAccount()
  const remove = createRowDelete()
  return (
    <Show when={!bind.isReadOnly()}>
      <Button
        kind="quiet"
        icon="trash"
        onClick={() => {
          void remove(props.rows, props.row, props.name)
          props.onDone()
        }}
      >
        {props.verb}
      </Button>
    </Show>
  )
}
