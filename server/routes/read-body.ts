// Reads a JSON body against its shape. What is wrong is told by field, in the words the shape has for it.

import type * as z from 'zod/mini'
import { err, ok, type Result } from '../../shared/base/result.ts'
import { type AppContext, failure } from './app-env.ts'

export const readBody = async <Shape extends z.ZodMiniType>(context: AppContext, shape: Shape): Promise<Result<z.output<Shape>, Response>> => {
  if (!/^application\/json\b/i.test(context.req.header('content-type') ?? '')) return err(failure(context, 'badRequest', 'The body must be JSON.'))
  const text = await context.req.text()
  const json = parseJson(text)
  if (json === undefined) return err(failure(context, 'badRequest', 'The body is not valid JSON.'))
  const parsed = shape.safeParse(json)
  if (parsed.success) return ok(parsed.data)
  const fields: Record<string, string> = {}
  for (const { path, message } of parsed.error.issues) fields[path.join('.') || 'body'] ??= message
  const told = Object.entries(fields).map(([field, message]) => `${field} ${message}`)
  return err(failure(context, 'badRequest', `Something is not right: ${told.join('; ')}.`, fields))
}

/** Undefined when the text is not JSON. */
const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}
