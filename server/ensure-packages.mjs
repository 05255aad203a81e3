// Installs the packages when they are missing or older than the lock, for every command that needs them. `npm install`
// against the lock and not `npm ci`: the lock leaves out optional packages of other platforms where a registry has none,
// and `npm ci` then rejects it. Output goes to stderr, so that commands with a machine-readable stdout stay clean.

import { spawnSync } from 'node:child_process'
import { existsSync, statSync } from 'node:fs'
import { join } from 'node:path'

/** What npm writes last when an install is complete. */
const STAMP = join('node_modules', '.package-lock.json')

export const ensurePackages = async (root) => {
  const stamp = join(root, STAMP)
  const isCurrent = existsSync(stamp) && statSync(stamp).mtimeMs >= statSync(join(root, 'package-lock.json')).mtimeMs
  if (isCurrent) return
  process.stderr.write('Installing packages…\n')
  const { status } = spawnSync('npm', ['install', '--no-audit', '--no-fund', '--loglevel=error'], {
    cwd: root,
    stdio: ['ignore', 2, 2],
    shell: process.platform === 'win32',
  })
  if (status !== 0) throw new Error('Installing packages failed; the lines above say why.')
}
