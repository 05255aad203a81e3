// Finds a Chromium for the journeys: the installed one, else Debian's package when we may install it, else Playwright's.

import { execFileSync, spawnSync } from 'node:child_process'
import { existsSync } from 'node:fs'
import { join } from 'node:path'

const CANDIDATES = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
  'C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe',
]

const installed = () => [process.env.CHROMIUM_PATH, ...CANDIDATES].find((path) => path !== undefined && path !== '' && existsSync(path))

const succeeds = (command, args) => spawnSync(command, args, { stdio: 'inherit', env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' } }).status === 0

const installDebianPackage = () => {
  if (process.platform !== 'linux' || process.getuid?.() !== 0 || !existsSync('/usr/bin/apt-get')) return
  process.stdout.write("Installing Debian's chromium for the browser journeys…\n")
  if (!succeeds('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])) {
    succeeds('apt-get', ['update'])
    succeeds('apt-get', ['install', '-y', '--no-install-recommends', 'chromium'])
  }
}

const playwrightsOwn = (root) => {
  const cli = join(root, 'node_modules', 'playwright', 'cli.js')
  process.stdout.write("Installing Playwright's Chromium for the browser journeys…\n")
  if (!succeeds(process.execPath, [cli, 'install', 'chromium'])) return undefined
  return execFileSync(process.execPath, ['-e', "process.stdout.write(require('playwright').chromium.executablePath())"], { cwd: root }).toString()
}

/** The path of a Chromium; throws with what to do when none can be had. */
export const ensureChromium = async (root) => {
  const present = installed()
  if (present !== undefined) return present
  installDebianPackage()
  const found = installed() ?? playwrightsOwn(root)
  if (found !== undefined && existsSync(found)) return found
  throw new Error('No Chromium for the browser journeys. Install one (Debian: apt-get install chromium) or name it in CHROMIUM_PATH.')
}
