// People for the journeys, made through the same HTTP calls the pages make.

import type { EndcapServer } from './endcap-server.ts'

export interface TestPerson {
  readonly name: string
  readonly email: string
  readonly password: string
  /** `name=value; …`, ready for a Cookie header. */
  readonly cookie: string
}

export interface Owner extends TestPerson {
  readonly workspaceId: string
}

const PASSWORD = 'correct horse battery'

export const call = async (server: EndcapServer, cookie: string | null, method: string, path: string, body?: unknown): Promise<Response> =>
  fetch(`${server.url}${path}`, {
    method,
    headers: { origin: server.url, 'content-type': 'application/json', ...(cookie === null ? {} : { cookie }) },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

const expectOk = async (answer: Response): Promise<Response> => {
  if (!answer.ok) throw new Error(`${answer.status} ${await answer.text()}`)
  return answer
}

const cookieOf = (answer: Response): string =>
  answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

export const createOwner = async (server: EndcapServer, name = 'Ann Ortiz', workspaceName = 'Alder Creek'): Promise<Owner> => {
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.com`
  const answer = await expectOk(
    await call(server, null, 'POST', '/api/setup', { secret: server.setupSecret(), name, email, password: PASSWORD, workspaceName }),
  )
  const { workspaceId } = (await answer.json()) as { workspaceId: string }
  return { name, email, password: PASSWORD, cookie: cookieOf(answer), workspaceId }
}

export const inviteSecret = async (server: EndcapServer, owner: Owner, role: string): Promise<string> => {
  const answer = await expectOk(await call(server, owner.cookie, 'POST', `/api/workspaces/${owner.workspaceId}/invites`, { role }))
  return ((await answer.json()) as { secret: string }).secret
}

export const addMember = async (server: EndcapServer, owner: Owner, name: string, role: string): Promise<TestPerson> => {
  const secret = await inviteSecret(server, owner, role)
  const email = `${name.toLowerCase().replace(/\W+/g, '.')}@example.com`
  const answer = await expectOk(await call(server, null, 'POST', '/api/invites/accept', { secret, account: { name, email, password: PASSWORD } }))
  return { name, email, password: PASSWORD, cookie: cookieOf(answer) }
}

export const addToken = async (server: EndcapServer, owner: Owner, role: string): Promise<{ tokenId: string; token: string }> => {
  const answer = await expectOk(await call(server, owner.cookie, 'POST', `/api/workspaces/${owner.workspaceId}/tokens`, { name: `test ${role}`, role }))
  return (await answer.json()) as { tokenId: string; token: string }
}
