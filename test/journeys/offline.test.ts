// Into the basement and back: the app opens without the server, keeps edits through a closed browser, delivers them later,
// and a new browser gets everything.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device, giveSession } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { accountNotes, badgeSays, enter, eventually, expectNoErrors, isInstalled, loadSample, openAccount, placeUrl, SAVED } from '../support/pages.ts'

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
let ann: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
  ann = await createDevice()
  const page = await enter(ann, server, owner, owner)
  await isInstalled(page)
  await loadSample(page)
})
afterAll(async () => {
  await ann?.dispose()
  await server?.dispose()
})

describe('offline', () => {
  test('S8: reloaded with the server gone, the app opens with all data; edits survive a closed browser and arrive later', async () => {
    await server.stop('SIGKILL')
    let page = ann.page()
    await page.reload()
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    await badgeSays(page, /Offline|Connecting/)

    await openAccount(page, server, owner, 'Quickpath')
    await accountNotes(page).click()
    await page.keyboard.type('Written in the basement.')
    await badgeSays(page, /saved on this device · \d+ to send/i)

    page = await ann.reopen()
    await openAccount(page, server, owner, 'Quickpath')
    await eventually(async () => expect(await accountNotes(page).inputValue()).toBe('Written in the basement.'))
    await badgeSays(page, /saved on this device · \d+ to send/i)

    await server.start()
    await badgeSays(page, SAVED, 60_000)
  })

  test('a private window, which keeps nothing, says so, works from memory, and what is written in it reaches the server (S3)', async () => {
    const guest = await createDevice()
    await guest.context().addInitScript(() => {
      IDBFactory.prototype.open = () => {
        throw new DOMException('A mutation operation was attempted on a database that did not allow mutations.', 'InvalidStateError')
      }
    })
    await giveSession(guest, server, colleague)
    const page = guest.page()
    await page.goto(placeUrl(server, owner))
    await badgeSays(page, /Nothing is kept on this device/)
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    await openAccount(page, server, owner, 'Quickpath')
    await accountNotes(page).click()
    await page.keyboard.press('Control+End')
    await page.keyboard.type(' And in private.')
    await eventually(async () => expect(await accountNotes(page).inputValue()).toBe('Written in the basement. And in private.'))
    await badgeSays(page, /Nothing is kept on this device$/)
    expectNoErrors(guest)
    await guest.dispose()
  })

  test('a fresh browser gets the whole workspace without opening each document', async () => {
    const lee = await createDevice()
    const page = await enter(lee, server, owner, colleague)
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    await isInstalled(page)
    await server.stop('SIGKILL')
    await openAccount(page, server, owner, 'Quickpath')
    await eventually(async () => expect(await accountNotes(page).inputValue()).toBe('Written in the basement. And in private.'))
    await page.goto(placeUrl(server, owner, '/items'))
    await eventually(async () => expect(await page.getByRole('table', { name: 'Items' }).getByRole('row').count()).toBe(21))
    await server.start()
    expectNoErrors(ann, lee)
    await lee.dispose()
  })
})
