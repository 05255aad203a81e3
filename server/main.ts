// The server, put together: the only file that picks SQLite and the bus of one process. Anything that keeps it from
// starting is one line on standard error.

import { once } from 'node:events'
import { createServer } from 'node:http'
import { join } from 'node:path'
import { getRequestListener } from '@hono/node-server'
import { LIMITS } from '../shared/protocol/limits.ts'
import { createAccountGrants } from './accounts/account-grants.ts'
import { createAccounts } from './accounts/accounts.ts'
import { createAuth } from './accounts/auth.ts'
import { createFailedAttempts } from './accounts/failed-attempts.ts'
import { watchGrants } from './accounts/grants-watch.ts'
import { createOrigins } from './accounts/origins.ts'
import { serverSecret } from './accounts/server-secret.ts'
import { createSetup } from './accounts/setup.ts'
import { examinationFile, readExamination } from './admin/examination.ts'
import { createApp } from './app.ts'
import { createInProcessBus } from './bus/in-process-bus.ts'
import { configFromEnvironment } from './config.ts'
import { claimDataFolder, dataFolder } from './data-folder.ts'
import { createFeedEntries } from './feeds/feed-entries.ts'
import { createFeedReader } from './feeds/feed-reader.ts'
import { createSummaryThread } from './feeds/summaries.ts'
import { createLogger } from './logger.ts'
import { createMetrics } from './metrics.ts'
import { orExit } from './or-exit.ts'
import { systemClock as clock, systemRandomBytes as randomBytes, steadyClock } from './platform.ts'
import { createRelay } from './relay/relay.ts'
import { createTiming } from './relay/timing.ts'
import { loadStaticFiles } from './static-files.ts'
import { onStopSignal } from './stop-signal.ts'
import { createCompactionThread } from './store/compaction.ts'
import { createCompactor } from './store/compactor.ts'
import { diskPace } from './store/disk-pace.ts'
import { createMovingLog } from './store/moving-log.ts'
import { applyOwners, compactOwners, isHealing, ownersFile, recordOwners } from './store/owners-file.ts'
import { applyRevocations, revocationsFile } from './store/revocations.ts'
import { openDatabase } from './store/sqlite-database.ts'
import { createSqliteLog } from './store/sqlite-log.ts'
import { timedLog } from './store/timed-log.ts'
import { startWriterThread } from './store/writer-thread.ts'
import { clientAddress } from './trusted-proxies.ts'

const DAY_MS = 86_400_000

const config = orExit(configFromEnvironment())
const logger = createLogger(config.logLevel)
const files = dataFolder(config.dataDir)

const database = orExit(openDatabase(files.database))
const release = orExit(claimDataFolder(config.dataDir))
const secret = orExit(serverSecret(files.secret, randomBytes))

const revoked = applyRevocations(database, revocationsFile(files.database))
if (revoked > 0) logger.warn({ changes: revoked }, 'the database was older than what was revoked since: it is revoked again')

if (isHealing(database, clock())) {
  const learned = applyOwners(database, ownersFile(files.database))
  logger.warn({ owners: learned }, 'the database was restored: for 30 days it takes back from people’s devices what it lost')
}

try {
  const saved = compactOwners(ownersFile(files.database))
  if (saved > 0) logger.info({ bytes: saved }, 'the file of owners was written anew, and is smaller')
} catch (error) {
  // As on a full disk: it is as good as it was.
  logger.warn({ err: error }, 'the file of owners could not be written anew')
}

const metrics = createMetrics(
  () => attached.stats(),
  () => readExamination(examinationFile(files.database)),
)
const bus = createInProcessBus()
const told = {
  onDamaged: (row: { readonly workspaceId: string; readonly seq: number }) => {
    metrics.diverged('row')
    logger.error(row, 'a row of the log is damaged and was left out')
  },
  onDamagedSnapshot: (snapshot: object) => {
    metrics.diverged('document')
    logger.error(snapshot, 'a snapshot of a document is damaged: the one before it is used')
  },
  onFailure: (error: unknown) => logger.error({ err: error }, 'writing to the log failed'),
}
const noticeGrants = () => bus.publish({ type: 'grantsChanged', workspaceId: null })
const movingLog = createMovingLog({
  local: createSqliteLog({
    database,
    randomBytes,
    onOwned: (owned) => recordOwners(ownersFile(files.database), owned),
    onHealing: () => applyOwners(database, ownersFile(files.database)),
    ...told,
  }),
  startThread: () =>
    startWriterThread({
      workerFile: join(import.meta.dirname, 'writer-worker.js'),
      databasePath: files.database,
      onForeignCommit: noticeGrants,
      onDied: (reason) => logger.error({ reason }, 'the thread that writes the log died; the main thread writes it from now on'),
      ...told,
    }),
  writer: config.logWriter,
  pace: config.logWriter === 'auto' ? diskPace(config.dataDir, steadyClock) : null,
  stopwatch: steadyClock,
  onMoved: (where, commitMs) => {
    if (where === 'thread') logger.info({ commitMs }, 'the log is written in a thread of its own')
    // Nobody has looked in between.
    noticeGrants()
  },
})
const compactor = createCompactor({
  log: timedLog(movingLog, steadyClock, metrics.committed),
  compaction: createCompactionThread(join(import.meta.dirname, 'compaction-worker.js')),
  timing: createTiming(clock),
  logger,
  historyMs: config.historyDays * DAY_MS,
  settings: config.compaction,
  onOutcome: metrics.compacted,
})
const { log } = compactor
const accounts = createAccounts({ database, clock, randomBytes })
const setup = createSetup({ database, clock, serverSecret: secret, ...accounts })
const origins = createOrigins(config)
const publicUrl = config.publicUrl ?? `http://localhost:${config.port}`
const auth = createAuth({ database, secret, origin: publicUrl, logger })
const grants = createAccountGrants({ database, clock, auth, origins, ...accounts })
const failedAttempts = createFailedAttempts({ clock: steadyClock, perMinuteMax: LIMITS.failedAuthPerMinuteMax })

const relay = createRelay({
  log,
  bus,
  grants,
  clock,
  logger,
  sealKey: secret,
  allowsOrigin: origins.allows,
  failedAttempts,
  addressOf: ({ socket, headers }) => clientAddress(socket.remoteAddress ?? '', String(headers['x-forwarded-for'] ?? ''), config.trustedProxies),
})

const feedReader = createFeedReader({
  log,
  summaries: createSummaryThread(join(import.meta.dirname, 'summary-worker.js')),
  entries: createFeedEntries({ database, clock }),
  clock,
  publicUrl,
})

let isStopping = false
const app = createApp({
  accounts,
  auth,
  setup,
  origins,
  failedAttempts,
  bus,
  offer: relay.offer,
  feedReader,
  logger,
  clock,
  staticFiles: loadStaticFiles(join(import.meta.dirname, '../client')),
  trustedProxies: config.trustedProxies,
  https: publicUrl.startsWith('https:'),
  isReady: () => !isStopping && database.open,
  readMetrics: metrics.read,
  metricsToken: config.metricsToken,
})
const server = createServer(getRequestListener(app.fetch))
const attached = relay.attach(server)
const stopWatching = watchGrants({ database, bus, isNoticedElsewhere: movingLog.isThreaded })

server.once('error', (error) => orExit({ ok: false, error: `cannot listen on ${config.host}:${config.port}: ${error.message}` }))
server.listen(config.port, config.host)
await once(server, 'listening')

process.stdout.write(`Endcap is at ${publicUrl}\nData lives in ${config.dataDir}\n`)
const setupSecret = setup.secret()
if (setupSecret !== null) process.stdout.write(`Nobody is here yet. Set it up with this link, which works once:\n\n  ${publicUrl}/setup#${setupSecret}\n\n`)
logger.info({ url: publicUrl, host: config.host, port: config.port, dataDir: config.dataDir }, 'started')

onStopSignal(logger, async () => {
  isStopping = true
  stopWatching()
  const closed = once(server, 'close')
  server.close()
  await attached.drain()
  await closed
  await bus.close()
  await feedReader.close()
  await compactor.stop()
  await log.close()
  database.close()
  release()
})
