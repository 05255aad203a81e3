// What a server process costs, from /proc (Linux): CPU of all its threads, and the memory it holds.

import { readFileSync } from 'node:fs'

/** The kernel counts in these on every platform Node runs on. */
const TICKS_PER_SECOND = 100

export const cpuSecondsOf = (pid: number): number => {
  const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
  // The name before it may hold blanks and brackets.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  return (Number(fields[11]) + Number(fields[12])) / TICKS_PER_SECOND
}

export const residentBytesOf = (pid: number): number => {
  const kilobytes = /^VmRSS:\s+(\d+) kB/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1]
  if (kilobytes === undefined) throw new Error(`process ${pid} holds no memory`)
  return Number(kilobytes) * 1024
}
