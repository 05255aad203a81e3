// The torture of F1: the built server under load is killed with SIGKILL at random moments, started again on the same data,
// and in the end every document is read back from it. Whatever it acknowledged before any of the kills must be there.
// The seed decides the edits and the moments; what the processes make of them is theirs.

import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { pause } from '../support/relay-client.ts'
import { createRandom } from '../support/seeded-random.ts'
import { type Load, startLoad, type TortureReport } from './load.ts'

export interface TortureOptions {
  readonly kills: number
  readonly seed: number
  /** How the server is run. */
  readonly environment?: Readonly<Record<string, string>>
  readonly onProgress?: (line: string) => void
}

/** A kill comes so long after the server was ready: also while clients still dial and send again what was unanswered. */
const KILL_AFTER_MS_MAX = 1_200
const PROGRESS_EVERY = 10
/** After the last question, so that a kill does not come at the same point of every answer. */
const MOMENT_MS_MAX = 40

/** The log written by a thread of its own, whatever the disk is like. */
export const WRITTEN_BY_THREAD = { LOG_WRITER: 'thread' } as const
/** Compaction hardly ever rests: wherever a kill comes, one is under way. */
export const ALWAYS_COMPACTING = { COMPACT_ROWS: '5', COMPACT_QUIET_MS: '1' } as const

export interface KilledReport extends TortureReport {
  /** Documents compacted while it was tortured, as the servers said shortly before they were killed. */
  readonly compactions: number
}

export const torture = async ({ kills, seed, environment = {}, onProgress = () => {} }: TortureOptions): Promise<KilledReport> => {
  const random = createRandom(seed)
  const server = await createEndcapServer({ ...environment })
  let load: Load | null = null
  try {
    load = await startLoad(server, random)
    let inFlight = 0
    let compactions = 0
    for (let kill = 1; kill <= kills; kill++) {
      await pause(random.below(KILL_AFTER_MS_MAX))
      compactions += await compactionsOf(server)
      await pause(random.below(MOMENT_MS_MAX))
      await server.stop('SIGKILL')
      inFlight += load.inFlight()
      // Read from what the last kill left: nobody adds to it.
      if (kill === kills) await load.stop()
      await server.start()
      if (kill % PROGRESS_EVERY === 0) onProgress(`${kill} kills, ${load.acked()} edits acked`)
    }
    const lost = await load.countLost()
    await server.admin('doctor')
    return { acked: load.acked(), lost, inFlight, refused: load.refused(), compactions }
  } finally {
    await server.stop('SIGKILL')
    await load?.stop()
    await server.dispose()
  }
}

/** Snapshots made since its start. */
const compactionsOf = async (server: EndcapServer): Promise<number> => {
  const metrics = await fetch(`${server.url}/metrics`)
  const count = /^endcap_compactions_total\{outcome="done"\} (\d+)/m.exec(await metrics.text())?.[1]
  if (count === undefined) throw new Error('the server does not say how much it compacted')
  return Number(count)
}
