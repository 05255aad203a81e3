// Who the server says we are: the part of `http.ts` that every start of the app needs, in the schemas every start has.

import * as z from '../base/schema.ts'
import { ROLES } from './role.ts'

export const Person = z.object({ id: z.string(), name: z.string(), email: z.string() })
export type Person = z.Infer<typeof Person>

export const WorkspaceOfMine = z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })
export type WorkspaceOfMine = z.Infer<typeof WorkspaceOfMine>

/** GET /api/me; 401 `notSignedIn` without a session. */
export const Me = z.object({ person: Person, workspaces: z.array(WorkspaceOfMine) })
export type Me = z.Infer<typeof Me>

/** GET /api/setup */
export const SetupNeeded = z.object({ needed: z.boolean() })
export type SetupNeeded = z.Infer<typeof SetupNeeded>
