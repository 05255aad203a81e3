// What a stored value must look like: the schemas of document fields (D2), of presence and of who we are. These run in every
// first load, where the schema library of the HTTP shapes would be a tenth of all script; it is a few of that library's
// words under the same names (a test holds the two side by side), with the first message as the whole error.

export type Parsed<Value> = { readonly success: true; readonly data: Value } | { readonly success: false; readonly message: string }

export interface Schema<Value> {
  /** Never throws, on any value. Objects come back with the keys they are known to have and no others. */
  readonly safeParse: (value: unknown) => Parsed<Value>
  /** The same, if all of these are fine with it too. */
  check(...checks: readonly Check<Value>[]): Schema<Value>
}

/** What is wrong with a value of the right type; null when nothing is. */
export type Check<Value> = (value: Value) => string | null

export type Infer<S> = S extends Schema<infer Value> ? Value : never

const INVALID = 'This value cannot be kept here.'

const success = <Value>(data: Value): Parsed<Value> => ({ success: true, data })
const failure = (message: string): Parsed<never> => ({ success: false, message })

const schema = <Value>(parse: (value: unknown) => Parsed<Value>): Schema<Value> => ({
  safeParse: parse,
  check: (...checks) =>
    schema((value) => {
      const parsed = parse(value)
      if (!parsed.success) return parsed
      for (const check of checks) {
        const problem = check(parsed.data)
        if (problem !== null) return failure(problem)
      }
      return parsed
    }),
})

const typed = <Value>(is: (value: unknown) => boolean, message: string): Schema<Value> =>
  schema((value) => (is(value) ? success(value as Value) : failure(message)))

export const string = (message = INVALID): Schema<string> => typed((value) => typeof value === 'string', message)
export const number = (message = INVALID): Schema<number> => typed(Number.isFinite, message)
/** Whole, and small enough to be exact. */
export const int = (message = INVALID): Schema<number> => typed(Number.isSafeInteger, message)
export const boolean = (message = INVALID): Schema<boolean> => typed((value) => typeof value === 'boolean', message)

const oneOf = <const Value extends string | number>(values: readonly Value[], message = INVALID): Schema<Value> =>
  typed((value) => values.includes(value as Value), message)

export { oneOf as enum, oneOf as literal }

export const nullable = <Value>(inner: Schema<Value>): Schema<Value | null> => schema((value) => (value === null ? success(null) : inner.safeParse(value)))

/** The first that fits. */
export const union = <A, B>(first: Schema<A>, second: Schema<B>): Schema<A | B> =>
  schema<A | B>((value) => {
    const parsed = first.safeParse(value)
    return parsed.success ? parsed : second.safeParse(value)
  })

/** What does not fit is this instead. */
const orElse = <Value>(inner: Schema<Value>, instead: Value): Schema<Value> =>
  schema((value) => {
    const parsed = inner.safeParse(value)
    return parsed.success ? parsed : success(instead)
  })

export { orElse as catch }

export const array = <Value>(inner: Schema<Value>): Schema<readonly Value[]> =>
  schema((value) => {
    if (!Array.isArray(value)) return failure(INVALID)
    const items: Value[] = []
    for (const item of value as unknown[]) {
      const parsed = inner.safeParse(item)
      if (!parsed.success) return parsed
      items.push(parsed.data)
    }
    return success(items)
  })

type Shape = Readonly<Record<string, Schema<unknown>>>

export const object = <S extends Shape>(shape: S): Schema<{ readonly [Name in keyof S]: Infer<S[Name]> }> => {
  const names = Object.keys(shape)
  return schema((value) => {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) return failure(INVALID)
    const known: Record<string, unknown> = {}
    for (const name of names) {
      const parsed = shape[name]?.safeParse((value as Record<string, unknown>)[name])
      if (parsed?.success !== true) return failure(parsed?.message ?? INVALID)
      known[name] = parsed.data
    }
    return success(known as { [Name in keyof S]: Infer<S[Name]> })
  })
}

const holds =
  <Value>(isFine: (value: Value) => boolean, message: string): Check<Value> =>
  (value) =>
    isFine(value) ? null : message

export const minLength = (least: number, message = INVALID): Check<{ readonly length: number }> => holds(({ length }) => length >= least, message)
export const maxLength = (most: number, message = INVALID): Check<{ readonly length: number }> => holds(({ length }) => length <= most, message)
export const gte = (least: number, message = INVALID): Check<number> => holds((value) => value >= least, message)
export const lte = (most: number, message = INVALID): Check<number> => holds((value) => value <= most, message)
/** The pattern must not be global: it is asked again and again. */
export const regex = (pattern: RegExp, message = INVALID): Check<string> => holds((value) => pattern.test(value), message)
export const refine = <Value>(isFine: (value: Value) => boolean, message = INVALID): Check<Value> => holds(isFine, message)
