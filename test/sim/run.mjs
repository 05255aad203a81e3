// `npm run sim -- --seeds N --from S [--operations N] [--trace-lines N]`: N simulated worlds from seed S on, shared out among the cores. A seed that fails
// prints what failed and the end of its trace; the same seed does the same again. Exit code 1 when one failed.

import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import { availableParallelism } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { ensurePackages } from '../../server/ensure-packages.mjs'

const root = join(import.meta.dirname, '../..')
const cache = join(root, 'node_modules/.cache/sim')
const OPERATIONS = 300
const TRACE_LINES = 40
const PROGRESS_EVERY = 200

const wholeNumber = (name, text, least) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} is a whole number from ${least}, not ${text}`)
  return value
}

const readArguments = () => {
  const { values } = parseArgs({
    options: {
      seeds: { type: 'string' },
      from: { type: 'string' },
      operations: { type: 'string' },
      'trace-lines': { type: 'string' },
      threads: { type: 'string' },
    },
  })
  return {
    count: wholeNumber('seeds', values.seeds ?? 100, 1),
    from: wholeNumber('from', values.from ?? 1, 0),
    operations: wholeNumber('operations', values.operations ?? OPERATIONS, 1),
    traceLines: wholeNumber('trace-lines', values['trace-lines'] ?? TRACE_LINES, 0),
    threads: wholeNumber('threads', values.threads ?? availableParallelism(), 1),
  }
}

const say = (line) => process.stdout.write(`${line}\n`)

/** Node does not run TypeScript yet: the worker and what it needs become one file. */
const buildWorker = async () => {
  const { build } = await import('vite')
  const outDir = join(cache, String(process.pid))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: join(root, 'test/sim/worker.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      // One file: what has to be read from the disk comes at a real moment, and the same seed would not be the same run.
      rollupOptions: { output: { entryFileNames: 'worker.mjs', codeSplitting: false } },
    },
  })
  return outDir
}

const runThread = (file, seeds, operations, onSeed) =>
  new Promise((resolve, reject) => {
    const worker = new Worker(pathToFileURL(file), { workerData: { seeds, operations } })
    worker.on('message', onSeed)
    worker.on('error', reject)
    worker.on('exit', resolve)
  })

try {
  const { count, from, operations, traceLines, threads } = readArguments()
  await ensurePackages(root)
  mkdirSync(cache, { recursive: true })
  const outDir = await buildWorker()
  const started = performance.now()
  const bad = []
  let done = 0
  let edits = 0
  let acked = 0
  let twice = 0
  const onSeed = (report) => {
    done++
    edits += report.edits
    acked += report.acked
    if (report.isTwice) twice++
    if (report.failures.length > 0) {
      bad.push(report.seed)
      say(`seed ${report.seed} FAILED`)
      for (const failure of report.failures) say(`  ${failure}`)
      const file = join(cache, `seed-${report.seed}.txt`)
      writeFileSync(file, `${report.trace.join('\n')}\n`)
      for (const line of traceLines === 0 ? [] : report.trace.slice(-traceLines)) say(`  | ${line}`)
      say(
        `  the whole trace is in node_modules/.cache/sim/seed-${report.seed}.txt; again: npm run sim -- --from ${report.seed} --seeds 1 --operations ${operations}`,
      )
    }
    if (done % PROGRESS_EVERY === 0) say(`${done} of ${count} seeds, ${((performance.now() - started) / 1_000).toFixed(0)} s, ${bad.length} failed`)
  }
  const shares = Array.from({ length: Math.min(threads, count) }, () => [])
  for (let index = 0; index < count; index++) shares[index % shares.length].push(from + index)
  await Promise.all(shares.map((seeds) => runThread(join(outDir, 'worker.mjs'), seeds, operations, onSeed)))
  rmSync(outDir, { recursive: true, force: true })
  if (done < count) throw new Error(`only ${done} of ${count} seeds were run`)
  if (acked === 0) throw new Error('nothing was acknowledged: the run proves nothing')
  say(
    `${count} seeds from ${from}, ${operations} operations each: ${edits} edits, ${acked} acked, ${twice} run twice, ${((performance.now() - started) / 1_000).toFixed(1)} s on ${shares.length} threads`,
  )
  say(bad.length === 0 ? 'all held' : `${bad.length} failed: ${bad.join(' ')}`)
  process.exitCode = bad.length > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : error}\n`)
  process.exitCode = 1
}
