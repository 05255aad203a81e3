// One of the threads of `npm run sim`.

import { parentPort, workerData } from 'node:worker_threads'
import { runShare } from './share.ts'

const { seeds, operations } = workerData as { readonly seeds: readonly number[]; readonly operations: number }
// Not awaited here: an entry that waits is split into files, and reading one in the middle of a run takes a real moment.
void runShare({ seeds, operations, clock: () => performance.now(), onSeed: (report) => parentPort?.postMessage(report) })
