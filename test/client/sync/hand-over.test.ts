import { describe, expect, it } from 'vitest'
import * as Y from 'yjs'
import type { EngineEvent, OutboxRow } from '../../../client/sync/engine-events.ts'
import { flushBundle, handOverByHttp } from '../../../client/sync/hand-over.ts'
import { HTTP_LIMITS } from '../../../shared/protocol/limits.ts'
import { decodeBundle } from '../../../shared/protocol/update-bundle.ts'

const typing = (document: string, first: number, ...texts: string[]): OutboxRow[] => {
  const ydoc = new Y.Doc()
  const rows: OutboxRow[] = []
  ydoc.on('update', (bytes: Uint8Array) => rows.push({ id: first + rows.length, document, bytes, at: 0, edits: 1, by: 'us' }))
  for (const text of texts) ydoc.getText('text/notes').insert(ydoc.getText('text/notes').length, text)
  return rows
}
const textOf = (updates: readonly Uint8Array[]): string => {
  const ydoc = new Y.Doc()
  for (const update of updates) Y.applyUpdate(ydoc, update)
  return ydoc.getText('text/notes').toString()
}
const of = (bundle: Uint8Array | null, document: string) =>
  (decodeBundle(bundle ?? new Uint8Array())?.updates ?? []).filter((one) => one.document === document).map(({ update }) => update)

describe('what a closing page sends (S6)', () => {
  it('is every edit that is not acknowledged, merged per document, and says whose they are', () => {
    const bundle = flushBundle('ann', [...typing('workspace/items', 1, 'a', 'b', 'c'), ...typing('accounts/m/profile', 9, 'x')])
    expect(decodeBundle(bundle!)?.person).toBe('ann')
    expect(of(bundle, 'workspace/items')).toHaveLength(1)
    expect(textOf(of(bundle, 'workspace/items'))).toBe('abc')
    expect(textOf(of(bundle, 'accounts/m/profile'))).toBe('x')
    expect(flushBundle('ann', [])).toBeNull()
  })

  it('is never more than a browser lets a closing page send, and of a document only what connects (L11)', () => {
    const rows = typing('workspace/items', 1, 'first', 'x'.repeat(70_000), 'behind it')
    const bundle = flushBundle('ann', [...rows, ...typing('accounts/m/profile', 9, 'y'.repeat(40_000), 'z'.repeat(40_000))])
    expect(bundle!.length).toBeLessThanOrEqual(HTTP_LIMITS.flushBytesMax)
    expect(textOf(of(bundle, 'workspace/items'))).toBe('first')
    expect(textOf(of(bundle, 'accounts/m/profile'))).toBe('y'.repeat(40_000))
  })

  it('goes with `keepalive`, and nobody minds when it does not arrive', async () => {
    const requests: { url: string; init: RequestInit }[] = []
    const { flush } = handOverByHttp('/sync/w1', 'ann', (url, init) => {
      requests.push({ url: String(url), init: init! })
      return Promise.reject(new TypeError('offline'))
    })
    flush(typing('workspace/items', 1, 'a'))
    expect(requests).toMatchObject([{ url: '/sync/w1/flush', init: { method: 'POST', keepalive: true, credentials: 'same-origin' } }])
    await Promise.resolve()
  })
})

describe('leaving edits for a manager (S15)', () => {
  const leave = async (answer: () => Response, rows: OutboxRow[]) => {
    const events: EngineEvent[] = []
    const bodies: Uint8Array[] = []
    const handOver = handOverByHttp('/sync/w1', 'ann', async (_url, init) => {
      bodies.push(init?.body as Uint8Array)
      return answer()
    })
    await handOver.handIn([rows as [OutboxRow, ...OutboxRow[]]], (event) => events.push(event))
    return { events, bodies }
  }
  const kept = () => Response.json({ statuses: [null] })

  it('tells what was left once the server has it, in requests of a bounded size (L11)', async () => {
    const rows = typing('workspace/items', 1, 'x'.repeat(700_000), 'y'.repeat(700_000), 'z')
    const { events, bodies } = await leave(kept, rows)
    expect(events).toEqual([
      { is: 'handedIn', document: 'workspace/items', ids: [1, 2, 3], reason: 'handed_in' },
      { is: 'handInEnded', outcome: 'done' },
    ])
    expect(bodies.length).toBe(2)
    for (const body of bodies) expect(body.length).toBeLessThanOrEqual(HTTP_LIMITS.quarantineRequestBytesMax)
    expect(textOf(bodies.flatMap((body) => of(body, 'workspace/items')))).toHaveLength(1_400_001)
  })

  it('keeps everything here when the server cannot be reached, or will not have it', async () => {
    const rows = typing('workspace/items', 1, 'a')
    expect((await leave(() => Response.json({}, { status: 500 }), rows)).events).toEqual([{ is: 'handInEnded', outcome: 'later' }])
    expect((await leave(() => Response.json({}, { status: 401 }), rows)).events).toEqual([{ is: 'handInEnded', outcome: 'later' }])
    expect((await leave(() => Response.json({}, { status: 403 }), rows)).events).toEqual([{ is: 'handInEnded', outcome: 'never' }])
    expect((await leave(() => Response.json({ statuses: ['invalid'] }), rows)).events[0]).toMatchObject({ is: 'handedIn', reason: 'invalid' })
  })
})
