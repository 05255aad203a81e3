// The server's two programs as the build makes them, for tests that start real processes. Built once per test file, inside
// the checkout, so that its packages are found.

import { type ChildProcess, execFile, spawn } from 'node:child_process'
import { mkdirSync, mkdtempSync, rmSync } from 'node:fs'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, onTestFinished } from 'vitest'

const ROOT = join(import.meta.dirname, '../../..')
const CACHE = join(ROOT, 'node_modules/.cache')

export interface Outcome {
  readonly code: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface RunningServer {
  readonly url: string
  readonly port: number
  readonly stdout: () => string
  readonly stderr: () => string
  /** Resolves with the exit code. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<number | null>
}

export interface BuiltServer {
  readonly admin: (environment: Record<string, string>, ...args: string[]) => Promise<Outcome>
  /** Resolves when the process has ended. */
  readonly main: (environment: Record<string, string>) => Promise<Outcome>
  /** Resolves when the server is ready; it is stopped after the test. */
  readonly start: (dataDir: string, environment?: Record<string, string>) => Promise<RunningServer>
}

/** Call at the top of a test file. */
export const useBuiltServer = (): BuiltServer => {
  let folder = ''
  beforeAll(async () => {
    mkdirSync(CACHE, { recursive: true })
    folder = mkdtempSync(join(CACHE, 'server-'))
    await promisify(execFile)(process.execPath, [
      join(ROOT, 'node_modules/vite/bin/vite.js'),
      'build',
      '--mode',
      'server',
      '--logLevel',
      'warn',
      '--outDir',
      join(folder, 'server'),
    ])
  }, 60_000)
  afterAll(() => rmSync(folder, { recursive: true, force: true }))

  const launch = (program: string, environment: Record<string, string>, args: string[] = []): ChildProcess =>
    spawn(process.execPath, [join(folder, 'server', program), ...args], { cwd: folder, env: { PATH: process.env.PATH, ...environment } })

  const finished = (child: ChildProcess): Promise<Outcome> =>
    new Promise((resolve) => {
      let stdout = ''
      let stderr = ''
      child.stdout?.on('data', (chunk) => {
        stdout += chunk
      })
      child.stderr?.on('data', (chunk) => {
        stderr += chunk
      })
      child.on('close', (code) => resolve({ code, stdout, stderr }))
    })

  return {
    admin: (environment, ...args) => finished(launch('admin.js', environment, args)),
    main: (environment) => finished(launch('main.js', environment)),
    start: async (dataDir, environment = {}) => {
      const port = await freePort()
      const child = launch('main.js', { DATA_DIR: dataDir, PORT: String(port), LOG_LEVEL: 'warn', ...environment })
      let stdout = ''
      let stderr = ''
      child.stdout?.on('data', (chunk) => {
        stdout += chunk
      })
      child.stderr?.on('data', (chunk) => {
        stderr += chunk
      })
      const ended = new Promise<number | null>((resolve) => child.on('close', resolve))
      onTestFinished(() => {
        child.kill('SIGKILL')
      })
      const url = `http://localhost:${port}`
      for (let attempt = 0; !(await isReady(url)); attempt++) {
        if (child.exitCode !== null || attempt > 400) throw new Error(`the server did not start:\n${stdout}${stderr}`)
        await new Promise((resolve) => setTimeout(resolve, 25))
      }
      return {
        url,
        port,
        stdout: () => stdout,
        stderr: () => stderr,
        stop: (signal = 'SIGTERM') => {
          child.kill(signal)
          return ended
        },
      }
    },
  }
}

const isReady = async (url: string): Promise<boolean> => {
  try {
    return (await fetch(`${url}/readyz`)).ok
  } catch {
    return false
  }
}

const freePort = (): Promise<number> =>
  new Promise((resolve, reject) => {
    const probe = createServer()
    probe.on('error', reject)
    probe.listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => (typeof address === 'object' && address !== null ? resolve(address.port) : reject(new Error('no port'))))
    })
  })
