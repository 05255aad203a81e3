// A person's browser: a profile on disk of its own (a new context keeps IndexedDB in memory only), that can be closed and
// opened again, and remembers every error its pages threw.

import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { type BrowserContext, chromium, type Page } from 'playwright'
import type { Owner, TestPerson } from './accounts.ts'
import type { EndcapServer } from './endcap-server.ts'

export interface Device {
  readonly page: () => Page
  readonly context: () => BrowserContext
  /** Errors thrown in pages since the start; a journey ends by looking at them. */
  readonly errors: () => readonly string[]
  /** Closes the browser and opens it again on the same profile. */
  readonly reopen: () => Promise<Page>
  readonly close: () => Promise<void>
  readonly dispose: () => Promise<void>
}

export interface DeviceOptions {
  readonly width?: number
  readonly height?: number
  readonly colorScheme?: 'light' | 'dark'
  readonly isTouch?: boolean
}

export const createDevice = async ({ width = 1440, height = 900, colorScheme = 'light', isTouch = false }: DeviceOptions = {}): Promise<Device> => {
  const profile = mkdtempSync(join(tmpdir(), 'endcap-browser-'))
  const errors: string[] = []
  let context: BrowserContext | null = null

  const open = async (): Promise<Page> => {
    const opened = await chromium.launchPersistentContext(profile, {
      executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium',
      args: [
        '--no-sandbox',
        '--disable-gpu',
        '--disable-quic',
        '--no-first-run',
        '--disable-background-networking',
        '--disable-component-update',
        '--disable-sync',
      ],
      viewport: { width, height },
      colorScheme,
      hasTouch: isTouch,
      isMobile: isTouch,
      reducedMotion: 'reduce',
      serviceWorkers: 'allow',
    })
    opened.setDefaultTimeout(15_000)
    opened.on('weberror', (problem) => errors.push(String(problem.error())))
    context = opened
    return opened.pages()[0] ?? (await opened.newPage())
  }

  const current = (): BrowserContext => {
    if (context === null) throw new Error('the browser is closed')
    return context
  }
  const close = async (): Promise<void> => {
    const closing = context
    context = null
    await closing?.close()
  }

  await open()
  return {
    page: () => {
      const page = current().pages()[0]
      if (page === undefined) throw new Error('the browser has no page')
      return page
    },
    context: current,
    errors: () => errors,
    reopen: async () => {
      await close()
      return open()
    },
    close,
    dispose: async () => {
      await close()
      rmSync(profile, { recursive: true, force: true })
    },
  }
}

/** Seconds since the epoch: a cookie without an end is gone when the browser closes. */
const IN_A_MONTH = Math.floor(Date.now() / 1000) + 30 * 24 * 3600

/** Gives the device the person's session, as signing in does. */
export const giveSession = async (device: Device, server: EndcapServer, person: TestPerson): Promise<void> => {
  await device.context().addCookies(
    person.cookie.split('; ').map((pair) => {
      const at = pair.indexOf('=')
      return { name: pair.slice(0, at), value: pair.slice(at + 1), url: server.url, httpOnly: true, sameSite: 'Lax' as const, expires: IN_A_MONTH }
    }),
  )
}

/** Signs in through the page, as a person does, and waits for the calendar. */
export const signIn = async (device: Device, server: EndcapServer, person: TestPerson): Promise<Page> => {
  const page = device.page()
  await page.goto(`${server.url}/sign-in`)
  await page.getByLabel('E-mail').fill(person.email)
  await page.getByLabel('Password', { exact: true }).fill(person.password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await page.waitForURL(/\/w\//)
  return page
}

export const place = (server: EndcapServer, owner: Owner, path: string): string => `${server.url}/w/${owner.workspaceId}${path}`
