// The first day, through the pages alone: the set-up link, an invite, signing out with unsent work, and a second person on
// the same device.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device, signIn } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { accountNotes, badgeSays, eventually, expectNoErrors, isInstalled, loadSample, SAVED } from '../support/pages.ts'

const ANN = { name: 'Ann Ortiz', email: 'ann@example.com', password: 'correct horse battery' }

let server: EndcapServer
let device: Device
let owner: Owner
let lee: TestPerson
beforeAll(async () => {
  server = await createEndcapServer()
  device = await createDevice()
})
afterAll(async () => {
  await device?.dispose()
  await server?.dispose()
})

const databases = (): Promise<string[]> => device.page().evaluate(async () => (await indexedDB.databases()).map(({ name }) => name ?? ''))

/** Everything this browser keeps outside of databases. */
const kept = (): Promise<string> => device.page().evaluate(() => JSON.stringify({ ...localStorage, ...sessionStorage }))

const openSignOut = async (): Promise<void> => {
  const page = device.page()
  await page.keyboard.press('Control+k')
  await page.getByRole('dialog').getByRole('combobox').fill('Sign out')
  await page
    .getByRole('option', { name: /^Sign out/ })
    .first()
    .waitFor()
  await page.keyboard.press('Enter')
}

describe('the first day', () => {
  test('the one-time link creates the owner and the workspace, and works once', async () => {
    const page = device.page()
    const link = `${server.url}/setup#${server.setupSecret()}`
    await page.goto(link)
    await page.getByLabel('Workspace').fill('Alder Creek')
    await page.getByLabel('Your name').fill(ANN.name)
    await page.getByLabel('E-mail').fill(ANN.email)
    await page.getByLabel('Password').first().fill('short')
    await page.getByRole('button', { name: 'Create workspace' }).click()
    await page
      .getByText(/10 characters/)
      .first()
      .waitFor()
    expect(await page.getByLabel('Your name').inputValue()).toBe(ANN.name)
    await page.getByLabel('Password').first().fill(ANN.password)
    await page.getByRole('button', { name: 'Create workspace' }).click()
    await page.waitForURL(/\/w\/[^/]+\/calendar/)
    const workspaceId = /\/w\/([^/]+)/.exec(page.url())?.[1] ?? ''
    await loadSample(page)
    await isInstalled(page)

    const cookies = await device.context().cookies()
    owner = { ...ANN, workspaceId, cookie: cookies.map(({ name, value }) => `${name}=${value}`).join('; ') }
    lee = await addMember(server, owner, 'Lee Lang', 'coordinator')
    const stranger = await createDevice()
    await stranger.page().goto(link)
    await stranger
      .page()
      .getByText(/already|used|set up/i)
      .first()
      .waitFor()
    expect(await stranger.page().getByRole('button', { name: 'Create workspace' }).count()).toBe(0)
    await stranger.dispose()
  })

  test('S7: signing out with unsent work says so and offers to wait; then the data is off the device', async () => {
    const page = device.page()
    await server.stop('SIGKILL')
    await page.goto(`${server.url}/w/${owner.workspaceId}/accounts`)
    await page
      .getByRole('link', { name: /Marlow/ })
      .first()
      .click()
    await accountNotes(page).click()
    await page.keyboard.type('Only on this device so far.')
    await badgeSays(page, /to send/)
    expect(await kept()).toContain('Marlow')
    await openSignOut()
    await page.getByRole('dialog', { name: /not on the server yet/ }).waitFor()
    await page.getByRole('button', { name: 'Wait until it is sent' }).click()
    await server.start()
    await page.waitForURL(/\/sign-in/, { timeout: 60_000 })
    expect((await databases()).filter((name) => name.includes(owner.workspaceId))).toEqual([])
    // Nor does a page that is left write anything back.
    await page.reload()
    for (const word of ['Marlow', owner.email, owner.workspaceId]) expect(await kept()).not.toContain(word)
  })

  test('S7: a second person on the device has a database of their own and sees the edit that was waited for', async () => {
    const page = await signIn(device, server, lee)
    await badgeSays(page, SAVED)
    const names = (await databases()).filter((name) => name.includes(owner.workspaceId))
    expect(names).toHaveLength(1)
    await page.goto(`${server.url}/w/${owner.workspaceId}/accounts`)
    await page
      .getByRole('link', { name: /Marlow/ })
      .first()
      .click()
    await eventually(async () => expect(await accountNotes(page).inputValue()).toBe('Only on this device so far.'))
    expectNoErrors(device)
  })
})
