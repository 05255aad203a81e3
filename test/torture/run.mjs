// `npm run torture -- --kills N [--full-disk-kills M] [--thread-kills M] [--compaction-kills M] [--seed S]`: builds the server and
// tortures it, first on a small disk that fills up (full-disk.ts), then with the log written by a thread, in the middle of compactions,
// and as it is (torture.ts). The last line is the number of acknowledged edits that were lost in all, the lines before it of how
// many; anything but 0, or a run that says nothing, is exit code 1.

import { spawnSync } from 'node:child_process'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { ensurePackages } from '../../server/ensure-packages.mjs'

const root = join(import.meta.dirname, '../..')
const KILLS = 20
const FULL_DISK_KILLS = 6
const THREAD_KILLS = 6
const COMPACTION_KILLS = 6
const SEED_END = 2 ** 32

const wholeNumber = (name, text, least) => {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < least) throw new Error(`--${name} is a whole number from ${least}, not ${text}`)
  return value
}

const readArguments = () => {
  const names = ['kills', 'full-disk-kills', 'thread-kills', 'compaction-kills', 'seed']
  const { values } = parseArgs({ options: Object.fromEntries(names.map((name) => [name, { type: 'string' }])) })
  const kills = wholeNumber('kills', values.kills ?? KILLS, 1)
  const fullDiskKills = wholeNumber('full-disk-kills', values['full-disk-kills'] ?? FULL_DISK_KILLS, 0)
  const seed = wholeNumber('seed', values.seed ?? Math.floor(Math.random() * SEED_END), 0)
  if (seed >= SEED_END) throw new Error(`--seed is below ${SEED_END}, not ${seed}`)
  const threadKills = wholeNumber('thread-kills', values['thread-kills'] ?? THREAD_KILLS, 0)
  const compactionKills = wholeNumber('compaction-kills', values['compaction-kills'] ?? COMPACTION_KILLS, 0)
  return { kills, fullDiskKills, threadKills, compactionKills, seed }
}

const say = (line) => process.stdout.write(`${line}\n`)

try {
  const { kills, fullDiskKills, threadKills, compactionKills, seed } = readArguments()
  await ensurePackages(root)
  const { status } = spawnSync(process.execPath, [join(root, 'node_modules/vite/bin/vite.js'), 'build', '--mode', 'server', '--logLevel', 'warn'], {
    cwd: root,
    stdio: 'inherit',
  })
  if (status !== 0) throw new Error('the server could not be built; the lines above say why')
  // Node does not run TypeScript yet: Vite does, as it does for the tests.
  const { runnerImport } = await import('vite')
  const load = async (file) => (await runnerImport(join(root, 'test/torture', file), { root, configFile: false, logLevel: 'error' })).module
  const { tortureFullDisk } = await load('full-disk.ts')
  const full = fullDiskKills === 0 ? { reason: 'not asked for' } : await tortureFullDisk({ kills: fullDiskKills, seed, onProgress: say })
  if ('reason' in full) say(`the run on a full disk was left out: ${full.reason}`)
  else {
    say(
      `on a full disk: of ${full.acked} acked, ${full.rounds} times full and as many kills, refused ${JSON.stringify(full.refused)}, presence worked ${full.presenceWorked} of ${full.rounds} times`,
    )
    say(`on a full disk: ${full.startsRefused} starts refused in one line, ${full.startsMade} made; acked edits lost: ${full.lost}`)
    if (full.acked === 0) throw new Error('nothing was acknowledged on the small disk: the run proves nothing')
  }
  const { torture, ALWAYS_COMPACTING, WRITTEN_BY_THREAD } = await load('torture.ts')
  let lostInAll = 'reason' in full ? 0 : full.lost
  for (const [title, count, environment] of [
    ['with the log written by a thread: ', threadKills, WRITTEN_BY_THREAD],
    ['in the middle of compactions: ', compactionKills, ALWAYS_COMPACTING],
    ['', kills, {}],
  ]) {
    if (count === 0) continue
    say(`${title}${count} kills, seed ${seed}`)
    const { acked, lost, inFlight, refused, compactions } = await torture({ kills: count, seed, environment, onProgress: say })
    if (Object.keys(refused).length > 0) say(`${title}edits refused: ${JSON.stringify(refused)}`)
    say(`${title}of ${acked} acked, ${count} kills (${inFlight} edits unanswered at the moment, ${compactions} documents compacted), seed ${seed}`)
    if (acked === 0) throw new Error('nothing was acknowledged: the run proves nothing')
    if (environment === ALWAYS_COMPACTING && compactions === 0) throw new Error('nothing was compacted: the run proves nothing')
    lostInAll += lost
  }
  say(`acked edits lost: ${lostInAll}`)
  process.exitCode = lostInAll > 0 ? 1 : 0
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : error}\n`)
  process.exitCode = 1
}
