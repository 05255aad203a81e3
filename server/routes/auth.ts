// Passes the accounts library's endpoints on, gives their failures our shape, and tells the relay when somebody's
// sessions ended.

import { Hono } from 'hono'
import type { Failure, FailureCode } from '../../shared/protocol/http.ts'
import { type AppContext, type AppEnv, failure, type RouteDeps } from './app-env.ts'
import { recordFailure, refuseTooMany } from './attempts.ts'

const PROVES_WHO_ONE_IS = /\/(?:sign-in\/email|passkey\/verify-authentication|change-password)$/
/** A new key outlives every session: a cookie found on a forgotten device must not be enough to make one. */
const NEEDS_FRESH_SIGN_IN = /\/passkey\/(?:generate-register-options|verify-registration)$/
const FRESH_MS = 24 * 60 * 60 * 1000
const ENDS_SESSIONS = /\/(?:sign-out|revoke-session|revoke-other-sessions|change-password)$/

export const authRoutes = (deps: RouteDeps): Hono<AppEnv> =>
  new Hono<AppEnv>().all('/*', async (context) => {
    const { path, method } = context.req
    const proves = method === 'POST' && PROVES_WHO_ONE_IS.test(path)
    const refusal = proves ? refuseTooMany(context, deps) : null
    if (refusal !== null) return refusal

    if (NEEDS_FRESH_SIGN_IN.test(path)) {
      const found = await deps.auth.session(context.req.raw.headers)
      if (found !== null && deps.clock() - found.session.signedInAt >= FRESH_MS) {
        return failure(context, 'signInAgain', 'You signed in more than a day ago. Sign in again to add a passkey.')
      }
    }

    const decided = proves ? deps.failedAttempts.begin(context.get('address')) : () => {}
    const answer = await deps.auth.handle(context.req.raw, context.get('address')).finally(decided)
    if (answer === null) return failure(context, 'notFound', 'There is no such endpoint.')
    if (method === 'POST' && ENDS_SESSIONS.test(path)) deps.bus.publish({ type: 'grantsChanged', workspaceId: null })
    if (answer.status < 400) return answer
    if (proves && answer.status !== 429) recordFailure(context, deps)
    return inOurShape(context, answer)
  })

const CODES: Readonly<Record<number, FailureCode>> = { 401: 'notSignedIn', 403: 'notAllowed', 404: 'notFound', 429: 'tooManyAttempts' }
const MESSAGES: Readonly<Record<string, string>> = {
  INVALID_EMAIL_OR_PASSWORD: 'E-mail and password do not belong together.',
  INVALID_PASSWORD: 'This is not your present password.',
}
const WRONG_CREDENTIALS = /^(?:INVALID_EMAIL_OR_PASSWORD|INVALID_PASSWORD|INVALID_EMAIL|PASSKEY_NOT_FOUND|AUTHENTICATION_FAILED)$/

/** The library's own `code` and `message` stay beside ours, for its client. */
const inOurShape = async (context: AppContext, answer: Response): Promise<Response> => {
  const body: unknown = await answer.json().catch(() => null)
  const theirs = typeof body === 'object' && body !== null ? body : {}
  const theirCode = 'code' in theirs && typeof theirs.code === 'string' ? theirs.code : ''
  const theirMessage = 'message' in theirs && typeof theirs.message === 'string' ? theirs.message : 'This did not work.'
  const isWrong = WRONG_CREDENTIALS.test(theirCode)
  const code = isWrong ? 'wrongCredentials' : answer.status >= 500 ? 'failed' : (CODES[answer.status] ?? 'badRequest')
  const message = MESSAGES[theirCode] ?? theirMessage
  const retryAfter = answer.headers.get('x-retry-after')
  if (retryAfter !== null) context.header('Retry-After', retryAfter)
  const shaped: Failure & { code: string; message: string } = { error: { code, message }, code: theirCode, message: theirMessage }
  return context.json(shaped, answer.status as 400)
}
