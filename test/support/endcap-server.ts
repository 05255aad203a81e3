// The real server as a child process on a free port with a data folder of its own: started, killed, started again.

import { type ChildProcess, spawn } from 'node:child_process'
import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { endProcess } from './end-process.ts'

const ROOT = join(import.meta.dirname, '../..')
const READY_MS_MAX = 20_000

export interface EndcapServer {
  readonly url: string
  readonly dataDir: string
  /** The secret of the one-time set-up link, as printed at the first start. */
  readonly setupSecret: () => string
  readonly output: () => string
  readonly pid: () => number
  readonly start: () => Promise<void>
  /** Resolves when the process is gone. */
  readonly stop: (signal?: 'SIGTERM' | 'SIGKILL') => Promise<void>
  /** Stops and removes the data folder. */
  readonly dispose: () => Promise<void>
  /** Runs `admin` against the same data folder; resolves to the object it printed. */
  readonly admin: (...args: string[]) => Promise<Record<string, unknown>>
}

export const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })

const environment = (extra: Record<string, string>): NodeJS.ProcessEnv => ({ PATH: process.env.PATH, HOME: process.env.HOME, ...extra })

export const createEndcapServer = async (extra: Record<string, string> = {}): Promise<EndcapServer> => {
  if (!existsSync(join(ROOT, 'dist/server/main.js'))) throw new Error('dist/server is missing: run `npm run build` first')
  const port = await freePort()
  const dataDir = extra.DATA_DIR ?? mkdtempSync(join(tmpdir(), 'endcap-data-'))
  const url = `http://localhost:${port}`
  const env = environment({ PORT: String(port), HOST: '127.0.0.1', DATA_DIR: dataDir, LOG_LEVEL: 'warn', ...extra })
  let child: ChildProcess | null = null
  let output = ''

  const start = async (): Promise<void> => {
    const started = spawn(process.execPath, [join(ROOT, 'dist/server/main.js')], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
    child = started
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    started.stdout?.on('data', keep)
    started.stderr?.on('data', keep)
    const deadline = performance.now() + READY_MS_MAX
    while (performance.now() < deadline) {
      if (started.exitCode !== null) throw new Error(`the server ended at once:\n${output}`)
      const answer = await fetch(`${url}/readyz`).catch(() => null)
      if (answer?.ok) return
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    throw new Error(`the server did not get ready:\n${output}`)
  }

  const stop = (signal: 'SIGTERM' | 'SIGKILL' = 'SIGTERM'): Promise<void> => {
    const stopping = child
    child = null
    return endProcess(stopping, signal)
  }

  await start()
  return {
    url,
    dataDir,
    output: () => output,
    pid: () => {
      if (child?.pid === undefined) throw new Error('the server is not running')
      return child.pid
    },
    setupSecret: () => {
      const secret = /\/setup#([A-Za-z0-9_-]+)/.exec(output)?.[1]
      if (secret === undefined) throw new Error(`no set-up link was printed:\n${output}`)
      return secret
    },
    start,
    stop,
    dispose: async () => {
      await stop('SIGKILL')
      rmSync(dataDir, { recursive: true, force: true })
    },
    admin: (...args) =>
      new Promise((resolve, reject) => {
        const admin = spawn(process.execPath, [join(ROOT, 'dist/server/admin.js'), ...args], { cwd: ROOT, env, stdio: ['ignore', 'pipe', 'pipe'] })
        let out = ''
        let problem = ''
        admin.stdout.on('data', (chunk: Buffer) => {
          out += chunk.toString()
        })
        admin.stderr.on('data', (chunk: Buffer) => {
          problem += chunk.toString()
        })
        admin.on('exit', (code) => (code === 0 ? resolve(JSON.parse(out)) : reject(new Error(`admin ${args.join(' ')}: ${problem}`))))
      }),
  }
}
