// Undo is mine and deleting is not the end: what a colleague has worked on is not lost by my undo, and a promotion one
// deletes while the other edits it, both without the server, survives both.

import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, eventually, expectNoErrors, isInstalled, loadSample, placeUrl, SAVED } from '../support/pages.ts'

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
let ann: Device
let lee: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
  ;[ann, lee] = await Promise.all([createDevice(), createDevice()])
  await loadSample(await enter(ann, server, owner, owner))
  await enter(lee, server, owner, colleague)
  await Promise.all([isInstalled(ann.page()), isInstalled(lee.page())])
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

const panel = (page: Page, name: string) => page.getByRole('complementary', { name })

/** Opens a promotion by its name, as ⌘K does. */
const openPromotion = async (page: Page, name: string): Promise<void> => {
  await page.goto(placeUrl(server, owner))
  await page.getByRole('button', { name: 'New promotion' }).waitFor()
  await page.keyboard.press('Control+k')
  const search = page.getByRole('dialog').getByRole('combobox')
  await search.fill(name)
  await page
    .getByRole('option', { name: new RegExp(name) })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
  await panel(page, name).getByLabel('Status').waitFor()
}

const createPromotion = async (page: Page, name: string): Promise<void> => {
  await page.goto(placeUrl(server, owner))
  await page.getByRole('button', { name: 'New promotion' }).click()
  const dialog = page.getByRole('dialog', { name: 'New promotion' })
  await dialog.getByLabel('Promoted group').fill('CHIPS-8OZ')
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('button', { name: 'Create promotion' }).click()
  await page.getByText('170 promotions', { exact: true }).first().waitFor()
  await badgeSays(page, SAVED)
}

const setRate = async (page: Page, name: string, rate: string): Promise<void> => {
  const field = panel(page, name).getByLabel('Rate', { exact: true })
  await field.fill(rate)
  await field.press('Enter')
}

describe('D11: undo is mine', () => {
  test('undoing my creation asks once a colleague has worked on it, and keeping it keeps their work', async () => {
    const name = 'Undo chips'
    await createPromotion(ann.page(), name)
    await openPromotion(lee.page(), name)
    await setRate(lee.page(), name, '0.75')
    await badgeSays(lee.page(), SAVED)
    await ann.page().keyboard.press('Escape')
    await ann.page().getByRole('heading', { name: 'Calendar', level: 1 }).click()
    await ann.page().keyboard.press('Control+z')
    const question = ann
      .page()
      .getByRole('alertdialog')
      .or(ann.page().getByRole('dialog', { name: /worked on/ }))
    await question.first().waitFor()
    await ann.page().keyboard.press('Escape')
    await openPromotion(ann.page(), name)
    await eventually(async () => expect(await panel(ann.page(), name).getByLabel('Rate', { exact: true }).inputValue()).toMatch(/0\.75/))
    expectNoErrors(ann, lee)
  })

  test('⌘Z takes back my own last change and leaves the colleague’s', async () => {
    const name = 'Undo chips'
    await openPromotion(lee.page(), name)
    await panel(ann.page(), name).getByLabel('Status').selectOption({ label: 'Confirmed' })
    await eventually(async () => expect(await panel(lee.page(), name).getByLabel('Status').inputValue()).toBe('confirmed'))
    await setRate(lee.page(), name, '0.80')
    await eventually(async () => expect(await panel(ann.page(), name).getByLabel('Rate', { exact: true }).inputValue()).toMatch(/0\.80?/))
    await ann.page().getByRole('heading', { name: 'Calendar', level: 1 }).click()
    await ann.page().keyboard.press('Control+z')
    await eventually(async () => expect(await panel(lee.page(), name).getByLabel('Status').inputValue()).not.toBe('confirmed'))
    expect(await panel(lee.page(), name).getByLabel('Rate', { exact: true }).inputValue()).toMatch(/0\.80?/)
  })
})

describe('D10: deleting is a mark', () => {
  test('deleted by one and edited by the other while apart, it survives both and one click brings it back', async () => {
    const name = 'Undo chips'
    await Promise.all([openPromotion(ann.page(), name), openPromotion(lee.page(), name)])
    await Promise.all([badgeSays(ann.page(), SAVED), badgeSays(lee.page(), SAVED)])
    await server.stop('SIGKILL')
    await Promise.all([badgeSays(ann.page(), /Offline|Connecting/), badgeSays(lee.page(), /Offline|Connecting/)])
    await setRate(lee.page(), name, '0.95')
    await panel(ann.page(), name).getByRole('button', { name: 'More about this promotion' }).click()
    await ann
      .page()
      .getByRole('menuitem', { name: /Delete/ })
      .click()
    await Promise.all([badgeSays(ann.page(), /to send/), badgeSays(lee.page(), /to send/)])
    await server.start()
    await Promise.all([badgeSays(ann.page(), SAVED, 40_000), badgeSays(lee.page(), SAVED, 40_000)])

    await lee.page().goto(placeUrl(server, owner, '/trash'))
    await lee.page().getByText(name).first().waitFor()
    await lee
      .page()
      .getByText(/edited/i)
      .first()
      .waitFor()
    await lee
      .page()
      .getByRole('button', { name: /Restore.*/ })
      .first()
      .click()
    await openPromotion(ann.page(), name)
    await eventually(async () => expect(await panel(ann.page(), name).getByLabel('Rate', { exact: true }).inputValue()).toMatch(/0\.95/))
    expectNoErrors(ann, lee)
  })
})
