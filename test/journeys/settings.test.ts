// What a manager does in the settings: lets somebody in, gives a program a key and takes it back.

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { WebSocket } from 'ws'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { enter, eventually, expectNoErrors, placeUrl } from '../support/pages.ts'

let server: EndcapServer
let owner: Owner
let ann: Device
let lee: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  ;[ann, lee] = await Promise.all([createDevice(), createDevice()])
})
afterAll(async () => {
  await Promise.all([ann?.dispose(), lee?.dispose()])
  await server?.dispose()
})

/** A program's socket on the items list; resolves when it is open. */
const connect = (token: string): Promise<{ readonly closed: Promise<number> }> =>
  new Promise((resolve, reject) => {
    const url = `${server.url.replace('http', 'ws')}/sync/${owner.workspaceId}/workspace/items`
    const socket = new WebSocket(url, ['endcap.v1', `bearer.${token}`])
    const closed = new Promise<number>((settle) => socket.on('close', settle))
    // A refused program is let in and told why at once; another one has its step 1 answered.
    socket.on('open', () => socket.send(new Uint8Array([0, 0, 1, 0])))
    socket.once('message', () => resolve({ closed }))
    socket.once('close', (code) => reject(new Error(`closed ${code}`)))
    socket.on('error', reject)
  })

describe('the settings', () => {
  test('an invite made on the page lets one person in, once, with its role', async () => {
    const page = await enter(ann, server, owner, owner, '/settings?part=members')
    await page.getByRole('combobox', { name: 'Role', exact: true }).selectOption('viewer')
    await page.getByRole('textbox', { name: 'For whom' }).fill('Lee of finance')
    await page.getByRole('button', { name: 'Make an invite link' }).click()
    const link = await page.getByRole('textbox', { name: 'Invite link' }).inputValue()
    expect(link).toMatch(new RegExp(`^${server.url}/invite#[A-Za-z0-9_-]{20,}$`))
    await page.getByText('Lee of finance').waitFor()

    const other = lee.page()
    await other.goto(link)
    await other.getByLabel(/name/i).first().fill('Lee Lang')
    await other.getByLabel(/e-mail/i).fill('lee@example.com')
    await other
      .getByLabel(/password/i)
      .first()
      .fill('correct horse battery')
    await other.locator('form button[type=submit]').click()
    await other.waitForURL(new RegExp(`/w/${owner.workspaceId}/`))
    await other.goto(placeUrl(server, owner, '/import'))
    await other.getByText('You can look at this workspace but not change it.').first().waitFor()

    await page.goto(placeUrl(server, owner, '/settings?part=members'))
    await page.getByText('lee@example.com').waitFor()
    expect(await page.getByText('Lee of finance').count()).toBe(0)
  })

  test('a changed role counts at once, and a removed member is out', async () => {
    const page = ann.page()
    await page.getByRole('combobox', { name: 'Role of Lee Lang' }).selectOption('coordinator')
    await page.getByText('Lee Lang is coordinator now').waitFor()
    await lee.page().getByText('Drop your lists here').waitFor()
    await page.getByRole('button', { name: 'More for Lee Lang' }).click()
    await page.getByRole('menuitem', { name: 'Remove from the workspace' }).click()
    await page.getByRole('button', { name: 'Remove Lee Lang' }).click()
    await page.getByText('Lee Lang was removed').waitFor()
    await eventually(async () => expect(await page.getByText('lee@example.com').count()).toBe(0))
  })

  test('a token is shown once, works, and no longer works when it is revoked', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/settings?part=tokens'))
    await page.getByRole('textbox', { name: 'What uses it' }).fill('Nightly export')
    await page.getByRole('button', { name: 'Make a token' }).click()
    const token = await page.getByRole('textbox', { name: 'Token for Nightly export' }).inputValue()
    expect(await page.getByText('Shown once.').count()).toBe(1)
    const program = await connect(token)
    await page.reload()
    await page.getByText('Nightly export').first().waitFor()
    expect(await page.getByRole('textbox', { name: 'Token for Nightly export' }).count()).toBe(0)
    await page.getByRole('button', { name: 'Revoke Nightly export' }).click()
    await page.getByRole('button', { name: 'Revoke the token' }).click()
    await page.getByText('No tokens yet.').waitFor()
    expect(await program.closed).toBe(4401)
    await expect(connect(token)).rejects.toThrow('closed 4401')
  })

  test('without the server it says so, keeps what was typed, and comes back by itself', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/settings?part=members'))
    await page.getByRole('textbox', { name: 'For whom' }).waitFor()
    await server.stop('SIGKILL')
    await page.getByRole('textbox', { name: 'For whom' }).fill('Kim of marketing')
    await page.getByRole('button', { name: 'Make an invite link' }).click()
    await page.getByText('The server cannot be reached.').waitFor()
    expect(await page.getByRole('textbox', { name: 'For whom' }).inputValue()).toBe('Kim of marketing')
    await page.getByRole('tab', { name: 'This device' }).click()
    await page.getByText('Your sessions are kept on the server, which cannot be reached right now.').waitFor()
    await server.start()
    await page.getByText('This device', { exact: true }).last().waitFor()
    await page.getByText(/^Signed in /).waitFor({ timeout: 60_000 })
    expectNoErrors(ann, lee)
  })
})
