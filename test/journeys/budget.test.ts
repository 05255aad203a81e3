// What a signed-in person's browser fetches before the timeline can be used: issue 2's budget, and what must not be in it.
// Counted from what the page asked for, by the size of the `.gz` the server has for it; the service worker, which fetches
// everything behind the page for offline use, is not waited for by anybody and not counted.

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createDevice, type Device, giveSession, place } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { loadSampleYear, type SampleYear } from '../support/sample-year.ts'

const BUDGET_KB = 110
const CLIENT = join(import.meta.dirname, '../../dist/client')
/** What nobody needs for planning on the timeline: the parts of the app, by what their chunks are named after. */
const LAZY = [
  'SignIn',
  'Setup',
  'Invite',
  'Recover',
  'NewWorkspace',
  'Onboarding',
  'CommandPalette',
  'PromotionPanel',
  'NewPromotion',
  'CloneDialog',
  'ClashList',
  'PlanActual',
  'PromotionGrid',
  'MonthView',
  'StatusBoard',
  'MyWeek',
  'FilterPanel',
  'FilterChips',
  'SavedViews',
  'DisplayPanel',
  'Agenda',
  'NotesEditor',
  'Packet',
  'AccountPage',
  'AccountsPage',
  'ItemsPage',
  'TodayPage',
  'ImportPage',
  'make-plan',
  'papaparse',
  'TrashPage',
  'SettingsPage',
  'export',
  'SyncPanel',
  'KeyboardHelp',
  'SignOut',
]

/**
 * Asked for when the workspace has settled and not needed to plan: the arithmetic of the strip, and the clash index with the
 * button that counts it, what stands around the bars of the wall; they share what they know of lines, mechanics and dates.
 */
const LATER =
  /\/(?:PlannedSpend|promotion-economics|line-figures|mechanics|clash-book|clash-index|clash-rules|ClashButton|TimelineDecor|TimelineElsewhere|deadlines|holidays)-[^/]+\.js$/

let server: EndcapServer
let owner: Owner
let sample: SampleYear
let device: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  sample = await loadSampleYear(server, owner)
  device = await createDevice()
})
afterAll(async () => {
  await device?.dispose()
  await server?.dispose()
})

interface Script {
  readonly name: string
  readonly kb: number
}

const gzipBytes = (path: string): number => {
  try {
    return readFileSync(join(CLIENT, `${path}.gz`)).length
  } catch {
    // Too small to be worth a file of its own; counted as if it were compressed all the same.
    return gzipSync(readFileSync(join(CLIENT, path)), { level: 9 }).length
  }
}

test(`the timeline is usable after at most ${BUDGET_KB} KB of script, and nothing of what can wait is among it`, async () => {
  await giveSession(device, server, owner)
  const page = device.page()
  const asked = new Set<string>()
  page.on('request', (request) => {
    // Requests of the page itself: those of the service worker have no frame.
    if (request.serviceWorker() !== null) return
    if (request.resourceType() === 'script' || request.url().endsWith('.js')) asked.add(new URL(request.url()).pathname)
  })

  await page.goto(place(server, owner, '/calendar'))
  await page.locator('.timeline-bar').first().waitFor()
  await page.getByRole('button', { name: /^Sync: .*(on the server|up to date|saved)/i }).waitFor()
  // All of the year is here, and its documents can be worked on: the first edit would not fetch anything more.
  await expect
    .poll(() =>
      page
        .locator('.timeline-count')
        .allInnerTexts()
        .then((counts) => counts.reduce((sum, count) => sum + Number(count), 0)),
    )
    .toBe(sample.promotions)
  await page.waitForLoadState('networkidle')
  // The strip of planned spend and the clashes are worked out behind all that; nothing else may come so late.
  for (const late of ['PlannedSpend', 'clash-book']) expect([...asked].filter((path) => path.includes(`/${late}-`))).toHaveLength(1)
  // Counted by the page itself too: a script the browser had no request event for (a preload) is in its timings.
  const timed = await page.evaluate(() =>
    performance
      .getEntriesByType('resource')
      .map(({ name }) => new URL(name).pathname)
      .filter((path) => path.endsWith('.js')),
  )
  for (const path of timed) asked.add(path)
  // The worker's own script is registered after the page has everything; nobody waits for it.
  asked.delete('/sw.js')
  for (const path of asked) if (LATER.test(path)) asked.delete(path)

  const scripts: Script[] = [...asked].map((path) => ({ name: path.replace('/assets/', ''), kb: gzipBytes(path) / 1000 })).sort((a, b) => b.kb - a.kb)
  const total = scripts.reduce((sum, { kb }) => sum + kb, 0)
  process.stdout.write(
    `\n${scripts.map(({ name, kb }) => `${kb.toFixed(1).padStart(8)} KB  ${name}`).join('\n')}\n${total.toFixed(1).padStart(8)} KB  in all, of ${BUDGET_KB}\n`,
  )

  expect(scripts.length).toBeGreaterThan(1)
  expect(scripts.map(({ name }) => name).filter((name) => LAZY.some((part) => name.startsWith(part)))).toEqual([])
  expect(total).toBeLessThanOrEqual(BUDGET_KB)
  expect(device.errors()).toEqual([])
})
