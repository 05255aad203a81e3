// Guards what can be guessed at (passwords, links) against being guessed often from one address.

import { type AppContext, failure, type RouteDeps } from './app-env.ts'

/** The refusal, when the address has failed too often; null when it may try. */
export const refuseTooMany = (context: AppContext, { failedAttempts }: RouteDeps): Response | null => {
  const seconds = failedAttempts.waitSeconds(context.get('address'))
  if (seconds === 0) return null
  context.header('Retry-After', String(seconds))
  return failure(context, 'tooManyAttempts', `Too many failed attempts from this address. Try again in ${seconds} seconds.`)
}

export const recordFailure = (context: AppContext, { failedAttempts }: RouteDeps): void => failedAttempts.record(context.get('address'))
