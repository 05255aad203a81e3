// What a person is told whose link does not work.

import type { LinkState } from '../../shared/protocol/http.ts'
import { type AppContext, failure } from './app-env.ts'

const MESSAGES: Readonly<Record<Exclude<LinkState, 'open'>, string>> = {
  used: 'This link has been used already. Each link works once; ask for a new one.',
  expired: 'This link has expired. Ask for a new one.',
  revoked: 'This link was withdrawn. Ask for a new one.',
  unknown: 'This link is not known here. Check that it was copied whole, or ask for a new one.',
}

export const linkFailure = (context: AppContext, state: Exclude<LinkState, 'open'>): Response => failure(context, 'linkUnusable', MESSAGES[state])

export const emailTaken = (context: AppContext, field: string): Response =>
  failure(context, 'emailTaken', 'There is an account with this e-mail already. Sign in with it, then open the link again.', {
    [field]: 'has an account already',
  })
