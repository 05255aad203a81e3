import { For, Show } from 'solid-js'
import { Avatar } from './Avatar.tsx'
import { Chip } from './Chip.tsx'

export interface DocumentStateProps {
  /** How many stored values could not be read. */
  readonly repairs: number
  readonly isDeleted: boolean
  /** Colleagues who look at it now. */
  readonly peers: readonly { readonly name: string; readonly hue: number }[]
}

/** What a reader of a document must know of it besides its contents. */
export const DocumentState = (props: DocumentStateProps) => (
  <>
    <Show when={props.repairs > 0}>
      <Chip tone="warning" icon="warning" title="Something stored here could not be read and shows as empty. Fill it in again to repair it.">
        Needs repair: {props.repairs}
      </Chip>
    </Show>
    <Show when={props.isDeleted}>
      <Chip tone="danger" icon="trash">
        In the trash
      </Chip>
    </Show>
    <For each={props.peers}>{(peer) => <Avatar name={peer.name} hue={peer.hue} size="small" title={`${peer.name} is here`} />}</For>
  </>
)
