// `npm start`, `npm run dev` and `npm run admin`: does what is still missing (packages, builds) and hands over. Plain Node
// without dependencies, because it runs before there are any. Everything it and the builds have to say goes to standard
// error, so that `admin` prints its one object and nothing else.

import { spawn, spawnSync } from 'node:child_process'
import { existsSync, readdirSync, statSync } from 'node:fs'
import { join } from 'node:path'
import { ensurePackages } from './ensure-packages.mjs'

const root = join(import.meta.dirname, '..')
const MAIN = join(root, 'dist/server/main.js')
const ADMIN = join(root, 'dist/server/admin.js')
const PAGE = join(root, 'dist/client/index.html')
const VITE = join(root, 'node_modules/vite/bin/vite.js')

const SHARED_SOURCES = ['shared', 'vite.config.ts', 'package.json', 'package-lock.json']

const NODE_MIN = [20, 19]

const checkNode = () => {
  const [major, minor] = process.versions.node.split('.').map(Number)
  if (major < NODE_MIN[0] || (major === NODE_MIN[0] && minor < NODE_MIN[1])) {
    throw new Error(`Endcap needs Node ${NODE_MIN.join('.')} or later; this is ${process.versions.node}.`)
  }
}

/** Ms since the epoch; of a folder, its youngest file. */
const changedAt = (path) => {
  if (!existsSync(path)) return 0
  const stats = statSync(path)
  if (!stats.isDirectory()) return stats.mtimeMs
  return Math.max(stats.mtimeMs, ...readdirSync(path).map((name) => changedAt(join(path, name))))
}

const isStale = (result, sources) => {
  if (!existsSync(result)) return true
  const built = statSync(result).mtimeMs
  return [...SHARED_SOURCES, ...sources].some((source) => changedAt(join(root, source)) > built)
}

const build = (title, ...args) => {
  process.stderr.write(`${title}…\n`)
  const { status } = spawnSync(process.execPath, [VITE, 'build', '--logLevel', 'warn', ...args], { cwd: root, stdio: ['ignore', 2, 2] })
  if (status !== 0) throw new Error(`${title} failed; the lines above say why.`)
}

const buildServer = () => {
  if (isStale(MAIN, ['server'])) build('Building the server', '--mode', 'server')
}
const buildClient = () => {
  if (isStale(PAGE, ['client'])) build('Building the client')
}

/** Runs children as one: signals go to all of them, the first that ends ends the others, and its code is ours. */
const run = (...commands) => {
  const children = commands.map((args) => spawn(process.execPath, args, { cwd: root, stdio: 'inherit' }))
  const stop = (signal) => {
    for (const child of children) if (child.exitCode === null && child.signalCode === null) child.kill(signal)
  }
  process.on('SIGTERM', () => stop('SIGTERM'))
  // A terminal sends Ctrl-C to the children itself; a second one from here would end them at once.
  process.on('SIGINT', () => {
    if (!process.stdin.isTTY) stop('SIGINT')
  })
  let left = children.length
  for (const child of children) {
    child.on('error', (error) => process.stderr.write(`${error.message}\n`))
    child.on('close', (code, signal) => {
      process.exitCode ??= code ?? (signal === 'SIGTERM' || signal === 'SIGINT' ? 0 : 1)
      left -= 1
      if (left > 0) stop('SIGTERM')
    })
  }
}

const COMMANDS = {
  start: () => {
    buildClient()
    buildServer()
    run([MAIN])
  },
  dev: () => {
    build('Building the server', '--mode', 'server')
    run([VITE], [VITE, 'build', '--mode', 'server', '--watch', '--logLevel', 'warn'], ['--watch', MAIN])
  },
  admin: (args) => {
    buildServer()
    run([ADMIN, ...args])
  },
}

try {
  const [name = '', ...args] = process.argv.slice(2)
  const command = COMMANDS[name]
  if (command === undefined) throw new Error(`usage: node server/launch.mjs ${Object.keys(COMMANDS).join(' | ')}`)
  checkNode()
  await ensurePackages(root)
  command(args)
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
