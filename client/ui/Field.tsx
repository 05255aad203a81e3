// What every field shares: label, hint, the message at the field, and the rings of colleagues who are in it. Fields with
// a hidden label are for tables: without a box until pointed at or typed in.

import type { JSX } from 'solid-js'
import { createUniqueId, For, Show } from 'solid-js'
import { initialsOf } from './initials.ts'
import './Field.css'

// biome-ignore lint/suspicious/noConfusingVoidType: a commit that has nothing to say may return nothing
export type CommitOutcome = string | null | undefined | void

export interface SelectedBy {
  readonly name: string
  readonly hue: number
}

export interface FieldProps<Value> {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly value: Value
  /** A returned text is shown at the field, and what was typed stays. Return the promise of the work, so that the field can wait for it. */
  readonly onCommit: (value: Value) => CommitOutcome | Promise<CommitOutcome>
  readonly readOnly?: boolean | undefined
  readonly hint?: string | undefined
  /** Colleagues who are in this field. */
  readonly selectedBy?: readonly SelectedBy[] | undefined
  readonly onFocus?: (() => void) | undefined
  readonly onBlur?: (() => void) | undefined
  readonly placeholder?: string | undefined
}

export interface ControlIds {
  readonly control: string
  readonly label: string
  readonly describedBy: string
}

interface FrameProps {
  readonly label: string
  readonly hideLabel?: boolean | undefined
  readonly hint?: string | undefined
  readonly message?: string | null | undefined
  readonly selectedBy?: readonly SelectedBy[] | undefined
  readonly readOnly?: boolean | undefined
  /** Several controls under one label: a fieldset instead of a label for one control. */
  readonly group?: boolean | undefined
  readonly children: (ids: ControlIds) => JSX.Element
}

/** The frame around a control. The control takes its ids from the argument. */
export const Field = (props: FrameProps) => {
  const id = createUniqueId()
  const ids: ControlIds = { control: `${id}-control`, label: `${id}-label`, describedBy: `${id}-notes` }
  const firstPeer = () => props.selectedBy?.[0]
  return (
    // biome-ignore lint/a11y/useAriaPropsSupportedByRole: the label names the group, and there is one only when there is a group
    <div
      class="field"
      role={props.group ? 'group' : undefined}
      aria-labelledby={props.group ? ids.label : undefined}
      data-quiet={props.hideLabel ? '' : undefined}
      data-read-only={props.readOnly ? '' : undefined}
      data-invalid={props.message ? '' : undefined}
    >
      <Show
        when={props.group}
        fallback={
          <label id={ids.label} for={ids.control} class={props.hideLabel ? 'visually-hidden' : 'field-label'}>
            {props.label}
          </label>
        }
      >
        <span id={ids.label} class={props.hideLabel ? 'visually-hidden' : 'field-label'}>
          {props.label}
        </span>
      </Show>
      <div class="field-body">
        <div class="field-control" data-selected={firstPeer() ? '' : undefined} style={{ '--peer': `var(--peer-${(firstPeer()?.hue ?? 0) % 8})` }}>
          {props.children(ids)}
          <Show when={(props.selectedBy?.length ?? 0) > 0}>
            <span class="field-peers">
              <For each={props.selectedBy}>
                {(peer) => (
                  <span class="field-peer" title={`${peer.name} is here`} style={{ '--peer': `var(--peer-${peer.hue % 8})` }}>
                    {initialsOf(peer.name)}
                  </span>
                )}
              </For>
            </span>
          </Show>
        </div>
        <div id={ids.describedBy} class="field-notes">
          <Show when={props.message} fallback={<Show when={props.hint}>{(hint) => <p class="field-hint">{hint()}</p>}</Show>}>
            {(message) => (
              <p class="field-message" role="alert">
                {message()}
              </p>
            )}
          </Show>
        </div>
      </div>
    </div>
  )
}
