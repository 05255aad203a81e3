// The app in two versions, one after the other, at one address: a front before the real server that serves the next build when
// it is told to. The builds differ in the worker's bytes and in a mark in the page, which is all that a browser looks at.

import { createServer, type IncomingMessage, type Server } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import type { EndcapServer } from './endcap-server.ts'

export interface TwoVersions {
  readonly url: string
  /** From here on the second version is served. */
  readonly release: () => void
  readonly dispose: () => Promise<void>
}

const asked = ({ method, url, headers }: IncomingMessage): string =>
  [`${method} ${url} HTTP/1.1`, ...Object.entries(headers).map(([name, value]) => `${name}: ${value}`), '', ''].join('\r\n')

export const createTwoVersions = async (server: EndcapServer): Promise<TwoVersions> => {
  const behind = new URL(server.url)
  let version = 1
  const mark = (path: string, text: string): string => {
    if (version === 1) return text
    // The worker asks for the page again because its revision is another one.
    if (path === '/sw.js') return `${text.replace(/(url:"index.html",revision:")/, '$12')}\n// 2\n`
    return text.replace('<head>', '<head><meta name="version" content="2">')
  }
  const front: Server = createServer(async (request, response) => {
    const path = (request.url ?? '/').split('?')[0] ?? '/'
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const { host = '', connection: _connection, ...headers } = request.headers as Record<string, string>
    const answer = await fetch(new URL(request.url ?? '/', server.url), {
      method: request.method ?? 'GET',
      headers: { ...headers, 'accept-encoding': 'identity', 'x-forwarded-host': host },
      redirect: 'manual',
      ...(chunks.length > 0 ? { body: Buffer.concat(chunks) } : {}),
    }).catch(() => null)
    if (answer === null) return void response.writeHead(502).end()
    const passed = Object.fromEntries([...answer.headers].filter(([name]) => !/^(content-length|content-encoding|transfer-encoding|connection)$/.test(name)))
    const isPage = answer.headers.get('content-type')?.startsWith('text/html') === true
    const body = path === '/sw.js' || isPage ? mark(path, await answer.text()) : Buffer.from(await answer.arrayBuffer())
    response.writeHead(answer.status, passed).end(body)
  })
  front.on('upgrade', (request, socket, head) => {
    const tunnel = connect(Number(behind.port), behind.hostname, () => {
      tunnel.write(asked(request))
      tunnel.write(head)
      tunnel.pipe(socket).pipe(tunnel)
    })
    tunnel.on('error', () => socket.destroy())
    socket.on('error', () => tunnel.destroy())
  })
  await new Promise<void>((resolve) => front.listen(0, '127.0.0.1', resolve))
  return {
    url: `http://localhost:${(front.address() as AddressInfo).port}`,
    release: () => {
      version = 2
    },
    dispose: () =>
      new Promise((resolve) => {
        front.closeAllConnections()
        front.close(() => resolve())
      }),
  }
}
