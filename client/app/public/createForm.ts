// A form sent as a whole: what is typed, what is wrong with it by field, what the server said, and whether it is under way.
// Checked with the same shapes the server checks with, so a person hears of it before anything is sent.

import { createSignal } from 'solid-js'
import { createStore } from 'solid-js/store'
import * as z from 'zod/mini'

export interface FormOptions<Values extends Record<string, string>> {
  readonly empty: Values
  readonly labels: Readonly<Record<keyof Values, string>>
  readonly schema: z.ZodMiniType<unknown>
  /** What the schema checks, where that is not the values as they are. */
  readonly toBody?: ((values: Values) => unknown) | undefined
  /** Resolves with what is wrong with the whole, or null. */
  readonly send: (values: Values) => Promise<string | null>
}

export const createForm = <Values extends Record<string, string>>(options: FormOptions<Values>) => {
  const [values, setValues] = createStore<Record<string, string>>({ ...options.empty })
  const [messages, setMessages] = createStore<Record<string, string | undefined>>({})
  const [problem, setProblem] = createSignal<string | null>(null)
  const [isSending, setIsSending] = createSignal(false)

  const check = (): boolean => {
    const parsed = z.safeParse(options.schema, options.toBody?.({ ...values } as Values) ?? values)
    for (const name of Object.keys(options.labels)) setMessages(name, undefined)
    if (parsed.success) return true
    for (const { path, message } of parsed.error.issues) {
      const name = String(path.at(-1) ?? '')
      if (name in options.labels && messages[name] === undefined) setMessages(name, `${options.labels[name as keyof Values]} ${message}`)
    }
    return false
  }

  return {
    problem,
    isSending,
    /** Spread onto a FormField. */
    field: (name: keyof Values & string) => ({
      label: options.labels[name],
      get value() {
        return values[name] ?? ''
      },
      get message() {
        return messages[name] ?? null
      },
      onInput: (value: string) => {
        setValues(name, value)
        setMessages(name, undefined)
      },
    }),
    onSubmit: async (event: SubmitEvent) => {
      event.preventDefault()
      if (isSending() || !check()) return
      setIsSending(true)
      setProblem(null)
      setProblem(await options.send({ ...values } as Values))
      setIsSending(false)
    },
  }
}
