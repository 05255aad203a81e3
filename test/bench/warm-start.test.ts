// Issue 2's bar: a start from the service worker, at a quarter of the processor's speed, with the 2027 year on the device, is
// usable within 600 ms: bars are on the screen and a key moves the focus. With the server there, and without.

import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { type Figure, report } from '../support/bench-report.ts'
import { createDevice, type Device, giveSession, place } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { type PageStart, timedStart } from '../support/page-start.ts'
import { loadSampleYear } from '../support/sample-year.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 7)
const SLOWDOWN = 4
const BAR_MS = 600

let server: EndcapServer
let owner: Owner
let device: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  await loadSampleYear(server, owner)
  device = await createDevice()
  await giveSession(device, server, owner)
  // The first visit brings the data and the service worker; the next ones are the worker's own, and let the browser keep what
  // it compiled, as it does for any app that is opened now and then.
  const page = device.page()
  await page.goto(place(server, owner, '/calendar'))
  await page.locator('.timeline-bar').first().waitFor()
  await page.getByRole('button', { name: 'Sync: Saved on the server' }).waitFor()
  await page.evaluate(() => navigator.serviceWorker.ready)
  await page.waitForTimeout(1500)
  await page.goto('about:blank')
  for (let visit = 0; visit < 3; visit++) {
    await timedStart(device.context(), place(server, owner, '/calendar'), 1)
    await page.waitForTimeout(1000)
  }
})
afterAll(async () => {
  await device?.dispose()
  await server?.dispose()
})

const starts = async (): Promise<PageStart[]> => {
  const all: PageStart[] = []
  for (let run = 0; run < RUNS; run++) {
    all.push(await timedStart(device.context(), place(server, owner, '/calendar'), SLOWDOWN))
    await device.page().waitForTimeout(300)
  }
  return all
}

const figuresOf = (where: string, all: readonly PageStart[]): Figure[] => [
  { name: `script of the page there, ${where}`, unit: 'ms', values: all.map(({ scriptAt }) => scriptAt) },
  { name: `bars painted, ${where}`, unit: 'ms', values: all.map(({ paintedAt }) => paintedAt) },
  { name: `timeline usable, ${where}`, unit: 'ms', values: all.map(({ usableAt }) => usableAt), bar: BAR_MS },
]

const tasksOf = (where: string, all: readonly PageStart[]): string[] =>
  all.map(
    ({ longTasks }, run) =>
      `long tasks, ${where}, run ${run + 1}: ${longTasks.map(({ at, ms }) => `${ms.toFixed(0)} ms at ${at.toFixed(0)}`).join(', ') || 'none'}`,
  )

test('a start from the service worker', async () => {
  const online = await starts()
  await server.stop('SIGKILL')
  const offline = await starts()
  report(
    `Warm start at ${SLOWDOWN}x slowdown`,
    [...figuresOf('server there', online), ...figuresOf('server gone', offline)],
    [`${online[0]?.bars} bars`, ...tasksOf('server there', online), ...tasksOf('server gone', offline)],
  )
  for (const start of [...online, ...offline]) expect(start.bars).toBeGreaterThan(10)
})
