import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { createSummaryThread } from '../../../server/feeds/summaries.ts'

/** A worker that dies of one document, and never comes to an end with another. */
const WORKER = `
import { parentPort } from 'node:worker_threads'
parentPort.on('message', ({ path }) => {
  if (path === 'deadly') process.exit(1)
  if (path === 'endless') for (;;) {}
  parentPort.postMessage([{ type: path }])
})
`

const thread = () => {
  const folder = mkdtempSync(join(tmpdir(), 'endcap-summaries-'))
  onTestFinished(() => rmSync(folder, { recursive: true }))
  const file = join(folder, 'worker.mjs')
  writeFileSync(file, WORKER)
  const summaries = createSummaryThread(file, { documentMsMax: 3_000 })
  onTestFinished(summaries.close)
  return (path: string) => summaries.summarize({ path, updates: [] })
}

test('a document the thread dies of takes no other with it', async () => {
  const ask = thread()
  const answers = await Promise.all(['first', 'deadly', 'second', 'deadly', 'third'].map(ask))
  expect(answers).toEqual([[{ type: 'first' }], null, [{ type: 'second' }], null, [{ type: 'third' }]])
})

test('a document the thread does not come to an end with is given up, and the next one read', async () => {
  const ask = thread()
  expect(await Promise.all([ask('endless'), ask('next')])).toEqual([null, [{ type: 'next' }]])
})
