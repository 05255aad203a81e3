// An account is added, its people are kept, and a colleague is seen doing it.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, eventually, expectNoErrors, loadSample, placeUrl, SAVED } from '../support/pages.ts'

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
let ann: Device
let lee: Device
let accountPath = ''

beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
  ;[ann, lee] = await Promise.all([createDevice(), createDevice()])
  await loadSample(await enter(ann, server, owner, owner))
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

const contacts = (device: Device) => device.page().getByRole('list', { name: 'Contacts' })
const names = (device: Device) => contacts(device).locator('.contact-name').allTextContents()
const openAnns = async (tab: string) => {
  await ann.page().goto(`${server.url}${accountPath}`)
  await ann.page().getByRole('tab', { name: tab }).click()
}

describe('an account', () => {
  test('the list is walked, filtered and opened by keyboard alone', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/accounts'))
    await page.getByRole('link', { name: 'Bulkway' }).waitFor()
    await page.keyboard.press('/')
    await page.keyboard.type('grocery')
    await page.getByText('2 of 6').waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await eventually(async () => expect(await page.evaluate(() => document.activeElement?.textContent)).toBe('Tandem Grocers'))
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Tandem Grocers' }).waitFor({ state: 'attached' })
  })

  test('is added by its name; without one the dialog says so and keeps what was chosen', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/accounts'))
    await page.getByRole('button', { name: 'New account' }).click()
    await page.getByLabel('Ad week starts').selectOption({ label: 'Thu (Thu–Wed)' })
    await page.getByRole('button', { name: 'Create account' }).click()
    await page.getByText('Give the account a name.').waitFor()
    expect(await page.getByLabel('Ad week starts').inputValue()).toBe('4')
    await page.getByRole('textbox', { name: 'Name' }).fill('Oak & Ivy')
    await page.keyboard.press('Enter')
    await page.getByRole('heading', { name: 'Oak & Ivy' }).waitFor({ state: 'attached' })
    accountPath = new URL(page.url()).pathname
    await page.getByText('Thu–Wed').first().waitFor()
  })

  test('its name cannot be emptied: the field says so and Esc brings it back', async () => {
    const field = ann.page().getByRole('textbox', { name: 'Name', exact: true })
    await field.fill('')
    await field.press('Enter')
    await ann.page().getByText('Give the account a name.').waitFor()
    await field.press('Escape')
    expect(await field.inputValue()).toBe('Oak & Ivy')
  })

  test('people are added by typing, checked at the field, and a colleague sees which field is being typed into', async () => {
    const page = ann.page()
    await page.getByRole('tab', { name: 'Contacts' }).click()
    const add = page.getByLabel('Add a contact by name')
    for (const name of ['Kim Ode', 'Ravi Sen']) {
      await add.fill(name)
      await add.press('Enter')
      await contacts(ann).getByText(name).waitFor()
    }
    await contacts(ann).getByRole('button', { name: 'Kim Ode', exact: true }).click()
    const panel = page.getByRole('complementary', { name: 'Kim Ode' })
    await panel.getByLabel('E-mail').fill('kim.ode')
    await panel.getByLabel('E-mail').press('Enter')
    await panel.getByText('This is not an e-mail address').waitFor()
    await panel.getByLabel('E-mail').fill('kim@oak.example')
    await panel.getByLabel('E-mail').press('Enter')
    await panel.getByRole('link', { name: 'kim@oak.example' }).waitFor()

    await enter(lee, server, owner, colleague, `${accountPath.replace(`/w/${owner.workspaceId}`, '')}?tab=contacts`)
    await contacts(lee).getByRole('button', { name: 'Kim Ode', exact: true }).click()
    await panel.getByLabel('Title').focus()
    await lee.page().getByRole('complementary', { name: 'Kim Ode' }).getByTitle('Ann Ortiz is here').waitFor()
  })

  test('two people put contacts in order at once and end with the same', async () => {
    const move = async (device: Device, name: string, key: string) => {
      const handle = device.page().getByRole('button', { name: `Move ${name}` })
      await handle.focus()
      await handle.press(key)
    }
    await Promise.all([move(ann, 'Ravi Sen', 'ArrowUp'), move(lee, 'Kim Ode', 'ArrowDown')])
    await eventually(async () => {
      await Promise.all([badgeSays(ann.page(), SAVED), badgeSays(lee.page(), SAVED)])
      expect(await names(ann)).toEqual(await names(lee))
      expect(await names(ann)).toHaveLength(2)
    })
  })

  test('D10: a deleted contact comes back by Undo with everything it had', async () => {
    await openAnns('Contacts')
    await contacts(ann).getByRole('button', { name: 'Kim Ode', exact: true }).click()
    await ann.page().getByRole('button', { name: 'Delete contact' }).click()
    await eventually(async () => expect(await names(lee)).toEqual(['Ravi Sen']))
    await ann.page().getByRole('button', { name: 'Undo' }).click()
    await contacts(ann).getByRole('link', { name: 'kim@oak.example' }).waitFor()
  })

  test('a column of stores pasted is a table of them, typed into cell by cell', async () => {
    await openAnns('Stores')
    const page = ann.page()
    const add = page.getByLabel(/Add a store/)
    await add.focus()
    await add.evaluate((field) => {
      const clipboardData = new DataTransfer()
      clipboardData.setData('text/plain', Array.from({ length: 250 }, (_, index) => `${1000 + index}\tStore ${index}`).join('\n'))
      field.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }))
    })
    await page.getByText('250 listed').waitFor()
    expect(await page.getByRole('row').count()).toBeLessThan(80)
    await page.getByRole('textbox', { name: 'Grade' }).first().fill('A')
    await page.keyboard.press('Enter')
    await page.waitForTimeout(100)
    await page.keyboard.type('B')
    await page.keyboard.press('Enter')
    await eventually(async () =>
      expect(
        await page.getByRole('textbox', { name: 'Grade' }).evaluateAll((fields) => fields.slice(0, 2).map((field) => (field as HTMLInputElement).value)),
      ).toEqual(['A', 'B']),
    )
  })

  test('D10: the account goes to the trash and comes back by Undo', async () => {
    const page = ann.page()
    await page.getByRole('button', { name: 'More for this account' }).click()
    await page.getByRole('menuitem', { name: 'Delete account' }).click()
    await page.getByRole('link', { name: 'Bulkway' }).waitFor()
    expect(await page.getByRole('link', { name: 'Oak & Ivy' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('heading', { name: 'Oak & Ivy' }).waitFor({ state: 'attached' })
    expectNoErrors(ann, lee)
  })
})
