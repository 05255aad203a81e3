// The built client, held in memory: it is a few megabytes, and a build that replaces the folder while we run cannot mix
// two versions. Hashed names never change and are kept for ever; index.html is asked for again each time; the service
// worker is never cached at all, or an old one could keep an old app alive.

import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { extname, join, relative, sep } from 'node:path'

interface StaticFile {
  readonly type: string
  readonly cacheControl: string
  readonly etag: string
  readonly plain: Uint8Array<ArrayBuffer>
  readonly br: Uint8Array<ArrayBuffer> | null
  readonly gz: Uint8Array<ArrayBuffer> | null
}

export interface StaticFiles {
  readonly isEmpty: boolean
  /** The answer for a path, with index.html standing in for every page; null when there is no such file. */
  readonly respond: (request: { readonly method: string; readonly path: string; readonly headers: Headers }) => Response | null
}

const TYPES: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.csv': 'text/csv; charset=utf-8',
  '.html': 'text/html; charset=utf-8',
  '.ico': 'image/x-icon',
  '.js': 'text/javascript; charset=utf-8',
  '.json': 'application/json',
  '.png': 'image/png',
  '.svg': 'image/svg+xml',
  '.txt': 'text/plain; charset=utf-8',
  '.wasm': 'application/wasm',
  '.webmanifest': 'application/manifest+json',
  '.woff2': 'font/woff2',
}

const INDEX = '/index.html'

/** A folder that is not there is an empty one. */
export const loadStaticFiles = (folder: string): StaticFiles => {
  const files = new Map<string, StaticFile>()
  for (const path of pathsIn(folder)) {
    if (/\.(?:br|gz)$/.test(path)) continue
    const plain = new Uint8Array(readFileSync(path))
    const url = `/${relative(folder, path).split(sep).join('/')}`
    files.set(url, {
      type: TYPES[extname(path)] ?? 'application/octet-stream',
      cacheControl: cacheControl(url),
      etag: `"${createHash('sha256').update(plain).digest('base64url').slice(0, 22)}"`,
      plain,
      br: readOptional(`${path}.br`),
      gz: readOptional(`${path}.gz`),
    })
  }

  return {
    isEmpty: !files.has(INDEX),
    respond: ({ method, path, headers }) => {
      const file = files.get(path === '/' ? INDEX : path) ?? (isPage(path) ? files.get(INDEX) : undefined)
      return file === undefined ? null : answer(file, method, headers)
    },
  }
}

const cacheControl = (url: string): string => {
  if (url === '/sw.js') return 'no-store'
  return url.startsWith('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache'
}

/** A page is a path that names no file and belongs to nobody else. */
const isPage = (path: string): boolean => !/^\/(?:api|sync|assets)(?:\/|$)/.test(path) && !/\.[^/]*$/.test(path)

const answer = (file: StaticFile, method: string, asked: Headers): Response => {
  const headers = new Headers({ 'Content-Type': file.type, 'Cache-Control': file.cacheControl, Vary: 'Accept-Encoding' })
  if (file.cacheControl !== 'no-store') headers.set('ETag', file.etag)
  const known = (asked.get('if-none-match') ?? '').split(',').map((tag) => tag.trim().replace(/^W\//, ''))
  if (file.cacheControl !== 'no-store' && known.includes(file.etag)) return new Response(null, { status: 304, headers })
  const { bytes, encoding } = encoded(file, asked.get('accept-encoding') ?? '')
  if (encoding !== null) headers.set('Content-Encoding', encoding)
  headers.set('Content-Length', String(bytes.length))
  return new Response(method === 'HEAD' ? null : bytes, { headers })
}

const encoded = (file: StaticFile, accepted: string): { readonly bytes: Uint8Array<ArrayBuffer>; readonly encoding: string | null } => {
  if (file.br !== null && accepts(accepted, 'br')) return { bytes: file.br, encoding: 'br' }
  if (file.gz !== null && accepts(accepted, 'gzip')) return { bytes: file.gz, encoding: 'gzip' }
  return { bytes: file.plain, encoding: null }
}

const accepts = (accepted: string, encoding: string): boolean =>
  accepted.split(',').some((part) => {
    const [name = '', ...parameters] = part.trim().toLowerCase().split(';')
    return name.trim() === encoding && !parameters.some((parameter) => /^\s*q=0(?:\.0*)?\s*$/.test(parameter))
  })

const pathsIn = (folder: string): string[] => {
  try {
    return readdirSync(folder, { recursive: true, withFileTypes: true })
      .filter((entry) => entry.isFile())
      .map((entry) => join(entry.parentPath, entry.name))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
}

const readOptional = (path: string): Uint8Array<ArrayBuffer> | null => {
  try {
    return new Uint8Array(readFileSync(path))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null
    throw error
  }
}
