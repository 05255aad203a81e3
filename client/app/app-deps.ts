import { createContext, useContext } from 'solid-js'
import { assert } from '../../shared/base/assert.ts'
import type { Api } from '../data/api.ts'
import type { Device } from '../data/device.ts'
import type { Platform } from '../platform.ts'

/** What the composition root hands the app. */
export interface AppDeps {
  readonly platform: Platform
  readonly device: Device
  readonly api: Api
}

export const AppDepsContext = createContext<AppDeps>()

export const useAppDeps = (): AppDeps => {
  const deps = useContext(AppDepsContext)
  assert(deps !== undefined, 'useAppDeps outside the app')
  return deps
}
