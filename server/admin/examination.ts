// What the last `admin doctor` of everything found, in a file beside the database, so that the server's metrics can tell it to
// whoever watches (S16). Small, replaced as a whole; without one nobody has looked yet.

import { readFileSync, renameSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import * as z from 'zod'
import type { Health } from './doctor.ts'

const Examination = z.object({ at: z.number(), problems: z.number() })
/** `at`: ms since the epoch. */
export type Examination = z.infer<typeof Examination>

export const examinationFile = (databasePath: string): string => join(dirname(databasePath), 'doctor.json')

export const problemsOf = ({ workspaces }: Health): number => workspaces.reduce((sum, { problems, unlisted }) => sum + problems.length + unlisted, 0)

/** Throws where it cannot be written. */
export const writeExamination = (path: string, examination: Examination): void => {
  writeFileSync(`${path}.partial`, `${JSON.stringify(examination)}\n`, { mode: 0o600 })
  renameSync(`${path}.partial`, path)
}

/** Null when there is none that can be read. */
export const readExamination = (path: string): Examination | null => {
  try {
    return Examination.parse(JSON.parse(readFileSync(path, 'utf8')))
  } catch {
    return null
  }
}
