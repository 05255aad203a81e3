// The JSON the server and its clients exchange under /api, declared once for both. Times are ms since the epoch; secrets
// are base64url and appear in the answer that makes them and nowhere else. Every failure, of any endpoint, is a `Failure`.
//
// Whoever asks is signed in by cookie; tokens for programs open /sync and nothing here. Signing in and out, passkeys and
// sessions are the accounts library's own endpoints (their failures are `Failure`s too):
//   POST /api/auth/sign-in/email {email, password} · POST /api/auth/sign-out {} · POST /api/auth/change-password
//     {currentPassword, newPassword, revokeOtherSessions}
//   GET /api/auth/get-session · GET /api/auth/list-sessions → [{token, createdAt, updatedAt, ipAddress, userAgent}] · POST
//     /api/auth/revoke-session {token} · POST /api/auth/revoke-other-sessions {}
//   GET /api/auth/passkey/generate-register-options → options for `navigator.credentials.create` · POST
//     /api/auth/passkey/verify-registration {response, name} · GET /api/auth/passkey/list-user-passkeys → [{id, name, createdAt}] ·
//     POST /api/auth/passkey/delete-passkey {id}
//   GET /api/auth/passkey/generate-authenticate-options · POST /api/auth/passkey/verify-authentication {response}

import * as z from 'zod/mini'
import { ACK_STATUSES } from './channel-messages.ts'
import { ROLES } from './role.ts'

export const NAME_LENGTH_MAX = 100
export const PASSWORD_LENGTH_MIN = 10
export const PASSWORD_LENGTH_MAX = 128
const SECRET_LENGTH_MAX = 128

const Name = z
  .string('is missing')
  .check(z.trim(), z.minLength(1, 'cannot be empty'), z.maxLength(NAME_LENGTH_MAX, `can have at most ${NAME_LENGTH_MAX} characters`))
const Email = z.string('is missing').check(z.trim(), z.toLowerCase(), z.email('is not an e-mail address'), z.maxLength(254, 'is too long'))
const Password = z
  .string('is missing')
  .check(
    z.minLength(PASSWORD_LENGTH_MIN, `needs at least ${PASSWORD_LENGTH_MIN} characters`),
    z.maxLength(PASSWORD_LENGTH_MAX, `can have at most ${PASSWORD_LENGTH_MAX} characters`),
  )
const Secret = z.string('is missing').check(z.minLength(1, 'is missing'), z.maxLength(SECRET_LENGTH_MAX, 'is not one of our links'))
const RoleShape = z.enum(ROLES, `must be one of ${ROLES.join(', ')}`)
const PersonShape = z.object({ id: z.string(), name: z.string(), email: z.string() })
const WorkspaceShape = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })
const Time = z.number()

// ——— failures

export const FAILURE_CODES = [
  /** The body or the address is not what the endpoint takes; `fields` says what is wrong with which part. */
  'badRequest',
  'notSignedIn',
  /** Signed in, but the role does not allow it, or the request came from another site. */
  'notAllowed',
  /** This needs a sign-in that is less than a day old. */
  'signInAgain',
  'notFound',
  /** The set-up, invite or recovery link has been used, has expired, was revoked or never existed. */
  'linkUnusable',
  'emailTaken',
  'wrongCredentials',
  /** A workspace keeps at least one manager. */
  'lastManager',
  'tooManyAttempts',
  'tooLarge',
  'failed',
] as const
export type FailureCode = (typeof FAILURE_CODES)[number]

export const Failure = z.object({
  error: z.object({
    /** One of `FAILURE_CODES`, or a code of the accounts library. */
    code: z.string(),
    /** One plain sentence for a person. */
    message: z.string(),
    /** By the name of the field in the body. */
    fields: z.optional(z.record(z.string(), z.string())),
  }),
})
export type Failure = z.infer<typeof Failure>

// ——— who I am

// In a file of its own, because it is all that a start of the app asks for.
export type { Me, Person, SetupNeeded, WorkspaceOfMine } from './me.ts'

// ——— the first start

/** POST /api/setup: makes the owner and the first workspace, and signs in. */
export const SetupBody = z.object({ secret: Secret, name: Name, email: Email, password: Password, workspaceName: Name })
export type SetupBody = z.infer<typeof SetupBody>
export const SetupDone = z.object({ person: PersonShape, workspaceId: z.string() })
export type SetupDone = z.infer<typeof SetupDone>

// ——— links

export const LINK_STATES = ['open', 'used', 'expired', 'revoked', 'unknown'] as const
export type LinkState = (typeof LINK_STATES)[number]

/** POST /api/invites/inspect and /api/recover/inspect */
export const SecretBody = z.object({ secret: Secret })
export type SecretBody = z.infer<typeof SecretBody>

/** The names are null when the link is unknown. */
export const InviteInspection = z.object({
  state: z.enum(LINK_STATES),
  workspaceName: z.nullable(z.string()),
  role: z.nullable(RoleShape),
  expiresAt: z.nullable(Time),
})
export type InviteInspection = z.infer<typeof InviteInspection>

/** POST /api/invites/accept: with `account` makes one and signs in; without it the person signed in accepts. */
export const AcceptInviteBody = z.object({ secret: Secret, account: z.optional(z.object({ name: Name, email: Email, password: Password })) })
export type AcceptInviteBody = z.infer<typeof AcceptInviteBody>
export const InviteAccepted = z.object({ workspaceId: z.string() })
export type InviteAccepted = z.infer<typeof InviteAccepted>

export const RecoveryInspection = z.object({ state: z.enum(LINK_STATES), email: z.nullable(z.string()), expiresAt: z.nullable(Time) })
export type RecoveryInspection = z.infer<typeof RecoveryInspection>

/** POST /api/recover: sets a new password and ends every session of the person; answers with the e-mail to sign in with. */
export const RecoverBody = z.object({ secret: Secret, password: Password })
export type RecoverBody = z.infer<typeof RecoverBody>
export const Recovered = z.object({ email: z.string() })
export type Recovered = z.infer<typeof Recovered>

// ——— workspaces

/** GET /api/workspaces */
export const Workspaces = z.object({ workspaces: z.array(WorkspaceShape) })
export type Workspaces = z.infer<typeof Workspaces>

/** POST /api/workspaces (answers `WorkspaceCreated`) and PATCH /api/workspaces/:id (answers `Done`) */
export const WorkspaceBody = z.object({ name: Name })
export type WorkspaceBody = z.infer<typeof WorkspaceBody>
export const WorkspaceCreated = z.object({ workspaceId: z.string() })
export type WorkspaceCreated = z.infer<typeof WorkspaceCreated>

export const Done = z.object({ done: z.literal(true) })
export type Done = z.infer<typeof Done>

// ——— members, for every member to see; changed by managers

export const Member = z.object({ personId: z.string(), name: z.string(), email: z.string(), role: RoleShape, joinedAt: Time })
export type Member = z.infer<typeof Member>

/** GET /api/workspaces/:id/members */
export const Members = z.object({ members: z.array(Member) })
export type Members = z.infer<typeof Members>

/** PATCH /api/workspaces/:id/members/:personId → `Done`; DELETE removes (or leaves, when it is oneself) → `Done` */
export const RoleBody = z.object({ role: RoleShape })
export type RoleBody = z.infer<typeof RoleBody>

/** POST /api/workspaces/:id/members/:personId/recovery; the link is `<origin>/recover#<secret>` */
export const RecoveryCreated = z.object({ secret: z.string(), expiresAt: Time })
export type RecoveryCreated = z.infer<typeof RecoveryCreated>

// ——— invites, for managers

export const Invite = z.object({
  id: z.string(),
  role: RoleShape,
  note: z.string(),
  state: z.enum(LINK_STATES),
  createdAt: Time,
  expiresAt: Time,
  invitedBy: z.string(),
  acceptedBy: z.nullable(z.string()),
})
export type Invite = z.infer<typeof Invite>

/** GET /api/workspaces/:id/invites */
export const Invites = z.object({ invites: z.array(Invite) })
export type Invites = z.infer<typeof Invites>

/** POST /api/workspaces/:id/invites; the link is `<origin>/invite#<secret>`. DELETE …/invites/:inviteId → `Done` */
export const InviteBody = z.object({ role: RoleShape, note: z.optional(z.string().check(z.trim(), z.maxLength(200, 'can have at most 200 characters'))) })
export type InviteBody = z.infer<typeof InviteBody>
export const InviteCreated = z.object({ id: z.string(), secret: z.string(), expiresAt: Time })
export type InviteCreated = z.infer<typeof InviteCreated>

// ——— API tokens, for managers

export const ApiToken = z.object({
  tokenId: z.string(),
  name: z.string(),
  role: RoleShape,
  createdAt: Time,
  createdBy: z.nullable(z.string()),
  revokedAt: z.nullable(Time),
})
export type ApiToken = z.infer<typeof ApiToken>

/** GET /api/workspaces/:id/tokens */
export const ApiTokens = z.object({ tokens: z.array(ApiToken) })
export type ApiTokens = z.infer<typeof ApiTokens>

/** POST /api/workspaces/:id/tokens. DELETE …/tokens/:tokenId → `Done` */
export const ApiTokenBody = z.object({ name: Name, role: RoleShape })
export type ApiTokenBody = z.infer<typeof ApiTokenBody>
export const ApiTokenCreated = z.object({ tokenId: z.string(), token: z.string() })
export type ApiTokenCreated = z.infer<typeof ApiTokenCreated>

// ——— calendar feeds: each member's own; a manager sees and ends all

export const FEED_SCOPES = ['all', 'mine', 'account'] as const
/** What is in the calendar: weeks in store, deadlines, and the other windows (order, ship, ad …). */
export const FEED_KINDS = ['promotions', 'deadlines', 'windows'] as const

export const CalendarFeed = z.object({
  feedId: z.string(),
  name: z.string(),
  of: z.enum(FEED_SCOPES),
  accountId: z.nullable(z.string()),
  kinds: z.array(z.enum(FEED_KINDS)),
  personId: z.string(),
  madeBy: z.string(),
  createdAt: Time,
  /** When a calendar program last asked, to about ten minutes. */
  lastReadAt: z.nullable(Time),
})
export type CalendarFeed = z.infer<typeof CalendarFeed>

/** GET /api/workspaces/:id/feeds */
export const CalendarFeeds = z.object({ feeds: z.array(CalendarFeed) })
export type CalendarFeeds = z.infer<typeof CalendarFeeds>

/** POST /api/workspaces/:id/feeds; the address is `<origin>/feeds/<secret>.ics`. DELETE …/feeds/:feedId → `Done` */
export const CalendarFeedBody = z.object({
  name: Name,
  of: z.enum(FEED_SCOPES),
  accountId: z.optional(z.nullable(z.string().check(z.regex(/^[A-Za-z0-9_-]{1,64}$/, 'is not an account')))),
  kinds: z.array(z.enum(FEED_KINDS)).check(z.minLength(1, 'needs at least one'), z.maxLength(FEED_KINDS.length, 'has too many')),
})
export type CalendarFeedBody = z.infer<typeof CalendarFeedBody>
export const CalendarFeedCreated = z.object({ feedId: z.string(), secret: z.string() })
export type CalendarFeedCreated = z.infer<typeof CalendarFeedCreated>

// ——— updates without a socket

/** POST /sync/:id/flush and /sync/:id/quarantine take the bytes of an `UpdateBundle`; a status per update, null = kept. */
export const HandedIn = z.object({ statuses: z.array(z.nullable(z.enum(ACK_STATUSES))) })
export type HandedIn = z.infer<typeof HandedIn>

// ——— edits of removed members, for managers

export const LeftDocument = z.object({ document: z.string(), edits: z.number(), bytes: z.number(), receivedAt: Time })
export type LeftDocument = z.infer<typeof LeftDocument>
export const LeftPerson = z.object({
  personId: z.string(),
  name: z.string(),
  email: z.string(),
  removedAt: z.nullable(Time),
  documents: z.array(LeftDocument),
})
export type LeftPerson = z.infer<typeof LeftPerson>

/** GET /api/workspaces/:id/quarantine */
export const LeftEdits = z.object({ people: z.array(LeftPerson) })
export type LeftEdits = z.infer<typeof LeftEdits>

/** POST …/quarantine/:personId/look (answers `LeftUpdates`), /merge (answers `MergedEdits`) and /discard (answers `Done`) */
export const QuarantinedDocumentBody = z.object({ document: z.string('is missing').check(z.minLength(1, 'is missing'), z.maxLength(500, 'is too long')) })
export type QuarantinedDocumentBody = z.infer<typeof QuarantinedDocumentBody>
/** `update` in base64: all of it as one. */
export const LeftUpdates = z.object({ update: z.string() })
export type LeftUpdates = z.infer<typeof LeftUpdates>
/** `message` says why not. */
export const MergedEdits = z.object({ isMerged: z.boolean(), message: z.nullable(z.string()) })
export type MergedEdits = z.infer<typeof MergedEdits>
