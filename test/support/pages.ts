// What people do on the pages, said once: the journeys read as sentences and a changed label is changed here.

import type { Locator, Page } from 'playwright'
import { expect } from 'vitest'
import type { Owner, TestPerson } from './accounts.ts'
import { type Device, giveSession } from './device.ts'
import type { EndcapServer } from './endcap-server.ts'

export const placeUrl = (server: EndcapServer, owner: Owner, path = '/calendar'): string => `${server.url}/w/${owner.workspaceId}${path}`

export const badge = (page: Page): Locator => page.getByRole('button', { name: /^Sync: / })

/** Waits until the badge says so. */
export const badgeSays = (page: Page, words: RegExp, timeout = 20_000): Promise<void> =>
  page.getByRole('button', { name: new RegExp(`^Sync: .*${words.source}`, words.flags) }).waitFor({ timeout })

export const SAVED = /Saved on the server/

/** Opens the app as the person, signed in already, and waits until the badge is at rest. */
export const enter = async (device: Device, server: EndcapServer, owner: Owner, person: TestPerson, path = '/calendar'): Promise<Page> => {
  await giveSession(device, server, person)
  const page = device.page()
  await page.goto(placeUrl(server, owner, path))
  await badgeSays(page, SAVED)
  return page
}

/** Resolves when the service worker has the whole app and answers for it. */
export const isInstalled = (page: Page): Promise<void> => page.evaluate(() => navigator.serviceWorker.ready.then(() => undefined))

/** From the welcome of an empty workspace to the sample year on the server. */
export const loadSample = async (page: Page): Promise<void> => {
  await page.getByRole('button', { name: /Explore with sample data/ }).click()
  await page.getByText('169 promotions', { exact: true }).first().waitFor({ timeout: 30_000 })
  await badgeSays(page, SAVED, 30_000)
}

export const openAccount = async (page: Page, server: EndcapServer, owner: Owner, name: string): Promise<void> => {
  await page.goto(placeUrl(server, owner, '/accounts'))
  await page
    .getByRole('link', { name: new RegExp(name) })
    .first()
    .click()
  await page.getByRole('tab', { name: /Overview/ }).waitFor()
}

export const accountNotes = (page: Page): Locator => page.getByRole('textbox', { name: 'Notes' })

/** Polls until the assertion holds. */
export const eventually = async (assertion: () => Promise<void> | void, timeoutMs = 20_000): Promise<void> => {
  const end = performance.now() + timeoutMs
  for (;;) {
    try {
      await assertion()
      return
    } catch (error) {
      if (performance.now() > end) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

/** Errors the pages threw; failed connections of a killed server are none. */
export const expectNoErrors = (...devices: Device[]): void => {
  expect(devices.flatMap((device) => device.errors())).toEqual([])
}
