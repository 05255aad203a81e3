// /sync/:workspaceId by HTTP: a closing page hands over what its socket has not been acknowledged (S6), and a removed
// member's device leaves what they made before they knew (S15). Both name the person, because a cookie may have become
// somebody else's since the edits were made (S7). Every byte passes the gate: at once what goes into the log, by its form
// what waits for a manager and passes the rest when it is merged.

import { Hono, type MiddlewareHandler } from 'hono'
import { bodyLimit } from 'hono/body-limit'
import { parseDocumentPath } from '../../shared/base/document-path.ts'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { createKnowledge } from '../../shared/protocol/document-knowledge.ts'
import { vetUpdate } from '../../shared/protocol/gate.ts'
import type { HandedIn } from '../../shared/protocol/http.ts'
import { HTTP_LIMITS } from '../../shared/protocol/limits.ts'
import { type BundledUpdate, decodeBundle, type UpdateBundle } from '../../shared/protocol/update-bundle.ts'
import { type AppContext, type AppEnv, failure, type RouteDeps } from './app-env.ts'
import { signedIn } from './signed-in.ts'

export const handInRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { membership, quarantine } = deps.accounts
  return new Hono<AppEnv>()
    .post('/flush', atMost(HTTP_LIMITS.flushBytesMax), async (context) => {
      const who = await signedIn(context, deps)
      if (!who.ok) return who.error
      const { personId, name, sessionToken } = who.value
      const workspaceId = context.req.param('workspaceId') ?? ''
      const role = membership.roleOf(workspaceId, personId)
      if (role === null) return failure(context, 'notAllowed', 'You are not a member of this workspace.')
      const bundle = await readBundle(context)
      if (bundle === null) return failure(context, 'badRequest', 'The body is not a bundle of updates.')
      if (bundle.person !== personId) return failure(context, 'notAllowed', 'These edits are somebody else’s.')
      const grant = { workspaceId, personId, name, role, credential: { via: 'session', sessionToken } } as const
      // Started in their order: the log keeps it.
      const outcomes = await Promise.all(bundle.updates.map(({ document, update }) => deps.offer(grant, document, update)))
      const answer: HandedIn = { statuses: outcomes.map(({ status }) => status) }
      return context.json(answer)
    })
    .post('/quarantine', atMost(HTTP_LIMITS.quarantineRequestBytesMax), async (context) => {
      const who = await signedIn(context, deps)
      if (!who.ok) return who.error
      const { personId } = who.value
      const workspaceId = context.req.param('workspaceId') ?? ''
      if (quarantine.formerMember(workspaceId, personId) === null) {
        return failure(context, 'notAllowed', 'Edits can be left for a manager only within 30 days of leaving a workspace.')
      }
      const bundle = await readBundle(context)
      if (bundle === null) return failure(context, 'badRequest', 'The body is not a bundle of updates.')
      if (bundle.person !== personId) return failure(context, 'notAllowed', 'These edits are somebody else’s.')
      const statuses = bundle.updates.map((update) => statusOf(update, personId))
      const left = quarantine.leave(
        workspaceId,
        personId,
        bundle.updates.filter((_update, index) => statuses[index] === null),
      )
      if (!left.ok) return failure(context, 'tooLarge', 'There is no more room for edits of yours. They are kept on your device.')
      const answer: HandedIn = { statuses }
      return context.json(answer)
    })
}

const atMost = (maxSize: number): MiddlewareHandler<AppEnv> =>
  bodyLimit({ maxSize, onError: (context) => failure(context, 'tooLarge', 'The request is too large.') })

const readBundle = async (context: AppContext): Promise<UpdateBundle | null> => decodeBundle(new Uint8Array(await context.req.arrayBuffer()))

/** Of its form alone: what it connects to is known when it is merged. */
const statusOf = ({ document, update }: BundledUpdate, person: string): AckStatus | null => {
  if (parseDocumentPath(document) === null) return 'invalid'
  const verdict = vetUpdate(createKnowledge(), update, { person, partial: true })
  return verdict.kind === 'invalid' || verdict.kind === 'too_large' ? verdict.kind : null
}
