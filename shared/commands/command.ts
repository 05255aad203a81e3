// A command is an intention: it checks its arguments against the live document, then writes, or writes nothing and says
// why. Whoever runs it wraps it in one Yjs transaction and remembers the changes for undo (D11).

import { err, type Result } from '../base/result.ts'
import type { LiveDoc } from '../model/live.ts'

export interface CommandContext {
  readonly newId: () => string
  /** The device's civil date. */
  readonly today: string
  readonly personId: string
}

/** `field` names the field the message belongs at; null when it concerns the whole. */
export interface CommandError {
  readonly field: string | null
  readonly message: string
}

// biome-ignore lint/suspicious/noExplicitAny: a command names its own document kind
export type Command<Live extends LiveDoc<any>, Args, Value = void> = (live: Live, args: Args, context: CommandContext) => Result<Value, CommandError>

export const refuse = (field: string | null, message: string) => err<CommandError>({ field, message })
