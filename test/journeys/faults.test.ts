// What browsers do to us, in a real Chromium (SYNC §7): full disks, killed renderers, cleared storage, tabs that lead and die,
// a new version in the middle of a sentence, a week without a connection. Each ends with nothing lost.

import type { CDPSession, Page } from 'playwright'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { checksumOf } from '../../client/storage/checksum.ts'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createDevice, type Device } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { accountNotes, badgeSays, enter, eventually, expectNoErrors, isInstalled, placeUrl, SAVED } from '../support/pages.ts'
import { loadSampleYear, type SampleYear } from '../support/sample-year.ts'
import { createTwoVersions } from '../support/two-versions.ts'

let server: EndcapServer
let owner: Owner
let sample: SampleYear
let profile: string
/** The owner's two browsers, both with the whole workspace. */
let ann: Device
let lee: Device
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  sample = await loadSampleYear(server, owner)
  profile = sample.documents.find((path) => path.endsWith('/profile')) ?? ''
  ann = await arrive()
  lee = await arrive()
})
afterAll(async () => {
  await ann?.dispose()
  await lee?.dispose()
  await server?.dispose()
})

const arrive = async (): Promise<Device> => {
  const device = await createDevice()
  const page = await enter(device, server, owner, owner, `/accounts/${profile.split('/')[1]}`)
  await accountNotes(page).waitFor()
  await isInstalled(page)
  return device
}
/** Another tab, with what the tabs before it had closed. */
const freshTab = async (device: Device): Promise<Page> => {
  const before = device.context().pages()
  const page = await device.context().newPage()
  for (const old of before) await old.close({ runBeforeUnload: false }).catch(() => {})
  return page
}
/** The browser says that the network is back, instead of everybody waiting for the next try. */
const backOnline = (page: Page): Promise<void> => page.evaluate(() => void dispatchEvent(new Event('online')))
const open = async (page: Page, at: { readonly url: string } = server): Promise<void> => {
  await page.goto(`${at.url}/w/${owner.workspaceId}/accounts/${profile.split('/')[1]}`)
  await accountNotes(page).waitFor()
}
const type = async (page: Page, text: string): Promise<void> => {
  await accountNotes(page).click()
  await page.keyboard.press('Control+Home')
  await page.keyboard.type(text)
}
const reads = (page: Page, ...texts: readonly string[]): Promise<void> =>
  eventually(async () => {
    const shown = await accountNotes(page).inputValue()
    for (const text of texts) expect(shown).toContain(text)
  }, 20_000)
const inspector = (device: Device, page: Page): Promise<CDPSession> => device.context().newCDPSession(page)
/** Never answers when it works. */
const crash = async (device: Device, page: Page): Promise<void> => {
  const crashed = page.waitForEvent('crash')
  void (await inspector(device, page)).send('Page.crash').catch(() => {})
  await crashed
}

describe('F10: a full disk', () => {
  test('is said by the badge; edits still reach the server, and are on the disk when there is room again (S3)', async () => {
    const page = ann.page()
    const cdp = await inspector(ann, page)
    // The browser goes by what it knew of the room for as long as the database is open.
    await page.goto('about:blank')
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url, quotaSize: 1_000 })
    await page.waitForTimeout(3_000)
    await open(page)
    await type(page, 'Written on a full disk. ')
    await badgeSays(page, /This device is full/)
    await reads(lee.page(), 'Written on a full disk.')

    await server.stop('SIGKILL')
    await type(page, 'Nowhere but here. ')
    await badgeSays(page, /This device is full · \d+ to send/)
    await cdp.send('Storage.overrideQuotaForOrigin', { origin: server.url })
    await badgeSays(page, /saved on this device · \d+ to send/i)
    const again = await freshTab(ann)
    await open(again)
    await reads(again, 'Nowhere but here.', 'Written on a full disk.')
    await server.start()
    await backOnline(again)
    await badgeSays(again, SAVED, 30_000)
    await backOnline(lee.page())
    await reads(lee.page(), 'Nowhere but here.')
    expectNoErrors(ann, lee)
  })
})

describe('F10: a dead handle', () => {
  test('is said by the badge once it could not be opened again; edits still reach the server, and the disk when it answers (S3)', async () => {
    const page = ann.page()
    await page.evaluate(() => {
      const { transaction } = IDBDatabase.prototype
      let asked = 0
      IDBDatabase.prototype.transaction = () => {
        asked++
        throw new DOMException('The database connection is closing.', 'InvalidStateError')
      }
      Object.assign(window, {
        revive: () => {
          IDBDatabase.prototype.transaction = transaction
          return asked
        },
      })
    })
    await type(page, 'Written on a dead handle. ')
    await badgeSays(page, /Storage failed on this device/)
    await reads(lee.page(), 'Written on a dead handle.')
    const asked = await page.evaluate(() => (window as unknown as { revive: () => number }).revive())
    // The first time, and three times more on a fresh handle, before anybody was told.
    expect(asked).toBeGreaterThanOrEqual(4)
    await badgeSays(page, SAVED)
    await server.stop('SIGKILL')
    const again = await freshTab(ann)
    await open(again)
    await reads(again, 'Written on a dead handle.')
    await server.start()
    await backOnline(again)
    await backOnline(lee.page())
    await badgeSays(again, SAVED, 30_000)
    expectNoErrors(ann, lee)
  })
})

describe('F9: a killed renderer', () => {
  test('loses nothing that was shown as saved on this device, and leaves what it was writing whole', async () => {
    const page = ann.page()
    const before = await accountNotes(page).inputValue()
    await server.stop('SIGKILL')
    await type(page, 'Saved, then killed. ')
    await badgeSays(page, /saved on this device · \d+ to send/i)
    // Killed in the middle of a word, and of the writes that go with it.
    const typing = page.keyboard.type('x'.repeat(2_000)).catch(() => {})
    await eventually(async () => expect(await accountNotes(page).inputValue()).toContain('xxx'))
    await crash(ann, page)
    await typing
    const again = await freshTab(ann)
    await open(again)
    await reads(again, 'Saved, then killed.')
    const after = await accountNotes(again).inputValue()
    expect(after.replace(/^Saved, then killed\. x*/, '')).toBe(before)
    await badgeSays(again, /saved on this device · \d+ to send/i)
    await server.start()
    await backOnline(again)
    await badgeSays(again, SAVED, 30_000)
    await backOnline(lee.page())
    await eventually(async () => expect(await accountNotes(lee.page()).inputValue()).toBe(after))
    expectNoErrors(ann)
  })
})

describe('F10: cleared storage', () => {
  test('costs nothing the server has, neither in the open tab nor at the next start', async () => {
    const page = ann.page()
    await type(page, 'Before it was cleared. ')
    await badgeSays(page, SAVED)
    const cdp = await inspector(ann, page)
    await cdp.send('Storage.clearDataForOrigin', { origin: server.url, storageTypes: 'indexeddb,local_storage,service_workers,cache_storage' })
    await type(page, 'After it was cleared. ')
    await badgeSays(page, SAVED)
    await page.goto(placeUrl(server, owner))
    await page.getByText('169 promotions', { exact: true }).first().waitFor()
    await open(page)
    await reads(page, 'Before it was cleared.', 'After it was cleared.')
    await badgeSays(page, SAVED)
    await isInstalled(page)
    expectNoErrors(ann)
  })
})

/** True in the tab that holds the lock of whoever leads: it is asked under which name the browser knows this tab. */
const isLeading = (page: Page): Promise<boolean> =>
  page.evaluate(() =>
    navigator.locks.request('who-am-i', async () => {
      const held = (await navigator.locks.query()).held ?? []
      const own = held.find(({ name }) => name === 'who-am-i')?.clientId
      return held.some(({ name, clientId }) => clientId === own && name !== 'who-am-i')
    }),
  )

describe('F11: six tabs', () => {
  test('hear each other without a server, and what the leading one made before it was killed goes up once, by another (S7)', async () => {
    const tabs = [ann.page(), ...(await Promise.all(Array.from({ length: 5 }, () => ann.context().newPage())))]
    const [leader, ...others] = tabs as [Page, ...Page[]]
    await Promise.all(others.map((tab) => open(tab)))
    expect(await Promise.all(tabs.map(isLeading))).toEqual([true, false, false, false, false, false])
    const third = others[1] as Page
    await server.stop('SIGKILL')
    await type(third, 'From the third tab. ')
    for (const tab of tabs) await reads(tab, 'From the third tab.')
    await type(leader, 'From the one that led. ')
    for (const tab of tabs) await reads(tab, 'From the one that led.')
    await badgeSays(leader, /saved on this device · \d+ to send/i)
    await crash(ann, leader)
    await eventually(async () => expect((await Promise.all(others.map(isLeading))).filter(Boolean)).toHaveLength(1))
    await server.start()
    await Promise.all([...others, lee.page()].map(backOnline))
    await type(third, 'After the leader was killed. ')
    for (const tab of others) await reads(tab, 'After the leader was killed.')
    await badgeSays(third, SAVED, 30_000)
    const made = ['From the third tab.', 'From the one that led.', 'After the leader was killed.']
    await reads(lee.page(), ...made)
    const arrived = await accountNotes(lee.page()).inputValue()
    for (const text of made) expect(arrived.split(text)).toHaveLength(2)

    // Somebody has to read the log for all of them again.
    await type(lee.page(), 'From a colleague. ')
    for (const tab of others) await reads(tab, 'From a colleague.')
    for (const tab of others) await badgeSays(tab, SAVED)
    expectNoErrors(ann, lee)
  })
})

describe('F12: a new version in the middle of an edit', () => {
  test('waits until it is accepted, in every tab, and nothing typed is lost', async () => {
    const front = await createTwoVersions(server)
    const importKey = (tab: Page) => tab.getByRole('textbox', { name: 'Import key' })
    try {
      const page = await freshTab(ann)
      await open(page, front)
      await isInstalled(page)
      await badgeSays(page, SAVED)
      const other = await ann.context().newPage()
      await open(other, front)

      front.release()
      await type(other, 'Typed in the other tab. ')
      await page.evaluate(async () => void (await (await navigator.serviceWorker.getRegistration())?.update()))
      await page.getByText('A new version is ready').waitFor()
      // It waits: until it is accepted the app is the one that is here.
      expect(await page.locator('meta[name="version"]').count()).toBe(0)
      await type(page, 'Typed before the new version. ')
      await importKey(page).fill('half typed')
      await page.getByRole('button', { name: 'Reload', exact: true }).click()

      for (const tab of [page, other]) {
        await tab.locator('meta[name="version"][content="2"]').waitFor({ state: 'attached' })
        await accountNotes(tab).waitFor()
        await reads(tab, 'Typed before the new version.', 'Typed in the other tab.')
        await eventually(async () => expect(await importKey(tab).inputValue()).toBe('half typed'))
        await badgeSays(tab, SAVED)
      }
      expectNoErrors(ann)
    } finally {
      await freshTab(ann)
      await front.dispose()
    }
  })
})

/** A line of notes from each of so many sessions, each with a clientID of its own and made on top of those before it. */
const sessions = (count: number): Uint8Array[] => {
  const updates: Uint8Array[] = []
  let before = new Uint8Array([0, 0])
  for (let session = 1; session <= count; session++) {
    const ydoc = new Y.Doc()
    Y.applyUpdate(ydoc, before)
    ydoc.on('update', (update: Uint8Array) => updates.push(update))
    const notes = ydoc.getText('text/notes')
    notes.insert(notes.length, `Session ${session}.\n`)
    before = Y.encodeStateAsUpdate(ydoc) as Uint8Array<ArrayBuffer>
  }
  return updates
}

describe('a week offline (S2, S9)', () => {
  test('two hundred sessions of edits go up with one reconnect', async () => {
    // An account of its own: nobody else has written into its notes.
    const path = sample.documents.filter((document) => document.endsWith('/profile')).at(-1) ?? ''
    await server.stop('SIGKILL')
    const page = ann.page()
    // Any page of the site that does not open the database.
    await page.goto(`${server.url}/sign-in`)
    const week = 7 * 24 * 3600_000
    const rows = sessions(200).map((update, index) => ({
      document: path,
      updates: [[...update]],
      sent: 0,
      at: Date.now() - week + (index * week) / 200,
      checksum: checksumOf([update]),
      isMine: true,
    }))
    await page.evaluate(async (made) => {
      const name = (await indexedDB.databases()).map((database) => database.name ?? '').find((known) => known.startsWith('endcap/')) ?? ''
      const database = await new Promise<IDBDatabase>((resolve, reject) => {
        const request = indexedDB.open(name)
        request.onsuccess = () => resolve(request.result)
        request.onerror = () => reject(request.error)
      })
      const transaction = database.transaction('updates', 'readwrite')
      for (const row of made) transaction.objectStore('updates').add({ ...row, updates: row.updates.map((update) => new Uint8Array(update)) })
      await new Promise<void>((resolve, reject) => {
        transaction.oncomplete = () => resolve()
        transaction.onerror = () => reject(transaction.error)
      })
      database.close()
    }, rows)
    await page.goto(placeUrl(server, owner, `/accounts/${path.split('/')[1]}`))
    await reads(page, 'Session 1.', 'Session 200.')
    await badgeSays(page, /saved on this device · 200 to send/i)
    await server.start()
    await backOnline(page)
    await badgeSays(page, SAVED, 30_000)
    await backOnline(lee.page())
    await lee.page().goto(placeUrl(server, owner, `/accounts/${path.split('/')[1]}`))
    await eventually(async () => expect((await accountNotes(lee.page()).inputValue()).trim().split('\n')).toHaveLength(200))
    expectNoErrors(ann, lee)
  })
})

describe('a browser that will not delete anything (S7)', () => {
  test('is not believed: whoever signs out is told that their data is still here, and how it goes', async () => {
    const page = await freshTab(lee)
    await open(page)
    await badgeSays(page, SAVED)
    await page.evaluate(() => {
      const refuse = () => {
        throw new DOMException('The browser will not.', 'UnknownError')
      }
      IDBFactory.prototype.deleteDatabase = refuse
      IDBObjectStore.prototype.clear = refuse
    })
    await page.getByRole('button', { name: /Alder Creek/ }).click()
    await page.getByRole('menuitem', { name: /Sign out/ }).click()
    await page.getByRole('button', { name: 'Sign out', exact: true }).click()
    await page.getByRole('dialog', { name: 'Your data is still on this device' }).waitFor()
    await page.getByRole('button', { name: 'Try again' }).click()
    await page.getByRole('button', { name: 'Leave it here' }).click()
    await page.waitForURL(/\/sign-in/)
    expectNoErrors(lee)
  })
})
