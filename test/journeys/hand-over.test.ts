// Edits that reach the server by another way than the socket: from a page that is closing (S6), and from somebody who was
// removed and did not know yet (S15).

import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import * as Y from 'yjs'
import { addMember, addToken, call, createOwner, type Owner } from '../support/accounts.ts'
import { createDevice } from '../support/device.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { accountNotes, badgeSays, enter, eventually, expectNoErrors, isInstalled, loadSample, openAccount, placeUrl, SAVED } from '../support/pages.ts'
import { connectDocument, connectMux, until } from '../support/relay-client.ts'

let server: EndcapServer
let owner: Owner
let token: string
beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  token = (await addToken(server, owner, 'viewer')).token
  const device = await createDevice()
  await loadSample(await enter(device, server, owner, owner))
  await device.dispose()
})
afterAll(() => server.dispose())

const relayUrl = () => `${server.url.replace('http', 'ws')}/sync`

/** All texts of the workspace, as the server has them. */
const textsOnServer = async (): Promise<string> => {
  const tail = await connectMux(relayUrl(), { token, workspaceId: owner.workspaceId })
  tail.tail()
  const { seq } = await until('the tail', tail.cursor)
  await until('all of it', () => (tail.cursor()?.seq ?? 0) >= seq)
  const documents = new Set(tail.rows().map(({ document }) => document))
  await tail.close()
  let texts = ''
  for (const document of [...documents].filter((path) => path.endsWith('/profile'))) {
    const client = await connectDocument(relayUrl(), document, { token, workspaceId: owner.workspaceId })
    client.say({ type: 'step1', stateVector: new Uint8Array([0]) })
    const ydoc = new Y.Doc()
    for (const update of await until('step 2', client.answer)) Y.applyUpdate(ydoc, update)
    await client.close()
    texts += ydoc.getText('text/notes').toString()
  }
  return texts
}

describe('S6: an edit made right before the page closes', () => {
  test('is on the server without the browser opening again, also when its socket is dead', async () => {
    const device = await createDevice()
    const page = await enter(device, server, owner, owner)
    // From here on every socket opens and says nothing, as on a network that swallows them.
    await page.routeWebSocket(/\/sync\//, () => {})
    await page.reload()
    await openAccount(page, server, owner, 'Marlow')
    await accountNotes(page).click()
    await accountNotes(page).pressSequentially('Call before the page is gone')
    await badgeSays(page, /to send/)
    expect(await textsOnServer()).not.toContain('Call before')
    await page.goto('about:blank')
    await eventually(async () => expect(await textsOnServer()).toContain('Call before the page is gone'))
    await device.close()
    // The next start finds that the server has them.
    const again = await device.reopen()
    await again.goto(placeUrl(server, owner))
    await badgeSays(again, SAVED)
    expectNoErrors(device)
    await device.dispose()
  })
})

describe('S15, F15: a member who is removed while they are offline', () => {
  test('loses nothing: a manager sees what they made, in words, and merges it', async () => {
    const ben = await addMember(server, owner, 'Ben Okafor', 'coordinator')
    const bens = await createDevice()
    const page = await enter(bens, server, owner, ben)
    await openAccount(page, server, owner, 'Marlow')
    await accountNotes(page).waitFor()
    await isInstalled(page)
    await bens.context().setOffline(true)
    await accountNotes(page).click()
    await accountNotes(page).press('Control+End')
    await accountNotes(page).pressSequentially(' Shelf tags are wrong in store 14')
    await badgeSays(page, /to send/)

    const { members } = (await (await call(server, owner.cookie, 'GET', `/api/workspaces/${owner.workspaceId}/members`)).json()) as {
      members: { personId: string; name: string }[]
    }
    const { personId } = members.find(({ name }) => name === ben.name)!
    expect((await call(server, owner.cookie, 'DELETE', `/api/workspaces/${owner.workspaceId}/members/${personId}`)).ok).toBe(true)
    await bens.context().setOffline(false)
    await badgeSays(page, /left for a manager/, 40_000)
    expect(await textsOnServer()).not.toContain('Shelf tags')

    const anns = await createDevice()
    const settings = await enter(anns, server, owner, owner, '/settings?part=members')
    await settings.getByRole('heading', { name: 'Edits of removed members' }).waitFor()
    await settings.getByText(/^\d+ edits? · left/).waitFor()
    await settings.getByRole('button', { name: 'Look at it' }).click()
    const review = settings.getByRole('dialog', { name: /Ben Okafor · Marlow/ })
    await review.getByText('Notes', { exact: true }).waitFor()
    await review.getByText(/Shelf tags are wrong in store 14/).waitFor()
    await review.getByRole('button', { name: 'Merge' }).click()
    await settings.getByRole('button', { name: 'Merge these edits' }).click()
    await settings.getByText(/^Merged Ben Okafor/).waitFor()
    await settings.getByRole('heading', { name: 'Edits of removed members' }).waitFor({ state: 'detached' })
    expect(await textsOnServer()).toContain('Shelf tags are wrong in store 14')
    expectNoErrors(bens, anns)
    await Promise.all([bens.dispose(), anns.dispose()])
  })
})
