// What must not come back with an old backup (S13): sessions that ended, passkeys that were removed, tokens and links that
// were withdrawn or used, members who left or have a lesser role, passwords that were replaced. Written to a file beside the
// database that is only ever appended to, so a restore, which replaces the database, can be told of them.
//
// Triggers of this connection write it, whoever made the change: our own code or the accounts library. They run inside the
// change's transaction, so nothing is revoked that is not on record; where the commit then fails, it is revoked at the next
// start. Changes of all connections stand in the order of their commits.

import { dirname, join } from 'node:path'
import * as z from 'zod'
import { ROLES, type Role } from '../../shared/protocol/role.ts'
import { appendLines, readLines } from './json-lines.ts'
import type { Database } from './sqlite-database.ts'

export const revocationsFile = (databasePath: string): string => join(dirname(databasePath), 'revocations')

const Id = z.string()
const Line = z.union([
  z.tuple([z.enum(['session', 'passkey', 'token', 'invite', 'recovery', 'feed']), Id]),
  /** Workspace, person, the role from now on (null = gone), when they joined. */
  z.tuple([z.literal('member'), Id, Id, z.enum(ROLES).nullable(), z.number()]),
  z.tuple([z.literal('password'), Id, z.string()]),
])
type Line = z.infer<typeof Line>

const TRIGGERS = `
  CREATE TEMP TRIGGER session_ended AFTER DELETE ON main."session" WHEN OLD."expiresAt" > strftime('%Y-%m-%dT%H:%M:%fZ', 'now')
    BEGIN SELECT record_revocation(json_array('session', OLD.id)); END;
  CREATE TEMP TRIGGER passkey_removed AFTER DELETE ON main."passkey"
    BEGIN SELECT record_revocation(json_array('passkey', OLD.id)); END;
  CREATE TEMP TRIGGER token_revoked AFTER UPDATE OF revoked_at ON main.api_tokens WHEN NEW.revoked_at IS NOT NULL
    BEGIN SELECT record_revocation(json_array('token', NEW.id)); END;
  CREATE TEMP TRIGGER feed_revoked AFTER UPDATE OF revoked_at ON main.calendar_feeds WHEN NEW.revoked_at IS NOT NULL
    BEGIN SELECT record_revocation(json_array('feed', NEW.id)); END;
  CREATE TEMP TRIGGER invite_over AFTER UPDATE ON main.invites WHEN NEW.revoked_at IS NOT NULL OR NEW.accepted_at IS NOT NULL
    BEGIN SELECT record_revocation(json_array('invite', NEW.id)); END;
  CREATE TEMP TRIGGER recovery_used AFTER UPDATE ON main.recovery_links WHEN NEW.used_at IS NOT NULL
    BEGIN SELECT record_revocation(json_array('recovery', NEW.id)); END;
  CREATE TEMP TRIGGER recovery_replaced AFTER DELETE ON main.recovery_links
    BEGIN SELECT record_revocation(json_array('recovery', OLD.id)); END;
  CREATE TEMP TRIGGER member_joined AFTER INSERT ON main.members
    BEGIN SELECT record_revocation(json_array('member', NEW.workspace_id, NEW.person_id, NEW.role, NEW.joined_at)); END;
  CREATE TEMP TRIGGER member_changed AFTER UPDATE ON main.members
    BEGIN SELECT record_revocation(json_array('member', NEW.workspace_id, NEW.person_id, NEW.role, NEW.joined_at)); END;
  CREATE TEMP TRIGGER member_left AFTER DELETE ON main.members
    BEGIN SELECT record_revocation(json_array('member', OLD.workspace_id, OLD.person_id, NULL, OLD.joined_at)); END;
  CREATE TEMP TRIGGER password_changed AFTER UPDATE OF password ON main."account" WHEN NEW.password IS NOT NULL AND NEW.password IS NOT OLD.password
    BEGIN SELECT record_revocation(json_array('password', NEW.id, NEW.password)); END;
`

/** From now on what this connection revokes is on record. */
export const recordRevocations = (database: Database, path: string): void => {
  database.function('record_revocation', (line) => {
    appendLines(path, [String(line)])
    return null
  })
  database.exec(TRIGGERS)
}

/** Takes away again what was taken away. Changes nothing in a database that knows of all of it. Returns how much it changed. */
export const applyRevocations = (database: Database, path: string): number => {
  const lines = readLines(path, Line)
  const endSession = database.prepare<[string]>('DELETE FROM "session" WHERE id = ?')
  const removePasskey = database.prepare<[string]>('DELETE FROM "passkey" WHERE id = ?')
  const revokeToken = database.prepare<[string]>('UPDATE api_tokens SET revoked_at = created_at WHERE id = ? AND revoked_at IS NULL')
  const revokeInvite = database.prepare<[string]>('UPDATE invites SET revoked_at = created_at WHERE id = ? AND revoked_at IS NULL AND accepted_at IS NULL')
  const revokeFeed = database.prepare<[string]>('UPDATE calendar_feeds SET revoked_at = created_at WHERE id = ? AND revoked_at IS NULL')
  const dropRecovery = database.prepare<[string]>('DELETE FROM recovery_links WHERE id = ? AND used_at IS NULL')
  const dropMember = database.prepare<[string, string, number]>('DELETE FROM members WHERE workspace_id = ? AND person_id = ? AND joined_at <= ?')
  const roleOf = database.prepare<[string, string], Role>('SELECT role FROM members WHERE workspace_id = ? AND person_id = ?').pluck()
  const setRole = database.prepare<[string, string, string]>('UPDATE members SET role = ? WHERE workspace_id = ? AND person_id = ?')
  const setPassword = database.prepare<[string, string, string]>('UPDATE "account" SET password = ? WHERE id = ? AND password IS NOT ?')

  const apply = (line: Line): number => {
    switch (line[0]) {
      case 'session':
        return endSession.run(line[1]).changes
      case 'passkey':
        return removePasskey.run(line[1]).changes
      case 'token':
        return revokeToken.run(line[1]).changes
      case 'invite':
        return revokeInvite.run(line[1]).changes
      case 'feed':
        return revokeFeed.run(line[1]).changes
      case 'recovery':
        return dropRecovery.run(line[1]).changes
      case 'password':
        return setPassword.run(line[2], line[1], line[2]).changes
      case 'member': {
        const [, workspaceId, personId, role, joinedAt] = line
        if (role === null) return dropMember.run(workspaceId, personId, joinedAt).changes
        const held = roleOf.get(workspaceId, personId)
        return held !== undefined && ROLES.indexOf(held) < ROLES.indexOf(role) ? setRole.run(role, workspaceId, personId).changes : 0
      }
    }
  }
  return database.transaction(() => latest(lines).reduce((changes, line) => changes + apply(line), 0)).immediate()
}

/** Of a member and of a password the last line counts. */
const latest = (lines: readonly Line[]): readonly Line[] => {
  const last = new Map<string, Line>()
  for (const line of lines) last.set(line[0] === 'member' ? `member ${line[1]} ${line[2]}` : `${line[0]} ${line[1]}`, line)
  return [...last.values()]
}
