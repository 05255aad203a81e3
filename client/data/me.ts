// Who the server says we are. The shapes, and the schema library under them, come when they are needed: a start with a
// session on this device paints without (S8).

import type { Me, SetupNeeded } from '../../shared/protocol/me.ts'
import type { Api, ApiResult } from './api.ts'

const shapes = () => import('../../shared/protocol/me.ts')

export const readMe = async (api: Api): Promise<ApiResult<Me>> => api.get('/api/me', (await shapes()).Me)

export const readSetup = async (api: Api): Promise<ApiResult<SetupNeeded>> => api.get('/api/setup', (await shapes()).SetupNeeded)
