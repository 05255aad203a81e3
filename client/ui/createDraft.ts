// What somebody is typing into a field, until it is committed. A remote change never moves what I hold: while there is a
// draft the field shows the draft. A draft that cannot be kept stays, with the message; Esc gives the stored value back.

import { createSignal } from 'solid-js'
import type { Result } from '../../shared/base/result.ts'
import type { CommitOutcome } from './Field.tsx'

export interface DraftOptions<Value> {
  readonly value: () => Value
  readonly format: (value: Value) => string
  readonly parse: (text: string) => Result<Value, string>
  readonly commit: (value: Value) => CommitOutcome | Promise<CommitOutcome>
}

export interface Draft {
  readonly text: () => string
  readonly message: () => string | null
  readonly isDirty: () => boolean
  readonly type: (text: string) => void
  readonly commit: () => Promise<void>
  readonly restore: () => void
  /** Enter commits, Esc restores and, when there was something to restore, is used up by that. */
  readonly onKeyDown: (event: KeyboardEvent) => void
}

export const createDraft = <Value>(options: DraftOptions<Value>): Draft => {
  const [typed, setTyped] = createSignal<string | null>(null)
  const [message, setMessage] = createSignal<string | null>(null)
  let inFlight: string | null = null

  const stored = () => options.format(options.value())
  const restore = () => {
    setTyped(null)
    setMessage(null)
  }

  const commit = async () => {
    const text = typed()
    if (text === null || text === inFlight) return
    if (text === stored()) return restore()
    const parsed = options.parse(text)
    if (!parsed.ok) return void setMessage(parsed.error)
    inFlight = text
    const outcome = await options.commit(parsed.value)
    inFlight = null
    if (typeof outcome === 'string') setMessage(outcome)
    else if (typed() === text) restore()
  }

  return {
    text: () => typed() ?? stored(),
    message,
    isDirty: () => typed() !== null,
    type: (text) => {
      setTyped(text)
      setMessage(null)
    },
    commit,
    restore,
    onKeyDown: (event) => {
      if (event.isComposing) return
      if (event.key === 'Enter') {
        event.preventDefault()
        void commit()
      } else if (event.key === 'Escape' && typed() !== null) {
        event.preventDefault()
        event.stopPropagation()
        restore()
      }
    },
  }
}
