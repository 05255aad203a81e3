// A new device on a slow line: it says how far it has come while it comes, everywhere and in the panel, and stops saying it.

import { afterAll, beforeAll, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addMember, addToken, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, giveSession } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badge, badgeSays, eventually, expectNoErrors, placeUrl, SAVED } from '../support/pages.ts'
import { connectDocument, editsOf, until } from '../support/relay-client.ts'
import { createSlowNetwork, type SlowNetwork } from '../support/slow-network.ts'

const ACCOUNTS = 40
const EDITS_EACH = 60
const BYTES_PER_SECOND = 80_000
const PATIENCE_MS = 90_000

let server: EndcapServer
let owner: Owner
let colleague: TestPerson
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
  const { token } = await addToken(server, owner, 'coordinator')
  const relayUrl = `${server.url.replace('http', 'ws')}/sync`
  for (let account = 0; account < ACCOUNTS; account++) {
    const ydoc = new Y.Doc()
    const updates = editsOf(ydoc, () => {
      ydoc.getMap('fields').set('name', `Retailer ${String(account).padStart(2, '0')}`)
      const notes = ydoc.getText('text/notes')
      for (let edit = 1; edit < EDITS_EACH; edit++) notes.insert(notes.length, `Visited on day ${edit}: ${'the shelf was as agreed. '.repeat(8)}\n`)
    })
    const client = await connectDocument(relayUrl, `accounts/r${account}/profile`, { token, workspaceId: owner.workspaceId, acks: true })
    for (const update of updates) client.say({ type: 'update', update })
    await until('the edits to be stored', () => client.ackCount() === updates.length)
    await client.close()
  }
})
afterAll(() => server.dispose())

test.each([
  ['at the desk', 'light', false],
  ['on the phone', 'dark', true],
] as const)('a new device %s (%s) shows how far it has come, and then that it has everything', async (_where, colorScheme, isPhone) => {
  const network: SlowNetwork = await createSlowNetwork(Number(new URL(server.url).port), BYTES_PER_SECOND)
  const device = await createDevice({ colorScheme, ...(isPhone ? { width: 390, height: 844, isTouch: true } : {}) })
  try {
    const near: EndcapServer = { ...server, url: `http://localhost:${network.port}` }
    await giveSession(device, near, colleague)
    const page = device.page()
    await page.goto(placeUrl(near, owner, '/accounts'), { timeout: PATIENCE_MS })
    await badgeSays(page, /Loading the workspace: \d+ of \d/, PATIENCE_MS)
    if (isPhone) expect(await badge(page).innerText()).toMatch(/^\d+ %$/)
    await badge(page).click()
    const bar = page.getByRole('progressbar', { name: 'Changes received' })
    await bar.waitFor({ timeout: PATIENCE_MS })
    const total = Number(await bar.getAttribute('max'))
    expect(total).toBe(ACCOUNTS * EDITS_EACH)
    const seen = new Set<number>()
    await eventually(async () => {
      seen.add(Number(await bar.getAttribute('value')))
      expect(seen.size).toBeGreaterThanOrEqual(3)
    }, PATIENCE_MS)
    const values = [...seen]
    expect(values).toEqual([...values].sort((a, b) => a - b))
    expect(values.at(-1)).toBeLessThanOrEqual(total)
    network.hurry()
    await badgeSays(page, SAVED, PATIENCE_MS)
    await bar.waitFor({ state: 'detached' })
    await page.getByText('Everything is on this device and on the server.').waitFor()
    await page.getByRole('button', { name: 'Close' }).first().click()
    await page.getByLabel('Filter accounts').fill('Retailer 39')
    await page.getByText('Retailer 39').first().waitFor()
    expectNoErrors(device)
  } finally {
    await device.dispose()
    await network.close()
  }
})
