// Our few schemas beside the library they are words of: the same values pass, and come back the same.

import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import * as theirs from 'zod/mini'
import * as ours from '../../../shared/base/schema.ts'

interface Both {
  readonly our: ours.Schema<unknown>
  readonly their: theirs.ZodMiniType<unknown>
}

const both = (our: ours.Schema<unknown>, their: theirs.ZodMiniType<unknown>): Both => ({ our, their })

const PAIRS: Readonly<Record<string, Both>> = {
  string: both(ours.string(), theirs.string()),
  number: both(ours.number(), theirs.number()),
  int: both(ours.int(), theirs.int()),
  boolean: both(ours.boolean(), theirs.boolean()),
  enum: both(ours.enum(['a', 'b']), theirs.enum(['a', 'b'])),
  literal: both(ours.literal([0, 1, 2]), theirs.literal([0, 1, 2])),
  nullable: both(ours.nullable(ours.string()), theirs.nullable(theirs.string())),
  union: both(ours.union(ours.enum(['a']), ours.array(ours.int())), theirs.union([theirs.enum(['a']), theirs.array(theirs.int())])),
  catch: both(ours.catch(ours.boolean(), true), theirs.catch(theirs.boolean(), true)),
  object: both(ours.object({ a: ours.string(), b: ours.nullable(ours.number()) }), theirs.object({ a: theirs.string(), b: theirs.nullable(theirs.number()) })),
  'object with an optional': both(ours.object({ a: ours.catch(ours.string(), '') }), theirs.object({ a: theirs.catch(theirs.string(), '') })),
  'array of objects': both(ours.array(ours.object({ a: ours.int() })), theirs.array(theirs.object({ a: theirs.int() }))),
  lengths: both(
    ours.string().check(ours.minLength(1), ours.maxLength(3), ours.regex(/^[a-z]*$/)),
    theirs.string().check(theirs.minLength(1), theirs.maxLength(3), theirs.regex(/^[a-z]*$/)),
  ),
  bounds: both(ours.number().check(ours.gte(-1), ours.lte(10)), theirs.number().check(theirs.gte(-1), theirs.lte(10))),
  refine: both(
    ours.object({ from: ours.string(), to: ours.string() }).check(ours.refine(({ from, to }) => from <= to)),
    theirs.object({ from: theirs.string(), to: theirs.string() }).check(theirs.refine(({ from, to }) => from <= to)),
  ),
}

/** Anything, and things that are nearly right. */
const value = fc.oneof(
  fc.anything(),
  fc.constantFrom(
    null,
    undefined,
    '',
    'a',
    'b',
    'abc',
    'abcd',
    0,
    1,
    2,
    -0,
    1.5,
    11,
    2 ** 53,
    Number.NaN,
    Number.POSITIVE_INFINITY,
    true,
    [],
    [1, 2],
    ['a'],
    {},
  ),
  fc.record(
    {
      a: fc.oneof(fc.string(), fc.integer(), fc.constant(null)),
      b: fc.oneof(fc.double(), fc.constant(null)),
      from: fc.string({ maxLength: 2 }),
      to: fc.string({ maxLength: 2 }),
      more: fc.anything(),
    },
    { requiredKeys: [] },
  ),
  fc.array(fc.record({ a: fc.oneof(fc.integer(), fc.string()) })),
)

describe('D2, D4: schemas of stored values', () => {
  for (const [name, { our, their }] of Object.entries(PAIRS)) {
    test(`${name} takes what the library takes, and gives what it gives`, () => {
      fc.assert(
        fc.property(value, (given) => {
          const parsed = our.safeParse(given)
          const expected = their.safeParse(given)
          expect(parsed.success).toBe(expected.success)
          if (parsed.success && expected.success) expect(parsed.data).toEqual(expected.data)
        }),
        { numRuns: 1500 },
      )
    })
  }

  test('the first check that fails has the word', () => {
    const name = ours.string('is missing').check(ours.minLength(2, 'is short'), ours.regex(/^a/, 'has no a'))
    expect(name.safeParse(1)).toEqual({ success: false, message: 'is missing' })
    expect(name.safeParse('b')).toEqual({ success: false, message: 'is short' })
    expect(name.safeParse('bb')).toEqual({ success: false, message: 'has no a' })
    expect(ours.object({ name }).safeParse({ name: 'bb' })).toEqual({ success: false, message: 'has no a' })
    expect(name.safeParse('ab')).toEqual({ success: true, data: 'ab' })
  })
})
