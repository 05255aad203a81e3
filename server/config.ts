// The only reader of the environment. A value that cannot be used stops the start with one line that says which, before
// anything is written.

import { resolve } from 'node:path'
import * as z from 'zod'
import { err, ok, type Result } from '../shared/base/result.ts'
import { parseTrustedProxies, type TrustedProxies } from './trusted-proxies.ts'

export interface Config {
  readonly port: number
  readonly host: string
  /** Absolute. */
  readonly dataDir: string
  /** The origin people type, without a slash at the end; null = only this machine's own names. */
  readonly publicUrl: string | null
  /** Further origins that may use a session cookie. */
  readonly allowedOrigins: readonly string[]
  readonly trustedProxies: TrustedProxies
  /** How long who wrote what and when is kept for each change, in days. */
  readonly historyDays: number
  /** Lets who shows it read the metrics from elsewhere; null = this machine only. */
  readonly metricsToken: string | null
  /** Where the log is written: in a thread of its own where a commit takes long, or as it says. */
  readonly logWriter: 'auto' | 'main' | 'thread'
  /** A document is compacted after so many new rows, and so many ms without another. */
  readonly compaction: { readonly rowsMin: number; readonly quietMs: number }
  readonly logLevel: 'fatal' | 'error' | 'warn' | 'info' | 'debug' | 'trace' | 'silent'
}

const origin = z
  .string()
  .transform((text) => (URL.canParse(text) ? new URL(text) : null))
  .refine((url) => url !== null && /^https?:$/.test(url.protocol) && url.pathname === '/' && url.search === '' && url.hash === '', {
    error: 'must be like https://endcap.example.com, without a path',
  })
  .transform((url) => url?.origin ?? '')

const originList = z
  .string()
  .transform((text) =>
    text
      .split(',')
      .map((part) => part.trim())
      .filter((part) => part !== ''),
  )
  .pipe(z.array(origin))

const wholeNumber = (least: number, most: number, fallback: number) =>
  z
    .string()
    .regex(/^\d{1,9}$/, `must be a whole number from ${least} to ${most}`)
    .transform(Number)
    .refine((value) => value >= least && value <= most, { error: `must be a whole number from ${least} to ${most}` })
    .default(fallback)

const Environment = z.object({
  PORT: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number from 1 to 65535')
    .transform(Number)
    .refine((port) => port >= 1 && port <= 65_535, { error: 'must be a whole number from 1 to 65535' })
    .default(8787),
  HOST: z.string().default('127.0.0.1'),
  DATA_DIR: z.string().default('./.endcap'),
  PUBLIC_URL: origin.nullable().default(null),
  ALLOWED_ORIGINS: originList.default([]),
  TRUST_PROXY: z
    .string()
    .default('')
    .transform((text, context) => {
      const proxies = parseTrustedProxies(text)
      if (proxies !== null) return proxies
      context.issues.push({ code: 'custom', input: text, message: 'must be 1, "loopback", or addresses and networks like 10.0.0.0/8, separated by commas' })
      return z.NEVER
    }),
  HISTORY_DAYS: z
    .string()
    .regex(/^\d{1,5}$/, 'must be a whole number of days from 1 to 36500')
    .transform(Number)
    .refine((days) => days >= 1 && days <= 36_500, { error: 'must be a whole number of days from 1 to 36500' })
    .default(90),
  METRICS_TOKEN: z
    .string()
    .regex(/^[\x21-\x7e]{16,256}$/, 'must be 16 to 256 characters without spaces')
    .nullable()
    .default(null),
  LOG_WRITER: z.enum(['auto', 'main', 'thread'], { error: 'must be auto, main or thread' }).default('auto'),
  COMPACT_ROWS: wholeNumber(1, 1_000_000, 500),
  COMPACT_QUIET_MS: wholeNumber(1, 3_600_000, 5_000),
  LOG_LEVEL: z
    .enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'], { error: 'must be fatal, error, warn, info, debug, trace or silent' })
    .default('info'),
})

const SECRETS: ReadonlySet<string> = new Set(['METRICS_TOKEN'])

/** The error is one line naming every variable that cannot be used. An empty variable counts as not set. */
export const readConfig = (environment: Readonly<Record<string, string | undefined>>): Result<Config, string> => {
  const set = Object.fromEntries(Object.entries(environment).filter(([, value]) => value !== undefined && value.trim() !== ''))
  const parsed = Environment.safeParse(set)
  if (!parsed.success) {
    // A secret is not repeated into the log of whoever starts the server.
    const shown = (name: string) => (SECRETS.has(name) ? name : `${name}=${JSON.stringify(set[name] ?? '')}`)
    const faults = parsed.error.issues.map(({ path, message }) => `${shown(String(path[0]))} ${message}`)
    return err(`bad configuration: ${faults.join('; ')}`)
  }
  const { PORT, HOST, DATA_DIR, PUBLIC_URL, ALLOWED_ORIGINS, TRUST_PROXY, HISTORY_DAYS, METRICS_TOKEN, LOG_WRITER, COMPACT_ROWS, COMPACT_QUIET_MS, LOG_LEVEL } =
    parsed.data
  return ok({
    port: PORT,
    host: HOST,
    dataDir: resolve(DATA_DIR),
    publicUrl: PUBLIC_URL,
    allowedOrigins: ALLOWED_ORIGINS,
    trustedProxies: TRUST_PROXY,
    historyDays: HISTORY_DAYS,
    metricsToken: METRICS_TOKEN,
    logWriter: LOG_WRITER,
    compaction: { rowsMin: COMPACT_ROWS, quietMs: COMPACT_QUIET_MS },
    logLevel: LOG_LEVEL,
  })
}

export const configFromEnvironment = (): Result<Config, string> => readConfig(process.env)
