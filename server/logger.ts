// Structured logs on standard error, one JSON object a line. Nothing that lets somebody in may reach them: such keys are
// blanked wherever they turn up, and paths are logged without their query.

import { destination, type Logger, pino } from 'pino'
import type { Config } from './config.ts'

export type { Logger } from 'pino'

const SECRET_KEYS = ['password', 'newPassword', 'currentPassword', 'secret', 'token', 'sessionToken', 'tokenHash', 'cookie', 'authorization', 'set-cookie']

const STANDARD_ERROR = 2

export const createLogger = (
  level: Config['logLevel'],
  to: { readonly write: (line: string) => void } = destination({ dest: STANDARD_ERROR, sync: true }),
): Logger =>
  pino(
    {
      level,
      base: null,
      redact: { paths: SECRET_KEYS.flatMap((key) => [`["${key}"]`, `*["${key}"]`, `*.*["${key}"]`]), censor: '[secret]' },
    },
    to,
  )
