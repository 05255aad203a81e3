import type { LinkState } from '../../../shared/protocol/http.ts'

/** Why a link does not work, and what to do: for invites and for recovery links. */
export const LINK_WORDS: Readonly<Record<Exclude<LinkState, 'open'>, { readonly title: string; readonly words: string }>> = {
  used: { title: 'This link has been used', words: 'Each link works once. If it was you, sign in; if not, ask a manager for a new one.' },
  expired: { title: 'This link has expired', words: 'Ask a manager of the workspace for a new one.' },
  revoked: { title: 'This link was withdrawn', words: 'A manager of the workspace took it back. Ask for a new one if that was a mistake.' },
  unknown: {
    title: 'This link is not complete',
    words: 'It may have been cut short on its way. Open it again from where you received it, or ask for a new one.',
  },
}
