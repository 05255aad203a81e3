// `npm run fuzz -- --mutations N [--seed S]`: the gate against Yjs (fuzz.ts): every truncation and every bit flip of a corpus
// of honest updates, and N mutations. Anything accepted that does not apply ends the run with the input, and exit code 1.

import { rmSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { parseArgs } from 'node:util'
import { ensurePackages } from '../../server/ensure-packages.mjs'

const root = join(import.meta.dirname, '../..')
const MUTATIONS = 100_000
const SEED_END = 2 ** 32

const wholeNumber = (name, text) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new Error(`--${name} is a whole number from 0, not ${text}`)
  return value
}

const readArguments = () => {
  const { values } = parseArgs({ options: { mutations: { type: 'string' }, seed: { type: 'string' } } })
  const mutations = wholeNumber('mutations', values.mutations ?? MUTATIONS)
  const seed = wholeNumber('seed', values.seed ?? Math.floor(Math.random() * SEED_END))
  if (seed >= SEED_END) throw new Error(`--seed is below ${SEED_END}, not ${seed}`)
  return { mutations, seed }
}

const say = (line) => process.stdout.write(`${line}\n`)
const ms = (value) => `${value.toFixed(3)} ms`
const mib = (bytes) => `${(bytes / 2 ** 20).toFixed(1)} MiB`
const timesOf = ({ p50, p99, p999 }) => `${ms(p50)} p50, ${ms(p99)} p99, ${ms(p999)} p99.9`

/** Node does not run TypeScript yet; and what is timed has to be built as the server is. */
const buildFuzz = async () => {
  const { build } = await import('vite')
  // As far below the root as the sources are: they read sample data beside themselves.
  const outDir = join(root, 'node_modules', `.fuzz-${process.pid}`)
  process.on('exit', () => rmSync(outDir, { recursive: true, force: true }))
  await build({
    root,
    configFile: false,
    logLevel: 'error',
    publicDir: false,
    build: {
      ssr: join(root, 'test/fuzz/fuzz.ts'),
      outDir,
      emptyOutDir: true,
      target: 'node20',
      minify: false,
      rollupOptions: { output: { entryFileNames: 'fuzz.mjs' } },
    },
  })
  return outDir
}

try {
  const { mutations, seed } = readArguments()
  await ensurePackages(root)
  const outDir = await buildFuzz()
  const module = await import(pathToFileURL(join(outDir, 'fuzz.mjs')).href)
  say(`${mutations} mutations, seed ${seed}`)
  const report = module.fuzz({ mutations, seed, stepsPerKind: 40, everyNth: 1, largeSamples: 500, withLargest: true, onProgress: say })
  say(`refusals: ${JSON.stringify(report.refusals)}`)
  for (const { bytesMax, ...times } of report.refusalMsBySize) say(`refused up to ${bytesMax / 1024} KiB (${times.count}): ${timesOf(times)}`)
  say(`refused, of all sizes (${report.refusalMs.count}): ${timesOf(report.refusalMs)} (bar: 1 ms)`)
  for (const { name, answer, ms: took, heapBytes } of report.largest) say(`  ${name}: ${answer} in ${ms(took)}, ${mib(heapBytes)}`)
  say(`slowest of the mutated: ${ms(report.slowestMs)} (bar: 50 ms); most memory for one: ${mib(report.heapBytesMax)} (bar: 32 MiB)`)
  say(
    `${report.systematic} truncations and bit flips, ${report.mutations} mutations: ${report.accepted} accepted, of which 0 did not apply and ${report.readOtherwise} read otherwise when merged first`,
  )
  process.exitCode = report.readOtherwise > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
