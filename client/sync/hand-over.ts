// What goes to the server by HTTP instead of the socket: the unacknowledged edits of a page that is closing (S6), and those
// of somebody who is no longer a member (S15). Both go as a bundle that names the person (S7).

import { mergeTreeWise } from '../../shared/model/merge-updates.ts'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { LIMITS } from '../../shared/protocol/limits.ts'
import { BUNDLE_OVERHEAD_BYTES, BUNDLED_UPDATE_OVERHEAD_BYTES, encodeBundle } from '../../shared/protocol/update-bundle.ts'
import type { OutboxRow } from './engine-events.ts'

export interface HandOver {
  /** Nobody waits for the answer: the page may be gone by then. */
  readonly flush: (bundle: Uint8Array) => void
  /** A status per update, null = left; `later`: no answer; `never`: this person may not, or there is no more room. */
  readonly handIn: (bundle: Uint8Array) => Promise<readonly (AckStatus | null)[] | 'later' | 'never'>
}

/** `url`: of the workspace's sync. */
export const handOverByHttp = (url: string, fetcher: typeof fetch): HandOver => {
  const post = (to: string, body: Uint8Array, keepalive: boolean): Promise<Response> =>
    fetcher(`${url}/${to}`, {
      method: 'POST',
      credentials: 'same-origin',
      headers: { 'content-type': 'application/octet-stream' },
      body: body as Uint8Array<ArrayBuffer>,
      keepalive,
    })
  return {
    flush: (bundle) => void post('flush', bundle, true).catch(() => {}),
    handIn: async (bundle) => {
      try {
        const answer = await post('quarantine', bundle, false)
        if (!answer.ok) return answer.status === 403 || answer.status === 413 ? 'never' : 'later'
        const { HandedIn } = await import('../../shared/protocol/http.ts')
        const parsed = HandedIn.safeParse(await answer.json())
        return parsed.success ? parsed.data.statuses : 'later'
      } catch {
        return 'later'
      }
    },
  }
}

/** The oldest of the rows, as many as a closing page may send; merged per document. Null when there are none. */
export const flushBundle = (person: string, rows: readonly OutboxRow[]): Uint8Array | null => {
  const byDocument = new Map<string, { readonly updates: Uint8Array[]; edits: number }>()
  const cut = new Set<string>()
  let left = LIMITS.flushBytesMax - BUNDLE_OVERHEAD_BYTES
  for (const { document, bytes, edits } of rows) {
    // Paths are plain letters: a byte each.
    const cost = bytes.length + BUNDLED_UPDATE_OVERHEAD_BYTES + (byDocument.has(document) ? 0 : document.length)
    // What comes after a row that is left out does not connect.
    if (cut.has(document) || cost > left) {
      cut.add(document)
      continue
    }
    left -= cost
    const group = byDocument.get(document) ?? { updates: [], edits: 0 }
    byDocument.set(document, group)
    group.updates.push(bytes)
    group.edits += edits
  }
  if (byDocument.size === 0) return null
  const updates = [...byDocument].map(([document, group]) => ({ document, update: mergeTreeWise(group.updates), edits: group.edits }))
  const bundle = encodeBundle({ person, updates })
  return bundle.length <= LIMITS.flushBytesMax ? bundle : null
}
