// One file for what Vite makes: the client (root `client/`, to dist/client), with `--mode server` the server (to
// dist/server, its packages built in), and the test projects.

import { readdir, readFile, writeFile } from 'node:fs/promises'
import { availableParallelism } from 'node:os'
import { basename, join, resolve } from 'node:path'
import { promisify } from 'node:util'
import { brotliCompress, constants, gzip } from 'node:zlib'
import { minify } from 'terser'
import type { ESTree, Plugin } from 'vite'
import { VitePWA } from 'vite-plugin-pwa'
import solid from 'vite-plugin-solid'
import { defineConfig, type ViteUserConfig } from 'vitest/config'
import { LIMITS } from './shared/protocol/limits.ts'

const at = (path: string): string => resolve(import.meta.dirname, path)
const brotli = promisify(brotliCompress)
const zip = promisify(gzip)

const COMPRESSIBLE = /\.(?:js|css|html|svg|json|webmanifest|wasm)$/
const COMPRESS_BYTES_MIN = 1024

/** Writes `.br` and `.gz` beside what is worth it, after everything else (the service worker too) has been written. */
const precompress = (folder: string): Plugin => ({
  name: 'endcap:precompress',
  apply: 'build',
  enforce: 'post',
  closeBundle: {
    order: 'post',
    sequential: true,
    handler: async () => {
      for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
        if (!entry.isFile() || !COMPRESSIBLE.test(entry.name)) continue
        const path = join(entry.parentPath, entry.name)
        const bytes = await readFile(path)
        if (bytes.length < COMPRESS_BYTES_MIN) continue
        const [small, compatible] = await Promise.all([
          brotli(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length } }),
          zip(bytes, { level: 9 }),
        ])
        await Promise.all([writeFile(`${path}.br`, small), writeFile(`${path}.gz`, compatible)])
      }
    },
  },
})

/** The page asks for the font of its own script with its first bytes, instead of after the styles have come. */
const preloadFont = (): Plugin => ({
  name: 'endcap:preload-font',
  apply: 'build',
  transformIndexHtml: {
    order: 'post',
    handler: (_html, { bundle }) => {
      const font = Object.keys(bundle ?? {}).find((name) => /inter-latin-wght-normal.*\.woff2$/.test(name))
      if (font === undefined) return []
      return [{ tag: 'link', attrs: { rel: 'preload', as: 'font', type: 'font/woff2', href: `/${font}`, crossorigin: '' }, injectTo: 'head-prepend' }]
    },
  },
})

/** Limits are written where they are used: a page needs a dozen of them, and would carry the names of all. */
const inlineLimits = (): Plugin => ({
  name: 'endcap:inline-limits',
  apply: 'build',
  enforce: 'pre',
  transform: (code, id) => {
    if (!/\.tsx?$/.test(id) || !code.includes('LIMITS.')) return null
    const inlined = code.replace(/\bLIMITS\.(\w+)/g, (_match, name: string) => {
      if (!Object.hasOwn(LIMITS, name)) throw new Error(`there is no limit ${name}`)
      return String(LIMITS[name as keyof typeof LIMITS])
    })
    return { code: inlined, map: null }
  },
})

/** Names change with what is done here, as they do with the sources. */
const TIGHT_STAMP = 'terser 1'

/** What every first visit waits for, minified a second time: terser looks longer, and finds 1.5 % of it; too slow for all of the app. */
const tightFirstLoad = (): Plugin => ({
  name: 'endcap:tight-first-load',
  apply: 'build',
  enforce: 'post',
  augmentChunkHash: () => TIGHT_STAMP,
  generateBundle: {
    order: 'post',
    async handler({ sourcemap }, bundle) {
      // A map would be of the code before.
      if (sourcemap !== false && sourcemap !== undefined) return
      for (const part of Object.values(bundle)) {
        if (part.type !== 'chunk' || !(part.isEntry || part.name === 'documents')) continue
        const { code } = await minify(part.code, { ecma: 2020, module: true, compress: { passes: 2 } })
        if (code === undefined) throw new Error(`${part.fileName} could not be minified`)
        part.code = code
      }
    },
  },
})

/** Where the first script leaves what later ones import from it. */
const START = 'globalThis.endcapStart'
/** Names change with what is written here, as they do with the sources. */
const START_STAMP = 'classic 1'

const nameOf = (name: ESTree.ModuleExportName): string => {
  if (name.type !== 'Identifier') throw new Error('a chunk has an export with a quoted name')
  return name.name
}

/**
 * The first script as a classic one. Chromium keeps what it compiled of a classic script for the next start and does not for
 * a module (it writes the cache and never reads it), which is a fifth of the time to a usable timeline. Its exports are left
 * on the global object as the values they have when it has run: nothing in it exports a variable that changes later.
 */
const classicStart = (): Plugin => ({
  name: 'endcap:classic-start',
  apply: 'build',
  enforce: 'post',
  augmentChunkHash: () => START_STAMP,
  generateBundle: {
    order: 'post',
    handler(_options, bundle) {
      const chunks = Object.values(bundle).filter((part) => part.type === 'chunk')
      const start = chunks.find(({ isEntry }) => isEntry)
      if (start === undefined) throw new Error('the client has no first script')
      const isStart = (path: string): boolean => basename(path) === basename(start.fileName)

      const rewritten = (node: ESTree.Program['body'][number], isIn: boolean): string | null => {
        if (isIn && node.type === 'ImportDeclaration') throw new Error('the first script needs another one')
        if (isIn && node.type === 'ExportNamedDeclaration')
          return `${START}={${node.specifiers.map(({ local, exported }) => `${nameOf(exported)}:${nameOf(local)}`).join(',')}};`
        if (isIn || node.type !== 'ImportDeclaration' || !isStart(node.source.value)) return null
        const parts = node.specifiers.map((part) => {
          if (part.type !== 'ImportSpecifier') throw new Error('the first script is imported whole')
          return `${nameOf(part.imported)}:${part.local.name}`
        })
        return `const{${parts.join(',')}}=${START};`
      }
      for (const chunk of chunks) {
        let { code } = chunk
        for (const node of this.parse(code).body.reverse()) {
          const text = rewritten(node, chunk === start)
          if (text !== null) code = code.slice(0, node.start) + text + code.slice(node.end)
        }
        if (chunk === start)
          code = `(()=>{"use strict";const importMeta={url:document.currentScript.src};${code.replaceAll('import.meta', 'importMeta')}})();\n`
        chunk.code = code
      }
    },
  },
  transformIndexHtml: { order: 'post', handler: (html) => html.replace('<script type="module" crossorigin', '<script defer crossorigin') },
})

const pwa = () =>
  VitePWA({
    // The person is asked before a new version takes over; the client registers through `virtual:pwa-register`.
    registerType: 'prompt',
    injectRegister: false,
    manifest: {
      name: 'Endcap',
      short_name: 'Endcap',
      description: 'Plan the promotions of your national accounts together, online and off.',
      id: '/',
      start_url: '/',
      scope: '/',
      display: 'standalone',
      theme_color: '#f6f5f1',
      background_color: '#f6f5f1',
      icons: [
        { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
        { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
        { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
        { src: '/icon.svg', sizes: 'any', type: 'image/svg+xml' },
      ],
    },
    workbox: {
      // Everything a page may ask for later, lazy chunks too; of the font only the scripts our words are written in.
      globPatterns: ['**/*.{js,css,html,svg,png,webmanifest}', 'assets/inter-latin*.woff2'],
      maximumFileSizeToCacheInBytes: 4 * 1024 * 1024,
      navigateFallback: '/index.html',
      navigateFallbackDenylist: [/^\/(?:api|sync|feeds|healthz|readyz|metrics|assets)(?:\/|$)/],
      cleanupOutdatedCaches: true,
      clientsClaim: true,
      inlineWorkboxRuntime: true,
    },
  })

/** What the workspace needs right behind the first paint: documents and sync. One chunk, as the first load is one. */
const DOCUMENT_ROOTS = [
  'client/data/workspace-documents.ts',
  'client/sync/create-sync.ts',
  'client/sync/socket.ts',
  'client/sync/inflating-dial.ts',
  'shared/protocol/me.ts',
].map(at)
/** Of Yjs, what only the rich-text editor uses. */
const EDITOR_ONLY = /yjs\/src\/utils\/(?:UndoManager|PermanentUserData|AbstractConnector)\.js$/

/** Left to itself the bundler cuts what pages share into dozens of slivers, each compressed alone. */
const createDocumentsGroup = () => {
  let reached: Set<string> | undefined
  return (id: string, graph: { getModuleInfo: (id: string) => { importedIds: string[] } | null }): string | null => {
    if (reached === undefined) {
      const found = new Set<string>()
      const visit = (next: string): void => {
        if (found.has(next) || EDITOR_ONLY.test(next)) return
        found.add(next)
        for (const imported of graph.getModuleInfo(next)?.importedIds ?? []) visit(imported)
      }
      for (const root of DOCUMENT_ROOTS) visit(root)
      reached = found
    }
    return reached.has(id) ? 'documents' : null
  }
}

const client = async (serving: boolean): Promise<ViteUserConfig> => ({
  root: at('client'),
  plugins: [inlineLimits(), solid(), preloadFont(), tightFirstLoad(), classicStart(), pwa(), precompress(at('dist/client'))],
  // The sources of Yjs rather than its one big file, so that what only the editor uses goes there.
  resolve: serving
    ? {}
    : {
        alias: [
          { find: /^yjs$/, replacement: at('node_modules/yjs/src/index.js') },
          { find: /^lib0\/logging$/, replacement: at('client/sync/yjs-logging.ts') },
          // By its own name, and by the one its neighbours know it by: nothing else in the client is called that.
          { find: /^(?:lib0\/environment|\.\/environment\.js)$/, replacement: at('client/sync/yjs-environment.ts') },
          { find: /^lib0\/broadcastchannel$/, replacement: at('client/sync/no-broadcast.ts') },
        ],
      },
  build: {
    outDir: at('dist/client'),
    emptyOutDir: true,
    target: 'es2022',
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 600,
    // Scripts of later parts come from the service worker's cache: only their styles are asked for ahead.
    modulePreload: { polyfill: false, resolveDependencies: (_url, deps) => deps.filter((path) => path.endsWith('.css')) },
    rolldownOptions: {
      output: {
        codeSplitting: {
          groups: [
            { name: 'start', tags: ['$initial'], priority: 2 },
            { name: createDocumentsGroup(), debugName: 'documents', priority: 1 },
          ],
        },
      },
    },
  },
  server: serving ? await devServer() : {},
})

/** Hot reload for the client; everything the server answers is passed on to it. */
const devServer = async (): Promise<NonNullable<ViteUserConfig['server']>> => {
  const { configFromEnvironment } = await import('./server/config.ts')
  const config = configFromEnvironment()
  const target = `http://127.0.0.1:${config.ok ? config.value.port : 8787}`
  return {
    port: 5173,
    fs: { allow: [at('.')] },
    // Not the modules of client/sync, whose addresses begin alike: those have a file's ending.
    proxy: { '/api': target, '^/sync(?!.*\\.tsx?)': { target, ws: true }, '/feeds': target, '/healthz': target, '/readyz': target },
  }
}

const server: ViteUserConfig = {
  root: at('.'),
  publicDir: false,
  // Its packages are built in, of each what is used: loaded as they are they cost an idle server 25 MB more. Not those with
  // native code or threads of their own.
  ssr: { noExternal: true, external: ['better-sqlite3', 'pino', 'ws'] },
  build: {
    ssr: true,
    outDir: at('dist/server'),
    emptyOutDir: true,
    target: 'node20',
    minify: false,
    sourcemap: true,
    rollupOptions: {
      input: {
        main: at('server/main.ts'),
        admin: at('server/admin.ts'),
        'compaction-worker': at('server/store/compaction-worker.ts'),
        'writer-worker': at('server/store/writer-worker.ts'),
        'summary-worker': at('server/feeds/summary-worker.ts'),
      },
      output: { entryFileNames: '[name].js' },
    },
  },
}

// Under vitest `solid-js` resolves to its server build, in which effects silently never run: name the browser builds and
// take what imports them through Vite.
const solidInTheBrowser = {
  alias: [
    { find: /^solid-js$/, replacement: at('node_modules/solid-js/dist/dev.js') },
    { find: /^solid-js\/web$/, replacement: at('node_modules/solid-js/web/dist/dev.js') },
    { find: /^solid-js\/store$/, replacement: at('node_modules/solid-js/store/dist/dev.js') },
    // The same conditions would pick the browser build of `ws`, which only throws.
    { find: /^ws$/, replacement: at('node_modules/ws/wrapper.mjs') },
  ],
}

const tests: ViteUserConfig = {
  root: at('.'),
  test: {
    projects: [
      {
        plugins: [solid({ hot: false })],
        resolve: solidInTheBrowser,
        test: {
          name: 'unit',
          environment: 'node',
          include: ['test/{shared,server,client,sim}/**/*.test.{ts,tsx}', 'test/*.test.ts'],
          // Against hanging only: how fast something is, is for the benchmarks to say, and a busy machine is no failure.
          testTimeout: 45_000,
          hookTimeout: 45_000,
          expect: { poll: { timeout: 20_000 } },
          // Of two cores vitest would leave one to a watcher that nobody runs here.
          maxWorkers: Math.max(2, availableParallelism() - 1),
          server: { deps: { inline: [/solid/] } },
        },
      },
      {
        test: {
          name: 'journeys',
          environment: 'node',
          include: ['test/journeys/**/*.test.ts'],
          testTimeout: 180_000,
          hookTimeout: 240_000,
          expect: { poll: { timeout: 20_000 } },
          // Each file has a server and browsers of its own, and waits for them half of the time.
          maxWorkers: 2,
        },
      },
      {
        // Nothing but waiting: run beside the others.
        test: { name: 'waits', environment: 'node', include: ['test/waits/**/*.test.ts'], testTimeout: 180_000 },
      },
      {
        test: {
          name: 'bench',
          environment: 'node',
          include: ['test/bench/**/*.test.ts'],
          testTimeout: 600_000,
          hookTimeout: 240_000,
          fileParallelism: false,
        },
      },
    ],
  },
}

export default defineConfig(({ command, mode }) => (mode === 'test' ? tests : mode === 'server' ? server : client(command === 'serve')))
