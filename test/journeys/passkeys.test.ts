// The passkey ceremony against the real server, with Chromium's virtual authenticator: make one while signed in, sign out,
// come back with nothing but the key. By the HTTP calls the pages make; the pages themselves have journeys of their own.

import { type Browser, chromium } from 'playwright'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { createOwner, type Owner } from '../support/accounts.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'

let server: EndcapServer
let browser: Browser
let owner: Owner

beforeAll(async () => {
  server = await createEndcapServer()
  owner = await createOwner(server)
  browser = await chromium.launch({ executablePath: process.env.CHROMIUM_PATH ?? '/usr/bin/chromium', args: ['--no-sandbox', '--disable-quic'] })
})

afterAll(async () => {
  await browser?.close()
  await server?.dispose()
})

it('A passkey made at the desk signs its owner in again, and stops doing so when it is removed', async () => {
  const context = await browser.newContext()
  const page = await context.newPage()
  const devtools = await context.newCDPSession(page)
  await devtools.send('WebAuthn.enable')
  await devtools.send('WebAuthn.addVirtualAuthenticator', {
    options: {
      protocol: 'ctap2',
      transport: 'internal',
      hasResidentKey: true,
      hasUserVerification: true,
      isUserVerified: true,
      automaticPresenceSimulation: true,
    },
  })
  await context.addCookies(
    owner.cookie.split('; ').map((pair) => {
      const [name = '', ...value] = pair.split('=')
      return { name, value: value.join('='), url: server.url, httpOnly: true, sameSite: 'Lax' as const }
    }),
  )
  await page.goto(`${server.url}/healthz`)

  const registered = await page.evaluate(async () => {
    const options = await (await fetch('/api/auth/passkey/generate-register-options')).json()
    const credential = await navigator.credentials.create({ publicKey: PublicKeyCredential.parseCreationOptionsFromJSON(options) })
    const response = (credential as PublicKeyCredential).toJSON()
    const body = JSON.stringify({ response, name: 'Desk' })
    const answer = await fetch('/api/auth/passkey/verify-registration', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    return { status: answer.status, text: await answer.text() }
  })
  expect(registered.status, registered.text).toBe(200)

  const signedOut = await page.evaluate(async () => {
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    return (await fetch('/api/me')).status
  })
  expect(signedOut).toBe(401)

  const signIn = () =>
    page.evaluate(async () => {
      const options = await (await fetch('/api/auth/passkey/generate-authenticate-options')).json()
      const credential = await navigator.credentials.get({ publicKey: PublicKeyCredential.parseRequestOptionsFromJSON(options) })
      const body = JSON.stringify({ response: (credential as PublicKeyCredential).toJSON() })
      const answer = await fetch('/api/auth/passkey/verify-authentication', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
      return { status: answer.status, text: await answer.text(), me: await (await fetch('/api/me')).json() }
    })
  const signedIn = await signIn()
  expect(signedIn.status, signedIn.text).toBe(200)
  expect(signedIn.me).toMatchObject({ person: { email: owner.email }, workspaces: [{ id: owner.workspaceId }] })

  const removed = await page.evaluate(async () => {
    const [passkey, ...more] = await (await fetch('/api/auth/passkey/list-user-passkeys')).json()
    const body = JSON.stringify({ id: passkey.id })
    const answer = await fetch('/api/auth/passkey/delete-passkey', { method: 'POST', headers: { 'content-type': 'application/json' }, body })
    await fetch('/api/auth/sign-out', { method: 'POST', headers: { 'content-type': 'application/json' }, body: '{}' })
    return { name: passkey.name, more: more.length, status: answer.status }
  })
  expect(removed).toEqual({ name: 'Desk', more: 0, status: 200 })
  const refused = await signIn()
  expect(refused.status).toBe(401)
  expect(JSON.parse(refused.text)).toMatchObject({ error: { code: 'wrongCredentials' } })
  await context.close()
})
