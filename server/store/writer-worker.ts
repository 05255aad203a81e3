// The thread that writes the log where commits are slow: a connection of its own to the same database, one write after the
// other. It also notices what other connections write: to the main thread's, this one's commits would look like somebody else's.

import { isMainThread, parentPort, workerData } from 'node:worker_threads'
import { systemRandomBytes } from '../platform.ts'
import { ownersFile, recordOwners } from './owners-file.ts'
import { openDatabase } from './sqlite-database.ts'
import { createSqliteLog } from './sqlite-log.ts'
import { WRITER_THREAD, type WriterAnswer, type WriterTask, type WriterThreadData } from './writer-thread.ts'

const WATCH_MS = 100

const run = ({ databasePath, documentsMax }: WriterThreadData): void => {
  const opened = openDatabase(databasePath)
  if (!opened.ok) throw new Error(opened.error)
  const database = opened.value
  const say = (answer: WriterAnswer) => parentPort?.postMessage(answer)
  const log = createSqliteLog({
    database,
    randomBytes: systemRandomBytes,
    ...(documentsMax === undefined ? {} : { documentsMax }),
    onOwned: (owned) => recordOwners(ownersFile(databasePath), owned),
    onFailure: (error) => say({ failure: error instanceof Error ? (error.stack ?? error.message) : String(error) }),
    onDamaged: (damagedRow) => say({ damagedRow }),
    onDamagedSnapshot: (damagedSnapshot) => say({ damagedSnapshot }),
  })

  const version = database.prepare<[], number>('PRAGMA data_version').pluck()
  let seen = version.get()
  const watch = setInterval(() => {
    const now = version.get()
    if (now !== seen) say({ foreignCommit: true })
    seen = now
  }, WATCH_MS)

  const perform = async ({ id, write, args }: WriterTask) => {
    try {
      // The types of both are kept where they are asked, in `writer-thread.ts`.
      const work: (...args: readonly never[]) => Promise<unknown> = log[write]
      say({ id, value: await work(...(args as readonly never[])) })
    } catch (error) {
      say({ id, thrown: String(error) })
    }
  }
  const close = async () => {
    clearInterval(watch)
    await log.close()
    database.close()
    parentPort?.close()
  }
  let before: Promise<void> = Promise.resolve()
  parentPort?.on('message', (task: WriterTask | 'close') => {
    before = before.then(() => (task === 'close' ? close() : perform(task)))
  })
}

const isOurs = (data: unknown): data is WriterThreadData => typeof data === 'object' && data !== null && 'is' in data && data.is === WRITER_THREAD

if (!isMainThread && isOurs(workerData)) run(workerData)
