// The torture of F2: the data lie on a small file system, which fills up under load. The relay says `storage_full` and
// acknowledges nothing, presence and reading go on, and once there is room it takes edits again. It is killed while the disk
// is full, too, where a server that cannot start says so in one line. In the end nothing acknowledged is missing.

import { join } from 'node:path'
import { encodePresence } from '../../shared/protocol/presence-states.ts'
import { addToken } from '../support/accounts.ts'
import { createEndcapServer, type EndcapServer } from '../support/endcap-server.ts'
import { connectDocument, pause, until } from '../support/relay-client.ts'
import { createRandom } from '../support/seeded-random.ts'
import { createSmallDisk } from '../support/small-disk.ts'
import { DOCUMENTS, type Load, startLoad, type TortureReport } from './load.ts'
import type { TortureOptions } from './torture.ts'

export interface FullDiskReport extends TortureReport {
  readonly rounds: number
  /** Rounds in which somebody's presence reached another, and a whole document was read, while the disk was full. */
  readonly presenceWorked: number
  /** Starts on a full disk that were refused in one line, and those that were not. */
  readonly startsRefused: number
  readonly startsMade: number
}

const DISK_BYTES = 16 * 1024 * 1024
const ROUND_MS_MAX = 800
const PRESENCE_CLIENT = 4_000_000_000
const ONE_LINE = /^endcap: [^\n]+$/m

/** Each round fills the disk, frees it, and kills the server once, every other time while the disk is full. The reason, when there can be no such disk here. */
export const tortureFullDisk = async ({ kills, seed, onProgress = () => {} }: TortureOptions): Promise<FullDiskReport | { readonly reason: string }> => {
  const disk = createSmallDisk(DISK_BYTES)
  if ('reason' in disk) return disk
  const random = createRandom(seed)
  let server: EndcapServer | null = null
  let load: Load | null = null
  try {
    const running = await createEndcapServer({ DATA_DIR: join(disk.folder, 'data') })
    server = running
    load = await startLoad(running, random)
    const busy = load
    const { token } = await addToken(running, busy.owner, 'viewer')
    const full = () => busy.refused().storage_full ?? 0
    let inFlight = 0
    let presenceWorked = 0
    let startsRefused = 0
    let startsMade = 0

    for (let round = 1; round <= kills; round++) {
      await pause(random.below(ROUND_MS_MAX))
      const fullBefore = full()
      disk.fill()
      await until('the relay to say that its disk is full', () => full() > fullBefore + 5)
      presenceWorked += (await worksWhileFull(busy, token, round)) ? 1 : 0
      if (round % 2 === 0) {
        await running.stop('SIGKILL')
        inFlight += busy.inFlight()
        const said = running.output().length
        const isStarted = await running.start().then(
          () => true,
          () => false,
        )
        if (isStarted) startsMade++
        else if (ONE_LINE.test(running.output().slice(said))) startsRefused++
        else throw new Error(`a start on a full disk says nothing:\n${running.output().slice(said)}`)
        if (isStarted) await running.stop('SIGKILL')
        disk.free()
      } else {
        disk.free()
        const before = busy.acked()
        await until('edits to be taken again', () => busy.acked() > before + 20)
        await pause(random.below(ROUND_MS_MAX))
        await running.stop('SIGKILL')
        inFlight += busy.inFlight()
      }
      if (round === kills) await busy.stop()
      await running.start()
      const before = busy.acked()
      if (round < kills) await until('edits to be taken after the start', () => busy.acked() > before + 20)
      onProgress(`${round} times full, ${busy.acked()} edits acked, ${full()} told storage_full`)
    }
    const lost = await busy.countLost()
    return { acked: busy.acked(), lost, inFlight, refused: busy.refused(), rounds: kills, presenceWorked, startsRefused, startsMade }
  } finally {
    await server?.stop('SIGKILL')
    await load?.stop()
    await server?.dispose()
    disk.dispose()
  }
}

const worksWhileFull = async ({ relayUrl, owner }: Load, token: string, round: number): Promise<boolean> => {
  const [document] = DOCUMENTS
  const one = await connectDocument(relayUrl, document, { token, workspaceId: owner.workspaceId, acks: true })
  const other = await connectDocument(relayUrl, document, { token, workspaceId: owner.workspaceId, acks: true })
  other.say({ type: 'step1', stateVector: new Uint8Array([0]) })
  const known = other.messages.length
  one.say({ type: 'presence', bytes: encodePresence([{ client: PRESENCE_CLIENT + round, clock: 1, state: { at: round } }]) })
  await until('presence while the disk is full', () => other.messages.slice(known).some(({ type }) => type === 'presence'))
  await until('a document to be read while the disk is full', () => other.step2() !== null)
  await Promise.all([one.close(), other.close()])
  return true
}
