// What a server process costs, from /proc (Linux): CPU of all its threads, and the memory it holds. And what the disk under it
// takes for one fsync, which no durable server can be faster than.

import { closeSync, fdatasyncSync, mkdtempSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

/** The kernel counts in these on every platform Node runs on. */
const TICKS_PER_SECOND = 100

/** Of the whole process, or of its main thread alone: without compaction and the collector's helpers. */
export const cpuSecondsOf = (pid: number, threads: 'all' | 'main' = 'all'): number => {
  const stat = readFileSync(threads === 'all' ? `/proc/${pid}/stat` : `/proc/${pid}/task/${pid}/stat`, 'utf8')
  // The name before it may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

export const residentBytesOf = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kilobytes === undefined) throw new Error(`process ${pid} holds no memory`)
  return Number(kilobytes) * 1024
}

const PAGE_BYTES = 4_096

/** Appends a page and syncs it, so many times, in the folder the servers have their data in; ms each. */
export const syncTimes = (count: number): number[] => {
  const folder = mkdtempSync(join(tmpdir(), 'endcap-fsync-'))
  const file = openSync(join(folder, 'probe'), 'w')
  const page = Buffer.alloc(PAGE_BYTES, 1)
  const times = Array.from({ length: count }, () => {
    const startedAt = performance.now()
    writeSync(file, page)
    fdatasyncSync(file)
    return performance.now() - startedAt
  })
  closeSync(file)
  rmSync(folder, { recursive: true })
  return times
}
