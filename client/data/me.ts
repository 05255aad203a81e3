// Who the server says we are. `shared/protocol/http.ts` has the shapes of everything else; these two are what a start needs.

import * as z from 'zod/mini'
import { ROLES } from '../../shared/protocol/role.ts'
import type { Api, ApiResult } from './api.ts'

const meSchema = z.object({
  person: z.object({ id: z.string(), name: z.string(), email: z.string() }),
  workspaces: z.array(z.object({ id: z.string(), name: z.string(), role: z.enum(ROLES) })),
})
const setupSchema = z.object({ needed: z.boolean() })

export type Me = z.infer<typeof meSchema>

export const readMe = (api: Api): Promise<ApiResult<Me>> => api.get('/api/me', meSchema)

export const readSetup = (api: Api): Promise<ApiResult<{ needed: boolean }>> => api.get('/api/setup', setupSchema)
