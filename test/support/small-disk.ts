// A file system of a few megabytes that a test can fill up. Needs the right to mount one; without it there is a reason, and
// what SQLite says when a write does not fit is covered where the store is tested.

import { spawnSync } from 'node:child_process'
import { closeSync, mkdtempSync, openSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

export interface SmallDisk {
  readonly folder: string
  /** Takes all that is left. */
  readonly fill: () => void
  /** Gives back what `fill` took. */
  readonly free: () => void
  readonly dispose: () => void
}

const CHUNKS = [65_536, 4_096, 512] as const

/** The reason, when none can be made here. */
export const createSmallDisk = (bytes: number): SmallDisk | { readonly reason: string } => {
  const folder = mkdtempSync(join(tmpdir(), 'endcap-disk-'))
  const mounted = spawnSync('mount', ['-t', 'tmpfs', '-o', `size=${bytes}`, 'tmpfs', folder], { encoding: 'utf8' })
  if (mounted.status !== 0) {
    rmSync(folder, { recursive: true, force: true })
    return { reason: `a small file system cannot be mounted here: ${(mounted.error?.message ?? mounted.stderr).trim()}` }
  }
  const ballast = join(folder, 'ballast')
  return {
    folder,
    fill: () => {
      const file = openSync(ballast, 'a')
      for (const size of CHUNKS) {
        const chunk = Buffer.alloc(size, 1)
        try {
          for (;;) if (writeSync(file, chunk) < size) break
        } catch (error) {
          if (!(error instanceof Error && 'code' in error && error.code === 'ENOSPC')) throw error
        }
      }
      closeSync(file)
    },
    free: () => rmSync(ballast, { force: true }),
    dispose: () => {
      spawnSync('umount', ['-l', folder])
      rmSync(folder, { recursive: true, force: true })
    },
  }
}
