// What a one-time link would do, before it is used. Guesses at secrets are counted against whoever makes them.

import { SecretBody } from '../../shared/protocol/http.ts'
import type { AppContext, RouteDeps } from './app-env.ts'
import { recordFailure, refuseTooMany } from './attempts.ts'
import { readBody } from './read-body.ts'

export const inspectLink = async (context: AppContext, deps: RouteDeps, inspect: (secret: string) => { readonly state: string }): Promise<Response> => {
  const refusal = refuseTooMany(context, deps)
  if (refusal !== null) return refusal
  const body = await readBody(context, SecretBody)
  if (!body.ok) return body.error
  const answer = inspect(body.value.secret)
  if (answer.state === 'unknown') recordFailure(context, deps)
  return context.json(answer)
}
