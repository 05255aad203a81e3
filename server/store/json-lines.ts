// A file beside the database that is only ever appended to, a line of JSON each: what a restored backup must still be told.

import { closeSync, fsyncSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import type * as z from 'zod'

/** On the disk when it returns. Throws when the disk is full. */
export const appendLines = (path: string, lines: readonly string[]): void => {
  const file = openSync(path, 'a', 0o600)
  try {
    writeSync(file, lines.map((line) => `${line}\n`).join(''))
    fsyncSync(file)
  } finally {
    closeSync(file)
  }
}

/** Puts these lines in the place of all, at once: whoever is killed at any moment leaves the old file or the new one. */
export const replaceLines = (path: string, lines: readonly string[]): void => {
  const next = `${path}.next`
  rmSync(next, { force: true })
  try {
    appendLines(next, lines)
    renameSync(next, path)
    // The name is on the disk when its folder is.
    const folder = openSync(dirname(path), 'r')
    try {
      fsyncSync(folder)
    } finally {
      closeSync(folder)
    }
  } finally {
    rmSync(next, { force: true })
  }
}

/** Lines that cannot be read (the last one may be torn) are passed over; a file that is not there has none. */
export const readLines = <Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema>[] => {
  let text: string
  try {
    text = readFileSync(path, 'utf8')
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    throw error
  }
  return text.split('\n').flatMap((line) => {
    const parsed = line === '' ? null : schema.safeParse(parseJson(line))
    return parsed?.success === true ? [parsed.data] : []
  })
}

const parseJson = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
