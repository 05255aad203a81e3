// One person with two tabs in one browser: one leads, both hear each other without a network, and the other goes on when the
// leading one is closed (S7).

import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { accountNotes, badgeSays, enter, eventually, expectNoErrors, loadSample, openAccount, SAVED } from '../support/pages.ts'

let server: EndcapServer
let owner: Owner
let ann: Device
let first: Page
let second: Page
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  ann = await createDevice()
  first = await enter(ann, server, owner, owner)
  await loadSample(first)
  second = await ann.context().newPage()
  await openAccount(first, server, owner, 'Quickpath')
  await openAccount(second, server, owner, 'Quickpath')
})
afterAll(async () => {
  await ann?.dispose()
  await server?.dispose()
})

describe('two tabs', () => {
  test('hear each other without a server, and their badges count the same edits', async () => {
    await server.stop('SIGKILL')
    await accountNotes(second).click()
    await second.keyboard.type('From the second tab. ')
    await eventually(async () => expect(await accountNotes(first).inputValue()).toBe('From the second tab. '))
    await Promise.all([badgeSays(first, /21 to send/), badgeSays(second, /21 to send/)])
  })

  test('go on when the leading one is closed: the other delivers what was left', async () => {
    await first.close()
    await server.start()
    await badgeSays(second, SAVED, 60_000)
    const again = await ann.context().newPage()
    await openAccount(again, server, owner, 'Quickpath')
    await eventually(async () => expect(await accountNotes(again).inputValue()).toBe('From the second tab. '))
    await badgeSays(again, SAVED)
    expectNoErrors(ann)
  })
})
