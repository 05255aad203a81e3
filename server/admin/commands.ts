// What the administrator can do from the command line, on the same database as a running server. Every command answers
// with one object.

import { err, ok, type Result } from '../../shared/base/result.ts'
import { NAME_LENGTH_MAX } from '../../shared/protocol/http.ts'
import { isRole, ROLES, type Role } from '../../shared/protocol/role.ts'
import type { Accounts } from '../accounts/accounts.ts'

export type Options = Readonly<Record<string, string>>
type Outcome = Result<object, string>

export interface Command {
  /** Every option is needed, none other is known. */
  readonly options: readonly string[]
  /** `origin` is where people reach the server. */
  readonly run: (accounts: Accounts, options: Options, origin: string) => Outcome
}

const named = (name: string): Result<string, string> => {
  const trimmed = name.trim()
  if (trimmed === '') return err('--name cannot be empty')
  return trimmed.length > NAME_LENGTH_MAX ? err(`--name can have at most ${NAME_LENGTH_MAX} characters`) : ok(trimmed)
}

const roleNamed = (role: string): Result<Role, string> => (isRole(role) ? ok(role) : err(`--role must be one of ${ROLES.join(', ')}`))

const workspaceWith = (accounts: Accounts, id: string): Result<string, string> =>
  accounts.membership.workspace(id) === null ? err(`there is no workspace ${id}`) : ok(id)

export const COMMANDS: Readonly<Record<string, Command>> = {
  'workspace create': {
    options: ['name'],
    run: ({ membership }, options) => {
      const name = named(options.name ?? '')
      return name.ok ? ok({ workspaceId: membership.createWorkspace(name.value, null).id }) : name
    },
  },

  'token create': {
    options: ['workspace', 'role', 'name'],
    run: (accounts, options) => {
      const workspaceId = workspaceWith(accounts, options.workspace ?? '')
      if (!workspaceId.ok) return workspaceId
      const role = roleNamed(options.role ?? '')
      if (!role.ok) return role
      const name = named(options.name ?? '')
      if (!name.ok) return name
      return ok(accounts.apiTokens.create({ workspaceId: workspaceId.value, name: name.value, role: role.value, createdBy: null }))
    },
  },

  'token revoke': {
    options: ['token-id'],
    run: ({ apiTokens }, options) => {
      const tokenId = options['token-id'] ?? ''
      if (apiTokens.workspaceOf(tokenId) === null) return err(`there is no token ${tokenId}`)
      apiTokens.revoke(tokenId)
      return ok({ tokenId, revoked: true })
    },
  },

  'member list': {
    options: ['workspace'],
    run: (accounts, options) => {
      const workspaceId = workspaceWith(accounts, options.workspace ?? '')
      return workspaceId.ok ? ok({ members: accounts.membership.members(workspaceId.value) }) : workspaceId
    },
  },

  'invite create': {
    options: ['workspace', 'role'],
    run: (accounts, options, origin) => {
      const workspaceId = workspaceWith(accounts, options.workspace ?? '')
      if (!workspaceId.ok) return workspaceId
      const role = roleNamed(options.role ?? '')
      if (!role.ok) return role
      const invite = accounts.invites.create({ workspaceId: workspaceId.value, role: role.value, note: '', createdBy: null })
      return ok({ link: `${origin}/invite#${invite.secret}` })
    },
  },

  'recovery create': {
    options: ['email'],
    run: ({ people, recovery }, options, origin) => {
      const email = (options.email ?? '').trim().toLowerCase()
      const person = people.byEmail(email)
      if (person === null) return err(`there is no account with the e-mail ${email}`)
      const link = recovery.create(person.id, { by: 'administrator' })
      return link.ok ? ok({ link: `${origin}/recover#${link.value.secret}` }) : link
    },
  },
}
