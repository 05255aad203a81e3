// The wall by pointer and by key: several bars moved at once and taken back at once, a copy dragged off a bar, a promotion
// taken to another account after a look at what changes there, last year below this one, and every step said aloud.

import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { enter, expectNoErrors } from '../support/pages.ts'
import { loadSampleYear } from '../support/sample-year.ts'

let server: EndcapServer
let owner: Owner
let ann: Device
let page: Page
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  await loadSampleYear(server, owner)
  ann = await createDevice()
  page = await enter(ann, server, owner, owner, '/calendar?zoom=quarter')
  await page.locator('.ruler-holiday').first().waitFor({ state: 'attached' })
})
afterAll(async () => {
  await ann?.dispose()
  await server?.dispose()
})

const bar = (key: string): Locator => page.locator(`.timeline-bar[data-key="${key}"]`)
const row = (name: string): Locator => page.locator('.timeline-row').filter({ has: page.getByText(name, { exact: true }) })
const left = (key: string): Promise<number> => bar(key).evaluate((element) => Number.parseFloat((element as HTMLElement).style.left))
const name = async (key: string): Promise<string> => (await bar(key).getAttribute('aria-label')) ?? ''
const status = (): Locator => page.locator('[role="status"][aria-live="polite"]').first()
/** Bars of an account that are on the screen, clear of the edges. */
const barsIn = (account: string): Promise<readonly string[]> =>
  row(account)
    .locator('.timeline-bar')
    .evaluateAll((bars) =>
      bars
        .filter((each) => each.getBoundingClientRect().left > 480 && each.getBoundingClientRect().right < 1300)
        .map((each) => (each as HTMLElement).dataset.key ?? ''),
    )

describe('several promotions', () => {
  test('are marked by pointer and by key, moved together by key, and one undo takes all of it back', async () => {
    const [first = '', second = '', third = ''] = await barsIn('Cornerstone Drug')
    const before = await Promise.all([left(first), left(second), left(third)])
    await bar(first).click({ modifiers: ['Control'] })
    await bar(second).focus()
    await page.keyboard.press('Shift+Space')
    await expect.poll(() => status().textContent()).toBe('Selected, 2 in all')
    await page.getByRole('region', { name: 'Selected promotions' }).getByText('2 selected').waitFor()
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => status().textContent()).toMatch(/^(2 promotions moved, this one to week \d+|Moved 2 promotions by 2 weeks)/)
    await page.getByText('Moved 2 promotions by 2 weeks').first().waitFor()
    await expect.poll(async () => [(await left(first)) > before[0]! + 100, (await left(second)) > before[1]! + 100]).toEqual([true, true])
    expect(await left(third)).toBe(before[2])
    await page.keyboard.press('Control+z')
    await expect.poll(() => Promise.all([left(first), left(second), left(third)])).toEqual(before)
    await bar(second).focus()
    await page.keyboard.press('Escape')
    await page.getByRole('region', { name: 'Selected promotions' }).waitFor({ state: 'detached' })
  })

  test('inside a rectangle drawn with Shift are marked, and unmarked from the bar below', async () => {
    const box = (await row('Cornerstone Drug').locator('.timeline-track').boundingBox())!
    const seen = (await row('Cornerstone Drug').boundingBox())!
    await page.keyboard.down('Shift')
    await page.mouse.move(1390, seen.y + 22)
    await page.mouse.down()
    await page.mouse.move(700, seen.y + box.height - 4, { steps: 4 })
    await page.mouse.up()
    await page.keyboard.up('Shift')
    const bulk = page.getByRole('region', { name: 'Selected promotions' })
    await bulk.waitFor()
    expect(Number((await bulk.locator('.bulk-count').textContent())?.split(' ')[0])).toBeGreaterThan(1)
    await bulk.getByRole('button', { name: 'Select nothing' }).click()
    await bulk.waitFor({ state: 'detached' })
  })
})

describe('a promotion', () => {
  test('moved by key says which week it is in now', async () => {
    const [first = ''] = await barsIn('Bulkway')
    const week = Number(/week (\d+)/.exec(await name(first))?.[1])
    await bar(first).focus()
    await page.keyboard.press('ArrowRight')
    await expect.poll(() => status().textContent()).toContain(`Moved to week ${week + 1}`)
    await expect.poll(() => name(first)).toContain(`week ${week + 1}`)
    await page.keyboard.press('Escape')
    await expect.poll(() => name(first)).toContain(`week ${week},`)
  })

  test('is copied by dragging it with Alt', async () => {
    const [first = ''] = await barsIn('Bulkway')
    const count = Number(await row('Bulkway').locator('.timeline-count').textContent())
    const box = (await bar(first).boundingBox())!
    await page.mouse.move(box.x + 30, box.y + 10)
    await page.mouse.down()
    await page.keyboard.down('Alt')
    await page.mouse.move(box.x + 190, box.y + 12, { steps: 4 })
    await page.locator('.timeline-ghost-label', { hasText: 'Copy' }).waitFor()
    await page.mouse.up()
    await page.keyboard.up('Alt')
    await expect.poll(async () => Number(await row('Bulkway').locator('.timeline-count').textContent())).toBe(count + 1)
    await page.keyboard.press('Control+z')
    await expect.poll(async () => Number(await row('Bulkway').locator('.timeline-count').textContent())).toBe(count)
  })

  test('goes to another account where it is dropped there, after a look at what changes, and one undo brings it back', async () => {
    const [first = ''] = await barsIn('Bulkway')
    const counts = async () =>
      Promise.all(['Bulkway', 'Cornerstone Drug'].map(async (each) => Number(await row(each).locator('.timeline-count').textContent())))
    const before = await counts()
    const from = (await bar(first).boundingBox())!
    const to = (await row('Cornerstone Drug').boundingBox())!
    await page.mouse.move(from.x + 20, from.y + 10)
    await page.mouse.down()
    await page.mouse.move(from.x + 24, to.y + 60, { steps: 5 })
    await page.locator('.timeline-ghost-label', { hasText: 'to Cornerstone Drug' }).waitFor()
    await page.mouse.up()
    const dialog = page.getByRole('dialog', { name: /^Move .* to Cornerstone Drug$/ })
    await dialog.getByText(/^In store .* becomes/).waitFor()
    expect(await counts()).toEqual(before)
    await dialog.getByRole('button', { name: 'Move to Cornerstone Drug' }).click()
    await expect.poll(counts).toEqual([before[0]! - 1, before[1]! + 1])
    await page.keyboard.press('Control+z')
    await expect.poll(counts).toEqual(before)
  })
})

describe('the wall', () => {
  test('shows last year below this one where somebody asks for it, and folds accounts out into their groups', async () => {
    await page.goto(`${page.url().split('?')[0]}?zoom=year&ghosts=1`)
    await page.locator('.timeline-bar').first().waitFor()
    await page.getByRole('button', { name: 'Later' }).click()
    await page.locator('.timeline-echo').first().waitFor()
    expect(await page.locator('.timeline-echo').first().getAttribute('title')).toMatch(/^Last year: /)
    await page.getByRole('rowheader', { name: /^Bulkway/ }).focus()
    await page.keyboard.press('Space')
    await page
      .getByRole('rowheader', { name: /^CHIPS-8OZ/ })
      .first()
      .waitFor()
    await page.keyboard.press('Space')
    await page.getByRole('rowheader', { name: /^CHIPS-8OZ/ }).waitFor({ state: 'detached' })
    expectNoErrors(ann)
  })
})
