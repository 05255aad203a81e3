// The same promotions in a grid, on a board, in a month and as what is due: one selection, one undo, and a view one person
// saves is there for the other.

import type { Locator, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, expectNoErrors, SAVED } from '../support/pages.ts'
import { loadSampleYear } from '../support/sample-year.ts'

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
let ann: Device
let lee: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
  await loadSampleYear(server, owner)
  ;[ann, lee] = await Promise.all([createDevice(), createDevice()])
  await Promise.all([enter(ann, server, owner, owner, '/calendar?view=grid'), enter(lee, server, owner, colleague)])
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

const cell = (page: Page, column: string, row: number): Locator => page.locator(`.grid-cell[data-column="${column}"]`).nth(row)

/** What Excel puts on the clipboard, pasted where the focus is. */
const paste = (page: Page, text: string): Promise<void> =>
  page.evaluate((given) => {
    const clipboardData = new DataTransfer()
    clipboardData.setData('text/plain', given)
    document.activeElement?.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
  }, text)

const texts = async (page: Page, column: string, rows: number): Promise<string[]> => {
  const found: string[] = []
  for (let row = 0; row < rows; row++) found.push(((await cell(page, column, row).textContent()) ?? '').trim())
  return found
}

describe('the grid', () => {
  test('shows every bad cell of a paste before anything is written, and one undo takes all of it back', async () => {
    const page = ann.page()
    await cell(page, 'mechanic', 0).waitFor()
    const before = [await texts(page, 'mechanic', 3), await texts(page, 'rate', 3)]
    await cell(page, 'mechanic', 0).click()
    await paste(page, 'SCAN\t.35\nBOGUS\t0.40\r\nOI\tfree')
    const preview = page.getByRole('dialog', { name: '2 cells cannot be read' })
    await preview.waitFor()
    await preview.getByText(/BOGUS is no mechanic/).waitFor()
    await preview.getByText(/free is not a number/).waitFor()
    expect([await texts(page, 'mechanic', 3), await texts(page, 'rate', 3)]).toEqual(before)
    // One is put right, the other left out.
    await preview.getByRole('textbox', { name: 'Mechanic, row 2' }).fill('TPR')
    await preview.getByRole('textbox', { name: 'Mechanic, row 2' }).press('Enter')
    await page.getByRole('dialog', { name: '1 cell cannot be read' }).getByRole('button', { name: 'Paste without the bad cells' }).click()
    await expect.poll(() => texts(page, 'mechanic', 3)).toEqual(['SCAN', 'TPR', 'OI'])
    expect((await texts(page, 'rate', 3))[2]).toBe(before[1]?.[2])
    await page
      .getByText(/^Pasted 6 cells$/)
      .first()
      .waitFor()
    await page.keyboard.press('Control+z')
    await expect.poll(async () => [await texts(page, 'mechanic', 3), await texts(page, 'rate', 3)]).toEqual(before)
  })

  test('is worked by keyboard alone: typing, selecting, filling down, clearing', async () => {
    const page = ann.page()
    await cell(page, 'owner', 0).click()
    await page.keyboard.type('Dana Reyes')
    await page.keyboard.press('Enter')
    await expect.poll(() => texts(page, 'owner', 1)).toEqual(['Dana Reyes'])
    await page.keyboard.press('ArrowUp')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Shift+ArrowDown')
    await page.keyboard.press('Control+d')
    await expect.poll(() => texts(page, 'owner', 3)).toEqual(['Dana Reyes', 'Dana Reyes', 'Dana Reyes'])
    await page.keyboard.press('Delete')
    await expect.poll(() => texts(page, 'owner', 3)).toEqual(['', '', ''])
  })
})

describe('the board', () => {
  test('takes a card to the next column by keyboard, within the rules, and says why another takes it not', async () => {
    const page = ann.page()
    await page.keyboard.press('Escape')
    await page.locator('h1').click()
    await page.keyboard.press('g')
    await page.keyboard.press('b')
    const planned = page.locator('.board-column[data-status="planned"]')
    const offered = page.locator('.board-column[data-status="offered"]')
    const count = async (column: Locator) => Number(await column.locator('.board-count').textContent())
    await planned.locator('.board-card').first().waitFor()
    const before = [await count(planned), await count(offered)]
    const key = (await planned.locator('.board-card').first().getAttribute('data-key')) ?? ''
    await page.locator(`[data-key="${key}"]`).focus()
    await page.keyboard.press('Shift+ArrowRight')
    await expect.poll(async () => [await count(planned), await count(offered)]).toEqual([(before[0] ?? 0) - 1, (before[1] ?? 0) + 1])
    await expect.poll(() => page.evaluate(() => (document.activeElement as HTMLElement).dataset.key)).toBe(key)
    // Dragged where it may not go.
    await page.locator(`[data-key="${key}"]`).dragTo(page.locator('.board-column[data-status="idea"]'))
    await page
      .getByText(/Offered is not followed by idea/)
      .first()
      .waitFor()
    expect(await offered.locator(`[data-key="${key}"]`).count()).toBe(1)
  })
})

describe('a saved view', () => {
  test('shared by one is there for the other, with its place, its filter and its chips', async () => {
    const page = ann.page()
    await page.goto(`${page.url().split('?')[0]}?view=board&mechanics=OI`)
    await page.getByRole('button', { name: /^Views/ }).click()
    await page.getByRole('textbox', { name: 'Name of the new view' }).fill('Off-invoice pitches')
    await page.getByLabel('For everybody').check()
    await page.getByRole('button', { name: 'Save view' }).click()
    await badgeSays(page, SAVED)
    const other = lee.page()
    await other.getByRole('button', { name: /^Views/ }).click()
    await other.getByRole('button', { name: /^Off-invoice pitches/ }).click()
    await other.getByRole('list', { name: 'Filtered by' }).getByText('Off-invoice').waitFor()
    await other.locator('.board-card').first().waitFor()
    expect(new URL(other.url()).searchParams.get('mechanics')).toBe('OI')
    await other.getByRole('button', { name: /^Remove the filter Mechanic/ }).click()
    await expect.poll(() => new URL(other.url()).searchParams.get('mechanics')).toBeNull()
  })

  test('one follows the other from view to view until they do something themselves', async () => {
    const other = lee.page()
    await other.getByRole('button', { name: /^Ann Ortiz.*Follow/ }).click()
    await other.getByText('Following Ann Ortiz').waitFor()
    await ann.page().locator('h1').click()
    await ann.page().keyboard.press('g')
    await ann.page().keyboard.press('m')
    await other.locator('.month-grid').waitFor()
    await other.mouse.move(700, 500)
    await other.mouse.wheel(0, 40)
    await other.getByText('Following Ann Ortiz').waitFor({ state: 'detached' })
  })
})

describe('my week', () => {
  test('lists what is due and a tick says it is done', async () => {
    const page = ann.page()
    const due = await page.evaluate(() => new Date(Date.now() + 2 * 24 * 3600 * 1000).toISOString().slice(0, 10))
    await page.goto(`${page.url().split('?')[0]}?view=grid&cols=submitBy,status&accounts=`)
    await cell(page, 'submitBy', 0).click()
    await page.keyboard.press('Enter')
    await page.locator('input.cell-editor').fill(due)
    await page.keyboard.press('Enter')
    await expect.poll(() => texts(page, 'submitBy', 1)).not.toEqual([''])
    await page.locator('h1').click()
    await page.keyboard.press('g')
    await page.keyboard.press('w')
    const line = page.locator('.due-row', { hasText: 'Submit by' }).first()
    await line.locator('.due-open').focus()
    await page.keyboard.press(' ')
    await line.waitFor({ state: 'detached' })
    await page.getByLabel('Done', { exact: true }).check()
    await page.locator('.due-row[data-done]', { hasText: 'Submit by' }).first().waitFor()
    expectNoErrors(ann, lee)
  })
})
