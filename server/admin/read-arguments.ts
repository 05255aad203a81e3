import { err, ok, type Result } from '../../shared/base/result.ts'

/** `['token', 'revoke', '--token-id', 'x']` → the command's name and its options; `--name=x` is the same as `--name x`. */
export const readArguments = (args: readonly string[]): Result<{ readonly name: string; readonly options: ReadonlyMap<string, string> }, string> => {
  const words: string[] = []
  const options = new Map<string, string>()
  for (let index = 0; index < args.length; index++) {
    const argument = args[index] ?? ''
    if (!argument.startsWith('--')) {
      if (options.size > 0) return err(`"${argument}" is one word too many; put a text with spaces in quotes`)
      words.push(argument)
      continue
    }
    const equals = argument.indexOf('=')
    const name = argument.slice(2, equals === -1 ? undefined : equals)
    const value = equals === -1 ? args[++index] : argument.slice(equals + 1)
    if (value === undefined) return err(`--${name} needs a value`)
    if (options.has(name)) return err(`--${name} is given twice`)
    options.set(name, value)
  }
  return ok({ name: words.join(' '), options })
}
