// The house rules that a compiler cannot see (STYLE §3): who may import whom, what may be named where, and that every
// numbered rule of shared/SPEC.md is quoted by a test and every quoted rule is there.

import { readdirSync, readFileSync, statSync } from 'node:fs'
import { dirname, join, normalize, relative } from 'node:path'
import { describe, expect, test } from 'vitest'

const ROOT = join(import.meta.dirname, '..')
const SOURCE = /\.(?:ts|tsx|mjs)$/

const walk = (folder: string): string[] =>
  readdirSync(join(ROOT, folder), { withFileTypes: true }).flatMap((entry) => {
    const path = `${folder}/${entry.name}`
    return entry.isDirectory() ? walk(path) : [path]
  })

const HOUSE = ['shared', 'client', 'server'].flatMap(walk)
const TESTS = walk('test')
const sources = (paths: string[]) => paths.filter((path) => SOURCE.test(path)).map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
const house = sources(HOUSE)
const tests = sources(TESTS)

const IMPORT = /(?:\bfrom\s+|\bimport\s*\(\s*|^\s*import\s+)['"]([^'"]+)['"]/gm
const importsOf = ({ path, text }: { path: string; text: string }): string[] =>
  [...text.matchAll(IMPORT)].map(([, target = '']) => (target.startsWith('.') ? normalize(join(dirname(path), target)).replaceAll('\\', '/') : target))

const withoutComments = (text: string): string => text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/(^|[^:'"`])\/\/.*$/gm, '$1')

/** Files of the house, except `allowed`, whose code matches. */
const offenders = (pattern: RegExp, allowed: (path: string) => boolean, among = house): string[] =>
  among.filter(({ path, text }) => !allowed(path) && pattern.test(withoutComments(text))).map(({ path }) => path)

const startsWithAny = (path: string, folders: readonly string[]) => folders.some((folder) => path === folder || path.startsWith(`${folder}/`))

/** Folder → the folders of ours it may import besides itself (DESIGN §2). */
const WALLS: Record<string, readonly string[]> = {
  'shared/base': [],
  'shared/model': ['shared/base'],
  'shared/docs': ['shared/base', 'shared/model'],
  'shared/domain': ['shared/base', 'shared/model', 'shared/docs'],
  'shared/commands': ['shared/base', 'shared/model', 'shared/docs', 'shared/domain'],
  'shared/protocol': ['shared/base'],
  'client/ui': ['shared/base', 'shared/model'],
  'client/storage': ['shared', 'client/platform.ts'],
  'client/sync': ['shared', 'client/platform.ts', 'client/storage'],
  'client/data': ['shared', 'client/platform.ts', 'client/storage', 'client/sync'],
  'client/features': ['shared', 'client/platform.ts', 'client/ui', 'client/data'],
  'client/app': ['shared', 'client/platform.ts', 'client/ui', 'client/data', 'client/features'],
  'server/relay': ['shared', 'server/platform.ts', 'server/store/log-store.ts', 'server/bus/bus.ts', 'server/accounts/grants.ts'],
  'server/routes': ['shared', 'server/platform.ts', 'server/accounts', 'server/feeds/feed-reader.ts', 'server/store/log-store.ts', 'server/bus/bus.ts'],
  'server/feeds': ['shared', 'server/platform.ts', 'server/accounts/feeds.ts', 'server/store/log-store.ts', 'server/store/sqlite-database.ts'],
  'server/store': ['shared', 'server/platform.ts'],
  'server/bus': ['shared'],
  'server/accounts': ['shared', 'server/platform.ts', 'server/bus/bus.ts', 'server/store'],
}

describe('import walls', () => {
  for (const [folder, allowed] of Object.entries(WALLS)) {
    test(`${folder} imports only what it may`, () => {
      const wrong = house
        .filter(({ path }) => path.startsWith(`${folder}/`))
        .flatMap((file) => importsOf(file).map((target) => ({ path: file.path, target })))
        .filter(({ target }) => /^(?:shared|client|server|test)\//.test(target) && !startsWithAny(target, [folder, ...allowed]))
        .map(({ path, target }) => `${path} → ${target}`)
      expect(wrong).toEqual([])
    })
  }

  test('features never import each other', () => {
    const wrong = house.flatMap((file) => {
      const own = /^client\/features\/[^/]+\//.exec(file.path)?.[0]
      if (own === undefined) return []
      return importsOf(file)
        .filter((target) => target.startsWith('client/features/') && !target.startsWith(own))
        .map((target) => `${file.path} → ${target}`)
    })
    expect(wrong).toEqual([])
  })

  test('client and server meet only in shared, and nobody imports tests', () => {
    const wrong = house.flatMap((file) => {
      const foreign = file.path.startsWith('client/') ? ['server', 'test'] : file.path.startsWith('server/') ? ['client', 'test'] : ['client', 'server', 'test']
      return importsOf(file)
        .filter((target) => startsWithAny(target, foreign))
        .map((target) => `${file.path} → ${target}`)
    })
    expect(wrong).toEqual([])
  })
})

describe('one place for each outside thing', () => {
  const cases: [title: string, pattern: RegExp, allowed: (path: string) => boolean][] = [
    ['only live.ts knows the Yjs layout', /\.(?:getMap|getText|getArray|getXmlFragment|getXmlElement)\s*[(<]/, (path) => path === 'shared/model/live.ts'],
    ['only the storage folder imports idb', /from 'idb'/, (path) => path.startsWith('client/storage/')],
    ['only the socket file dials', /new WebSocket\s*\(/, (path) => path === 'client/sync/socket.ts'],
    ['only the config reads the environment', /process\.env/, (path) => path === 'server/config.ts' || path === 'server/launch.mjs'],
    [
      'only the two platform files read the clock and roll dice',
      /Date\.now\s*\(|Math\.random\s*\(|new Date\s*\(\s*\)/,
      (path) => path === 'client/platform.ts' || path === 'server/platform.ts',
    ],
    [
      'the server builds a Y.Doc only in its two workers',
      /new Y\.Doc\s*\(/,
      (path) => path.startsWith('client/') || path === 'server/store/compaction-worker.ts' || path === 'server/feeds/summary-worker.ts',
    ],
    ['nothing logs to the console', /console\.(?:log|debug|info|warn)/, (path) => path.endsWith('.mjs')],
    ['nothing is typed any, or hidden from the compiler', /:\s*any\b|\bas any\b|@ts-(?:ignore|nocheck|expect-error)/, () => false],
    ['no enums, no namespaces', /^\s*(?:export\s+)?(?:const\s+)?enum\s|^\s*(?:export\s+)?namespace\s/m, () => false],
  ]
  for (const [title, pattern, allowed] of cases) {
    test(title, () => expect(offenders(pattern, allowed)).toEqual([]))
  }

  test('shared code has no timers, console, network, clock or dice', () => {
    const shared = house.filter(({ path }) => path.startsWith('shared/'))
    expect(offenders(/\b(?:setTimeout|setInterval|fetch|console|process|document\.)\s*[(.]/, () => false, shared)).toEqual([])
  })

  test('the relay knows neither SQL nor the websocket library outside its connection files', () => {
    const relay = house.filter(({ path }) => path.startsWith('server/relay/'))
    expect(offenders(/better-sqlite3|\bSELECT\b|\bINSERT\b/, () => false, relay)).toEqual([])
    expect(offenders(/from 'ws'/, (path) => /\/(?:upgrade|ws-connection|relay)\.ts$/.test(path), relay)).toEqual([])
  })
})

describe('names and files', () => {
  test('no drawers: utils, helpers, common, misc, lib', () => {
    expect([...HOUSE, ...TESTS].filter((path) => /(?:^|\/)(?:utils?|helpers?|common|misc|lib)(?:\/|\.)/.test(path))).toEqual([])
  })

  test('no barrels but the document registry', () => {
    expect(HOUSE.filter((path) => /\/index\.tsx?$/.test(path) && path !== 'shared/docs/index.ts')).toEqual([])
  })

  test('default exports are what is loaded lazily, and configuration', () => {
    const lazy = new Set(
      house.flatMap((file) => [...file.text.matchAll(/\bimport\s*\(\s*['"]([^'"]+)['"]/g)].map(([, target = '']) => join(dirname(file.path), target))),
    )
    expect(offenders(/^export default /m, (path) => lazy.has(path) || path.endsWith('Page.tsx'))).toEqual([])
  })

  test('nothing exports a variable that changes: the first script hands its exports on as values', () => {
    expect(offenders(/^export (?:let|var) /m, () => false)).toEqual([])
  })

  test('no stray TODO', () => {
    expect(
      [...house, ...tests].filter(({ path, text }) => path !== 'test/tidy.test.ts' && /\b(?:TODO|FIXME|XXX)\b/.test(text)).map(({ path }) => path),
    ).toEqual([])
  })
})

describe('packages', () => {
  const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as Record<string, Record<string, string>>
  const lock = readFileSync(join(ROOT, 'package-lock.json'), 'utf8')

  test('every version is pinned exactly', () => {
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^(?:npm:[^@]+@)?\d+\.\d+\.\d+$/.test(version),
    )
    expect(loose).toEqual([])
  })

  test('there is one copy of yjs and of solid-js', () => {
    const packages = Object.keys((JSON.parse(lock) as { packages: object }).packages)
    for (const name of ['yjs', 'solid-js', 'lib0']) expect(packages.filter((path) => path.endsWith(`node_modules/${name}`))).toEqual([`node_modules/${name}`])
  })

  test('the lock names no registry', () => {
    expect(lock).not.toMatch(/"resolved":/)
  })
})

describe('the specification', () => {
  const RULE = /\b(?:D|C|S|G|L|F)\d{1,2}\b/g
  const spec = readFileSync(join(ROOT, 'shared/SPEC.md'), 'utf8')
  const written = new Set([...spec.matchAll(/^- \*\*((?:D|C|S|G|L|F)\d{1,2})\*\*/gm)].map(([, rule]) => rule as string))
  const quoted = new Map<string, string>()
  for (const { path, text } of tests) {
    if (path === 'test/tidy.test.ts' || (!path.endsWith('.test.ts') && !path.endsWith('.test.tsx') && !path.endsWith('-contract.ts'))) continue
    for (const [, title = ''] of text.matchAll(/\b(?:test|it|describe)(?:\.\w+)*\(\s*['"`]([^'"`]+)/g)) {
      for (const [rule] of title.matchAll(RULE)) quoted.set(rule, path)
    }
  }

  test('every rule is quoted by a test', () => expect([...written].filter((rule) => !quoted.has(rule))).toEqual([]))
  test('every quoted rule is written', () => expect([...quoted].filter(([rule]) => !written.has(rule))).toEqual([]))
})

test('long files are listed, not failed', () => {
  const long = house
    .map(({ path, text }) => ({ path, lines: text.split('\n').length }))
    .filter(({ lines }) => lines > 250)
    .sort((a, b) => b.lines - a.lines)
  if (long.length > 0) process.stdout.write(`Files over 250 lines: ${long.map(({ path, lines }) => `${path} ${lines}`).join(', ')}\n`)
  expect(statSync(join(ROOT, 'shared')).isDirectory()).toBe(true)
  expect(relative(ROOT, ROOT)).toBe('')
})
