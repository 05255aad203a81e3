// /api/workspaces/:workspaceId/quarantine, for managers: what removed members left (S15), to be looked at, merged or thrown
// away. Merging goes the way of every update: the gate, the log, then the answer. What the log does not take stays here.

import { type Context, Hono } from 'hono'
import { err, ok } from '../../shared/base/result.ts'
import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { type LeftEdits, type LeftUpdates, type MergedEdits, QuarantinedDocumentBody } from '../../shared/protocol/http.ts'
import { type AppEnv, done, failure, type RouteDeps } from './app-env.ts'
import { readBody } from './read-body.ts'
import { memberOf } from './signed-in.ts'

export const workspaceQuarantineRoutes = (deps: RouteDeps): Hono<AppEnv> => {
  const { quarantine } = deps.accounts
  return new Hono<AppEnv>()
    .get('/', async (context) => {
      const member = await memberOf(context, deps, 'manager')
      if (!member.ok) return member.error
      const answer: LeftEdits = { people: quarantine.list(member.value.workspaceId).map((person) => ({ ...person, documents: [...person.documents] })) }
      return context.json(answer)
    })
    .post('/:personId/look', async (context) => {
      const asked = await askedFor(context, deps)
      if (!asked.ok) return asked.error
      const answer: LeftUpdates = { update: Buffer.from(asked.value.merged()).toString('base64') }
      return context.json(answer)
    })
    .post('/:personId/merge', async (context) => {
      const asked = await askedFor(context, deps)
      if (!asked.ok) return asked.error
      const { workspaceId, session, personId, document, ids, merged } = asked.value
      const name = quarantine.list(workspaceId).find((person) => person.personId === personId)?.name ?? ''
      // Theirs, as the clientIDs in it say (G2); let in by the manager.
      const grant = { workspaceId, personId, name, role: 'coordinator', credential: { via: 'session', sessionToken: session.sessionToken } } as const
      const { status, seq } = await deps.offer(grant, document, merged(), { partial: true })
      const isMerged = status === null || status === 'duplicate'
      if (isMerged) quarantine.forget(workspaceId, ids)
      deps.logger.info({ workspaceId, document, of: personId, by: session.personId, status, seq }, 'edits of a removed member were merged')
      const answer: MergedEdits = { isMerged, message: isMerged ? null : whyNot(status, seq) }
      return context.json(answer)
    })
    .post('/:personId/discard', async (context) => {
      const asked = await askedFor(context, deps)
      if (!asked.ok) return asked.error
      const { workspaceId, session, personId, document, ids } = asked.value
      quarantine.forget(workspaceId, ids)
      deps.logger.info({ workspaceId, document, of: personId, by: session.personId }, 'edits of a removed member were discarded')
      return done(context)
    })
}

/** What a removed member left in one document, for a manager; or the refusal. */
const askedFor = async (context: Context<AppEnv, '/:personId/:act'>, deps: RouteDeps) => {
  const member = await memberOf(context, deps, 'manager')
  if (!member.ok) return member
  const body = await readBody(context, QuarantinedDocumentBody)
  if (!body.ok) return body
  const { workspaceId, session } = member.value
  const { document } = body.value
  const personId = context.req.param('personId')
  const updates = deps.accounts.quarantine.updates(workspaceId, personId, document)
  if (updates.length === 0) return err(failure(context, 'notFound', 'There is nothing left of this person in this document.'))
  return ok({ workspaceId, session, personId, document, ids: updates.map(({ id }) => id), merged: () => mergeTreeWise(updates.map(({ bytes }) => bytes)) })
}

const whyNot = (status: AckStatus | null, seq: number): string => {
  switch (status) {
    case 'resync':
      return seq > 0
        ? 'What could be merged was. The rest builds on edits the server does not have; it stays here until you discard it.'
        : 'These edits build on others that the server does not have, so they cannot be merged. They stay here until you discard them.'
    case 'storage_full':
      return 'The server cannot store anything now. The edits stay here; try again when there is room.'
    case 'rate_limited':
      return 'Too much was asked of the server at once. The edits stay here; try again in a moment.'
    default:
      return 'The server does not take these edits. They stay here until you discard them.'
  }
}
