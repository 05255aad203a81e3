// Who asks. Routes that are for people call these first; the answer is read anew every time, so a removed member is out
// with the next request.

import { err, ok, type Result } from '../../shared/base/result.ts'
import type { Role } from '../../shared/protocol/role.ts'
import type { Session } from '../accounts/auth.ts'
import { type AppContext, failure, type RouteDeps } from './app-env.ts'

export const signedIn = async (context: AppContext, { auth }: RouteDeps): Promise<Result<Session, Response>> => {
  const found = await auth.session(context.req.raw.headers)
  if (found === null) return err(failure(context, 'notSignedIn', 'You are not signed in.'))
  for (const cookie of found.cookies) context.header('Set-Cookie', cookie, { append: true })
  return ok(found.session)
}

export interface MemberHere {
  readonly session: Session
  readonly workspaceId: string
  readonly role: Role
}

/** The person's membership of the workspace in the path, if it has at least the rights asked for. */
export const memberOf = async (context: AppContext, deps: RouteDeps, needs: 'member' | 'manager'): Promise<Result<MemberHere, Response>> => {
  const who = await signedIn(context, deps)
  if (!who.ok) return who
  const workspaceId = context.req.param('workspaceId') ?? ''
  const role = deps.accounts.membership.roleOf(workspaceId, who.value.personId)
  if (role === null) return err(failure(context, 'notAllowed', 'You are not a member of this workspace.'))
  if (needs === 'manager' && role !== 'manager') return err(failure(context, 'notAllowed', 'Only a manager of the workspace can do this.'))
  return ok({ session: who.value, workspaceId, role })
}
