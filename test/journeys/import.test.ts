// A year comes in from spreadsheets, goes into the trash and back, and leaves as one file.

import { readFileSync } from 'node:fs'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { addMember, call, createOwner, type Owner, type TestPerson } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, eventually, expectNoErrors, openAccount, placeUrl, SAVED } from '../support/pages.ts'

const SAMPLE = new URL('../../client/features/workspace/sample/', import.meta.url).pathname
const FILES = ['promo-calendar-2027.csv', 'accounts.csv', 'items.csv'].map((name) => SAMPLE + name)

const newWorkspace = async (server: EndcapServer, owner: Owner, name: string): Promise<Owner> => {
  const answer = await call(server, owner.cookie, 'POST', '/api/workspaces', { name })
  return { ...owner, workspaceId: ((await answer.json()) as { workspaceId: string }).workspaceId }
}
const chooseFiles = (page: Page, files: readonly string[]): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files])
const promotionsShown = async (page: Page, count: number): Promise<void> =>
  page.getByText(`${count} promotions`, { exact: true }).first().waitFor({ timeout: 30_000 })

describe('a year from spreadsheets', () => {
  let server: EndcapServer
  let owner: Owner
  let ann: Device
  beforeAll(async () => {
    server = await createEndcapServer()
    owner = await createOwner(server)
    ann = await createDevice()
  })
  afterAll(async () => {
    await ann?.dispose()
    await server?.dispose()
  })

  test('three files at once: a preview of every row, one press, 169 promotions on six accounts', async () => {
    const page = await enter(ann, server, owner, owner, '/import')
    await chooseFiles(page, FILES)
    await page.getByText('195 rows to import').waitFor()
    await page.getByRole('button', { name: 'Import 195 rows' }).click()
    await page.getByText('6 accounts, 20 items, 169 promotions').waitFor()
    await badgeSays(page, SAVED)
    await page.getByRole('link', { name: 'Open the calendar' }).click()
    await promotionsShown(page, 169)
    await page.getByText('6 accounts', { exact: true }).first().waitFor()
  })

  test('the same files again change nothing', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/import'))
    await chooseFiles(page, FILES)
    await page.getByText('Nothing new to import').waitFor()
    expect(await page.getByRole('button', { name: /^Import \d/ }).count()).toBe(0)
  })

  test('faulty rows are shown with their reason, the rest comes in, and one undo takes it out', async () => {
    const page = ann.page()
    const [head, row = ''] = readFileSync(`${SAMPLE}promo-calendar-2027.csv`, 'utf8').split('\n')
    const good = row.replace('DCPN Feb 2027', 'DCPN pilot')
    const bad = row.replace('DCPN Feb 2027', 'DCPN broken').replace('2027-02-03', '2027-02-31')
    await page.goto(placeUrl(server, owner, '/import'))
    await page.getByRole('textbox', { name: 'Paste cells from a spreadsheet' }).fill([head, good, bad].join('\n'))
    await page.getByRole('cell', { name: 'There is no 31 Feb 2027.' }).first().waitFor()
    await page.getByText('1 row to import').waitFor()
    await page.getByRole('button', { name: 'Import 1 row' }).click()
    await page.getByText('1 row with faults was left out.').waitFor()
    await page.getByRole('link', { name: 'Open the calendar' }).click()
    await promotionsShown(page, 170)
    await page.keyboard.press('Control+z')
    await promotionsShown(page, 169)
  })

  test('D10: a plan year and an account go into the trash and come back by one press each', async () => {
    const page = ann.page()
    await openAccount(page, server, owner, 'Marlow')
    await page.getByRole('button', { name: 'More for this account' }).click()
    await page.getByRole('menuitem', { name: /Delete the 2027 calendar/ }).click()
    await page.getByRole('button', { name: 'More for this account' }).click()
    await page.getByRole('menuitem', { name: 'Delete account' }).click()
    await page.goto(placeUrl(server, owner))
    await promotionsShown(page, 139)
    await page.goto(placeUrl(server, owner, '/trash'))
    await page.getByRole('button', { name: 'Restore Marlow Markets, plan year 2027', exact: true }).click()
    await page.getByRole('button', { name: 'Restore Marlow Markets', exact: true }).click()
    // What the undo of the import took out is still there.
    await page.getByRole('button', { name: /^Restore .*DCPN pilot$/ }).click()
    await page.getByText('The trash is empty.').waitFor()
    await page.goto(placeUrl(server, owner))
    await promotionsShown(page, 170)
  })

  test('the workspace leaves as one file and comes whole into another', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/settings?part=data'))
    const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: 'Export as one file' }).click()])
    const file = await download.path()
    const other = await newWorkspace(server, owner, 'Second')
    await page.goto(placeUrl(server, other, '/settings?part=data'))
    await badgeSays(page, SAVED)
    await page.getByLabel('Workspace file').setInputFiles({ name: download.suggestedFilename(), mimeType: 'application/json', buffer: readFileSync(file) })
    await page.getByText(/6 accounts, 8 calendars/).waitFor()
    await page.getByRole('button', { name: /^Import \d+ documents/ }).click()
    await page.getByText('Alder Creek is in this workspace').waitFor()
    await badgeSays(page, SAVED)
    await page.goto(placeUrl(server, other))
    await promotionsShown(page, 170)
    expectNoErrors(ann)
  })
})

describe('D12: two devices that import the same files while nobody can reach the server', () => {
  let server: EndcapServer
  let owner: Owner
  let colleague: TestPerson
  let devices: Device[]
  beforeAll(async () => {
    server = await createEndcapServer()
    owner = await createOwner(server)
    colleague = await addMember(server, owner, 'Lee Lang', 'coordinator')
    devices = await Promise.all([createDevice(), createDevice()])
  })
  afterAll(async () => {
    await Promise.all(devices?.map((device) => device.dispose()) ?? [])
    await server?.dispose()
  })

  test('show each promotion and each account once, and list the copies for review', async () => {
    const people = [owner, colleague]
    const pages = await Promise.all(devices.map((device, index) => enter(device, server, owner, people[index]!, '/import')))
    for (const page of pages) {
      await chooseFiles(page, FILES)
      await page.getByText('195 rows to import').waitFor()
    }
    await server.stop('SIGKILL')
    for (const page of pages) {
      await page.getByRole('button', { name: 'Import 195 rows' }).click()
      await page.getByText('6 accounts, 20 items, 169 promotions').waitFor()
    }
    await server.start()
    await Promise.all(pages.map((page) => badgeSays(page, SAVED, 60_000)))
    for (const page of pages) {
      await page.goto(placeUrl(server, owner))
      await promotionsShown(page, 169)
      await page.getByText('6 accounts', { exact: true }).first().waitFor()
      await page.goto(placeUrl(server, owner, '/trash'))
      await eventually(async () => expect(await page.getByRole('tab', { name: /Duplicates/ }).textContent()).toMatch(/189/), 20_000)
    }
    expectNoErrors(...devices)
  })
})
