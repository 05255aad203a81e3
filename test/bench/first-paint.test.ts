// STACK §4: the first paint of a year of 500 promotions at a quarter of the processor's speed: from the press on "Calendar"
// until the bars are on the screen, the data being on the device already. The wall as it opens (a quarter wide) has the bar;
// the whole year at once, every bar of it, is told beside it. And what a keystroke costs with that year open.

import type { CDPSession, Page } from 'playwright'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { report } from '../support/bench-report.ts'
import { createDevice, type Device, giveSession, place } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { loadSampleYear } from '../support/sample-year.ts'

const RUNS = Number(process.env.BENCH_RUNS ?? 7)
const PROMOTIONS = 500
const SLOWDOWN = 4
const KEYS = 40

let server: EndcapServer
let owner: Owner
let device: Device
let page: Page
let session: CDPSession
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  await loadSampleYear(server, owner, PROMOTIONS)
  device = await createDevice()
  await giveSession(device, server, owner)
  page = device.page()
  await page.goto(place(server, owner, '/calendar'))
  await page.locator('.timeline-bar').first().waitFor()
  await page.getByRole('button', { name: 'Sync: Saved on the server' }).waitFor({ timeout: 60_000 })
  session = await device.context().newCDPSession(page)
})
afterAll(async () => {
  await device?.dispose()
  await server?.dispose()
})

const slowly = (rate: number) => session.send('Emulation.setCPUThrottlingRate', { rate })

/** Leaves the calendar and comes back to it by its link. */
const firstPaint = async (): Promise<{ ms: number; bars: number }> => {
  await slowly(1)
  await page.locator('nav a[href$="/accounts"]').first().click()
  await page.getByRole('heading', { name: 'Accounts' }).waitFor()
  await page.waitForTimeout(500)
  await slowly(SLOWDOWN)
  return page.evaluate(
    () =>
      new Promise<{ ms: number; bars: number }>((resolve) => {
        const painted = () => {
          const bars = document.querySelectorAll('.timeline-bar').length
          if (bars === 0) return void requestAnimationFrame(painted)
          setTimeout(() => resolve({ ms: performance.now() - started, bars }), 0)
        }
        const started = performance.now()
        document.querySelector<HTMLAnchorElement>('nav a[href$="/calendar"]')?.click()
        requestAnimationFrame(painted)
      }),
  )
}

/** What the main thread did so far, in its own time: all of it, and what of it was script. */
const workMs = async (): Promise<{ all: number; script: number }> => {
  const { metrics } = await session.send('Performance.getMetrics')
  const ms = (wanted: string) => (metrics.find(({ name }) => name === wanted)?.value ?? 0) * 1000
  return { all: ms('TaskDuration'), script: ms('ScriptDuration') }
}

test('the first paint of a year of 500 promotions', async () => {
  const quarter: { ms: number; bars: number }[] = []
  const year: { ms: number; bars: number }[] = []
  for (let run = 0; run < RUNS; run++) quarter.push(await firstPaint())
  await slowly(1)
  await page.getByRole('radiogroup', { name: 'Zoom' }).getByText('Year', { exact: true }).click()
  await page.waitForTimeout(500)
  for (let run = 0; run < RUNS; run++) year.push(await firstPaint())
  await slowly(1)
  await page.getByRole('radiogroup', { name: 'Zoom' }).getByText('Quarter', { exact: true }).click()
  await page.waitForTimeout(500)
  report(
    `First paint of ${PROMOTIONS} promotions at ${SLOWDOWN}x slowdown`,
    [
      { name: 'a quarter of it, as the calendar opens', unit: 'ms', values: quarter.map(({ ms }) => ms), bar: 300 },
      { name: 'the whole year at once', unit: 'ms', values: year.map(({ ms }) => ms) },
    ],
    [`${quarter[0]?.bars} bars in the quarter, ${year[0]?.bars} in the year`],
  )
  expect(year[0]?.bars).toBeGreaterThan(100)
})

test('a keystroke in the notes of a promotion', async () => {
  await session.send('Performance.enable', { timeDomain: 'threadTicks' })
  await page.locator('.timeline-bar').first().click()
  const notes = page.getByLabel('Notes').first()
  await notes.click()
  await page.keyboard.type('warm up ')
  await page.waitForTimeout(1000)
  const restBefore = await workMs()
  await page.waitForTimeout(KEYS * 50)
  const rest = (await workMs()).all - restBefore.all
  const work: { all: number; script: number }[] = []
  for (let run = 0; run < RUNS; run++) {
    const before = await workMs()
    await page.keyboard.type('a'.repeat(KEYS), { delay: 50 })
    const after = await workMs()
    work.push({ all: Math.max(0, after.all - before.all - rest) / KEYS, script: (after.script - before.script) / KEYS })
    await page.waitForTimeout(500)
  }
  report(
    'Keystroke in the notes',
    [
      { name: `script per key, ${PROMOTIONS} promotions there, no slowdown`, unit: 'ms', values: work.map(({ script }) => script) },
      { name: 'all work of the main thread per key, drawing included', unit: 'ms', values: work.map(({ all }) => all) },
    ],
    [`a page at rest does ${(rest / KEYS).toFixed(2)} ms in the time of a key`],
  )
  expect(await notes.inputValue()).toContain('aaaa')
  expect(device.errors()).toEqual([])
})
