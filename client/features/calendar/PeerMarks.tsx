// Who else is on a promotion: initials in their colour. The ring around it is the view's own (`data-peer`, `--peer`).

import { For } from 'solid-js'
import type { Peer } from '../../data/workspace-data.ts'
import { initialsOf } from '../../ui/initials.ts'
import './peer-marks.css'

export const PeerMarks = (props: { peers: readonly Peer[] }) => (
  <For each={props.peers}>
    {(peer) => (
      <span
        class="peer-mark"
        role="img"
        aria-label={`${peer.name} is here`}
        title={`${peer.name} is here`}
        style={{ background: `var(--peer-${peer.hue % 8})` }}
      >
        <span aria-hidden="true">{initialsOf(peer.name)}</span>
      </span>
    )}
  </For>
)

/** The colour of the ring; null where nobody is. */
export const peerColour = (peers: readonly Peer[]): string | undefined => (peers[0] === undefined ? undefined : `var(--peer-${peers[0].hue % 8})`)
