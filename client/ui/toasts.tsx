// Short notices at the bottom left, with Undo where there is one. `notify` may be called from anywhere; the shell renders
// `<Toasts/>` once. A toast with something to press stays longer, and stays while it is pointed at or focused.

import { createSignal, For, onCleanup, onMount, Show } from 'solid-js'
import { IconButton } from './IconButton.tsx'
import { withToast } from './toast-stack.ts'
import './toasts.css'

export interface Notice {
  readonly message: string
  readonly undo?: (() => unknown) | undefined
  /** Something else to press: `{ label: 'Reload', run }`. */
  readonly action?: { readonly label: string; readonly run: () => unknown } | undefined
  readonly tone?: 'plain' | 'danger' | undefined
  /** Stays until it is pressed or closed. */
  readonly sticky?: boolean | undefined
}

interface Toast extends Notice {
  readonly id: number
}

const READ_MS = 4_000
const ACT_MS = 8_000

let nextId = 1
const [toasts, setToasts] = createSignal<readonly Toast[]>([])

const dismiss = (id: number) => setToasts(toasts().filter((toast) => toast.id !== id))

/** Shows a notice; the function returned takes it away again. */
export const notify = (notice: Notice): (() => void) => {
  const id = nextId++
  setToasts(withToast(toasts(), { ...notice, id }))
  return () => dismiss(id)
}

/** For acts without a field of their own to say at what is wrong; null = nothing is. */
export const notifyProblem = (problem: string | null): void => {
  if (problem !== null) notify({ message: problem, tone: 'danger' })
}

export const Toasts = () => (
  <section class="toasts" aria-label="Notices" aria-live="polite">
    <For each={toasts()}>{(toast) => <ToastCard toast={toast} />}</For>
  </section>
)

const ToastCard = (props: { toast: Toast }) => {
  let timer: ReturnType<typeof setTimeout> | undefined
  const action = () => props.toast.action ?? (props.toast.undo ? { label: 'Undo', run: props.toast.undo } : undefined)
  const hold = () => clearTimeout(timer)
  const release = () => {
    hold()
    if (!props.toast.sticky) timer = setTimeout(() => dismiss(props.toast.id), action() ? ACT_MS : READ_MS)
  }
  onMount(release)
  onCleanup(hold)
  return (
    <div class="toast" data-tone={props.toast.tone ?? 'plain'} onPointerEnter={hold} onPointerLeave={release} onFocusIn={hold} onFocusOut={release}>
      <span class="toast-message">{props.toast.message}</span>
      <Show when={action()}>
        {(shown) => (
          <button
            type="button"
            class="toast-action"
            onClick={() => {
              dismiss(props.toast.id)
              shown().run()
            }}
          >
            {shown().label}
          </button>
        )}
      </Show>
      <IconButton label="Dismiss" icon="close" onClick={() => dismiss(props.toast.id)} />
    </div>
  )
}
