// STACK §4's storage budgets in a real browser with a profile on disk, a fresh one for every run: a burst of 10,000 edits
// durable, and 200 documents open. `y-indexeddb` does the same in the same browser.

import { createReadStream, mkdtempSync, rmSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { build } from 'vite'
import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { report } from '../support/bench-report.ts'
import { createDevice } from '../support/device.ts'
import { accountsSheet, importDevice, itemsSheet, promotionsSheet } from '../support/import-device.ts'
import { manyPromotions } from '../support/sample-year.ts'
import type { Burst, Sample } from './pages/storage-page.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 5)
const EDITS = 10_000
const DOCUMENTS = 200

let folder: string
let server: Server
let address: string
beforeAll(async () => {
  folder = mkdtempSync(join(tmpdir(), 'endcap-bench-'))
  await build({
    configFile: false,
    logLevel: 'error',
    build: {
      outDir: folder,
      target: 'es2022',
      lib: { entry: join(import.meta.dirname, 'pages/storage-page.ts'), formats: ['es'], fileName: () => 'storage-page.js' },
    },
  })
  server = createServer((request, response) => {
    response.setHeader('content-type', request.url === '/' ? 'text/html' : 'text/javascript')
    if (request.url === '/') return void response.end('<!doctype html><title>bench</title><script type="module" src="/storage-page.js"></script>')
    createReadStream(join(folder, request.url ?? ''))
      .on('error', () => response.writeHead(404).end())
      .pipe(response)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const at = server.address()
  address = `http://localhost:${typeof at === 'object' && at !== null ? at.port : 0}/`
})
afterAll(() => {
  server?.close()
  rmSync(folder, { recursive: true, force: true })
})

/** The documents of accounts of a sample year of that many promotions: profiles and calendars. */
const samplesOf = (promotions: number): Sample[] => {
  const device = importDevice('bench')
  device.import([promotionsSheet(manyPromotions(promotions)), itemsSheet(), accountsSheet()])
  return [...device.documents]
    .filter(([path]) => path.startsWith('accounts/'))
    .map(([path, live]) => ({ path, base: Buffer.from(Y.encodeStateAsUpdate(live.ydoc)).toString('base64') }))
    .sort((a, b) => b.base.length - a.base.length)
}
const kb = ({ base }: Sample): number => (base.length * 3) / 4 / 1000

test('10,000 edits become durable, and 200 documents open', async () => {
  // An account's share of six accounts' year is a sixth: 3,000 promotions make the fullest calendar one of about 500.
  const [large] = samplesOf(3_000)
  const usual = samplesOf(169)
  const bursts: Burst[] = []
  const opens: number[] = []
  const peerBursts: number[] = []
  const peerOpens: number[] = []
  for (let run = 0; run < RUNS; run++) {
    const device = await createDevice()
    const page = device.page()
    await page.goto(address)
    await page.waitForFunction(() => window.storageBench !== undefined)
    bursts.push(await page.evaluate(([base, edits]) => window.storageBench!.burst(base, edits), [large!.base, EDITS] as const))
    await page.evaluate(([samples, documents]) => window.storageBench!.fill(samples, documents), [usual, DOCUMENTS] as const)
    peerBursts.push(await page.evaluate(([base, edits]) => window.storageBench!.burstPeer(base, edits), [large!.base, EDITS] as const))
    await page.evaluate(([samples, documents]) => window.storageBench!.fillPeer(samples, documents), [usual, DOCUMENTS] as const)
    const session = await device.context().newCDPSession(page)
    await page.reload()
    await page.waitForFunction(() => window.storageBench !== undefined)
    await session.send('Emulation.setCPUThrottlingRate', { rate: 4 })
    opens.push(await page.evaluate((documents) => window.storageBench!.openAll(documents), DOCUMENTS))
    await page.reload()
    await page.waitForFunction(() => window.storageBench !== undefined)
    peerOpens.push(await page.evaluate((documents) => window.storageBench!.openAllPeer(documents), DOCUMENTS))
    expect(device.errors()).toEqual([])
    await device.dispose()
  }
  const longest = bursts.map(({ longTasks }) => Math.max(0, ...longTasks))
  report(
    'Storage',
    [
      { name: '10,000 map updates durable, 500 promotions', unit: 'ms', values: bursts.map(({ durableMs }) => durableMs), bar: 700 },
      { name: 'of which the edits themselves', unit: 'ms', values: bursts.map(({ editsMs }) => editsMs) },
      { name: 'longest task meanwhile (0: none of 50 ms)', unit: 'ms', values: longest, bar: 50 },
      { name: '200 documents open, at 4x slowdown', unit: 'ms', values: opens, bar: 600 },
      { name: 'y-indexeddb: 10,000 map updates durable', unit: 'ms', values: peerBursts },
      { name: 'y-indexeddb: 200 documents open, at 4x slowdown', unit: 'ms', values: peerOpens },
    ],
    [
      `the calendar of the burst has ${kb(large!).toFixed(0)} KB`,
      `of the documents half are profiles and half calendars, ${(usual.reduce((sum, sample) => sum + kb(sample), 0) / usual.length).toFixed(1)} KB on average`,
    ],
  )
})
