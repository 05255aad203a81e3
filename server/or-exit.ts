import type { Result } from '../shared/base/result.ts'

/** The value; or the failure as one line on standard error, and the end of the process. For the composition roots only. */
export const orExit = <Value>(outcome: Result<Value, string>): Value => {
  if (outcome.ok) return outcome.value
  process.stderr.write(`endcap: ${outcome.error.replaceAll('\n', ' ')}\n`)
  process.exit(1)
}
