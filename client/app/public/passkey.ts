// Signing in with a passkey: the accounts library's endpoints, and the browser's ceremony between them.

import { startAuthentication } from '@simplewebauthn/browser'
import * as z from 'zod/mini'
import type { Api } from '../../data/api.ts'

const Options = z.looseObject({ challenge: z.string() })

/** Resolves with what is wrong; null when signed in, or when the person thought better of it. */
export const signInWithPasskey = async (api: Api): Promise<{ readonly isSignedIn: boolean; readonly problem: string | null }> => {
  const options = await api.get('/api/auth/passkey/generate-authenticate-options', Options)
  if (!options.ok) return { isSignedIn: false, problem: options.error.message }
  let response: Awaited<ReturnType<typeof startAuthentication>>
  try {
    response = await startAuthentication({ optionsJSON: options.value as never })
  } catch (error) {
    const isCancelled = error instanceof Error && ['NotAllowedError', 'AbortError'].includes(error.name)
    return { isSignedIn: false, problem: isCancelled ? null : 'The passkey could not be read on this device. Sign in with your password.' }
  }
  const verified = await api.post('/api/auth/passkey/verify-authentication', { response }, z.unknown())
  return verified.ok
    ? { isSignedIn: true, problem: null }
    : {
        isSignedIn: false,
        problem: verified.error.status === 0 ? verified.error.message : 'The server does not know this passkey. Sign in with your password and add it again.',
      }
}
