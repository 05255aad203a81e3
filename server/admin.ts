// The administrator's commands: one JSON object on standard output, or one line on standard error and an exit code other
// than 0. Work on the DATA_DIR of the environment, also while the server runs.

import { err, type Result } from '../shared/base/result.ts'
import { createAccounts } from './accounts/accounts.ts'
import { restoreBackup, takeBackup } from './admin/backup.ts'
import { COMMANDS } from './admin/commands.ts'
import { readArguments } from './admin/read-arguments.ts'
import { type Config, configFromEnvironment } from './config.ts'
import { dataFolder } from './data-folder.ts'
import { orExit } from './or-exit.ts'
import { systemClock as clock, systemRandomBytes as randomBytes } from './platform.ts'
import { openDatabase } from './store/sqlite-database.ts'

const OPTIONS: Readonly<Record<string, readonly string[]>> = {
  ...Object.fromEntries(Object.entries(COMMANDS).map(([name, { options }]) => [name, options])),
  backup: ['to'],
  restore: ['from'],
}

/** Those one may do without. */
const OPTIONAL: Readonly<Record<string, readonly string[]>> = { restore: ['leave-out-damaged'] }

const usage = (): string =>
  `known commands: ${Object.entries(OPTIONS)
    .map(([name, options]) => [name, ...options.map((option) => `--${option} …`)].join(' '))
    .join(' · ')}`

const run = (config: Config, name: string, given: ReadonlyMap<string, string>): Result<object, string> => {
  const needed = OPTIONS[name]
  if (needed === undefined) return err(`${name === '' ? 'no command was given' : `there is no command "${name}"`}; ${usage()}`)
  for (const option of given.keys())
    if (!needed.includes(option) && OPTIONAL[name]?.includes(option) !== true) return err(`"${name}" has no option --${option}`)
  for (const option of needed) if (!given.has(option)) return err(`"${name}" needs --${option}`)
  if (name === 'backup') return takeBackup(config.dataDir, given.get('to') ?? '')
  if (name === 'restore') return restoreBackup(given.get('from') ?? '', config.dataDir, given.get('leave-out-damaged') === 'yes')
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
process.stdout.write(`${JSON.stringify(orExit(run(config, name, options)))}\n`)
