// What happened in a run, line by line: hashed always, so that two runs of a seed can be compared, and kept on request.

export interface Trace {
  readonly note: (line: string) => void
  /** For whoever reads a kept trace; no part of the hash. */
  readonly detail: (line: () => string) => void
  readonly hash: () => number
  readonly lines: () => readonly string[]
}

export const createTrace = (now: () => number, isKept: boolean): Trace => {
  const started = now()
  const lines: string[] = []
  let hash = 0x811c9dc5
  return {
    note: (text) => {
      const line = `${now() - started} ${text}`
      for (let index = 0; index < line.length; index++) hash = Math.imul(hash ^ line.charCodeAt(index), 0x01000193)
      if (isKept) lines.push(line)
    },
    detail: (line) => {
      if (isKept) lines.push(`${now() - started}   ${line()}`)
    },
    hash: () => hash >>> 0,
    lines: () => lines,
  }
}
