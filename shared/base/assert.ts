/** Programmer errors only: an assertion that fails is a bug of ours, never bad input. */
export function assert(condition: unknown, message: string): asserts condition {
  if (!condition) throw new Error(`assertion failed: ${message}`)
}

export const assertNever = (value: never): never => {
  throw new Error(`assertion failed: unexpected case ${JSON.stringify(value)}`)
}
