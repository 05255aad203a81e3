// A graceful stop on SIGTERM and SIGINT: what is under way is finished, then the process ends by itself. It ends anyway
// after the deadline, or at a second signal: what was acknowledged is on the disk either way.

import type { Logger } from 'pino'

const DEADLINE_MS = 10_000

export const onStopSignal = (logger: Logger, stop: () => Promise<void>): void => {
  let isStopping = false
  const begin = (signal: NodeJS.Signals): void => {
    if (isStopping) process.exit(1)
    isStopping = true
    logger.info({ signal }, 'stopping')
    setTimeout(() => {
      logger.warn('stopped before everything was finished')
      process.exit(1)
    }, DEADLINE_MS).unref()
    stop().then(
      () => {
        logger.info('stopped')
        process.exit(0)
      },
      (error: unknown) => {
        logger.error({ err: error }, 'stopping failed')
        process.exit(1)
      },
    )
  }
  process.on('SIGTERM', begin)
  process.on('SIGINT', begin)
}
