// Parts of the settings only the server knows: asked for when shown, asked again when the network is back. What is shown
// stays while it is asked again.

import type { JSX } from 'solid-js'
import { createEffect, createSignal, on, Show } from 'solid-js'
import type { ApiError, ApiResult } from '../../../data/api.ts'
import { useWorkspace } from '../../../data/context.ts'
import { Button } from '../../../ui/Button.tsx'
import { Icon } from '../../../ui/Icon.tsx'
import { Skeleton } from '../../../ui/Skeleton.tsx'

export interface ServerData<Value> {
  readonly value: () => Value | null
  readonly error: () => ApiError | null
  readonly reload: () => Promise<void>
}

export const createServerData = <Value,>(load: () => Promise<ApiResult<Value>>): ServerData<Value> => {
  const workspace = useWorkspace()
  const [value, setValue] = createSignal<Value | null>(null)
  const [error, setError] = createSignal<ApiError | null>(null)
  const reload = async () => {
    const answer = await load()
    if (answer.ok) setValue(() => answer.value)
    setError(answer.ok ? null : answer.error)
  }
  void reload()
  createEffect(
    on(
      () => workspace.sync().connection,
      (connection) => {
        if (connection === 'online' && error() !== null) void reload()
      },
      { defer: true },
    ),
  )
  return { value, error, reload }
}

export const FromServer = <Value,>(props: {
  readonly data: ServerData<Value>
  /** "The members": what cannot be shown without the server. */
  readonly what: string
  readonly children: (value: () => Value) => JSX.Element
}) => (
  <>
    <Show when={props.data.error()}>
      {(error) => (
        <div class="settings-unreachable" role="status">
          <Icon name={error().status === 0 ? 'offline' : 'warning'} />
          <p>
            {error().status === 0 ? `${props.what} are kept on the server, which cannot be reached right now. What you typed stays here.` : error().message}
          </p>
          <Button onClick={() => void props.data.reload()}>Try again</Button>
        </div>
      )}
    </Show>
    <Show when={props.data.value() !== null} fallback={<Show when={props.data.error() === null}>{<Skeleton rows={3} />}</Show>}>
      {props.children(() => props.data.value() as Value)}
    </Show>
  </>
)
