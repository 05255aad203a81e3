import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { examinationFile, readExamination, writeExamination } from '../../../server/admin/examination.ts'
import { createMetrics } from '../../../server/metrics.ts'
import { oneEdit } from '../../support/relay-client.ts'
import { startTestRelay, type TestRelay } from '../../support/test-relay.ts'
import { useBuiltServer } from '../support/built-server.ts'
import { temporaryFolder } from '../support/temporary-folder.ts'
import { createTestHouse, METRICS_TOKEN } from '../support/test-house.ts'

// Passwords are hashed, on a machine that may be busy.
vi.setConfig({ testTimeout: 30_000 })

/** A line of the text, by its name and labels. */
const figure = (text: string, name: string): number => {
  const line = text.split('\n').find((one) => one.startsWith(`${name} `))
  if (line === undefined) throw new Error(`no ${name} in\n${text}`)
  return Number(line.slice(name.length + 1))
}

describe('who may read the metrics', () => {
  const { start } = useBuiltServer()

  it('is this machine itself, and who shows the secret', async () => {
    const server = await start(await temporaryFolder(), { METRICS_TOKEN: 'a-secret-of-sixteen' })
    const read = (headers: Record<string, string> = {}) => fetch(`${server.url}/metrics`, { headers })
    const local = await read()
    expect(local.status).toBe(200)
    expect(local.headers.get('content-type')).toContain('text/plain')
    expect(figure(await local.text(), 'endcap_connections')).toBe(0)
    // A proxy on this machine makes everybody look local.
    expect((await read({ 'x-forwarded-for': '203.0.113.9' })).status).toBe(403)
    expect((await read({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer a-secret-of-sixteen' })).status).toBe(200)
    expect((await read({ 'x-forwarded-for': '203.0.113.9', authorization: 'Bearer a-secret-of-seventeen' })).status).toBe(403)
  })

  it('is nobody who comes under another name or without an address', async () => {
    const house = await createTestHouse()
    expect((await house.call('GET', '/metrics')).status).toBe(403)
    expect((await house.call('GET', '/metrics', { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })).status).toBe(200)
  })
})

describe('what the metrics tell', () => {
  let relay: TestRelay
  afterEach(() => relay.stop())

  it('counts edits, commits with how long they took, acknowledgements and refusals by reason', async () => {
    const house = await createTestHouse()
    relay = await startTestRelay()
    const { cookie, personId, workspaceId } = await house.owner()
    const grant = { workspaceId, personId, name: 'Ann', role: 'manager', credential: { via: 'session', sessionToken: '' } } as const
    const update = oneEdit()
    expect(await house.offer(grant, 'workspace/settings', update)).toMatchObject({ status: null, seq: 1 })
    expect(await house.offer(grant, 'workspace/settings', update)).toMatchObject({ status: 'duplicate' })
    expect(await house.offer({ ...grant, role: 'viewer' }, 'workspace/items', update)).toMatchObject({ status: 'denied' })
    const { body } = await house.call('GET', '/metrics', { cookie, headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
    expect(figure(body, 'endcap_appended_rows_total')).toBe(1)
    expect(figure(body, 'endcap_commits_total')).toBe(1)
    expect(figure(body, 'endcap_acks_total')).toBe(1)
    expect(figure(body, 'endcap_commit_seconds_count')).toBe(1)
    expect(figure(body, 'endcap_commit_seconds_sum')).toBeGreaterThan(0)
    expect(figure(body, 'endcap_commit_seconds_bucket{le="5"}')).toBe(1)
    expect(figure(body, 'endcap_refused_total{reason="duplicate"}')).toBe(1)
    expect(figure(body, 'endcap_refused_total{reason="denied"}')).toBe(1)
    expect(figure(body, 'endcap_refused_total{reason="storage_full"}')).toBe(0)
    expect(figure(body, 'endcap_buffered_bytes')).toBe(0)
    expect(figure(body, 'endcap_documents_in_memory')).toBe(2)
  })

  it('tells what the last "admin doctor" found, and when; nothing before there was one (S16)', async () => {
    relay = await startTestRelay()
    const folder = mkdtempSync(join(tmpdir(), 'endcap-doctor-'))
    const file = examinationFile(join(folder, 'endcap.sqlite'))
    const metrics = createMetrics(relay.stats, () => readExamination(file))
    const told = async () => {
      const { text } = await metrics.read()
      return [figure(text, 'endcap_doctor_problems'), figure(text, 'endcap_doctor_timestamp_seconds')]
    }
    expect(await told()).toEqual([0, 0])
    writeExamination(file, { at: 5_000, problems: 3 })
    expect(await told()).toEqual([3, 5])
    writeFileSync(file, 'torn')
    expect(await told()).toEqual([0, 0])
    rmSync(folder, { recursive: true })
  })

  it('reads the same twice, and counts what it is told', async () => {
    relay = await startTestRelay()
    const metrics = createMetrics(relay.stats)
    metrics.compacted('done')
    metrics.diverged('document')
    await metrics.read()
    const { text } = await metrics.read()
    expect(figure(text, 'endcap_compactions_total{outcome="done"}')).toBe(1)
    expect(figure(text, 'endcap_compactions_total{outcome="failed"}')).toBe(0)
    expect(figure(text, 'endcap_divergences_total{what="document"}')).toBe(1)
    expect(figure(text, 'endcap_handshakes_refused_total')).toBe(0)
  })
})
