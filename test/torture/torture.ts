// The torture of F1: the built server under load is killed with SIGKILL at random moments, started again on the same data,
// and in the end every document is read back from it. Whatever it acknowledged before any of the kills must be there.
// The seed decides the edits and the moments; what the processes make of them is theirs.

import { createEndcapServer } from '../support/endcap-server.ts'
import { pause } from '../support/relay-client.ts'
import { createRandom } from '../support/seeded-random.ts'
import { type Load, startLoad, type TortureReport } from './load.ts'

export interface TortureOptions {
  readonly kills: number
  readonly seed: number
  readonly onProgress?: (line: string) => void
}

/** A kill comes so long after the server was ready: also while clients still dial and send again what was unanswered. */
const KILL_AFTER_MS_MAX = 1_200
const PROGRESS_EVERY = 10

export const torture = async ({ kills, seed, onProgress = () => {} }: TortureOptions): Promise<TortureReport> => {
  const random = createRandom(seed)
  const server = await createEndcapServer()
  let load: Load | null = null
  try {
    load = await startLoad(server, random)
    let inFlight = 0
    for (let kill = 1; kill <= kills; kill++) {
      await pause(random.below(KILL_AFTER_MS_MAX))
      await server.stop('SIGKILL')
      inFlight += load.inFlight()
      // Read from what the last kill left: nobody adds to it.
      if (kill === kills) await load.stop()
      await server.start()
      if (kill % PROGRESS_EVERY === 0) onProgress(`${kill} kills, ${load.acked()} edits acked`)
    }
    return { acked: load.acked(), lost: await load.countLost(), inFlight, refused: load.refused() }
  } finally {
    await server.stop('SIGKILL')
    await load?.stop()
    await server.dispose()
  }
}
