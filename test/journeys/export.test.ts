// What comes in crooked is put right on the way, and what is planned goes out: to a spreadsheet and back, on paper, and into
// other calendars.

import { readFileSync } from 'node:fs'
import ICAL from 'ical.js'
import type { Download, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { badgeSays, enter, expectNoErrors, placeUrl, SAVED } from '../support/pages.ts'

const SAMPLE = new URL('../../client/features/workspace/sample/', import.meta.url).pathname
const DATA = new URL('../data/', import.meta.url).pathname

const chooseFiles = (page: Page, ...files: readonly string[]): Promise<void> =>
  page
    .locator('input[type=file]')
    .first()
    .setInputFiles([...files])
const exported = async (page: Page, way: string | RegExp): Promise<Download> => {
  await page.getByRole('button', { name: 'Export', exact: true }).click()
  const [download] = await Promise.all([page.waitForEvent('download'), page.getByRole('button', { name: way }).click()])
  return download
}
const imported = async (page: Page, words: RegExp): Promise<void> => {
  await page.getByRole('button', { name: /^Import \d+ rows?$/ }).click()
  await page.getByText(words).first().waitFor()
}

describe('in and out', () => {
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

  test('the messy year: exactly seven rows with a fault, put right in the preview, the duplicate is the same', async () => {
    const page = await enter(ann, server, owner, owner, '/import')
    await chooseFiles(page, `${SAMPLE}accounts.csv`, `${SAMPLE}items.csv`)
    await imported(page, /6 accounts, 20 items/)
    await chooseFiles(page, `${DATA}promo-calendar-messy.tsv`)
    await page.getByText('7 rows with faults left out').waitFor()
    await page.getByRole('button', { name: 'Same 1' }).waitFor()
    await page.getByRole('button', { name: 'Faulty 7' }).click()
    // Each fault is a field in front of its row; what is typed is judged with the whole row.
    const mend = async (fault: RegExp, text: string) => {
      const row = page.getByRole('row').filter({ hasText: fault })
      const field = row.locator('input[aria-invalid="true"]').first()
      await field.fill(text)
      await field.press('Enter')
      await row.waitFor({ state: 'detached' })
    }
    await mend(/is no type of promotion/, 'TPR')
    await mend(/No account is called/, 'Marlow Markets')
    await page.getByText('5 rows with faults left out').waitFor()
    await imported(page, /\d+ promotions/)
    await page.getByText('5 rows with faults were left out.').waitFor()
    expectNoErrors(ann)
  })

  test('weekly sales: what each column is, is said once and remembered, and the same file again adds nothing', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/import'))
    await chooseFiles(page, `${DATA}pos-orange-juice-116-weeks.csv`)
    const mapping = page.getByRole('region', { name: /^Columns of pos-orange-juice/ })
    await mapping.getByText('Say on which day week 1 began.').waitFor()
    await mapping.getByLabel('Sold at').selectOption({ label: 'Marlow Markets' })
    await mapping.getByLabel('Week 1 began on').fill('1989-09-14')
    await mapping.getByLabel('Week 1 began on').press('Enter')
    await mapping.getByRole('button', { name: 'Use these columns' }).click()
    await imported(page, /928 numbers of weekly sales/)
    await badgeSays(page, SAVED)
    await page.goto(placeUrl(server, owner, '/import'))
    await chooseFiles(page, `${DATA}pos-orange-juice-116-weeks.csv`)
    await page.getByText('Nothing in it is new.').waitFor()
    await page.getByText('Nothing new to import').waitFor()
    expectNoErrors(ann)
  })

  test('a workbook of what is shown comes back as the same promotions, and so does a CSV of what the filter leaves', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/import'))
    await chooseFiles(page, `${SAMPLE}promo-calendar-2027.csv`)
    await imported(page, /\d+ promotions/)
    await badgeSays(page, SAVED)
    await page.goto(placeUrl(server, owner))
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    const workbook = await exported(page, /^Excel, in rows/)
    await page.getByRole('searchbox', { name: 'Filter promotions' }).fill('Bulkway')
    const csv = await exported(page, /^CSV/)
    const [book, text] = [await workbook.path(), readFileSync(await csv.path(), 'utf8')]
    expect(workbook.suggestedFilename()).toMatch(/^promotions .*\.xlsx$/)
    expect(text.trim().split('\r\n')).toHaveLength(1 + 27)
    await page.goto(placeUrl(server, owner, '/import'))
    const files = [
      { name: 'book.xlsx', mimeType: '', buffer: readFileSync(book) },
      { name: 'bulkway.csv', mimeType: 'text/csv', buffer: Buffer.from(text) },
    ]
    await page.locator('input[type=file]').first().setInputFiles(files)
    await page.getByRole('button', { name: 'Same 169' }).waitFor()
    await page.getByRole('button', { name: 'Same 27' }).waitFor()
    await page.getByText('Nothing new to import').waitFor()
    expectNoErrors(ann)
  })

  test('a year is one landscape page, and a picture', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner))
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    await page.getByRole('button', { name: 'Export', exact: true }).click()
    await page.getByRole('button', { name: /^Print, PDF or picture/ }).click()
    const dialog = page.getByRole('dialog', { name: 'Print, PDF or picture' })
    await dialog.getByLabel('Weeks').selectOption({ index: 0 })
    await dialog.getByLabel('Paper').selectOption('letter')
    expect(await dialog.locator('.paper-page').count()).toBe(1)
    const [picture] = await Promise.all([page.waitForEvent('download'), dialog.getByRole('button', { name: 'Save as picture' }).click()])
    const png = readFileSync(await picture.path())
    expect([png.toString('latin1', 1, 4), png.readUInt32BE(16), png.readUInt32BE(20)]).toEqual(['PNG', 2112, 1632])
    // The print itself is the browser's: it is held at the moment in which the pages are there.
    await page.evaluate(() => {
      window.print = () => {}
    })
    await dialog.getByRole('button', { name: 'Print or save as PDF' }).click()
    const pdf = (await page.pdf({ preferCSSPageSize: true, printBackground: false })).toString('latin1')
    expect(pdf.match(/\/Type\s*\/Page\b/g)).toHaveLength(1)
    expect(/\/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)/.exec(pdf)?.slice(1).map(Number)).toEqual([792, 612])
    await page.evaluate(() => window.dispatchEvent(new Event('afterprint')))
    expect(await page.locator('.wall-print').count()).toBe(0)
    expectNoErrors(ann)
  })

  test('a calendar program follows a feed while nobody is here, until it is ended', async () => {
    const page = ann.page()
    await page.goto(placeUrl(server, owner, '/settings?part=feeds'))
    await page.getByRole('button', { name: 'Make a feed' }).click()
    const address = await page.getByRole('textbox', { name: /^Address of the feed/ }).inputValue()
    expect(address.startsWith(`${server.url}/feeds/`)).toBe(true)
    const read = await fetch(address)
    expect(read.headers.get('content-type')).toBe('text/calendar; charset=utf-8')
    const events = new ICAL.Component(ICAL.parse(await read.text())).getAllSubcomponents('vevent')
    expect(events.length).toBeGreaterThanOrEqual(169)
    await page.getByRole('button', { name: 'I have it' }).click()
    await page.getByRole('button', { name: /^End/ }).click()
    await page.getByRole('button', { name: 'End the feed', exact: true }).click()
    await page.getByText('No feeds yet.').waitFor()
    expect((await fetch(address)).status).toBe(404)
    expectNoErrors(ann)
  })
})
