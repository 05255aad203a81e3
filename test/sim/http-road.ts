// The road by HTTP beside the socket: what a hidden or closing page flushes (S6), and what a removed member leaves for a
// manager (S15). A request may be lost, late, or answered to nobody; it outlives the page that sent it. The device's side and
// the relay's gate and commit are the production ones; the two routes, which have tests of their own, are told again here.

import { handOverByHttp } from '../../client/sync/hand-over.ts'
import type { AckStatus } from '../../shared/protocol/channel-messages.ts'
import { createKnowledge } from '../../shared/protocol/document-knowledge.ts'
import { vetUpdate } from '../../shared/protocol/gate.ts'
import { HandedIn } from '../../shared/protocol/http.ts'
import { canWrite } from '../../shared/protocol/role.ts'
import { type BundledUpdate, decodeBundle } from '../../shared/protocol/update-bundle.ts'
import type { Dice } from './dice.ts'
import type { RelayMachine } from './relay-machine.ts'
import type { Scheduler } from './scheduler.ts'
import type { Trace } from './trace.ts'
import type { Person } from './world.ts'

export interface LeftUpdate {
  readonly person: Person
  readonly document: string
  readonly update: Uint8Array
}

export interface HttpRoad {
  readonly handOverOf: (device: string, person: Person, isOnline: () => boolean) => ReturnType<typeof handOverByHttp>
  /** What waits for a manager. */
  readonly left: () => readonly LeftUpdate[]
  /** Nothing is lost from here on. */
  readonly calm: () => void
  /** A manager has what somebody left in a document merged; what the log does not take stays. */
  readonly merge: (person: Person, document: string) => void
}

type Answer = { readonly status: number; readonly statuses: readonly (AckStatus | null)[] }

const REQUEST_MS_MAX = 1_500
const ANSWER_MS_MAX = 200

export const createHttpRoad = (deps: { readonly scheduler: Scheduler; readonly dice: Dice; readonly trace: Trace; readonly relay: RelayMachine }): HttpRoad => {
  const { scheduler, dice, trace, relay } = deps
  let left: readonly LeftUpdate[] = []
  let isCalm = false

  const flush = async (person: Person, updates: readonly BundledUpdate[]): Promise<Answer> => {
    const outcomes = await Promise.all(updates.map(({ document, update }) => relay.offerAs(person, document, update)))
    return { status: 200, statuses: outcomes.map((outcome) => outcome?.status ?? null) }
  }

  const leave = (person: Person, updates: readonly BundledUpdate[]): Answer => {
    if (person.isMember || !canWrite(person.role)) return { status: 403, statuses: [] }
    const statuses = updates.map(({ update }) => {
      const verdict = vetUpdate(createKnowledge(), update, { person: person.id, partial: true })
      return verdict.kind === 'invalid' || verdict.kind === 'too_large' ? verdict.kind : null
    })
    const taken = updates.filter((_update, index) => statuses[index] === null)
    left = [...left, ...taken.map(({ document, update }) => ({ person, document, update }))]
    return { status: 200, statuses }
  }

  const serve = async (person: Person, to: string, body: Uint8Array): Promise<Answer> => {
    const bundle = decodeBundle(body)
    if (bundle === null) return { status: 400, statuses: [] }
    if (bundle.person !== person.id) return { status: 403, statuses: [] }
    if (to === 'quarantine') return leave(person, bundle.updates)
    return person.isMember ? flush(person, bundle.updates) : { status: 403, statuses: [] }
  }

  const request = (device: string, person: Person, isOnline: () => boolean, url: string, body: Uint8Array): Promise<Response> =>
    new Promise((resolve, reject) => {
      const to = url.split('/').at(-1) ?? ''
      const fail = (): void => void scheduler.after(dice.below(ANSWER_MS_MAX), () => reject(new TypeError('no network')))
      if (!isOnline() || (dice.chance(0.2) && !isCalm)) return fail()
      scheduler.after(dice.below(REQUEST_MS_MAX), () => {
        if (!relay.isUp()) return fail()
        trace.note(`${device} ${to} by HTTP, ${body.length} bytes`)
        void serve(person, to, body).then(({ status, statuses }) => {
          if (dice.chance(0.1) && !isCalm) return fail()
          const answer: HandedIn = { statuses: [...statuses] }
          if (!HandedIn.safeParse(answer).success) throw new Error('the answer is none')
          scheduler.after(dice.below(ANSWER_MS_MAX), () => resolve({ ok: status === 200, status, json: async () => answer } as Response))
        })
      })
    })

  return {
    handOverOf: (device, person, isOnline) =>
      handOverByHttp('', person.id, ((url: string, { body }: { readonly body: Uint8Array }) =>
        request(device, person, isOnline, url, body.slice())) as unknown as typeof fetch),
    left: () => left,
    calm: () => {
      isCalm = true
    },
    merge: (person, document) => {
      const merged = left.filter((one) => one.person === person && one.document === document)
      for (const one of merged) {
        void relay.offerAs({ ...person, role: 'coordinator' }, document, one.update, { partial: true })?.then(({ status }) => {
          trace.note(`merged ${one.update.length} bytes of ${person.id} into ${document}: ${status}`)
          if (status === null || status === 'duplicate') left = left.filter((other) => other !== one)
        })
      }
    },
  }
}
