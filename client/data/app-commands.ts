// What the app can be told to do from anywhere: the palette lists it, the keyboard map runs it. Places register their
// commands while they are open; of two with one id the later one counts, so a page may do better what the shell does too.

import { createMemo, createRoot, createSignal, onCleanup } from 'solid-js'

export interface AppCommand {
  /** `promotion.new` */
  readonly id: string
  /** "New promotion" */
  readonly label: string
  /** `n`, `g t`, `/`, `mod+z`, `shift+?`: `mod` is ⌘ on a Mac and Ctrl elsewhere; a space separates keys pressed one after the other. */
  readonly keys?: string | undefined
  /** Under which heading the keyboard help lists it. */
  readonly group?: string | undefined
  readonly run: () => unknown
  /** Listed in the keyboard help, not in the palette. */
  readonly isHidden?: boolean | undefined
}

const { registered, setRegistered, commands } = createRoot(() => {
  const [registered, setRegistered] = createSignal<readonly AppCommand[]>([])
  const commands = createMemo(() => [...new Map(registered().map((command) => [command.id, command])).values()])
  return { registered, setRegistered, commands }
})

let awaited: string | null = null

/** Reactive: every command there is now. */
export { commands }

/** Registers while the calling Solid owner lives. */
export const registerCommand = (command: AppCommand): void => {
  setRegistered((all) => [...all, command])
  onCleanup(() => setRegistered((all) => all.filter((other) => other !== command)))
  if (awaited === command.id) {
    awaited = null
    queueMicrotask(() => command.run())
  }
}

/** False when nobody offers it now. */
export const runCommand = (id: string): boolean => {
  const command = registered().findLast((one) => one.id === id)
  command?.run()
  return command !== undefined
}

/** Runs it as soon as somebody offers it: after `open` has brought the place that does. */
export const runCommandAt = (id: string, open: () => void): void => {
  awaited = id
  open()
}
