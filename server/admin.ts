// The administrator's commands: one JSON object on standard output, or one line on standard error and an exit code other
// than 0. Work on the DATA_DIR of the environment, also while the server runs.

import { existsSync } from 'node:fs'
import { join } from 'node:path'
import { err, type Result } from '../shared/base/result.ts'
import { createAccounts } from './accounts/accounts.ts'
import { restoreBackup, takeBackup } from './admin/backup.ts'
import { COMMANDS } from './admin/commands.ts'
import { examine, type Health } from './admin/doctor.ts'
import { examinationFile, problemsOf, writeExamination } from './admin/examination.ts'
import { readArguments } from './admin/read-arguments.ts'
import { type Config, configFromEnvironment } from './config.ts'
import { dataFolder } from './data-folder.ts'
import { orExit } from './or-exit.ts'
import { systemClock as clock, systemRandomBytes as randomBytes } from './platform.ts'
import { createCompactionThread } from './store/compaction.ts'
import { openDatabase } from './store/sqlite-database.ts'
import { createSqliteLog } from './store/sqlite-log.ts'

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(COMMANDS).map(([name, { options }]) => [name, options])),
  backup: ['to'],
  restore: ['from'],
  doctor: [],
}

/** Those one may do without. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = { restore: ['leave-out-damaged'], doctor: ['workspace'] }

const usage = (): string =>
  `known commands: ${Object.entries(OPTIONS)
    .map(([name, options]) => [name, ...options.map((option) => `--${option} …`)].join(' '))
    .join(' · ')}`

const runDoctor = async (config: Config, workspaceId: string | null): Promise<Result<Health, string>> => {
  const { database: path } = dataFolder(config.dataDir)
  if (!existsSync(path)) return err(`there is no database in ${config.dataDir}; set DATA_DIR to where it is`)
  const database = openDatabase(path)
  if (!database.ok) return database
  const log = createSqliteLog({ database: database.value, randomBytes })
  const compaction = createCompactionThread(join(import.meta.dirname, 'compaction-worker.js'))
  try {
    const health = await examine({ database: database.value, log, compaction }, workspaceId)
    if (health.ok && workspaceId === null) writeExamination(examinationFile(path), { at: clock(), problems: problemsOf(health.value) })
    return health
  } catch (error) {
    return err(`${path} cannot be examined: ${error instanceof Error ? error.message : String(error)}; restore a backup`)
  } finally {
    await compaction.close()
    database.value.close()
  }
}

const run = async (config: Config, name: string, given: ReadonlyMap<string, string>): Promise<Result<object, string>> => {
  const needed = OPTIONS[name]
  if (needed === undefined) return err(`${name === '' ? 'no command was given' : `there is no command "${name}"`}; ${usage()}`)
  for (const option of given.keys())
    if (!needed.includes(option) && OPTIONAL[name]?.includes(option) !== true) return err(`"${name}" has no option --${option}`)
  for (const option of needed) if (!given.has(option)) return err(`"${name}" needs --${option}`)
  if (name === 'backup') return takeBackup(config.dataDir, given.get('to') ?? '')
  if (name === 'restore') return restoreBackup(given.get('from') ?? '', config.dataDir, given.get('leave-out-damaged') === 'yes')
  if (name === 'doctor') {
    const health = await runDoctor(config, given.get('workspace') ?? null)
    if (health.ok && !health.value.ok) process.exitCode = 1
    return health
  }
  const database = openDatabase(dataFolder(config.dataDir).database)
  if (!database.ok) return database
  try {
    const accounts = createAccounts({ database: database.value, clock, randomBytes })
    const origin = config.publicUrl ?? `http://localhost:${config.port}`
    return COMMANDS[name]?.run(accounts, Object.fromEntries(given), origin) ?? err(`there is no command "${name}"`)
  } finally {
    database.value.close()
  }
}

const config = orExit(configFromEnvironment())
const { name, options } = orExit(readArguments(process.argv.slice(2)))
process.stdout.write(`${JSON.stringify(orExit(await run(config, name, options)))}\n`)
