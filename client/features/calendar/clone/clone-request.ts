// What somebody asked to clone; the calendar's page shows the dialog for it.

import { createSignal } from 'solid-js'

export interface CloneRequest {
  /** These; or, where it is null, a whole year of an account. */
  readonly promotionIds: readonly string[] | null
  readonly accountId: string | null
}

const [cloneRequest, setCloneRequest] = createSignal<CloneRequest | null>(null)

/** Reactive. */
export { cloneRequest }

export const requestClone = (request: CloneRequest): void => void setCloneRequest(request)
export const endCloning = (): void => void setCloneRequest(null)
