// The torture of F1: the built server under load is killed with SIGKILL at random moments, started again on the same data,
// and in the end every document is read back from it. Whatever it acknowledged before any of the kills must be there.
// The seed decides the edits and the moments; what the processes make of them is theirs.

import { addToken, createOwner } from '../support/accounts.ts'
import { createEndcapServer } from '../support/endcap-server.ts'
import { connectDocument, pause, until } from '../support/relay-client.ts'
import { createRandom } from '../support/seeded-random.ts'
import { readReplica } from './edit-stream.ts'
import { type LoadClient, startLoadClient } from './load-client.ts'

export interface TortureOptions {
  readonly kills: number
  readonly seed: number
  readonly onProgress?: (line: string) => void
}

export interface TortureReport {
  readonly acked: number
  /** Acknowledged and not in what the server gives back. */
  readonly lost: number
  /** Sent and unanswered at the moments of the kills, in all: without any, nothing was interrupted. */
  readonly inFlight: number
  /** Edits the relay would not take, by reason; none in a healthy run. */
  readonly refused: Readonly<Record<string, number>>
}

const DOCUMENTS = ['accounts/marlow/packets/torture1', 'accounts/marlow/packets/torture2', 'accounts/marlow/calendar/2027']
const CLIENTS = ['mux', 'ack', 'mux', 'ack'] as const
const EDITS_PER_SECOND = 50
/** A kill comes so long after the server was ready: also while clients still dial and send again what was unanswered. */
const KILL_AFTER_MS_MAX = 1_200
/** So that the first kill has something to lose. */
export const ACKED_BEFORE_KILLS = 100
const PROGRESS_EVERY = 10
const EMPTY_STATE_VECTOR = new Uint8Array([0])

export const torture = async ({ kills, seed, onProgress = () => {} }: TortureOptions): Promise<TortureReport> => {
  const random = createRandom(seed)
  const server = await createEndcapServer()
  const clients: LoadClient[] = []
  try {
    const owner = await createOwner(server)
    const relayUrl = `${server.url.replace('http', 'ws')}/sync`
    for (const via of CLIENTS) {
      const { token } = await addToken(server, owner, 'coordinator')
      const options = { relayUrl, workspaceId: owner.workspaceId, token, documents: DOCUMENTS, via, editsPerSecond: EDITS_PER_SECOND }
      clients.push(startLoadClient({ ...options, random: createRandom(random.below(2 ** 32)) }))
    }
    const sum = (figure: (client: LoadClient) => number) => clients.reduce((total, client) => total + figure(client), 0)
    const ackedNow = () => sum(({ acked }) => [...acked.values()].reduce((total, edits) => total + edits.length, 0))
    await until('the load to be under way', () => ackedNow() >= ACKED_BEFORE_KILLS)

    let inFlight = 0
    for (let kill = 1; kill <= kills; kill++) {
      await pause(random.below(KILL_AFTER_MS_MAX))
      await server.stop('SIGKILL')
      inFlight += sum((client) => client.inFlight())
      // Read from what the last kill left: nobody adds to it.
      if (kill === kills) await Promise.all(clients.map((client) => client.stop()))
      await server.start()
      if (kill % PROGRESS_EVERY === 0) onProgress(`${kill} kills, ${ackedNow()} edits acked`)
    }

    const { token } = await addToken(server, owner, 'viewer')
    let lost = 0
    for (const document of DOCUMENTS) {
      const reader = await connectDocument(relayUrl, document, { token, workspaceId: owner.workspaceId, acks: true })
      reader.say({ type: 'step1', stateVector: EMPTY_STATE_VECTOR })
      const replica = readReplica(await until(`${document} to be read back`, reader.step2))
      for (const client of clients) lost += client.acked.get(document)?.filter((edit) => !edit.isIn(replica)).length ?? 0
      await reader.close()
    }
    const refused: Record<string, number> = {}
    for (const client of clients) for (const [status, count] of client.refused) refused[status] = (refused[status] ?? 0) + count
    return { acked: ackedNow(), lost, inFlight, refused }
  } finally {
    await server.stop('SIGKILL')
    await Promise.all(clients.map((client) => client.stop()))
    await server.dispose()
  }
}
