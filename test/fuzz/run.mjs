// `npm run fuzz -- --mutations N [--seed S]`: the gate against Yjs (fuzz.ts): every truncation and every bit flip of a corpus
// of honest updates, and N mutations. Anything accepted that does not apply ends the run with the input, and exit code 1.

import { join } from 'node:path'
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

try {
  const { mutations, seed } = readArguments()
  await ensurePackages(root)
  // Node does not run TypeScript yet: Vite does, as it does for the tests.
  const { runnerImport } = await import('vite')
  const { module } = await runnerImport(join(root, 'test/fuzz/fuzz.ts'), { root, configFile: false, logLevel: 'error' })
  say(`${mutations} mutations, seed ${seed}`)
  const report = module.fuzz({ mutations, seed, stepsPerKind: 40, everyNth: 1, largeSamples: 500, onProgress: say })
  say(`refusals: ${JSON.stringify(report.refusals)}`)
  say(`refused in ${ms(report.refusalMs.p50)} p50, ${ms(report.refusalMs.p99)} p99, ${ms(report.refusalMs.p999)} p99.9 (bar: 1 ms)`)
  say(`refused above 64 KiB (${report.largeRefusalMs.count}): ${ms(report.largeRefusalMs.p50)} p50, ${ms(report.largeRefusalMs.p999)} p99.9`)
  say(`slowest of all inputs: ${ms(report.slowestMs)} (bar: 50 ms); most memory for one: ${(report.heapBytesMax / 2 ** 20).toFixed(1)} MiB (bar: 32 MiB)`)
  say(
    `${report.systematic} truncations and bit flips, ${report.mutations} mutations: ${report.accepted} accepted, of which 0 did not apply and ${report.readOtherwise} read otherwise when merged first`,
  )
  process.exitCode = report.readOtherwise > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
