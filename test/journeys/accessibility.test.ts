// Every page by machine and by keyboard: axe finds nothing, in light and dark, at the desk and on the phone; nothing scrolls
// sideways; a promotion is created, edited and moved without a mouse.

import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import type { Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOwner, inviteSecret, type Owner } from '../support/accounts.ts'
import { createDevice, type Device, type DeviceOptions } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, eventually, expectNoErrors, loadSample, placeUrl, SAVED } from '../support/pages.ts'

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

let server: EndcapServer
let owner: Owner
let invite: string
let accountPath: string
let packetPath: string
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  invite = await inviteSecret(server, owner, 'viewer')
  const device = await createDevice()
  const page = await enter(device, server, owner, owner)
  await loadSample(page)
  await page.goto(placeUrl(server, owner, '/accounts'))
  await page
    .getByRole('link', { name: /Marlow/ })
    .first()
    .click()
  await page.getByRole('tab', { name: /Overview/ }).waitFor()
  accountPath = new URL(page.url()).pathname
  await page.goto(placeUrl(server, owner, '/packets'))
  await page.getByRole('button', { name: 'New packet' }).first().click()
  await page.getByRole('dialog').getByLabel('Account').selectOption({ label: 'Marlow Markets' })
  const dialog = page.getByRole('dialog', { name: 'New packet' })
  await dialog.getByLabel('Account').selectOption({ label: 'Marlow Markets' })
  await dialog.getByRole('button', { name: /^(Add|Create) packet$/ }).click()
  await page.waitForURL(/\/packets\/.+\/.+/)
  packetPath = new URL(page.url()).pathname
  await badgeSays(page, SAVED)
  await device.dispose()
})
afterAll(() => server?.dispose())

const findings = async (page: Page): Promise<string[]> => {
  await page.evaluate(AXE)
  return page.evaluate(async () => {
    const { violations } = await (
      window as unknown as { axe: { run: (options: unknown) => Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> } }
    ).axe.run({
      resultTypes: ['violations'],
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    })
    return violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`)
  })
}

const scrollsSideways = (page: Page): Promise<boolean> => page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth + 1)

/** Pages that need nobody signed in, then those inside; each with what shows that it is there. */
const outside = (): [string, string][] => [
  ['sign in', `${server.url}/sign-in`],
  ['set-up', `${server.url}/setup#nothing`],
  ['invite', `${server.url}/invite#${invite}`],
  ['recover', `${server.url}/recover#nothing`],
  ['not found', `${server.url}/nowhere`],
]
const inside = (): [string, string][] => [
  ...[
    '/today',
    '/calendar',
    '/calendar?view=grid',
    '/calendar?view=month',
    '/calendar?view=board',
    '/calendar?view=week',
    '/accounts',
    '/packets',
    '/items',
    '/import',
    '/trash',
    '/settings',
  ].map((path): [string, string] => [path, placeUrl(server, owner, path)]),
  ['an account', `${server.url}${accountPath}`],
  ['a packet', `${server.url}${packetPath}`],
]

const SETTINGS_TABS = ['Members', 'Calendar feeds', 'API tokens', 'This device', 'Data']

const sizes: [string, DeviceOptions][] = [
  ['at the desk, light', { width: 1440, height: 900 }],
  ['on the phone, dark', { width: 390, height: 844, colorScheme: 'dark', isTouch: true }],
]

describe.each(sizes)('%s', (_title, options) => {
  let device: Device
  beforeAll(async () => {
    device = await createDevice(options)
  })
  afterAll(() => device?.dispose())

  test('axe finds nothing on any page and none scrolls sideways', { timeout: 180_000 }, async () => {
    const page = device.page()
    const wrong: string[] = []
    const look = async (title: string): Promise<void> => {
      await page.waitForTimeout(100)
      wrong.push(...(await findings(page)).map((finding) => `${title} · ${finding}`))
      if (await scrollsSideways(page)) wrong.push(`${title} · scrolls sideways`)
    }
    for (const [title, url] of outside()) {
      await page.goto(url)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await look(title)
    }
    await enter(device, server, owner, owner)
    for (const [title, url] of inside()) {
      await page.goto(url)
      await page.getByRole('heading', { level: 1 }).first().waitFor()
      await look(title)
    }
    await page.goto(placeUrl(server, owner, '/settings'))
    for (const tab of SETTINGS_TABS) {
      await page.getByRole('tab', { name: tab }).click()
      await look(`settings: ${tab}`)
    }
    await page.goto(`${server.url}${accountPath}`)
    for (const tab of [/Contacts/, /Stores/, /Promotions/, /Packets/]) {
      await page.getByRole('tab', { name: tab }).click()
      await look(`account: ${tab.source}`)
    }
    expect(wrong).toEqual([])
    expectNoErrors(device)
  })

  test('the panel, the dialogs and the palette too', { timeout: 120_000 }, async () => {
    const page = device.page()
    const wrong: string[] = []
    const look = async (title: string): Promise<void> => {
      await page.waitForTimeout(100)
      wrong.push(...(await findings(page)).map((finding) => `${title} · ${finding}`))
      if (await scrollsSideways(page)) wrong.push(`${title} · scrolls sideways`)
    }
    await page.goto(placeUrl(server, owner, '/calendar?q=Quickpath'))
    await page.getByText('27 of 169', { exact: true }).first().waitFor({ state: 'attached' })
    await page.keyboard.press('n')
    await page.getByRole('dialog', { name: 'New promotion' }).waitFor()
    await look('new promotion')
    await page.keyboard.press('Escape')
    await page.getByRole('dialog').waitFor({ state: 'detached' })
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox').first().waitFor()
    await page.keyboard.type('marlow')
    await look('palette')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: /^Sync: / }).click()
    await look('sync panel')
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('dialog', { name: 'Export' }).getByText('Calendar feed').waitFor()
    await look('export')
    await page.getByRole('button', { name: /^Print, PDF or picture/ }).click()
    await page.getByRole('img', { name: /^Promotional calendar|^Quickpath/ }).waitFor()
    await look('paper')
    await page.goto(placeUrl(server, owner, '/import'))
    await page
      .locator('input[type=file]')
      .first()
      .setInputFiles(new URL('../data/promo-calendar-messy.tsv', import.meta.url).pathname)
    await page.getByRole('button', { name: 'Faulty 7' }).click()
    await look('faulty rows')
    await page.getByRole('button', { name: 'Columns' }).click()
    await page.getByText('What is in promo-calendar-messy.tsv?').waitFor()
    await look('columns')
    expect(wrong).toEqual([])
  })
})

describe('by keyboard alone', () => {
  test('a promotion is created, edited, moved, resized, deleted and brought back', { timeout: 120_000 }, async () => {
    const device = await createDevice()
    const page = await enter(device, server, owner, owner)
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    const says = (words: RegExp) => eventually(async () => expect((await page.getByRole('status').allInnerTexts()).join(' ')).toMatch(words))

    await page.keyboard.press('n')
    const dialog = page.getByRole('dialog', { name: 'New promotion' })
    await dialog.waitFor()
    await page.keyboard.type('Quick')
    await dialog.getByLabel('Promoted group').focus()
    await page.keyboard.type('CHIPS-8OZ')
    await dialog.getByLabel('Name').focus()
    await page.keyboard.type('Keyboard chips')
    await page.keyboard.press('Enter')
    await page.getByText('170 promotions', { exact: true }).first().waitFor()

    await page.keyboard.press('Escape')
    await page.keyboard.press('/')
    await page.keyboard.type('Keyboard chips')
    await page.getByText('1 of 170', { exact: true }).first().waitFor()
    const bar = page.getByRole('gridcell', { name: /CHIPS-8OZ/ }).first()
    await bar.focus()
    const before = await bar.getAttribute('aria-label')
    await page.keyboard.press('ArrowRight')
    await says(/Moved to week/i)
    await page.keyboard.press('Shift+ArrowRight')
    await eventually(async () =>
      expect(
        await page
          .getByRole('gridcell', { name: /CHIPS-8OZ/ })
          .first()
          .getAttribute('aria-label'),
      ).not.toBe(before),
    )

    await page.keyboard.press('Enter')
    const panel = page.getByRole('complementary', { name: /Keyboard chips/ })
    await panel.getByLabel('Status').waitFor()
    await panel.getByLabel('Rate', { exact: true }).focus()
    await page.keyboard.type('0.50')
    await page.keyboard.press('Enter')
    await eventually(async () => expect(await panel.getByLabel('Rate', { exact: true }).inputValue()).toMatch(/0\.50?/))
    await page.keyboard.press('Escape')
    await panel.waitFor({ state: 'detached' })

    await bar.focus()
    await page.keyboard.press('Delete')
    await page
      .getByRole('gridcell', { name: /CHIPS-8OZ/ })
      .first()
      .waitFor({ state: 'detached' })
    await page.keyboard.press('Control+z')
    await page
      .getByRole('gridcell', { name: /CHIPS-8OZ/ })
      .first()
      .waitFor()
    await badgeSays(page, SAVED)
    expectNoErrors(device)
    await device.dispose()
  })
})
