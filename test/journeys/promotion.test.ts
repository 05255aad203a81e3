// One promotion, from a typed line to what it brought: quick add, its arithmetic, a clash somebody overrides, a year
// cloned, and plan against actual with real weekly sales.

import { join } from 'node:path'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { sheetOf } from '../support/import-device.ts'
import { badgeSays, enter, eventually, expectNoErrors, placeUrl, SAVED } from '../support/pages.ts'
import { loadSampleYear } from '../support/sample-year.ts'

const JUICE = join(import.meta.dirname, '../data/pos-orange-juice-116-weeks.csv')
const ITEMS = `Item,UPC (12),Case pack,Brand,Category,Promoted group,List cost/case,COGS/case,Status
Golden cola 12 oz,841207009997,12,Alder Creek,Cola,COLA-12OZ,36.00,14.40,active
Juice 64 oz,841207008884,8,Alder Creek,Juice,MM,16.00,9.60,active`
// DOMAIN §6: B 1000, m 1.80, r 0.50, F 400, lift 50 %. And the week of the juice's deepest price, if week 1 began in 2025.
const PROMOTIONS = `Promotion,Account,Type,Product group,In-store start,In-store end,Rate,Rate basis,Lump sum,Baseline units/week,Expected lift %,Status
Golden cola,Marlow Markets,SCAN,COLA-12OZ,2027-06-02,2027-06-08,0.50,per unit,400,1000,50,planned
Juice week,Marlow Markets,TPR,MM,2026-04-01,2026-04-07,0.30,per unit,,8000,400,confirmed`

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
let ann: Device
let lee: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
  await loadSampleYear(server, owner, 169, [sheetOf('items.csv', ITEMS), sheetOf('more.csv', PROMOTIONS)])
  ;[ann, lee] = await Promise.all([createDevice(), createDevice()])
  await Promise.all([enter(ann, server, owner, owner), enter(lee, server, owner, colleague)])
  await Promise.all([ann, lee].map((device) => counted(device.page(), 171)))
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

const counted = (page: Page, count: number): Promise<void> => page.getByText(`${count} promotions`, { exact: true }).first().waitFor({ state: 'attached' })

/** Opens a promotion by its name, as ⌘K does. */
const openPromotion = async (page: Page, name: string) => {
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill(name)
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  const panel = page.getByRole('complementary', { name: new RegExp(name) })
  await panel.getByLabel('Status').waitFor()
  return panel
}

const typePromotion = async (page: Page, line: string): Promise<void> => {
  await page.keyboard.press('n')
  await page.getByRole('dialog', { name: 'New promotion' }).getByLabel('In one line').waitFor()
  await page.keyboard.type(line)
}

describe('a promotion', () => {
  test('is typed in one line by keyboard alone, every word accounted for, and Enter saves it', async () => {
    const page = ann.page()
    await typePromotion(page, 'marlow wk 30-33 TPR 2/$5 chips scan .50 "Line chips" foo')
    const read = page.getByRole('list', { name: 'Read as' })
    for (const words of [/Account\s*Marlow Markets/, /When\s*W30/, /Group\s*CHIPS-8OZ/, /Not understood\s*foo/])
      await read
        .getByText(words)
        .or(read.locator('li', { hasText: words }))
        .first()
        .waitFor()
    await page.keyboard.press('Enter')
    await page.getByText(/^Not understood: foo/).waitFor()
    await page.keyboard.press('Enter')
    await counted(page, 172)
    const panel = await openPromotion(page, 'Line chips')
    expect(await panel.getByLabel('Promoted retail').first().inputValue()).toBe('2/$5')
    const rates = await Promise.all((await panel.getByLabel('Rate', { exact: true }).all()).map((rate) => rate.inputValue()))
    expect(rates.join(' ')).toContain('0.50')
    await page.keyboard.press('Escape')
  })

  test('shows the golden figures, and the formulas with the numbers in them', async () => {
    const page = ann.page()
    const panel = await openPromotion(page, 'Golden cola')
    const figures = panel.locator('.promotion-section', { hasText: 'Expected' }).locator('.figure-list')
    const row = (name: string) => figures.locator('.figure-row', { hasText: name }).first()
    const says = (name: string, value: string) => eventually(async () => expect(await row(name).locator('dd').first().innerText()).toBe(value))
    await says('Total spend', '$1,150.00')
    await says('Incremental profit', '$900.00')
    await says('ROI ratio', '0.783')
    await says('ROI net', '−21.7 %')
    await says('Cost per incremental unit', '$2.30')
    await says('Break-even lift', '69.2 %')
    await panel.getByRole('button', { name: 'Show the arithmetic' }).click()
    await row('ROI net').getByText('($900.00 − $1,150.00) ÷ $1,150.00 = −21.74 %').waitFor()
    await row('Break-even lift').getByText('= 69.23 %').waitFor()
    await panel.getByLabel('Expected lift').fill('100')
    await panel.getByLabel('Expected lift').press('Enter')
    await says('ROI ratio', '1.286')
    await says('ROI net', '28.6 %')
    await page.keyboard.press('Escape')
  })

  test('clashes are said before it exists and after, and an override with its reason is seen by a colleague', async () => {
    const page = ann.page()
    await typePromotion(page, 'marlow wk 31 TPR 2/$6 chips "Line clash"')
    await page.getByRole('dialog').getByText('Two prices at once').first().waitFor()
    await page.keyboard.press('Enter')
    await counted(page, 173)
    const clashWith = (panel: Awaited<ReturnType<typeof openPromotion>>, other: string) =>
      panel.locator('.clash', { hasText: 'Two prices at once' }).filter({ hasText: other })
    const clash = clashWith(await openPromotion(page, 'Line clash'), 'Line chips')
    await clash.getByRole('button', { name: 'It is all right …' }).click()
    await page.keyboard.press('Enter')
    await clash.getByText('Say why it is all right.').waitFor()
    await page.keyboard.type('Two clubs, two prices')
    await page.keyboard.press('Enter')
    await clash.getByText(/Overridden by you/).waitFor()
    await badgeSays(page, SAVED)

    await counted(lee.page(), 173)
    const panel = await openPromotion(lee.page(), 'Line chips')
    await panel.getByRole('button', { name: /overridden/ }).click()
    await panel.getByText(/Overridden by Ann Ortiz on .*: “Two clubs, two prices”/).waitFor()
    await panel.getByRole('button', { name: 'Take the override back' }).click()
    await clashWith(panel, 'Line clash').getByRole('button', { name: 'It is all right …' }).waitFor()
    await clash.getByRole('button', { name: 'It is all right …' }).waitFor()
    await page.keyboard.press('Escape')
  })

  test('a year is cloned from a preview, nothing before it is confirmed, and one undo takes it back', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner))
    await counted(page, 173)
    await page.keyboard.press('Control+k')
    await page.getByRole('dialog').getByRole('combobox').fill('Clone a year')
    await page
      .getByRole('option', { name: /Clone a year/ })
      .first()
      .waitFor()
    await page.keyboard.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Clone a year' })
    await dialog.getByLabel('Account').selectOption({ label: 'Marlow Markets' })
    await dialog.getByLabel('From').selectOption({ label: 'FY2027' })
    const rows = dialog.getByRole('list', { name: 'Proposed clones' }).locator('.clone-row')
    await eventually(async () => expect(await rows.count()).toBeGreaterThan(10))
    const first = rows.first()
    const byWeek = await first.locator('.clone-after').innerText()
    await dialog.getByLabel('Placed by').selectOption({ label: 'The same holiday' })
    await rows
      .getByText(/Easter|Independence|Thanksgiving/)
      .first()
      .waitFor()
    await dialog.getByLabel('Placed by').selectOption({ label: 'The same fiscal week' })
    expect(await first.locator('.clone-after').innerText()).toBe(byWeek)
    await dialog.getByRole('button', { name: 'All', exact: true }).click()
    await first.getByRole('checkbox').uncheck()
    const chosen = (await rows.count()) - 1
    await counted(page, 173)
    await dialog.getByRole('button', { name: `Clone ${chosen}`, exact: true }).click()
    await counted(page, 173 + chosen)
    await page.getByRole('button', { name: 'Undo' }).last().click()
    await counted(page, 173)
    await badgeSays(page, SAVED)
  })

  test('plan and actual: from the empty place to the import, and every baseline beside the others', async () => {
    const page = ann.page()
    const empty = await openPromotion(page, 'Juice week')
    await empty.getByRole('tab', { name: 'Plan and actual' }).click()
    await empty.getByRole('link', { name: 'Import weekly sales' }).click()
    await page.locator('input[type=file]').first().setInputFiles(JUICE)
    const mapping = page.getByRole('region', { name: /^Columns of pos-orange-juice/ })
    await mapping.getByLabel('Sold at').selectOption({ label: 'Marlow Markets' })
    await mapping.getByLabel('Week 1 began on').fill('2025-01-01')
    await mapping.getByLabel('Week 1 began on').press('Enter')
    await mapping.getByRole('button', { name: 'Use these columns' }).click()
    await page
      .getByRole('button', { name: /^Import \d+ rows?$/ })
      .last()
      .click()
    await page
      .getByText(/928 numbers of weekly sales/)
      .first()
      .waitFor()
    await badgeSays(page, SAVED)
    const panel = await openPromotion(page, 'Juice week')
    await panel.getByRole('tab', { name: 'Plan and actual' }).click()
    await panel.getByRole('img', { name: /^Units a week of MM/ }).waitFor()
    await panel.getByRole('row', { name: /^Units .*192,128/ }).waitFor()
    const lifts = await panel.locator('.baseline-table tbody tr td:last-child').allInnerTexts()
    expect(lifts).toHaveLength(4)
    expect(new Set(lifts).size).toBeGreaterThan(1)
    const lift = panel.locator('.last-year tr', { hasText: 'Lift' }).locator('td').last()
    const before = await lift.innerText()
    await panel.getByRole('radio', { name: /All weeks without promotion/ }).check()
    await eventually(async () => expect(await lift.innerText()).not.toBe(before))
    await panel.getByRole('row', { name: /^Net incremental/ }).waitFor()
    expectNoErrors(ann, lee)
  })
})
