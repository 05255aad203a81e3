// `npm test` and `npm run check`: everything this project holds itself to, from a clean checkout on a fresh machine.
// Installs what is missing (packages, a Chromium), then type check, lint, build, unit and contract tests, browser
// journeys. Plain Node without dependencies, because it runs before there are any.
//
//   node test/run.mjs            all of it
//   node test/run.mjs --fast     types, lint and the tests that need no browser
//   node test/run.mjs --bench    the benchmarks (figures are printed, never asserted); with words, those whose names hold one
//
// The last line is `N passed, N failed` (and `, N skipped` when there are any).

import { spawn } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { ensurePackages } from '../server/ensure-packages.mjs'
import { ensureChromium } from './ensure-chromium.mjs'

const root = join(import.meta.dirname, '..')
const mode = process.argv.includes('--fast') ? 'fast' : process.argv.includes('--bench') ? 'bench' : 'all'
const picked = process.argv.slice(2).filter((argument) => !argument.startsWith('--'))
const reports = mkdtempSync(join(tmpdir(), 'endcap-test-'))
const env = { ...process.env }
const tally = { passed: 0, failed: 0, skipped: 0 }
/** What failed, said again at the end: whoever reads only the last lines of a long run still learns its name. */
const failures = []

const run = (command, args) =>
  new Promise((resolve) => {
    const child = spawn(command, args, { cwd: root, env, stdio: ['ignore', 'inherit', 'inherit'] })
    child.on('error', () => resolve(1))
    child.on('exit', (code) => resolve(code ?? 1))
  })

const tool = (name, ...args) => run(process.execPath, [join(root, 'node_modules', ...name.split('/')), ...args])

const check = async (title, work) => {
  process.stdout.write(`\n── ${title}\n`)
  const started = performance.now()
  const code = await work()
  process.stdout.write(`── ${title}: ${code === 0 ? 'passed' : 'FAILED'} in ${((performance.now() - started) / 1000).toFixed(1)} s\n`)
  return code === 0
}

const count = async (title, work) => {
  if (await check(title, work)) tally.passed++
  else fail(title)
}

const fail = (what) => {
  tally.failed++
  failures.push(what)
}

const failedTests = (report) =>
  report.testResults.flatMap((file) =>
    file.assertionResults
      .filter((test) => test.status === 'failed')
      .map((test) => `${relative(root, file.name)}: ${test.fullName}\n    ${(test.failureMessages[0] ?? '').split('\n', 3).join('\n    ')}`),
  )

/** Runs one vitest project and adds its counts; a run that ended without a report, or with an error outside a test, is a failure. */
const suite = async (title, project, names = []) => {
  const report = join(reports, `${project}.json`)
  const passed = await check(title, () =>
    tool('vitest/vitest.mjs', 'run', ...names, '--project', project, '--reporter=default', '--reporter=json', `--outputFile.json=${report}`),
  )
  try {
    const found = JSON.parse(readFileSync(report, 'utf8'))
    tally.passed += found.numPassedTests
    tally.failed += found.numFailedTests
    tally.skipped += found.numPendingTests + found.numTodoTests
    failures.push(...failedTests(found))
    if (!passed && found.numFailedTests === 0) fail(`${title}: ended with an error outside a test`)
  } catch {
    fail(`${title}: ended without a report`)
  }
}

const main = async () => {
  await ensurePackages(root)
  if (mode === 'bench') {
    env.CHROMIUM_PATH = await ensureChromium(root)
    await count('build', () => run('npm', ['run', '--silent', 'build']))
    await suite('benchmarks', 'bench', picked)
    return
  }
  await count('types', () => tool('typescript/bin/tsc', '-b'))
  await count('lint', () => tool('@biomejs/biome/bin/biome', 'check', '.'))
  // Started first and awaited last: these only wait, beside everything else.
  const waits = mode === 'all' ? suite('tests that wait', 'waits') : Promise.resolve()
  await suite('unit and contract tests', 'unit')
  if (mode === 'fast') return
  await count('build', () => run('npm', ['run', '--silent', 'build']))
  env.CHROMIUM_PATH = await ensureChromium(root)
  await suite('browser journeys', 'journeys')
  await waits
}

await main()
rmSync(reports, { recursive: true, force: true })
if (failures.length > 0) process.stdout.write(`\nFailed:\n${failures.map((failure) => `  ${failure}\n`).join('')}`)
process.stdout.write(`\n${tally.passed} passed, ${tally.failed} failed${tally.skipped > 0 ? `, ${tally.skipped} skipped` : ''}\n`)
process.exitCode = tally.failed > 0 ? 1 : 0
