import { Me, SetupNeeded } from '../../shared/protocol/me.ts'
import type { Api, ApiResult } from './api.ts'

/** Who the server says we are. */
export const readMe = (api: Api): Promise<ApiResult<Me>> => api.get('/api/me', Me)

export const readSetup = (api: Api): Promise<ApiResult<SetupNeeded>> => api.get('/api/setup', SetupNeeded)
