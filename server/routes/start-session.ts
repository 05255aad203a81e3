import { assert } from '../../shared/base/assert.ts'
import type { AppContext, RouteDeps } from './app-env.ts'

/** Signs in somebody whose account was made a moment ago, with the password they chose. */
export const startSession = async (context: AppContext, { auth }: RouteDeps, email: string, password: string): Promise<void> => {
  const cookies = await auth.signIn(email, password, context.req.raw.headers)
  assert(cookies !== null, 'an account can be signed in to with the password it was made with')
  for (const cookie of cookies) context.header('Set-Cookie', cookie, { append: true })
}
