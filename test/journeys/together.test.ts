// Two people in two browsers plan the same year at once, through a killed server.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { accountNotes, badge, badgeSays, enter, eventually, expectNoErrors, loadSample, openAccount, SAVED } from '../support/pages.ts'

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
  await lee.page().getByText('169 promotions', { exact: true }).first().waitFor()
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

describe('two people at once', () => {
  test('both type into the same notes and both see every character and each other', async () => {
    await Promise.all([openAccount(ann.page(), server, owner, 'Marlow'), openAccount(lee.page(), server, owner, 'Marlow')])
    await accountNotes(ann.page()).click()
    await lee
      .page()
      .getByText(/Ann Ortiz/)
      .or(lee.page().getByLabel(/Ann Ortiz/))
      .first()
      .waitFor({ state: 'attached' })
    await accountNotes(lee.page()).click()
    await Promise.all([
      accountNotes(ann.page()).pressSequentially('Ann was here. ', { delay: 15 }),
      accountNotes(lee.page()).pressSequentially('Lee was too. ', { delay: 15 }),
    ])
    await eventually(async () => {
      const [mine, theirs] = [await accountNotes(ann.page()).inputValue(), await accountNotes(lee.page()).inputValue()]
      expect(mine).toBe(theirs)
      expect([...mine].sort().join('')).toBe([...'Ann was here. Lee was too. '].sort().join(''))
    })
  })

  test('the same field edited at once ends equal on both screens', async () => {
    const stores = (device: Device) => device.page().getByRole('textbox', { name: 'Stores' })
    await Promise.all([stores(ann).fill('700'), stores(lee).fill('800')])
    await Promise.all([stores(ann).press('Enter'), stores(lee).press('Enter')])
    await eventually(async () => {
      await Promise.all([badgeSays(ann.page(), SAVED), badgeSays(lee.page(), SAVED)])
      const [mine, theirs] = [await stores(ann).inputValue(), await stores(lee).inputValue()]
      expect(mine).toBe(theirs)
      expect(['700', '800']).toContain(mine)
    })
  })

  test('S10: the server killed while both type: the app goes on, both converge, and nothing shown as saved is missing', async () => {
    const rounds = ['alpha ', 'bravo ', 'charlie ']
    for (const round of rounds) {
      await Promise.all([accountNotes(ann.page()).focus(), accountNotes(lee.page()).focus()])
      await Promise.all([ann.page().keyboard.press('Control+End'), lee.page().keyboard.press('Control+Home')])
      const typing = Promise.all([
        accountNotes(ann.page()).pressSequentially(`A${round}`, { delay: 20 }),
        accountNotes(lee.page()).pressSequentially(`L${round}`, { delay: 20 }),
      ])
      await new Promise((resolve) => setTimeout(resolve, 90))
      await server.stop('SIGKILL')
      await typing
      await Promise.all([badgeSays(ann.page(), /to send|Offline/), badgeSays(lee.page(), /to send|Offline/)])
      await server.start()
      await Promise.all([badgeSays(ann.page(), SAVED, 30_000), badgeSays(lee.page(), SAVED, 30_000)])
    }
    await eventually(async () => {
      const [mine, theirs] = [await accountNotes(ann.page()).inputValue(), await accountNotes(lee.page()).inputValue()]
      expect(mine).toBe(theirs)
      for (const round of rounds) {
        expect(mine).toContain(`A${round}`)
        expect(mine).toContain(`L${round}`)
      }
    })
    // What both badges call saved is what a stranger's fresh browser gets from the server.
    const saved = await accountNotes(ann.page()).inputValue()
    const fresh = await createDevice()
    const page = await enter(fresh, server, owner, colleague)
    await openAccount(page, server, owner, 'Marlow')
    await eventually(async () => expect(await accountNotes(page).inputValue()).toBe(saved))
    await fresh.dispose()
    expect(await badge(ann.page()).getAttribute('aria-label')).toMatch(SAVED)
    expectNoErrors(ann, lee)
  })
})
