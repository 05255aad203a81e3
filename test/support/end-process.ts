import type { ChildProcess } from 'node:child_process'

/** Resolves when the process is gone; at once when there is none. */
export const endProcess = (child: ChildProcess | null, signal: 'SIGTERM' | 'SIGKILL'): Promise<void> =>
  new Promise((resolve) => {
    if (child === null || child.exitCode !== null || child.signalCode !== null) return resolve()
    child.once('exit', () => resolve())
    child.kill(signal)
  })
