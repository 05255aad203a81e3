// Who the server says we are: the part of `http.ts` that every start of the app needs.

import * as z from 'zod/mini'
import { ROLES } from './role.ts'

export const Person = z.object({ id: z.string(), name: z.string(), email: z.string() })
export type Person = z.infer<typeof Person>

export const WorkspaceOfMine = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })
export type WorkspaceOfMine = z.infer<typeof WorkspaceOfMine>

/** GET /api/me; 401 `notSignedIn` without a session. */
export const Me = z.object({ person: Person, workspaces: z.array(WorkspaceOfMine) })
export type Me = z.infer<typeof Me>

/** GET /api/setup */
export const SetupNeeded = z.object({ needed: z.boolean() })
export type SetupNeeded = z.infer<typeof SetupNeeded>
