// Which notices stand there when another one comes: the same words are said once, the oldest make room, and what is sticky
// waits for the person.

interface Stacked {
  readonly message: string
  readonly sticky?: boolean | undefined
}

const SHOWN_MAX = 3

export const withToast = <Toast extends Stacked>(shown: readonly Toast[], next: Toast): readonly Toast[] => {
  const stack = [...shown.filter(({ message, sticky }) => sticky === true || message !== next.message), next]
  const passing = stack.filter(({ sticky }) => sticky !== true)
  const leaving = new Set(passing.slice(0, Math.min(stack.length - SHOWN_MAX, passing.length - 1)))
  return stack.length > SHOWN_MAX ? stack.filter((toast) => !leaving.has(toast)) : stack
}
