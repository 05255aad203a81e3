// A meeting prepared and written down by two people at once, and read by a third.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, eventually, expectNoErrors, loadSample, placeUrl, SAVED } from '../support/pages.ts'

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
let reader: TestPerson
let ann: Device
let lee: Device
let packetUrl = ''

beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  ;[colleague, reader] = [await addMember(server, owner, 'Lee Lang', 'coordinator'), await addMember(server, owner, 'Vera Lind', 'viewer')]
  ;[ann, lee] = await Promise.all([createDevice(), createDevice()])
  await loadSample(await enter(ann, server, owner, owner))
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

const notes = (device: Device) => device.page().getByRole('textbox', { name: 'Notes' })

describe('a packet', () => {
  test('is made in a dialog and starts with the usual agenda, its clock running', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/packets'))
    await page.getByRole('button', { name: 'New packet' }).first().click()
    await page.getByRole('button', { name: 'Create packet' }).click()
    await page.getByText('Choose whom you meet.').waitFor()
    await page.getByLabel('Account').selectOption({ label: 'Marlow Markets' })
    await page.getByLabel('Date').fill('2027-02-17')
    await page.getByRole('button', { name: 'Create packet' }).click()
    await notes(ann).waitFor()
    packetUrl = page.url()
    await page.getByRole('textbox', { name: 'Time', exact: true }).fill('2 pm')
    await page.keyboard.press('Enter')
    await page.getByText('1 h 5 min, ends 15:05').waitFor()
    await page.getByRole('textbox', { name: 'Time', exact: true }).fill('soonish')
    await page.getByRole('textbox', { name: 'Where', exact: true }).click()
    await page.getByText('Give a time: 14:00 or 2 pm').waitFor()
    expect(await page.getByRole('textbox', { name: 'Time', exact: true }).inputValue()).toBe('soonish')
    await page.getByRole('textbox', { name: 'Time', exact: true }).press('Escape')
    await page.getByText('W3 · Wed 17 Feb').waitFor()
  })

  test('topics are put in another order by keyboard, and a colleague sees it', async () => {
    await enter(lee, server, owner, colleague, new URL(packetUrl).pathname.replace(`/w/${owner.workspaceId}`, ''))
    const titles = (device: Device) =>
      device
        .page()
        .getByRole('list', { name: 'Topics' })
        .getByRole('textbox', { name: 'Topic' })
        .evaluateAll((fields) => fields.map((field) => (field as HTMLTextAreaElement).value))
    const handle = ann.page().getByRole('button', { name: 'Move Promotion recap: plan and actual' })
    await handle.focus()
    await handle.press('ArrowUp')
    await eventually(async () => {
      expect((await titles(ann))[0]).toBe('Promotion recap: plan and actual')
      expect(await titles(lee)).toEqual(await titles(ann))
    })
    expect(await handle.evaluate((button) => button === document.activeElement)).toBe(true)
  })

  test('D11: two people write the notes at once, see each other’s carets, and ⌘Z takes back my words only', async () => {
    await notes(ann).click()
    await ann.page().keyboard.type('Ann was here. ')
    await eventually(async () => expect(await notes(lee).textContent()).toContain('Ann was here.'))
    await notes(lee).click()
    await lee.page().keyboard.press('Control+End')
    await Promise.all([ann.page().keyboard.type('And again. ', { delay: 10 }), lee.page().keyboard.type('Lee was too. ', { delay: 10 })])
    await ann.page().locator('.notes-caret-name', { hasText: 'Lee Lang' }).waitFor({ state: 'attached' })
    await lee.page().locator('.notes-caret-name', { hasText: 'Ann Ortiz' }).waitFor({ state: 'attached' })
    const words = (device: Device) =>
      notes(device).evaluate((element) => {
        const copy = element.cloneNode(true) as HTMLElement
        for (const caret of copy.querySelectorAll('.notes-caret')) caret.remove()
        return (copy.textContent ?? '').trim()
      })
    await eventually(async () => {
      expect(await words(ann)).toBe(await words(lee))
      expect((await words(ann)).length).toBeGreaterThan(30)
    })
    // As often as it takes: steps are cut by pauses in the typing, on a slow machine one per letter. More than there are do nothing.
    for (let step = 0; step < 40; step++) await ann.page().keyboard.press('Control+z')
    await eventually(async () => {
      expect(await words(ann)).toBe('Lee was too.')
      expect(await words(lee)).toBe('Lee was too.')
    })
  })

  test('what the toolbar makes is kept: headings, tasks, bold words and links survive a reload', async () => {
    const page = ann.page()
    await notes(ann).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.press('Enter')
    await page.getByRole('toolbar').getByRole('button', { name: 'Heading', exact: true }).click()
    await page.keyboard.type('Spring')
    await page.keyboard.press('Enter')
    await page.getByRole('toolbar').getByRole('button', { name: 'Task list' }).click()
    await page.keyboard.type('Ask about ')
    await page.keyboard.press('Control+b')
    await page.keyboard.type('the reset')
    await page.keyboard.press('Control+b')
    await page.keyboard.type(' ')
    await page.getByRole('toolbar').getByRole('button', { name: 'Link' }).click()
    await page.getByLabel('Address').fill('javascript:alert(1)')
    await page.getByRole('button', { name: 'Set link' }).click()
    await page.getByText('Give a web address').waitFor()
    await page.getByLabel('Address').fill('example.com/plan')
    await page.getByRole('button', { name: 'Set link' }).click()
    await badgeSays(page, SAVED)
    await page.reload()
    await notes(ann).waitFor()
    await eventually(async () => {
      expect(await notes(ann).locator('h2').textContent()).toBe('Spring')
      expect(await notes(ann).locator('strong').textContent()).toBe('the reset')
      expect(await notes(ann).locator('a').getAttribute('href')).toBe('https://example.com/plan')
      expect(await notes(ann).locator('ul[data-type=taskList] input').count()).toBe(1)
    })
  })

  test('a viewer reads everything and can change nothing', async () => {
    const vera = await createDevice()
    try {
      const page = await enter(vera, server, owner, reader, new URL(packetUrl).pathname.replace(`/w/${owner.workspaceId}`, ''))
      await eventually(async () => expect(await notes(vera).textContent()).toContain('Spring'))
      expect(await notes(vera).getAttribute('contenteditable')).toBe('false')
      expect(await page.getByRole('toolbar').count()).toBe(0)
      expect(await page.getByRole('textbox', { name: 'Where', exact: true }).getAttribute('readonly')).not.toBeNull()
      expect(await page.getByRole('button', { name: /^(Move|More for) / }).count()).toBe(0)
      expectNoErrors(vera)
    } finally {
      await vera.dispose()
    }
  })

  test('D10: deleted, it is away for everyone, and Undo brings it back', async () => {
    const page = ann.page()
    await page.getByRole('button', { name: 'More for this packet' }).click()
    await page.getByRole('menuitem', { name: 'Delete packet' }).click()
    await page.getByText('No meetings prepared yet').waitFor()
    await lee.page().getByText('In the trash').waitFor()
    await page.getByRole('button', { name: 'Undo' }).click()
    await notes(ann).waitFor()
    await lee.page().getByText('In the trash').waitFor({ state: 'detached' })
    expectNoErrors(ann, lee)
  })
})
