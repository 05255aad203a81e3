// What every torture does to a server: a few busy people who edit the same documents, and in the end every document is
// read back and compared with what was acknowledged.

import { addToken, createOwner, type Owner } from '../support/accounts.ts'
import type { EndcapServer } from '../support/endcap-server.ts'
import { connectDocument, until } from '../support/relay-client.ts'
import { createRandom, type Random } from '../support/seeded-random.ts'
import { readReplica } from './edit-stream.ts'
import { type LoadClient, startLoadClient } from './load-client.ts'

export interface TortureReport {
  readonly acked: number
  /** Acknowledged and not in what the server gives back. */
  readonly lost: number
  /** Sent and unanswered at the moments of the kills, in all: without any, nothing was interrupted. */
  readonly inFlight: number
  /** Edits the relay would not take, by reason; none in a healthy run. */
  readonly refused: Readonly<Record<string, number>>
}

export interface Load {
  readonly owner: Owner
  readonly relayUrl: string
  readonly acked: () => number
  readonly inFlight: () => number
  readonly refused: () => Readonly<Record<string, number>>
  readonly stop: () => Promise<unknown>
  /** Acknowledged edits that the server does not give back; to be asked once nobody edits. */
  readonly countLost: () => Promise<number>
}

export const DOCUMENTS = ['accounts/marlow/packets/torture1', 'accounts/marlow/packets/torture2', 'accounts/marlow/calendar/2027'] as const
const CLIENTS = ['mux', 'ack', 'mux', 'ack'] as const
const EDITS_PER_SECOND = 50
const EMPTY_STATE_VECTOR = new Uint8Array([0])
/** So that the first kill has something to lose. */
export const ACKED_BEFORE_KILLS = 100

/** Resolves when the load is under way. */
export const startLoad = async (server: EndcapServer, random: Random): Promise<Load> => {
  const owner = await createOwner(server)
  const relayUrl = `${server.url.replace('http', 'ws')}/sync`
  const clients: LoadClient[] = []
  for (const via of CLIENTS) {
    const { token } = await addToken(server, owner, 'coordinator')
    const options = { relayUrl, workspaceId: owner.workspaceId, token, documents: DOCUMENTS, via, editsPerSecond: EDITS_PER_SECOND }
    clients.push(startLoadClient({ ...options, random: createRandom(random.below(2 ** 32)) }))
  }
  const { token } = await addToken(server, owner, 'viewer')
  const sum = (figure: (client: LoadClient) => number) => clients.reduce((total, client) => total + figure(client), 0)

  const load: Load = {
    owner,
    relayUrl,
    acked: () => sum(({ acked }) => [...acked.values()].reduce((total, edits) => total + edits.length, 0)),
    inFlight: () => sum((client) => client.inFlight()),
    refused: () => {
      const refused: Record<string, number> = {}
      for (const client of clients) for (const [status, count] of client.refused) refused[status] = (refused[status] ?? 0) + count
      return refused
    },
    stop: () => Promise.all(clients.map((client) => client.stop())),
    countLost: async () => {
      let lost = 0
      for (const document of DOCUMENTS) {
        const reader = await connectDocument(relayUrl, document, { token, workspaceId: owner.workspaceId, acks: true })
        reader.say({ type: 'step1', stateVector: EMPTY_STATE_VECTOR })
        const rest = await until(`${document} to be read back`, reader.step2)
        // What was compacted comes before it, as an update of its own.
        const replica = readReplica([...reader.updates(), rest])
        for (const client of clients) lost += client.acked.get(document)?.filter((edit) => !edit.isIn(replica)).length ?? 0
        await reader.close()
      }
      return lost
    },
  }
  try {
    await until('the load to be under way', () => load.acked() >= ACKED_BEFORE_KILLS)
    return load
  } catch (error) {
    await load.stop()
    throw error
  }
}
