// What a connection may do, looked up from its credential and never from a document or from presence (D9). The relay asks
// at the upgrade and again whenever a lease ends or a hint says that something changed (S15).

import type { Result } from '../../shared/base/result.ts'
import type { Role } from '../../shared/protocol/role.ts'

/** How somebody proved who they are: a browser's session cookie, or an API token. */
export type Credential = { readonly via: 'session'; readonly sessionToken: string } | { readonly via: 'token'; readonly tokenHash: string }

export interface Grant {
  readonly workspaceId: string
  /** A person's id, or `token:<id>` for an API token: the owner of the clientIDs it writes (G2). */
  readonly personId: string
  readonly name: string
  readonly role: Role
  readonly credential: Credential
}

export interface UpgradeRequest {
  readonly workspaceId: string
  readonly headers: Headers
  /** The token after `bearer.`, when the client offered one. */
  readonly bearer: string | null
}

export type GrantRefusal = 'notSignedIn' | 'notAllowed'

export interface Grants {
  /** By bearer token, else by session cookie together with an allowed Origin. */
  readonly identify: (request: UpgradeRequest) => Promise<Result<Grant, GrantRefusal>>
  /** The grant as it stands now, for a credential identified before. */
  readonly renew: (grant: Grant) => Promise<Result<Grant, GrantRefusal>>
}
