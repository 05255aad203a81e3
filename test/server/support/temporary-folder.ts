// Folders that are gone after the test that asked for them.

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Call inside a test. */
export const temporaryFolder = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'endcap-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  return folder
}
